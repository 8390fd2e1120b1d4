import { dialoguePaths, Written } from '#dialogue'
import { CsrfField } from '#platform/people'
import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  Button,
  Card,
  EmptyState,
  Field,
  FilterLinks,
  Form,
  Notice,
  Page,
  PageHead,
  Pagination,
  Stack,
} from '#platform/web'
import { type DeskFate, decisions, type FateFilter, type FateRefusal, type FateValues, fateFilters, longestInFate } from './fate.ts'
import { paths } from './paths.ts'
import { leastAgreement } from './support.ts'
import type { DrawnOn } from './vision.ts'
import type { VisionContext } from './visitor.ts'

export type FateRow = {
  dialogue: string
  number: number
  text: string
  language: string
  /** in whole percent, with the number of votes; null while there are too few */
  agreement: { agree: number; votes: number } | null
  fate: DeskFate | undefined
}

export type FateDesk = {
  dialogues: DrawnOn[]
  dialogue: string
  filter: FateFilter
  counts: Record<FateFilter, number>
  rows: FateRow[]
  page: number
  pages: number
  refused?: { dialogue: string; number: number; values: FateValues; refusal: FateRefusal }
  done?: boolean
}

/** What becomes of every statement of a dialogue. */
export function FatesPage({ c, desk }: { c: VisionContext; desk: FateDesk }) {
  const { t, vision, municipality } = c.var
  const at = { town: municipality.slug, vision: vision.slug }
  const title = t('vision.fate.title')
  return (
    <Page c={c} title={title} width="normal" noIndex>
      <Breadcrumb
        label={t('page.breadcrumb')}
        items={[
          { label: t('vision.desk.title'), href: paths.desk.visions.to(at) },
          { label: vision.title, href: paths.desk.vision.to(at) },
          { label: title },
        ]}
      />
      <PageHead title={title} lead={t('vision.fate.lead')} />
      <Stack>
        {desk.done && <Notice tone="success" title={t('vision.fate.done')} live />}
        <Choices c={c} desk={desk} />
        {desk.rows.length === 0 ? (
          <EmptyState title={t(`vision.fate.none.${desk.filter}`, { least: leastAgreement / 100 })} />
        ) : (
          desk.rows.map(row => <FateCard c={c} desk={desk} row={row} />)
        )}
        {desk.pages > 1 && <Pages c={c} desk={desk} />}
      </Stack>
    </Page>
  )
}

function Choices({ c, desk }: { c: VisionContext; desk: FateDesk }) {
  const { t } = c.var
  return (
    <>
      {desk.dialogues.length > 1 && (
        <FilterLinks
          label={t('vision.fate.dialogue')}
          options={desk.dialogues.map(({ slug, question }) => ({
            label: question,
            href: addressOf(c, { ...desk, dialogue: slug, page: 1 }),
            current: slug === desk.dialogue,
          }))}
        />
      )}
      <FilterLinks
        label={t('vision.fate.show')}
        options={fateFilters.map(filter => ({
          label: t(`vision.fate.filter.${filter}`, { least: leastAgreement / 100 }),
          href: addressOf(c, { ...desk, filter, page: 1 }),
          current: filter === desk.filter,
          count: new Intl.NumberFormat(c.var.language.locale).format(desk.counts[filter]),
        }))}
      />
    </>
  )
}

function FateCard({ c, desk, row }: { c: VisionContext; desk: FateDesk; row: FateRow }) {
  const { t, municipality } = c.var
  const { dialogue, number, text, language, agreement, fate } = row
  return (
    <Card
      badge={<FateBadge c={c} fate={fate} />}
      meta={
        <>
          <a href={dialoguePaths.statement.to({ town: municipality.slug, dialogue, statement: number })}>
            {t('vision.fate.statement', { number })}
          </a>
          {' · '}
          {agreement ? t('vision.fate.agreement', { agree: agreement.agree / 100, votes: agreement.votes }) : t('vision.fate.too-few')}
        </>
      }
    >
      <p>
        <b>
          <Written c={c} text={text} language={language} />
        </b>
      </p>
      <Known c={c} fate={fate} />
      {(!fate || fate.kind === 'department' || fate.kind === 'declined') && <Decide c={c} desk={desk} row={row} />}
    </Card>
  )
}

const tones: Record<DeskFate['kind'], BadgeTone> = {
  adopted: 'success',
  merged: 'success',
  negotiation: 'info',
  department: 'info',
  declined: 'neutral',
}

