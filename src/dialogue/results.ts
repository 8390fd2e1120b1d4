import type { MapSnapshot } from './map-snapshot.store.ts'
import { constants } from './opinion-map.constants.ts'
import type { CharacteristicStatement, OpinionMap, Stability, StatementResult, Tally } from './opinion-map.ts'
import type { Statement } from './statement.ts'
import { fewestToShow, visibleCounts } from './suppression.ts'

/**
 * What a dialogue has brought, as everybody may know it: small numbers are already hidden (null, or absent), and nothing hidden can be
 * computed from the rest. Pages, API and exports show this and nothing else about votes.
 */
export type Results = {
  participation: PublicParticipation
  /** Empty when there are no stable groups. */
  groups: ResultGroup[]
  /** Why there are groups, or why not. */
  stability: Pick<Stability, 'stable' | 'reason' | 'ari' | 'threshold'>
  /** In the order of their numbers. */
  statements: StatementOutcome[]
  /** Numbers of statements most people in every group agree with, surest first. */
  unites: number[]
  /** The same for refusing. */
  jointlyRejected: number[]
  /** Most divided first. */
  contested: number[]
  /** How it was computed, when, and from how many votes. */
  basis: { method: OpinionMap['method']; computedAt: Date }
}

export type PublicParticipation = {
  people: number
  /** `isAtLeast`: some votes are left out, because few votes on a statement could be worked out from all. */
  votes: { count: number; isAtLeast: boolean }
  statements: number
  /** Answers of the person in the middle. */
  medianVotes: number
  /** People with enough answers to have a place on the map; null if so few are missing that one could tell how many. */
  mapped: number | null
  /** People by the day, week or month of their first vote; without gaps. */
  newcomers: Period[]
}

export type Period = { unit: PeriodUnit; start: string; people: number | null }
export type PeriodUnit = 'day' | 'week' | 'month'

export type ResultGroup = {
  index: number
  letter: string
  size: number | null
  /** Whole percent of all who took part. */
  percent: number | null
  /** What it says more than everyone else, and by majority; clearest difference first. */
  statements: { number: number; direction: 'agree' | 'disagree' }[]
}

/** Shares in whole percent of the votes, which include passing. */
export type Shares = { votes: number; agree: number; disagree: number; pass: number }

export type Standing = 'unites' | 'jointly-rejected' | 'contested' | 'unclear' | 'too-few-votes'

export type StatementOutcome = Pick<Statement, 'number' | 'text' | 'language'> & {
  standing: Standing
  overall: Shares | null
  /** One per group. */
  groups: (Shares | null)[]
  /** Groups that say this more than everyone else. */
  characteristicOf: { group: number; direction: 'agree' | 'disagree' }[]
  /** Whole percent that certainly (one-sided 95 %) agree, or disagree if it is jointly rejected, in the group where they are fewest. */
  lower: number | null
  /** Every group has at least so many votes on it; null if that is not known of each. */
  fewestVotes: number | null
}

/** What the snapshot does not know, as it is stored: not for showing. */
export type Participation = { votesPerPerson: number[]; newcomersByDay: { day: string; people: number }[] }

/** The results after hiding small numbers; undefined while fewer than `fewestToShow` people have voted. */
export function resultsOf(
  { map, numbers, at }: MapSnapshot,
  statements: readonly Statement[],
  participation: Participation,
): Results | undefined {
  if (map.counts.participants < fewestToShow) return undefined
  const groups = map.k > 1 ? map.groups : []
  const named = (index: number) => numbers[index]!
  const isListed = new Set(statements.map(statement => statement.number))
  const listed = (indexes: readonly number[]) => indexes.map(named).filter(number => isListed.has(number))
  const [unites, jointlyRejected] = [listed(map.consensus), listed(map.jointlyRejected)]
  const isAgreed = new Set([...unites, ...jointlyRejected])
  // one finding per statement: what most people agree on is not called contested because a fifth are against it
  const rankings = { unites, jointlyRejected, contested: listed(map.contested).filter(number => !isAgreed.has(number)) }
  const resultOf = new Map(map.statements.map(result => [named(result.statement), result]))
  const characteristic = groups.map(group => characteristicOf(group.statements, named, isListed))
  const outcomes = statements.map(statement => {
    const result = resultOf.get(statement.number)
    const standing = standingOf(statement.number, result, rankings)
    return outcomeOf(statement, result, standing, characteristic)
  })
  return {
    participation: publicParticipation(map, named, outcomes, participation),
    groups: publicGroups(map, characteristic),
    stability: {
      stable: map.stability.stable,
      reason: map.stability.reason,
      ari: map.stability.ari,
      threshold: map.stability.threshold,
    },
    statements: outcomes,
    ...rankings,
    basis: { method: map.method, computedAt: at },
  }
}

