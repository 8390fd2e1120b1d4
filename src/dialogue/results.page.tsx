import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { languageOf } from '#platform/languages'
import {
  Badge,
  Button,
  Cards,
  ColumnChart,
  DefinitionList,
  Disclosure,
  EmptyState,
  Figure,
  FilterLinks,
  type ForeignText,
  GroupCard,
  type GroupRef,
  Notice,
  Page,
  PageHead,
  Prose,
  Section,
  type Share,
  Stack,
  StatementRow,
  Statements,
  Stats,
  Table,
  Tabs,
} from '#platform/web'
import { isOpen } from './dialogue.ts'
import { attributionOf, licenceOf } from './open-data.ts'
import { OpinionMapPicture } from './opinion-picture.page.tsx'
import type { OpinionPicture } from './opinion-picture.ts'
import { paths } from './paths.ts'
import {
  constantsOf,
  type Filter,
  filterOf,
  filters,
  orders,
  type Period,
  type ResultGroup,
  type Results,
  type Shares,
  type StatementOutcome,
  statementsIn,
  type View,
} from './results.ts'
import type { StatementEdit } from './statement.ts'
import { fewestToShow } from './suppression.ts'
import type { DialogueContext } from './visitor.ts'
import { dateIn, Question, writtenIn } from './vote.page.tsx'

/** What can be said of a dialogue now. */
export type ShownReport =
  | { state: 'too-few-people' }
  | { state: 'computing' }
  | {
      state: 'ready'
      computedAt: Date
      results: Results
      /** the finished `ReportContent` */
      content: string
      /** newer votes are not in it yet */
      isBehind: boolean
      /** typos that were mended before the first vote: everybody may see what was changed */
      edits: StatementEdit[]
    }

export type Report = { results: Results; picture: OpinionPicture | undefined; view: View }
type PartProps = { c: DialogueContext; report: Report }

export function ResultsPage({ c, report }: { c: DialogueContext; report: ShownReport }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  const isReady = report.state === 'ready'
  return (
    <Page
      c={c}
      title={t('dialogue.results.page-title', { question: dialogue.question })}
      width="wide"
      refreshSeconds={report.state === 'computing' ? 3 : undefined}
      printFooter={t('dialogue.results.print-footer', {
        address: c.var.services.config.http.address + paths.results.to(at(c)),
        date: dateIn(c, isReady ? report.computedAt : c.var.services.now()),
      })}
    >
      <PageHead
        title={<Question c={c} dialogue={dialogue} />}
        preline={isReady ? t('dialogue.results.preline-dated', { date: dateIn(c, report.computedAt) }) : t('dialogue.results.preline')}
        lead={isReady ? leadOf(c, report.results) : undefined}
      >
        {isOpen(dialogue, c.var.services.now()) && (
          <Button
            label={t('dialogue.results.join')}
            href={paths.dialogue.to(at(c))}
            kind={isReady ? 'secondary' : 'primary'}
            icon="voice"
          />
        )}
      </PageHead>
      {isReady ? (
        <Stack>
          <StillRunning c={c} isBehind={report.isBehind} />
          {raw(report.content)}
          <Origin c={c} edits={report.edits} />
        </Stack>
      ) : (
        <NotYet c={c} state={report.state} />
      )}
    </Page>
  )
}

/** Where the data come from, under which licence, and what was changed in the statements. */
function Origin({ c, edits }: { c: DialogueContext; edits: StatementEdit[] }) {
  const { t, municipality } = c.var
  const { dialogue, statements } = c.var.agenda
  const languageByNumber = new Map(statements.map(({ number, language }) => [number, language]))
  const { name, url } = licenceOf(dialogue.licence)
  return (
    <>
      {edits.length > 0 && (
        <Disclosure label={t('dialogue.results.edits', { count: edits.length })}>
          <Table
            caption={t('dialogue.results.edits', { count: edits.length })}
            captionHidden
            columns={[
              { label: t('dialogue.results.edits-statement'), numeric: true },
              { label: t('dialogue.results.edits-before') },
              { label: t('dialogue.results.edits-after') },
              { label: t('dialogue.results.edits-date') },
            ]}
            rows={edits.map(({ number, before, after, at }) => [
              numberIn(c, number),
              ...[before, after].map(text => <Words {...spoken(c, { text, language: languageByNumber.get(number) ?? 'de' })} />),
              dateIn(c, at, false),
            ])}
          />
        </Disclosure>
      )}
      <p class="small muted">
        {t('dialogue.results.origin')} <span {...writtenIn(c, dialogue)}>{attributionOf({ municipality, dialogue })}</span> ·{' '}
        {t('dialogue.results.licence')} {url ? <a href={url}>{name}</a> : name}
      </p>
    </>
  )
}