const FateBadge = ({ c, fate }: { c: VisionContext; fate: DeskFate | undefined }) => (
  <Badge label={c.var.t(`vision.fate.kind.${fate?.kind ?? 'open'}`)} tone={fate ? tones[fate.kind] : 'warning'} />
)

function Known({ c, fate }: { c: VisionContext; fate: DeskFate | undefined }) {
  const { t, vision, municipality } = c.var
  const at = { town: municipality.slug, vision: vision.slug }
  if (!fate) return null
  if ('sentences' in fate)
    return (
      <p>
        {fate.sentences.map((sentence, index) => (
          <>
            {index > 0 && ', '}
            <a href={paths.desk.sentence.to({ ...at, sentence })}>{t('vision.fate.sentence', { number: sentence })}</a>
          </>
        ))}
      </p>
    )
  if ('issues' in fate)
    return (
      <p>
        {fate.issues.map((issue, index) => (
          <>
            {index > 0 && ', '}
            <a href={paths.desk.issue.to({ ...at, issue })}>{t('vision.fate.issue', { number: issue })}</a>
          </>
        ))}
      </p>
    )
  return (
    <p dir="auto">
      {fate.kind === 'department' && <b>{fate.department}</b>} {fate.reason}
    </p>
  )
}

/** Open where it was refused, so that nothing typed is out of sight. */
function Decide({ c, desk, row }: { c: VisionContext; desk: FateDesk; row: FateRow }) {
  const { t } = c.var
  const { dialogue, number, fate } = row
  const own = desk.refused?.dialogue === dialogue && desk.refused.number === number ? desk.refused : undefined
  const stored = fate?.kind === 'department' || fate?.kind === 'declined' ? fate : undefined
  const values = own?.values ?? {
    fate: stored?.kind ?? '',
    department: stored?.kind === 'department' ? stored.department : '',
    reason: stored?.reason ?? '',
  }
  const says = (...names: FateRefusal[]) => (own && names.includes(own.refusal) ? refusalIn(c, own.refusal) : undefined)
  const id = (name: string) => `${name}-${dialogue}-${number}`
  return (
    <details class="disclosure" open={own !== undefined}>
      <summary>{t(stored ? 'vision.fate.change' : 'vision.fate.decide')}</summary>
      <Form
        action={paths.desk.fate.to(
          { town: c.var.municipality.slug, vision: c.var.vision.slug, dialogue, statement: number },
          { zeige: desk.filter, seite: desk.page },
        )}
        label={t('vision.fate.of', { number })}
      >
        <CsrfField c={c} />
        <Field
          kind="radio"
          name="fate"
          id={id('verbleib')}
          label={t('vision.fate.which')}
          value={values.fate}
          options={[...decisions, ...(stored ? (['none'] as const) : [])].map(value => ({
            value,
            label: t(`vision.fate.decision.${value}`),
          }))}
          refusal={says('fate-missing', 'has-fate')}
        />
        <Field
          kind="text"
          name="department"
          id={id('fachamt')}
          label={t('vision.fate.department')}
          value={values.department}
          maxlength={longestInFate.department}
          dir="auto"
          refusal={says('department-missing', 'department-too-long')}
        />
        <Field
          kind="textarea"
          name="reason"
          id={id('grund')}
          label={t('vision.fate.reason')}
          hint={t('vision.fate.reason-hint')}
          value={values.reason}
          rows={3}
          dir="auto"
          refusal={says('reason-missing', 'reason-too-long')}
        />
        <Button label={t('vision.fate.save')} kind="secondary" small />
      </Form>
    </details>
  )
}

const refusalIn = (c: VisionContext, refusal: FateRefusal) =>
  c.var.t(`vision.fate.refusal.${refusal}`, { most: refusal === 'department-too-long' ? longestInFate.department : longestInFate.reason })

function Pages({ c, desk }: { c: VisionContext; desk: FateDesk }) {
  const { t } = c.var
  const to = (page: number) => addressOf(c, { ...desk, page })
  return (
    <Pagination
      label={t('vision.fate.pages')}
      status={t('vision.fate.page', { page: desk.page, pages: desk.pages })}
      previous={desk.page > 1 ? { label: t('vision.fate.previous'), href: to(desk.page - 1) } : undefined}
      next={desk.page < desk.pages ? { label: t('vision.fate.next'), href: to(desk.page + 1) } : undefined}
    />
  )
}

const addressOf = (c: VisionContext, { dialogue, filter, page }: Pick<FateDesk, 'dialogue' | 'filter' | 'page'>) =>
  paths.desk.fates.to({ town: c.var.municipality.slug, vision: c.var.vision.slug }, { dialog: dialogue, zeige: filter, seite: page })