type Characteristic = ResultGroup['statements']

const characteristicOf = (
  found: readonly CharacteristicStatement[],
  named: (index: number) => number,
  isListed: ReadonlySet<number>,
): Characteristic =>
  found.map(({ statement, direction }) => ({ number: named(statement), direction })).filter(({ number }) => isListed.has(number))

function standingOf(
  number: number,
  result: StatementResult | undefined,
  { unites, jointlyRejected, contested }: Pick<Results, 'unites' | 'jointlyRejected' | 'contested'>,
): Standing {
  if (!result || result.tooFewVotes) return 'too-few-votes'
  if (unites.includes(number)) return 'unites'
  if (jointlyRejected.includes(number)) return 'jointly-rejected'
  return contested.includes(number) ? 'contested' : 'unclear'
}

function outcomeOf(
  { number, text, language }: Statement,
  result: StatementResult | undefined,
  standing: Standing,
  characteristic: readonly Characteristic[],
): StatementOutcome {
  const outcome = {
    number,
    text,
    language,
    standing,
    characteristicOf: characteristic.flatMap((found, group) =>
      found.filter(each => each.number === number).map(({ direction }) => ({ group, direction })),
    ),
  }
  if (!result) return { ...outcome, overall: null, groups: characteristic.map(() => null), lower: null, fewestVotes: null }
  const tally = publicTally(result)
  const total = votesIn(tally)
  const votes = result.groups.map(votesIn)
  const isVisible = visibleCounts(votes, total - sum(votes))
  const groups = result.groups.map((group, index) => (isVisible[index] ? sharesOf(group) : null))
  return {
    ...outcome,
    overall: total >= fewestToShow ? sharesOf(tally) : null,
    groups,
    // a bound tells of the group it comes from, so it is told only where every group is
    ...(groups.every(group => group !== null) && total >= fewestToShow
      ? { lower: lowerOf(result, standing), fewestVotes: result.fewestVotes }
      : { lower: null, fewestVotes: null }),
  }
}

/**
 * All votes on a statement. Those of people in no group are left out where they are fewer than `fewestToShow`: they could be worked out
 * as what the groups leave over, and hiding a whole group for them would hide most of the picture.
 */
function publicTally({ tally, groups }: StatementResult): Tally {
  const grouped = groups.reduce<Tally>(added, { agree: 0, disagree: 0, pass: 0 })
  return groups.length > 0 && votesIn(tally) - votesIn(grouped) < fewestToShow ? grouped : tally
}

const added = (a: Tally, b: Tally): Tally => ({ agree: a.agree + b.agree, disagree: a.disagree + b.disagree, pass: a.pass + b.pass })

function lowerOf({ agreement, rejection }: StatementResult, standing: Standing): number | null {
  const shared = standing === 'jointly-rejected' ? rejection : agreement
  return shared && Math.floor(shared.lower * 100)
}

function sharesOf(tally: Tally): Shares {
  const votes = votesIn(tally)
  const percent = (count: number) => Math.round((count / votes) * 100)
  return { votes, agree: percent(tally.agree), disagree: percent(tally.disagree), pass: percent(tally.pass) }
}

function publicGroups(map: OpinionMap, characteristic: readonly Characteristic[]): ResultGroup[] {
  const sizes = sizesOf(map)
  return characteristic.map((statements, index) => {
    const size = sizes.groups[index] ?? null
    return {
      index,
      letter: String.fromCharCode(65 + index),
      size,
      percent: size && Math.round((size / map.counts.participants) * 100),
      statements,
    }
  })
}

/** Sizes of the groups; with the people in none of them they make up all who took part. */
function sizesOf({ k, groups, counts }: OpinionMap): { groups: (number | null)[]; mapped: number | null } {
  const sizes = k > 1 ? groups.map(group => group.size) : [counts.mapped]
  const isVisible = visibleCounts(sizes, counts.participants - counts.mapped)
  const isTold = isVisible.every(Boolean)
  return { groups: sizes.map((size, index) => (isVisible[index] ? size : null)), mapped: isTold ? counts.mapped : null }
}