const leadOf = (c: DialogueContext, { participation, unites, jointlyRejected, contested }: Results) =>
  c.var.t('dialogue.results.lead', {
    people: participation.people,
    unites: unites.length + jointlyRejected.length,
    contested: contested.length,
  })

function NotYet({ c, state }: { c: DialogueContext; state: 'too-few-people' | 'computing' }) {
  const { t } = c.var
  if (state === 'computing') return <EmptyState title={t('dialogue.results.computing-title')}>{t('dialogue.results.computing')}</EmptyState>
  return <EmptyState title={t('dialogue.results.too-few-title')}>{t('dialogue.results.too-few', { fewest: fewestToShow })}</EmptyState>
}

function StillRunning({ c, isBehind }: { c: DialogueContext; isBehind: boolean }) {
  const { t } = c.var
  const { dialogue } = c.var.agenda
  if (isBehind) return <Notice tone="info" title={t('dialogue.results.behind')} />
  if (!isOpen(dialogue, c.var.services.now())) return null
  const running = dialogue.closesAt
    ? t('dialogue.results.running-until', { date: dateIn(c, dialogue.closesAt) })
    : t('dialogue.results.running')
  return <Notice tone="info" title={running} />
}

/** Everything that stays the same for all who read it in the same language. */
export function ReportContent(props: PartProps) {
  return (
    <Stack>
      <OnThisPage {...props} />
      <ParticipationSection {...props} />
      <UnitesSection {...props} />
      <ContestedSection {...props} />
      <GroupsSection {...props} />
      <AllStatements {...props} />
      <Methods {...props} />
    </Stack>
  )
}

const sections = {
  participation: 'beteiligung',
  unites: 'verbindet',
  contested: 'umstritten',
  groups: 'gruppen',
  'all-statements': 'aussagen',
  methods: 'rechnung',
} as const

function OnThisPage({ c }: PartProps) {
  const { t } = c.var
  const parts = Object.entries(sections) as [keyof typeof sections, string][]
  return (
    <Tabs
      label={t('dialogue.results.on-this-page')}
      items={parts.map(([part, id]) => ({ label: t(`dialogue.results.${part}`), href: `#${id}` }))}
    />
  )
}

// ── Participation ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function ParticipationSection({ c, report: { results } }: PartProps) {
  const { t } = c.var
  const { people, statements, medianVotes, newcomers } = results.participation
  return (
    <Section id={sections.participation} title={t('dialogue.results.participation')}>
      <Stack>
        <Stats
          items={[
            { label: t('dialogue.results.people'), value: numberIn(c, people) },
            { label: t('dialogue.results.votes'), value: votesIn(c, results) },
            { label: t('dialogue.results.statements'), value: numberIn(c, statements) },
            { label: t('dialogue.results.median'), note: t('dialogue.results.median-note'), value: numberIn(c, medianVotes) },
          ]}
        />
        {newcomers.filter(period => period.people !== null).length > 1 && <OverTime c={c} periods={newcomers} />}
      </Stack>
    </Section>
  )
}

function votesIn(c: DialogueContext, { participation: { votes } }: Results): string {
  return votes.isAtLeast ? c.var.t('dialogue.results.votes-at-least', { count: votes.count }) : numberIn(c, votes.count)
}

const labelsAcross = 6

function OverTime({ c, periods }: { c: DialogueContext; periods: Period[] }) {
  const { t } = c.var
  const unit = periods[0]!.unit
  const label = t('dialogue.results.over-time', { unit })
  const isHidden = periods.some(({ people }) => people === null)
  const inWords = ({ people }: Period) => (people === null ? t('dialogue.results.not-shown') : numberIn(c, people))
  return (
    <Stack>
      <Figure
        caption={
          <>
            {label}. {isHidden && t('dialogue.results.over-time-hidden', { fewest: fewestToShow })}
          </>
        }
      >
        <ColumnChart
          label={label}
          columns={periods.map(period => ({ label: periodIn(c, period, false), value: period.people ?? 0, valueText: inWords(period) }))}
          labelEvery={Math.ceil(periods.length / labelsAcross)}
          direction={c.var.language.direction}
        />
      </Figure>
      <div class="screen-only">
        <Disclosure label={t('dialogue.results.over-time-table')}>
          <Table
            caption={label}
            captionHidden
            stacked={false}
            columns={[{ label: t('dialogue.results.period', { unit }) }, { label: t('dialogue.results.newcomers'), numeric: true }]}
            rows={periods.map(period => [periodIn(c, period, true), inWords(period)])}
          />
        </Disclosure>
      </div>
    </Stack>
  )
}

