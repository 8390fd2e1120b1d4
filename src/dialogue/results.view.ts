import type { ResultGroup, Results, Standing, StatementOutcome } from './results.ts'

export const filters = ['alle', 'verbindet', 'abgelehnt', 'umstritten', 'unklar', 'zu-wenige'] as const
export type Filter = (typeof filters)[number] | `gruppe-${string}`
export const orders = ['nummer', 'zustimmung', 'einigkeit', 'bruecke', 'strittigkeit', 'stimmen', 'fehlend'] as const
export type Order = (typeof orders)[number]
export type View = { filter: Filter; order: Order }

/** The view an address asks for; what it does not know is as if it had not been said. */
export function viewOf(filter: string | undefined, order: string | undefined, groups: readonly ResultGroup[]): View {
  const offered: Filter[] = [...filters, ...groups.map(filterOf)]
  return { filter: offered.find(each => each === filter) ?? 'alle', order: orders.find(each => each === order) ?? 'nummer' }
}

export const filterOf = ({ letter }: ResultGroup): Filter => `gruppe-${letter.toLowerCase()}`

export function statementsIn({ statements, groups, contested }: Results, { filter, order }: View): StatementOutcome[] {
  const group = groups.find(each => filterOf(each) === filter)
  const shown = statements.filter(statement =>
    group
      ? statement.characteristicOf.some(each => each.group === group.index)
      : filter === 'alle' || standingsIn[filter]?.includes(statement.standing),
  )
  if (order === 'nummer') return shown
  const rank = new Map(contested.map((number, place) => [number, -place]))
  const value: Record<Exclude<Order, 'nummer'>, (statement: StatementOutcome) => number> = {
    zustimmung: ({ overall }) => overall?.agree ?? -1,
    strittigkeit: ({ number, overall }) => rank.get(number) ?? (overall ? Math.min(overall.agree, overall.disagree) : -1) - 1000,
    einigkeit: ({ standing, lower }) => (standing === 'jointly-rejected' ? null : lower) ?? -1,
    bruecke: ({ bridging }) => bridging?.score ?? -2,
    stimmen: ({ overall }) => overall?.votes ?? -1,
    fehlend: outcome => -votesMissing(outcome),
  }
  return [...shown].sort((a, b) => value[order](b) - value[order](a) || a.number - b.number)
}

const standingsIn: Partial<Record<Filter, readonly Standing[]>> = {
  verbindet: ['unites'],
  abgelehnt: ['jointly-rejected'],
  umstritten: ['contested'],
  unklar: ['unclear', 'too-few-votes'],
  'zu-wenige': ['too-few-votes'],
}

/** Numbers of the statements of which nothing certain is known, those first that need the fewest votes. */
export const stillUnclear = (results: Results): number[] =>
  statementsIn(results, { filter: 'unklar', order: 'fehlend' }).map(({ number }) => number)

const mostVotes = Number.MAX_SAFE_INTEGER

/** How many votes are missing to say something; those last that already have an answer, or that more votes would not help. */
function votesMissing({ outlook }: StatementOutcome): number {
  if (outlook?.kind === 'more-votes') return outlook.votes
  if (outlook?.kind === 'too-few-votes' && outlook.missing.length > 0) return outlook.missing.reduce((sum, { votes }) => sum + votes, 0)
  return outlook?.kind === 'in-between' ? mostVotes - 1 : mostVotes
}