function publicParticipation(
  map: OpinionMap,
  named: (index: number) => number,
  outcomes: readonly StatementOutcome[],
  participation: Participation,
): PublicParticipation {
  const votes = [...participation.votesPerPerson].sort((a, b) => a - b)
  return {
    people: map.counts.participants,
    votes: publicVotes(map, named, outcomes),
    statements: outcomes.length,
    medianVotes: votes[Math.floor((votes.length - 1) / 2)] ?? 0,
    mapped: sizesOf(map).mapped,
    newcomers: newcomersOf(participation.newcomersByDay),
  }
}

/** All votes, unless what the statements leave out of them could be worked out: then those that are shown. */
function publicVotes(
  map: OpinionMap,
  named: (index: number) => number,
  outcomes: readonly StatementOutcome[],
): PublicParticipation['votes'] {
  const shownOf = new Map(outcomes.map(({ number, overall }) => [number, overall?.votes ?? 0]))
  const leftOut = map.statements
    .map(({ statement, tally }) => votesIn(tally) - (shownOf.get(named(statement)) ?? 0))
    .filter(votes => votes > 0)
  const isTold = leftOut.length === 0 || (leftOut.length > 1 && sum(leftOut) > fewestToShow)
  return { count: map.counts.votes - (isTold ? 0 : sum(leftOut)), isAtLeast: !isTold }
}

/** Columns beyond this cannot be told apart on a phone. */
const mostPeriods = 42

/** People by the period of their first vote, in days if they are few, else in weeks or months; small numbers hidden. */
export function newcomersOf(byDay: Participation['newcomersByDay']): Period[] {
  const first = byDay[0]?.day
  const last = byDay.at(-1)?.day
  if (!first || !last) return []
  const unit = (['day', 'week', 'month'] as const).find(unit => startsBetween(first, last, unit).length <= mostPeriods) ?? 'month'
  const people = new Map<string, number>()
  for (const { day, people: count } of byDay) {
    const start = startOf(day, unit)
    people.set(start, (people.get(start) ?? 0) + count)
  }
  const starts = startsBetween(first, last, unit)
  const counts = starts.map(start => people.get(start) ?? 0)
  const isVisible = visibleCounts(counts)
  return starts.map((start, index) => ({ unit, start, people: isVisible[index] ? counts[index]! : null }))
}

function startsBetween(first: string, last: string, unit: PeriodUnit): string[] {
  const starts: string[] = []
  for (let start = startOf(first, unit); start <= last; start = next(start, unit)) starts.push(start)
  return starts
}

/** Weeks begin on Monday. */
function startOf(day: string, unit: PeriodUnit): string {
  if (unit === 'month') return `${day.slice(0, 7)}-01`
  const date = new Date(`${day}T00:00:00Z`)
  return unit === 'day' ? day : shifted(day, -((date.getUTCDay() + 6) % 7))
}

const next = (start: string, unit: PeriodUnit) =>
  unit === 'month' ? startOf(shifted(start, 31), unit) : shifted(start, unit === 'day' ? 1 : 7)

const shifted = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const votesIn = ({ agree, disagree, pass }: Tally) => agree + disagree + pass
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)

// ── What of the statements is shown, and in which order ─────────────────────────────────────────────────────────────────────

export const filters = ['alle', 'verbindet', 'abgelehnt', 'umstritten', 'unklar', 'zu-wenige'] as const
export type Filter = (typeof filters)[number] | `gruppe-${string}`
export const orders = ['nummer', 'zustimmung', 'strittigkeit', 'stimmen'] as const
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
    stimmen: ({ overall }) => overall?.votes ?? -1,
  }
  return [...shown].sort((a, b) => value[order](b) - value[order](a) || a.number - b.number)
}

const standingsIn: Partial<Record<Filter, readonly Standing[]>> = {
  verbindet: ['unites'],
  abgelehnt: ['jointly-rejected'],
  umstritten: ['contested'],
  unklar: ['unclear'],
  'zu-wenige': ['too-few-votes'],
}

/** What a map says of its method; a map stored by an earlier version may lack a constant, which then had its present value. */
export const constantsOf = ({ method }: Results['basis']) =>
  ({ ...constants, ...method.constants }) as Record<keyof typeof constants, number>
