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

export const wordFileName = 'beschlussvorlage.docx'
export const pdfFileName = 'beschlussvorlage.pdf'
export const previewName = 'ansicht'

/** Where staff write what no data can know. */
export function PaperDeskPage({ c, desk }: { c: TownContext; desk: PaperDesk }) {
  const { t } = c.var
  const { vision, done } = desk
  const text = refusalTexts(c, desk.refusals ?? {})
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  return (
    <Page
      c={c}
      title={t('vision.paper.title')}
      width="normal"
      noIndex
      notices={done ? [{ tone: 'success', text: t('vision.paper.done') }] : []}
    >
      <Way c={c} vision={vision} />
      <PageHead title={t('vision.paper.title')} lead={t('vision.paper.lead')}>
        <Button label={t('vision.paper.view')} href={paths.desk.paperFile.to({ ...at, file: previewName })} kind="secondary" />
        <PaperFiles c={c} vision={vision} />
      </PageHead>
      <Stack>
        {text.all.length > 0 && <ErrorSummary title={t('vision.paper.refused')} refusals={text.all} />}
        <Notices c={c} desk={desk} />
        <PaperForm c={c} desk={desk} text={text.of} />
      </Stack>
    </Page>
  )
}

function Way({ c, vision }: { c: TownContext; vision: Vision }) {
  const at = { town: c.var.municipality.slug, vision: vision.slug }
  return (
    <Breadcrumb
      label={c.var.t('page.breadcrumb')}
      items={[
        {
          label: (
            <span lang={vision.language} dir={languageOf(vision.language).direction}>
              {vision.title}
            </span>
          ),
          href: paths.desk.vision.to(at),
        },
        { label: c.var.t('vision.paper.title') },
      ]}
    />
  )
}

/** The paper as Word file and PDF. */
export function PaperFiles({ c, vision }: { c: TownContext; vision: Vision }) {
  const { t } = c.var
  const to = (file: string) => paths.desk.paperFile.to({ town: c.var.municipality.slug, vision: vision.slug, file })
  return (
    <>
      <Button label={t('vision.paper.word')} href={to(wordFileName)} kind="secondary" icon="download" />
      <Button label={t('vision.paper.pdf')} href={to(pdfFileName)} kind="secondary" icon="download" />
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

function PaperForm({ c, desk: { vision, values }, text }: { c: TownContext; desk: PaperDesk; text: Texts }) {
  const { t } = c.var
  const written = { lang: vision.language, dir: languageOf(vision.language).direction }
  const optional = t('vision.paper.optional')
  const shared = (name: keyof PaperValues) => ({ name, label: t(`vision.paper.field.${name}`), value: values[name], refusal: text[name] })
  return (
    <Form action={paths.desk.paper.to({ town: c.var.municipality.slug, vision: vision.slug })}>
      <CsrfField c={c} />
      <Field kind="text" {...shared('number')} hint={t('vision.paper.hint.number')} optional={optional} width="medium" />
      <Field kind="text" {...shared('leadOffice')} optional={optional} {...written} />
      <Field kind="text" {...shared('subject')} hint={t('vision.paper.hint.subject')} required {...written} />
      <Field kind="textarea" {...shared('draftResolution')} hint={t('vision.paper.hint.draftResolution')} rows={7} required {...written} />
      <Field kind="textarea" {...shared('reasons')} hint={t('vision.paper.hint.reasons')} optional={optional} rows={10} {...written} />
      <Field
        kind="textarea"
        {...shared('financialEffects')}
        hint={t('vision.paper.hint.financialEffects')}
        optional={optional}
        rows={4}
        {...written}
      />
      <Field kind="textarea" {...shared('annexes')} hint={t('vision.paper.hint.annexes')} optional={optional} rows={3} {...written} />
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
      <Way c={c} vision={vision} />
      <PageHead title={t('vision.paper.title')} />
      <EmptyState title={t('vision.paper.unpublished')} action={<Button label={t('vision.paper.publish')} href={publication} />}>
        {t('vision.paper.unpublished-lead')}
      </EmptyState>
    </Page>
  )
}
