import type { Child } from 'hono/jsx'
import { Badge, FilterLinks, Section, Stack, StatementRow, Statements } from '#platform/web'
import { paths } from './paths.ts'
import { outlookIn } from './results.outlook.page.tsx'
import type { Results, StatementOutcome } from './results.ts'
import { type Filter, filterOf, filters, orders, statementsIn, type View } from './results.view.ts'
import {
  anchorOf,
  at,
  listIn,
  numberIn,
  type PartProps,
  refOf,
  sections,
  sharesOf,
  statementAddress,
  viewAddress,
} from './results.words.page.tsx'
import { enteredForIn } from './statement.page.tsx'
import { spoken } from './translation.page.tsx'
import type { DialogueContext } from './visitor.ts'

export function AllStatements({ c, report: { results, view } }: PartProps) {
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
              <Row c={c} results={results} outcome={outcome} remark={outlookIn(c, results, outcome)} isAnchor />
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

type RowProps = { c: DialogueContext; results: Results; outcome: StatementOutcome; remark?: string; isAnchor?: boolean }

/** One statement. `isAnchor`: this is the place that links to it lead to. */
export function Row({ c, results, outcome, remark, isAnchor }: RowProps) {
  const { t } = c.var
  const { number, overall, bridging } = outcome
  const votes = overall ? t('dialogue.results.row-votes', { number, votes: overall.votes }) : t('dialogue.results.row-few', { number })
  const bridge = bridging && t('dialogue.results.bridging', { score: bridging.score, lower: bridging.lower })
  return (
    <StatementRow
      id={isAnchor ? anchorOf(outcome) : undefined}
      href={isAnchor ? undefined : statementAddress(c, outcome)}
      statement={spoken(c, outcome)}
      votes={[votes, enteredForIn(c, outcome), remark, bridge].filter(Boolean).join(' · ')}
      badges={isAnchor && <Standings c={c} results={results} outcome={outcome} />}
      overall={
        overall
          ? { shares: sharesOf(c, overall) }
          : { missing: t('dialogue.results.fewer-than', { fewest: c.var.municipality.fewestToShow }) }
      }
      groups={overall ? groupRows(c, results, outcome) : []}
    />
  )
}

function Standings({ c, results, outcome }: Pick<RowProps, 'c' | 'results' | 'outcome'>): Child {
  const { t } = c.var
  const { number, standing, characteristicOf } = outcome
  const letters = characteristicOf.map(({ group }) => results.groups[group]!.letter)
  return (
    <>
      <a class="permalink screen-only" href={statementAddress(c, outcome)} aria-label={t('dialogue.results.permalink', { number })}>
        #
      </a>
      <a
        class="screen-only"
        href={paths.statement.to({ ...at(c), statement: number })}
        aria-label={t('dialogue.statement.link', { number })}
      >
        {t('dialogue.statement.link-short')}
      </a>
      <a class="screen-only" href={paths.report.to({ ...at(c), statement: number })} aria-label={t('dialogue.report.link-to', { number })}>
        {t('dialogue.report.link-short')}
      </a>
      <Badge label={t(`dialogue.results.standing.${standing}`)} tone={tones[standing]} />
      {letters.length > 0 && <Badge label={t('dialogue.results.typical', { letters: listIn(c, letters) })} />}
    </>
  )
}

const tones = {
  unites: 'success',
  'jointly-rejected': 'success',
  contested: 'warning',
  unclear: 'neutral',
  'too-few-votes': 'neutral',
} as const

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
