import {
  Badge,
  type BadgeTone,
  Breadcrumb,
  EmptyState,
  FilterLinks,
  Notice,
  Page,
  PageHead,
  Pagination,
  Stack,
  StatementRow,
  Statements,
} from '#platform/web'
import { type Fate, type FatedStatement, type FateRefusal, type FateView, fateAtDesk, fateViews } from './fate.ts'
import { paths } from './paths.ts'
import { sharesOf, written } from './support.page.tsx'
import { leastAgreement, type Shares } from './support.ts'
import type { VisionContext } from './visitor.ts'

type ListedStatement = FatedStatement & { overall: Shares | null }

export type FatesDesk = {
  view: FateView
  counts: (readonly [FateView, number])[]
  /** of this page */
  statements: ListedStatement[]
  page: number
  pages: number
  /** what was just decided */
  done?: FatedStatement
  refusal?: FateRefusal
}

/** Every statement of the vision's dialogues with what becomes of it; those with the most agreement first. */
export function FatesPage({ c, desk }: { c: VisionContext; desk: FatesDesk }) {
  const { t } = c.var
  const { view, counts, statements, done, refusal } = desk
  return (
    <Page c={c} title={t('vision.fate.title')} noIndex>
      <FateWays c={c} />
      <PageHead title={t('vision.fate.title')} lead={t('vision.fate.lead')} />
      <Stack>
        {refusal && <Notice tone="error" title={t(`vision.fate.refusal.${refusal}`)} live />}
        {done && <Done c={c} statement={done} desk={desk} />}
        <FilterLinks
          label={t('vision.fate.show')}
          options={counts.map(([name, count]) => ({
            label: t(`vision.fate.view.${name}`, { least: leastAgreement / 100 }),
            href: listAddress(c, { view: name, page: 1 }),
            count: numberIn(c, count),
            current: name === view,
          }))}
        />
        {statements.length === 0 && <EmptyState title={t(`vision.fate.empty.${view}`, { least: leastAgreement / 100 })} />}
        <Statements>
          {statements.map(statement => (
            <Row c={c} statement={statement} desk={desk} />
          ))}
        </Statements>
        <Pages c={c} desk={desk} />
      </Stack>
    </Page>
  )
}

/** The way from the list of visions to the fates. */
export const FateWays = ({ c, label }: { c: VisionContext; label?: string }) => (
  <Breadcrumb
    label={c.var.t('page.breadcrumb')}
    items={[
      { label: c.var.t('vision.fate.visions'), href: paths.desk.visions.to(at(c)) },
      { label: c.var.vision.title, href: paths.desk.vision.to(at(c)) },
      { label: c.var.t('vision.fate.title'), href: label ? paths.desk.fates.to(at(c)) : undefined },
      ...(label ? [{ label }] : []),
    ]}
  />
)

function Done({ c, statement, desk }: { c: VisionContext; statement: FatedStatement; desk: FatesDesk }) {
  const fate = fateAtDesk(statement) ?? 'open'
  return (
    <Notice tone="success" title={c.var.t(`vision.fate.done.${fate}`, { number: statement.number })} live>
      <a href={fateAddress(c, statement, desk)}>{c.var.t('vision.fate.change')}</a>
    </Notice>
  )
}

function Row({ c, statement, desk }: { c: VisionContext; statement: ListedStatement; desk: FatesDesk }) {
  const { t } = c.var
  const { overall, number } = statement
  return (
    <StatementRow
      statement={written(c, statement)}
      href={fateAddress(c, statement, desk)}
      votes={overall ? t('vision.support.votes', { number, votes: overall.votes }) : t('vision.support.votes-few', { number })}
      badges={<FateSaid c={c} statement={statement} />}
      overall={overall ? { shares: sharesOf(c, overall) } : { missing: t('vision.support.too-few') }}
    />
  )
}

/** The fate of a statement in a few words, leading to where it stands. */
export function FateSaid({ c, statement }: { c: VisionContext; statement: FatedStatement }) {
  const { t } = c.var
  const fate = fateAtDesk(statement)
  const { sentences, issues, decision } = statement
  return (
    <>
      <Badge label={t(`vision.fate.name.${fate ?? 'open'}`)} tone={fate ? tones[fate] : 'warning'} />
      {sentences.map(({ number, use }) => (
        <span>
          <a href={paths.desk.sentence.to({ ...at(c), sentence: number })}>{t('vision.fate.sentence', { number })}</a> (
          {t(`vision.support.use.${use}`)})
        </span>
      ))}
      {issues.map(({ number }) => (
        <a href={paths.desk.issue.to({ ...at(c), issue: number })}>{t('vision.fate.issue', { number })}</a>
      ))}
      {fate === 'handed-over' && decision?.fate === 'department' && <span dir="auto">{decision.department}</span>}
    </>
  )
}

const tones: Record<Fate, BadgeTone> = { adopted: 'success', negotiated: 'info', 'handed-over': 'neutral', declined: 'neutral' }

function Pages({ c, desk: { view, page, pages } }: { c: VisionContext; desk: FatesDesk }) {
  if (pages === 1) return null
  const { t } = c.var
  const to = (label: string, page: number) => ({ label, href: listAddress(c, { view, page }) })
  return (
    <Pagination
      label={t('vision.fate.pages')}
      status={t('vision.fate.page', { page, pages })}
      previous={page > 1 ? to(t('vision.fate.previous'), page - 1) : undefined}
      next={page < pages ? to(t('vision.fate.next'), page + 1) : undefined}
    />
  )
}

type Place = Pick<FatesDesk, 'view' | 'page'>

const placeOf = ({ view, page }: Place) => ({ stand: view === 'open' ? undefined : fateViews[view], seite: page > 1 ? page : undefined })

const listAddress = (c: VisionContext, place: Place) => paths.desk.fates.to(at(c), placeOf(place))

/** Knows from where in the list one came, so that one comes back there. */
const fateAddress = (c: VisionContext, { dialogue, number }: FatedStatement, place: Place) =>
  paths.desk.fate.to({ ...at(c), dialogue: dialogue.slug, statement: number }, placeOf(place))

const numberIn = (c: VisionContext, count: number) => new Intl.NumberFormat(c.var.language.locale).format(count)
const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