/** Days have no time zone: they are read and said in the same one. */
function periodIn(c: DialogueContext, { unit, start }: Period, isLong: boolean): string {
  const format: Intl.DateTimeFormatOptions = isLong
    ? unit === 'month'
      ? { month: 'long', year: 'numeric' }
      : { dateStyle: 'long' }
    : unit === 'month'
      ? { month: 'short', year: '2-digit' }
      : { day: 'numeric', month: 'numeric' }
  return new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'UTC', ...format }).format(new Date(start))
}

// ── What unites, what divides ───────────────────────────────────────────────────────────────────────────────────────────────

function UnitesSection({ c, report }: PartProps) {
  const { t } = c.var
  const { unites, jointlyRejected, groups } = report.results
  const count = { groups: groups.length }
  return (
    <Section
      id={sections.unites}
      title={t('dialogue.results.unites')}
      lead={unites.length > 0 ? t('dialogue.results.unites-lead', count) : undefined}
    >
      <Stack>
        {unites.length > 0 ? (
          <Found c={c} report={report} numbers={unites} filter="verbindet" />
        ) : (
          <p>{t('dialogue.results.unites-none', count)}</p>
        )}
        {jointlyRejected.length > 0 && (
          <>
            <div class="subhead">
              <h3>{t('dialogue.results.rejected')}</h3>
              <p class="muted">{t('dialogue.results.rejected-lead', count)}</p>
            </div>
            <Found c={c} report={report} numbers={jointlyRejected} filter="abgelehnt" />
          </>
        )}
      </Stack>
    </Section>
  )
}

function ContestedSection({ c, report }: PartProps) {
  const { t } = c.var
  const { contested, groups } = report.results
  const count = { groups: groups.length }
  return (
    <Section
      id={sections.contested}
      title={t('dialogue.results.contested')}
      lead={contested.length > 0 ? t('dialogue.results.contested-lead', count) : undefined}
    >
      {contested.length > 0 ? (
        <Found c={c} report={report} numbers={contested} filter="umstritten" />
      ) : (
        <p>{t('dialogue.results.contested-none', count)}</p>
      )}
    </Section>
  )
}

const mostFound = 6

/** The first of a ranking, and the way to all of them. */
function Found({ c, report, numbers, filter }: PartProps & { numbers: readonly number[]; filter: Filter }) {
  const byNumber = new Map(report.results.statements.map(statement => [statement.number, statement]))
  return (
    <Stack>
      <Statements>
        {numbers.slice(0, mostFound).map(number => {
          const outcome = byNumber.get(number)!
          return <Row c={c} results={report.results} outcome={outcome} remark={boundOf(c, report.results, outcome)} />
        })}
      </Statements>
      {numbers.length > mostFound && (
        <p>
          <a class="screen-only" href={viewAddress(c, { filter, order: 'nummer' })}>
            {c.var.t('dialogue.results.show-all', { count: numbers.length })}
          </a>
        </p>
      )}
    </Stack>
  )
}

/** How sure the agreement is, and on how many votes that rests. */
function boundOf(c: DialogueContext, { groups, basis }: Results, { standing, lower, fewestVotes }: StatementOutcome): string | undefined {
  if (standing !== 'unites' && standing !== 'jointly-rejected') return undefined
  if (lower === null || fewestVotes === null)
    return c.var.t('dialogue.results.bound-unknown', { fewest: constantsOf(basis).fewestVotesInGroup })
  const key = standing === 'unites' ? 'dialogue.results.bound-agree' : 'dialogue.results.bound-disagree'
  return c.var.t(key, { groups: groups.length, lower: lower / 100, fewest: fewestVotes })
}

