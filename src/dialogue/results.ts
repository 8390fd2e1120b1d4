import type { MapSnapshot } from './map-snapshot.store.ts'
import { type Certainty, certaintyOf } from './opinion-map.certainty.ts'
import { constants } from './opinion-map.constants.ts'
import type { Bridging, CharacteristicStatement, MapOfAll, Stability, StatementResult, Tally } from './opinion-map.ts'
import type { Outlook } from './opinion-map.unclear.ts'
import {
  type Changes,
  type Characteristic,
  changesOf,
  listedGroups,
  publicGroups,
  publicSizes,
  type ResultGroup,
} from './results.groups.ts'
import { newcomersOf } from './results.newcomers.ts'
import { publicOutlook } from './results.outlook.ts'
import type { EnteredFor, Statement } from './statement.ts'
import { visibleCounts } from './suppression.ts'

export type { Changes, GroupChange, ResultGroup } from './results.groups.ts'

/**
 * What a dialogue has brought, as everybody may know it: small numbers are already hidden (null, or absent), and nothing hidden can be
 * computed from the rest. Pages, API and exports show this and nothing else about votes.
 */
export type Results = {
  participation: PublicParticipation
  /** Empty when there are no stable groups. */
  groups: ResultGroup[]
  /** What became of the groups since an earlier day; null if there is nothing to tell. */
  changes: Changes | null
  /** How sure the map is: the name of the sentence at the top. */
  certainty: Certainty
  /** Why there are groups, or why not. */
  stability: Pick<Stability, 'stable' | 'reason' | 'ari' | 'fewerVotes' | 'threshold'>
  /** In the order of their numbers. */
  statements: StatementOutcome[]
  /** Numbers of statements most people in every group agree with, surest first. */
  unites: number[]
  /** The same for refusing. */
  jointlyRejected: number[]
  /** Most divided first. */
  contested: number[]
  /** How it was computed, when, and from how many votes. */
  basis: { method: MapOfAll['method']; computedAt: Date }
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

/** Shares in whole percent of the votes, which include passing. */
export type Shares = { votes: number; agree: number; disagree: number; pass: number }

export type Standing = 'unites' | 'jointly-rejected' | 'contested' | 'unclear' | 'too-few-votes'

export type StatementOutcome = Pick<Statement, 'number' | 'text' | 'language'> & {
  enteredFor: EnteredFor | null
  enteredForName: string
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
  /** Support that does not depend on camp, from −1 to 1 in hundredths, with its lower bound (one-sided 95 %). */
  bridging: { score: number; lower: number } | null
  /** Where nothing certain can be said: what more votes would. */
  outlook: Outlook | null
}

/** What the snapshot does not know, as it is stored: not for showing. */
export type Participation = { votesPerPerson: number[]; newcomersByDay: { day: string; people: number }[] }

/** The results after hiding counts of fewer than `fewest`; undefined while fewer people have voted. */
export function resultsOf(
  snapshot: MapSnapshot,
  statements: readonly Statement[],
  participation: Participation,
  fewest: number,
): Results | undefined {
  const { map, numbers, at } = snapshot
  if (map.counts.participants < fewest) return undefined
  const groups = listedGroups(snapshot)
  const named = (index: number) => numbers[index]!
  const isListed = new Set(statements.map(statement => statement.number))
  const listed = (indexes: readonly number[]) => indexes.map(named).filter(number => isListed.has(number))
  const [unites, jointlyRejected] = [listed(map.consensus), listed(map.jointlyRejected)]
  const isAgreed = new Set([...unites, ...jointlyRejected])
  // one finding per statement: what most people agree on is not called contested because a fifth are against it
  const rankings = { unites, jointlyRejected, contested: listed(map.contested).filter(number => !isAgreed.has(number)) }
  const resultOf = new Map(map.statements.map(result => [named(result.statement), withGroupsIn(groups, result)]))
  const characteristic = groups.map(id => characteristicOf(map.groups[id]!.statements, named, isListed))
  const outcomes = statements.map(statement => {
    const result = resultOf.get(statement.number)
    const standing = standingOf(statement.number, result, rankings)
    return outcomeOf(statement, result, standing, characteristic, fewest)
  })
  const { stable, reason, ari, fewerVotes, threshold } = map.stability
  return {
    participation: publicParticipation(map, named, outcomes, participation, fewest),
    groups: publicGroups(snapshot, characteristic, fewest),
    changes: changesOf(snapshot, fewest),
    certainty: certaintyOf(map.stability),
    stability: { stable, reason, ari, fewerVotes, threshold },
    statements: outcomes,
    ...rankings,
    basis: { method: map.method, computedAt: at },
  }
}

/** From here on groups stand in the order in which they are listed. */
const withGroupsIn = (order: readonly number[], result: StatementResult): StatementResult => ({
  ...result,
  groups: order.map(id => result.groups[id]!),
})

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
  { number, text, language, enteredFor = null, enteredForName = '' }: Statement,
  result: StatementResult | undefined,
  standing: Standing,
  characteristic: readonly Characteristic[],
  fewest: number,
): StatementOutcome {
  const outcome = {
    number,
    text,
    language,
    enteredFor,
    enteredForName,
    standing,
    characteristicOf: characteristic.flatMap((found, group) =>
      found.filter(each => each.number === number).map(({ direction }) => ({ group, direction })),
    ),
  }
  if (!result) return { ...outcome, ...nothingKnown, groups: characteristic.map(() => null) }
  const tally = publicTally(result, fewest)
  const total = votesIn(tally)
  const isVisible = visibleGroups(result, fewest)
  const groups = result.groups.map((group, index) => (isVisible[index] ? sharesOf(group) : null))
  const overall = total >= fewest ? sharesOf(tally) : null
  // a bound tells of the group it comes from, so it is told only where every group is
  const isTold = overall !== null && groups.every(group => group !== null)
  return {
    ...outcome,
    overall,
    groups,
    lower: isTold ? lowerOf(result, standing) : null,
    fewestVotes: isTold ? result.fewestVotes : null,
    bridging: overall && result.bridging && inHundredths(result.bridging),
    outlook: isOpen(standing) ? publicOutlook(result, isTold) : null,
  }
}

