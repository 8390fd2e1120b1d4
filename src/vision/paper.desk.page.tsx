import type { Child } from 'hono/jsx'
import { languageOf } from '#platform/languages'
import { CsrfField } from '#platform/people'
import {
  Breadcrumb,
  Button,
  Buttons,
  EmptyState,
  ErrorSummary,
  Field,
  Form,
  Notice,
  Page,
  PageHead,
  Stack,
  type TownContext,
} from '#platform/web'
import { type DecisionPaper, longest, longestAnnex, mostAnnexes, openFields, type PaperRefusals, type PaperValues } from './paper.ts'
import { tongueOf } from './paper.words.ts'
import { paths } from './paths.ts'
import type { Version } from './version.ts'
import type { Vision } from './vision.ts'

export type PaperDesk = {
  vision: Vision
  version: Version
  values: PaperValues
  /** what is kept; undefined while the fields hold suggestions */
  kept: DecisionPaper | undefined
  isOlder: boolean
  refusals?: PaperRefusals
  done?: boolean
}

/** Where a decision paper is written, and what it is about. */
export type PaperPlace = {
  /** from the start of the room to what it is about */
  way: { label: Child; href: string }[]
  /** what stands in it by itself, said where the paper is written and beside the fields it spares */
  told: { lead: string; reasons: string; annexes: string }
  language: string
  form: string
  file(name: string): string
}

export function placeOf(c: TownContext, vision: Vision): PaperPlace {
  const { t, municipality } = c.var
  const at = { town: municipality.slug, vision: vision.slug }
  const title = (
    <span lang={vision.language} dir={languageOf(vision.language).direction}>
      {vision.title}
    </span>
  )
  return {
    way: [{ label: title, href: paths.desk.vision.to(at) }],
    told: { lead: t('vision.paper.lead'), reasons: t('vision.paper.hint.reasons'), annexes: t('vision.paper.hint.annexes') },
    language: vision.language,
    form: paths.desk.paper.to(at),
    file: file => paths.desk.paperFile.to({ ...at, file }),
  }
}

export const wordFileName = 'beschlussvorlage.docx'
export const pdfFileName = 'beschlussvorlage.pdf'
export const previewName = 'ansicht'

/** Where staff write what no data can know. */
export function PaperDeskPage({ c, desk }: { c: TownContext; desk: PaperDesk }) {
  return (
    <PaperPage c={c} place={placeOf(c, desk.vision)} values={desk.values} refusals={desk.refusals} done={desk.done}>
      <Notices c={c} desk={desk} />
    </PaperPage>
  )
}

type PaperPageProps = {
  c: TownContext
  place: PaperPlace
  values: PaperValues
  refusals?: PaperRefusals
  done?: boolean
  /** what is to be known about the paper, above its fields */
  children?: Child
}

/** The fields of a decision paper, whatever it is about. */
export function PaperPage({ c, place, values, refusals = {}, done, children }: PaperPageProps) {
  const { t } = c.var
  const text = refusalTexts(c, refusals)
  return (
    <Page
      c={c}
      title={t('vision.paper.title')}
      width="normal"
      noIndex
      notices={done ? [{ tone: 'success', text: t('vision.paper.done') }] : []}
    >
      <Way c={c} place={place} />
      <PageHead title={t('vision.paper.title')} lead={place.told.lead}>
        <Button label={t('vision.paper.view')} href={place.file(previewName)} kind="secondary" />
        <PaperFiles c={c} place={place} />
      </PageHead>
      <Stack>
        {text.all.length > 0 && <ErrorSummary title={t('vision.paper.refused')} refusals={text.all} />}
        {children}
        <PaperForm c={c} place={place} values={values} text={text.of} />
      </Stack>
    </Page>
  )
}

const Way = ({ c, place: { way } }: { c: TownContext; place: PaperPlace }) => (
  <Breadcrumb label={c.var.t('page.breadcrumb')} items={[...way, { label: c.var.t('vision.paper.title') }]} />
)