// ── Groups ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function GroupsSection({ c, report }: PartProps) {
  const { t } = c.var
  const { groups, stability, basis, participation } = report.results
  const { smallestGroup } = constantsOf(basis)
  const finding = t(`dialogue.results.stability.${stability.reason}`, {
    groups: groups.length,
    fewest: 2 * smallestGroup,
    answers: answersToBeMapped(basis, participation.statements),
  })
  return (
    <Section id={sections.groups} title={t('dialogue.results.groups')} lead={finding}>
      <Stack>
        {groups.length > 0 && <p>{t('dialogue.results.groups-explained')}</p>}
        {report.picture && <Picture c={c} report={report} picture={report.picture} />}
        {groups.length > 0 && (
          <Cards>
            {groups.map(group => (
              <OpinionGroup c={c} results={report.results} group={group} />
            ))}
          </Cards>
        )}
      </Stack>
    </Section>
  )
}

const answersToBeMapped = (basis: Results['basis'], statements: number) =>
  Math.max(1, Math.min(constantsOf(basis).votesToBeMapped, statements))

function Picture({ c, report: { results }, picture }: PartProps & { picture: OpinionPicture }) {
  const { t } = c.var
  const { groups } = results
  const count = { groups: groups.length }
  return (
    <Figure
      caption={
        <Stack>
          <p>{t('dialogue.results.picture-caption', count)}</p>
          <Directions c={c} results={results} picture={picture} />
        </Stack>
      }
      alternative={
        groups.length > 0
          ? { label: t('dialogue.results.picture-table'), content: <PictureInWords c={c} results={results} picture={picture} /> }
          : undefined
      }
    >
      <OpinionMapPicture picture={picture} label={t('dialogue.results.picture-label', count)} />
    </Figure>
  )
}

function Directions({ c, results, picture }: PictureProps) {
  const { t } = c.var
  const byNumber = new Map(results.statements.map(statement => [statement.number, statement]))
  const known = picture.directions.flatMap(({ statement: number, ...direction }) => {
    const statement = byNumber.get(number)
    return statement ? [{ ...direction, statement }] : []
  })
  if (known.length === 0) return null
  return (
    <DefinitionList
      items={known.map(({ side, agrees, statement }) => ({
        term: t(`dialogue.results.direction.${side}`),
        description: (
          <>
            {t(agrees ? 'dialogue.results.direction-agree' : 'dialogue.results.direction-disagree')} <Quoted c={c} statement={statement} />
          </>
        ),
      }))}
    />
  )
}

type PictureProps = { c: DialogueContext; results: Results; picture: OpinionPicture }

function PictureInWords({ c, results, picture }: PictureProps) {
  const { t } = c.var
  const byNumber = new Map(results.statements.map(statement => [statement.number, statement]))
  return (
    <Table
      caption={t('dialogue.results.picture-table')}
      captionHidden
      columns={[
        { label: t('dialogue.results.group-column') },
        { label: t('dialogue.results.size-column'), numeric: true },
        { label: t('dialogue.results.place-column') },
        { label: t('dialogue.results.typical-column') },
      ]}
      rows={results.groups.map(group => [
        t('dialogue.results.group', { letter: group.letter }),
        group.size === null ? t('dialogue.results.not-shown') : numberIn(c, group.size),
        placeOf(c, picture, group),
        group.statements.slice(0, 1).map(({ number, direction }) => (
          <>
            {t(`dialogue.results.side-${direction}`)}: <Quoted c={c} statement={byNumber.get(number)!} />
          </>
        )),
      ])}
    />
  )
}

function placeOf(c: DialogueContext, picture: OpinionPicture, group: ResultGroup): string {
  const place = picture.clouds.find(cloud => cloud.group === group.index)?.place
  if (!place) return c.var.t('dialogue.results.not-shown')
  const words = [c.var.t(`dialogue.results.along.${place.along}`), c.var.t(`dialogue.results.across.${place.across}`)]
  return new Intl.ListFormat(c.var.language.code, { type: 'unit', style: 'short' }).format(new Set(words))
}

const Quoted = ({ c, statement }: { c: DialogueContext; statement: StatementOutcome }) => (
  <a href={`${paths.results.to(at(c))}#${anchorOf(statement)}`}>
    <Words {...spoken(c, statement)} />
  </a>
)

const Words = ({ text, lang, dir }: ForeignText) => (
  <span lang={lang} dir={dir}>
    {text}
  </span>
)

const mostCharacteristic = 5