/** Of which groups the votes on a statement may be told. */
export function visibleGroups(result: Pick<StatementResult, 'tally' | 'groups'>, fewest: number): boolean[] {
  const votes = result.groups.map(votesIn)
  return visibleCounts(votes, fewest, votesIn(publicTally(result, fewest)) - sum(votes))
}

const nothingKnown = { overall: null, lower: null, fewestVotes: null, bridging: null, outlook: null }
const isOpen = (standing: Standing) => standing === 'unclear' || standing === 'too-few-votes'

/** Down, so that nobody claims more than was found. */
const inHundredths = ({ score, lower }: Bridging): Bridging => ({
  score: Math.round(score * 100) / 100,
  lower: Math.floor(lower * 100) / 100,
})

/**
 * All votes on a statement. Those of people in no group are left out where they are fewer than `fewest`: they could be worked out
 * as what the groups leave over, and hiding a whole group for them would hide most of the picture.
 */
function publicTally({ tally, groups }: Pick<StatementResult, 'tally' | 'groups'>, fewest: number): Tally {
  const grouped = groups.reduce<Tally>(added, { agree: 0, disagree: 0, pass: 0 })
  return groups.length > 0 && votesIn(tally) - votesIn(grouped) < fewest ? grouped : tally
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

function publicParticipation(
  map: MapOfAll,
  named: (index: number) => number,
  outcomes: readonly StatementOutcome[],
  participation: Participation,
  fewest: number,
): PublicParticipation {
  const votes = [...participation.votesPerPerson].sort((a, b) => a - b)
  return {
    people: map.counts.participants,
    votes: publicVotes(map, named, outcomes, fewest),
    statements: outcomes.length,
    medianVotes: votes[Math.floor((votes.length - 1) / 2)] ?? 0,
    mapped: publicSizes(map, fewest).mapped,
    newcomers: newcomersOf(participation.newcomersByDay, fewest),
  }
}

/** All votes, unless what the statements leave out of them could be worked out: then those that are shown. */
function publicVotes(
  map: MapOfAll,
  named: (index: number) => number,
  outcomes: readonly StatementOutcome[],
  fewest: number,
): PublicParticipation['votes'] {
  const shownOf = new Map(outcomes.map(({ number, overall }) => [number, overall?.votes ?? 0]))
  const leftOut = map.statements
    .map(({ statement, tally }) => votesIn(tally) - (shownOf.get(named(statement)) ?? 0))
    .filter(votes => votes > 0)
  const isTold = leftOut.length === 0 || (leftOut.length > 1 && sum(leftOut) > fewest)
  return { count: map.counts.votes - (isTold ? 0 : sum(leftOut)), isAtLeast: !isTold }
}

const votesIn = ({ agree, disagree, pass }: Tally) => agree + disagree + pass
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)

/** What a map says of its method; a map stored by an earlier version may lack a constant, which then had its present value. */
export const constantsOf = ({ method }: Results['basis']) =>
  ({ ...constants, ...method.constants }) as Record<keyof typeof constants, number>