/** The paper as Word file and PDF. */
export function PaperFiles({ c, place }: { c: TownContext; place: PaperPlace }) {
  const { t } = c.var
  return (
    <>
      <Button label={t('vision.paper.word')} href={place.file(wordFileName)} kind="secondary" icon="download" />
      <Button label={t('vision.paper.pdf')} href={place.file(pdfFileName)} kind="secondary" icon="download" />
    </>
  )
}

function Notices({ c, desk: { version, kept, isOlder } }: { c: TownContext; desk: PaperDesk }) {
  const { t, language } = c.var
  const named = { name: version.name, date: tongueOf(language.code).day(version.publishedAt) }
  const open = kept ? openFields(kept) : []
  return (
    <>
      {isOlder ? (
        <Notice tone="warning" title={t('vision.paper.older', named)} />
      ) : (
        <Notice tone="info" title={t('vision.paper.about', named)}>
          {!kept && t('vision.paper.suggestion')}
          {open.length > 0 && t('vision.paper.open', { fields: open.map(field => t(`vision.paper.field.${field}`)).join(', ') })}
        </Notice>
      )}
    </>
  )
}

type Texts = Partial<Record<keyof PaperValues, string>>

function PaperForm({ c, place, values, text }: { c: TownContext; place: PaperPlace; values: PaperValues; text: Texts }) {
  const { t } = c.var
  const written = { lang: place.language, dir: languageOf(place.language).direction }
  const optional = t('vision.paper.optional')
  const shared = (name: keyof PaperValues) => ({ name, label: t(`vision.paper.field.${name}`), value: values[name], refusal: text[name] })
  return (
    <Form action={place.form}>
      <CsrfField c={c} />
      <Field kind="text" {...shared('number')} hint={t('vision.paper.hint.number')} optional={optional} width="medium" />
      <Field kind="text" {...shared('leadOffice')} optional={optional} {...written} />
      <Field kind="text" {...shared('subject')} hint={t('vision.paper.hint.subject')} required {...written} />
      <Field kind="textarea" {...shared('draftResolution')} hint={t('vision.paper.hint.draftResolution')} rows={7} required {...written} />
      <Field kind="textarea" {...shared('reasons')} hint={place.told.reasons} optional={optional} rows={10} {...written} />
      <Field
        kind="textarea"
        {...shared('financialEffects')}
        hint={t('vision.paper.hint.financialEffects')}
        optional={optional}
        rows={4}
        {...written}
      />
      <Field kind="textarea" {...shared('annexes')} hint={place.told.annexes} optional={optional} rows={3} {...written} />
      <Buttons>
        <Button label={t('vision.paper.save')} />
      </Buttons>
    </Form>
  )
}

function refusalTexts(c: TownContext, refusals: PaperRefusals): { of: Texts; all: { field: string; text: string }[] } {
  const fields = Object.entries(refusals) as [keyof PaperValues, NonNullable<PaperRefusals[keyof PaperValues]>][]
  const all = fields.map(([field, refusal]) => ({ field, text: refusalText(c, field, refusal) }))
  return { of: Object.fromEntries(all.map(({ field, text }) => [field, text])), all }
}

function refusalText(
  { var: { t } }: TownContext,
  field: keyof PaperValues,
  refusal: NonNullable<PaperRefusals[keyof PaperValues]>,
): string {
  if (field !== 'annexes') return t(`vision.paper.refusal.${refusal}`, { most: longest[field] })
  return refusal === 'too-long'
    ? t('vision.paper.refusal.annex-too-long', { most: longestAnnex })
    : t(`vision.paper.refusal.${refusal}`, { most: mostAnnexes })
}

/** Without a published version there is nothing a paper could put before a council. */
export function UnpublishedPage({ c, vision }: { c: TownContext; vision: Vision }) {
  const { t } = c.var
  const publication = paths.desk.publication.to({ town: c.var.municipality.slug, vision: vision.slug })
  return (
    <Page c={c} title={t('vision.paper.title')} width="normal" noIndex>
      <Way c={c} place={placeOf(c, vision)} />
      <PageHead title={t('vision.paper.title')} />
      <EmptyState title={t('vision.paper.unpublished')} action={<Button label={t('vision.paper.publish')} href={publication} />}>
        {t('vision.paper.unpublished-lead')}
      </EmptyState>
    </Page>
  )
}