function OpinionGroup({ c, results, group }: { c: DialogueContext; results: Results; group: ResultGroup }) {
  const { t } = c.var
  const byNumber = new Map(results.statements.map(statement => [statement.number, statement]))
  return (
    <GroupCard
      group={refOf(c, group)}
      size={
        group.size === null || group.percent === null
          ? t('dialogue.results.size-hidden')
          : t('dialogue.results.group-size', { size: group.size, percent: group.percent / 100 })
      }
      statements={group.statements.slice(0, mostCharacteristic).map(({ number, direction }) => {
        const outcome = byNumber.get(number)!
        return { statement: spoken(c, outcome), side: direction, note: sideOf(c, outcome, group, direction) }
      })}
      empty={t('dialogue.results.group-none')}
    />
  )
}

function sideOf(
  c: DialogueContext,
  { groups, overall }: StatementOutcome,
  { index }: ResultGroup,
  direction: 'agree' | 'disagree',
): string {
  const own = groups[index]
  if (!own || !overall) return c.var.t(`dialogue.results.side-${direction}`)
  return c.var.t(`dialogue.results.side-${direction}-shares`, { own: own[direction] / 100, all: overall[direction] / 100 })
}

const refOf = (c: DialogueContext, { index, letter }: ResultGroup): GroupRef => ({
  number: (index + 1) as GroupRef['number'],
  letter,
  name: c.var.t('dialogue.results.group', { letter }),
})

// ── All statements ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function AllStatements({ c, report: { results, view } }: PartProps) {
  const { t } = c.var
  const shown = statementsIn(results, view)
  return (
    <Section
      id={sections['all-statements']}
      title={t('dialogue.results.all-statements')}
      lead={t('dialogue.results.all-lead', { groups: results.groups.length })}
    >
      <Stack>
        <FilterLinks label={t('dialogue.results.filter')} options={filterOptions(c, results, view)} />
        <FilterLinks
          label={t('dialogue.results.order')}
          options={orders.map(order => ({
            label: t(`dialogue.results.orders.${order}`),
            href: viewAddress(c, { ...view, order }),
            current: order === view.order,
          }))}
        />
        {shown.length > 0 ? (
          <Statements>
            {shown.map(outcome => (
              <Row c={c} results={results} outcome={outcome} isAnchor />
            ))}
          </Statements>
        ) : (
          <p>{t('dialogue.results.filter-none')}</p>
        )}
      </Stack>
    </Section>
  )
}

/** What nothing belongs to is not offered. */
function filterOptions(c: DialogueContext, results: Results, view: View) {
  const { t } = c.var
  const option = (filter: Filter, label: string) => {
    const count = statementsIn(results, { filter, order: 'nummer' }).length
    const current = filter === view.filter
    return count > 0 || current ? [{ label, href: viewAddress(c, { ...view, filter }), current, count: numberIn(c, count) }] : []
  }
  return [
    ...filters.flatMap(filter => option(filter, t(`dialogue.results.filters.${filter}`))),
    ...results.groups.flatMap(group => option(filterOf(group), t('dialogue.results.filters.gruppe', { letter: group.letter }))),
  ]
}

const viewAddress = (c: DialogueContext, { filter, order }: View) =>
  `${paths.results.to(at(c), { zeige: filter === 'alle' ? undefined : filter, nach: order === 'nummer' ? undefined : order })}#${sections['all-statements']}`

type RowProps = { c: DialogueContext; results: Results; outcome: StatementOutcome; remark?: string; isAnchor?: boolean }

function Row({ c, results, outcome, remark, isAnchor }: RowProps) {
  const { t } = c.var
  const { number, overall } = outcome
  const votes = overall ? t('dialogue.results.row-votes', { number, votes: overall.votes }) : t('dialogue.results.row-few', { number })
  return (
    <StatementRow
      id={isAnchor ? anchorOf(outcome) : undefined}
      statement={spoken(c, outcome)}
      votes={[votes, remark].filter(Boolean).join(' · ')}
      badges={isAnchor && <Standings c={c} results={results} outcome={outcome} />}
      overall={overall ? { shares: sharesOf(c, overall) } : { missing: t('dialogue.results.fewer-than', { fewest: fewestToShow }) }}
      groups={overall ? groupRows(c, results, outcome) : []}
    />
  )
}

function Standings({ c, results, outcome }: Pick<RowProps, 'c' | 'results' | 'outcome'>): Child {
  const { t } = c.var
  const { standing, characteristicOf } = outcome
  const letters = characteristicOf.map(({ group }) => results.groups[group]!.letter)
  return (
    <>
      {standing !== 'unclear' && <Badge label={t(`dialogue.results.standing.${standing}`)} tone={tones[standing]} />}
      {letters.length > 0 && (
        <Badge
          label={t('dialogue.results.typical', {
            letters: new Intl.ListFormat(c.var.language.code, { type: 'conjunction' }).format(letters),
          })}
        />
      )}
    </>
  )
}

const tones = { unites: 'success', 'jointly-rejected': 'success', contested: 'warning', 'too-few-votes': 'neutral' } as const

const groupRows = (c: DialogueContext, { groups }: Results, outcome: StatementOutcome) =>
  groups.map(group => {
    const shares = outcome.groups[group.index]
    if (!shares) return { group: refOf(c, group), result: { missing: c.var.t('dialogue.results.hidden-cell') } }
    return {
      group: refOf(c, group),
      result: {
        shares: sharesOf(c, shares),
        value: c.var.t('dialogue.results.group-value', { share: shares.agree / 100, votes: shares.votes }),
        label: c.var.t('dialogue.results.group-sentence', {
          agree: shares.agree / 100,
          disagree: shares.disagree / 100,
          pass: shares.pass / 100,
          votes: shares.votes,
        }),
      },
    }
  })

function sharesOf(c: DialogueContext, shares: Shares): Share[] {
  const percent = new Intl.NumberFormat(c.var.language.locale, { style: 'percent', maximumFractionDigits: 0 })
  return (['agree', 'disagree', 'pass'] as const).map(kind => ({
    kind,
    share: shares[kind] / 100,
    label: c.var.t(`dialogue.results.${kind}`),
    value: percent.format(shares[kind] / 100),
  }))
}

// ── How it was computed ─────────────────────────────────────────────────────────────────────────────────────────────────────

function Methods({ c, report: { results } }: PartProps) {
  const { t } = c.var
  const { basis, participation, stability } = results
  const known = constantsOf(basis)
  return (
    <Section id={sections.methods} title={t('dialogue.results.methods')}>
      <Prose>
        <p>
          {t('dialogue.results.methods-basis', {
            date: dateIn(c, basis.computedAt),
            votes: votesIn(c, results),
            people: participation.people,
            statements: participation.statements,
          })}
        </p>
        <p>
          {t('dialogue.results.methods-map', { answers: answersToBeMapped(basis, participation.statements) })}{' '}
          {participation.mapped !== null && t('dialogue.results.methods-mapped', { mapped: participation.mapped })}
        </p>
        <p>
          {t('dialogue.results.methods-groups', {
            mostGroups: known.mostGroups,
            starts: known.starts,
            shuffles: known.shuffles,
            smallestGroup: known.smallestGroup,
            smallestShare: known.smallestGroupShare,
            resamples: known.resamples,
            threshold: stability.threshold,
          })}{' '}
          {stability.ari !== null && t('dialogue.results.methods-ari', { ari: stability.ari })}
        </p>
        <p>
          {t('dialogue.results.methods-statements', {
            confidence: known.confidence,
            contested: known.contestedFrom,
            discovery: known.falseDiscoveryRate,
            fewestVotes: known.fewestVotesInGroup,
          })}
        </p>
        <p>{t('dialogue.results.methods-protection', { fewest: fewestToShow })}</p>
        <p>
          {t('dialogue.results.methods-again', { version: basis.method.version, seed: String(basis.method.seed) })}{' '}
          <a class="screen-only" href={paths.openData.to(at(c))}>
            {t('dialogue.results.open-data')}
          </a>
        </p>
      </Prose>
    </Section>
  )
}

// ── Words of the page ───────────────────────────────────────────────────────────────────────────────────────────────────────

const at = (c: DialogueContext) => ({ town: c.var.municipality.slug, dialogue: c.var.agenda.dialogue.slug })
const anchorOf = ({ number }: Pick<StatementOutcome, 'number'>) => `aussage-${number}`
const numberIn = (c: DialogueContext, count: number) => new Intl.NumberFormat(c.var.language.locale).format(count)

/** A statement in its own language, which is said where it is not that of the page. */
function spoken(c: DialogueContext, { text, language }: Pick<StatementOutcome, 'text' | 'language'>): ForeignText {
  const { code, direction } = languageOf(language)
  return code === c.var.language.code ? { text } : { text, lang: code, dir: direction }
}
