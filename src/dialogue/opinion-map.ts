import { type CanonicalVotes, canonicalVotes } from './opinion-map.canonical.ts'
import { type Choice, chooseGroups, type Stability } from './opinion-map.choice.ts'
import { constants, fewestVotesToBeMapped, methodSeed, methodVersion } from './opinion-map.constants.ts'
import { sizesOf } from './opinion-map.groups.ts'
import { rowsWithVotes } from './opinion-map.matrix.ts'
import type { Axes } from './opinion-map.pca.ts'
import { type CharacteristicStatement, type StatementResult, type Statements, statementResults } from './opinion-map.statements.ts'
import { validVotes } from './opinion-map.votes.ts'

export type { Candidate, Stability, StabilityReason } from './opinion-map.choice.ts'
export type { CharacteristicStatement, Division, SharedAnswer, StatementResult, Tally } from './opinion-map.statements.ts'

/**
 * The votes of one dialogue: entry e says that `participant[e]` gave `answer[e]` (+1 agree, −1 disagree, 0 pass) to `statement[e]`;
 * both are indexes into the ids. One entry per pair; what somebody did not answer has no entry. Statements that do not count
 * (rejected ones) are left out by the caller. Ids only break ties between people, or statements, whose votes are alike: neither the
 * order of the entries nor the numbering changes the map.
 */
export type VoteList = {
  participantIds: readonly string[]
  statementIds: readonly string[]
  participant: Uint32Array
  statement: Uint32Array
  answer: Int8Array
}

/**
 * How opinion in town is shaped. JSON-serialisable; participants and statements are meant by their index in the vote list. Measured
 * numbers are rounded to six digits.
 */
export type OpinionMap = {
  method: { version: string; seed: number; constants: Record<string, number> }
  /** `mapped`: people with enough answers to have a place. */
  counts: { participants: number; statements: number; votes: number; mapped: number }
  /** Number of groups; 1 means: no stable groups. */
  k: number
  /** Largest first. With k = 1 everyone mapped is one group; empty if nobody is mapped. */
  groups: Group[]
  /** Group per participant; null for whoever answered too little to be mapped. */
  assignments: (number | null)[]
  /** Place on the two strongest axes, per participant; null if not mapped. */
  positions: ([x: number, y: number] | null)[]
  /** The two strongest, strongest first; fewer when the votes do not span as many. */
  axes: Axis[]
  /** One per statement, in the order of the vote list. */
  statements: StatementResult[]
  /** What unites: a certain majority in every group agrees. Highest lower bound first. */
  consensus: number[]
  /** What unites in refusing: a certain majority in every group disagrees. */
  jointlyRejected: number[]
  /** What divides, most divided first. */
  contested: number[]
  stability: Stability
}

export type Group = {
  id: number
  size: number
  /** Share of all who are mapped. */
  share: number
  /** Mean place of its members on the two axes. */
  centre: [x: number, y: number]
  /** What it says more than everyone else, and by majority; clearest difference first. */
  statements: CharacteristicStatement[]
}

export type Axis = {
  /** Share of the variance of the answers. */
  share: number
  /** The statements that tell most where somebody stands on it: positive loadings are agreed to on its positive side. Strongest first. */
  statements: { statement: number; loading: number }[]
}

/** The map of these votes: pure, without clock or chance. Same votes, byte-identical JSON. Throws InvalidVotes. */
export function opinionMap(votes: VoteList): OpinionMap {
  const canonical = canonicalVotes(validVotes(votes))
  const { matrix: mapped, from } = rowsWithVotes(canonical.matrix, fewestVotesToBeMapped(votes.statementIds.length))
  const choice = chooseGroups(mapped)
  const groupOf = new Uint8Array(canonical.matrix.rows).fill(notMapped)
  from.forEach((row, index) => {
    groupOf[row] = choice.of[index]!
  })
  const statements = statementResults(canonical.matrix, groupOf, choice.k)
  const named = (column: number) => canonical.statementAt[column]!
  return {
    method: { version: methodVersion, seed: methodSeed, constants },
    counts: {
      participants: votes.participantIds.length,
      statements: votes.statementIds.length,
      votes: votes.answer.length,
      mapped: mapped.rows,
    },
    k: choice.k,
    groups: describedGroups(choice, statements, named),
    ...placesOf(canonical, from, choice),
    axes: describedAxes(choice, named),
    statements: inGivenOrder(statements.results, named),
    consensus: statements.consensus.map(named),
    jointlyRejected: statements.jointlyRejected.map(named),
    contested: statements.contested.map(named),
    stability: rounded(choice.stability),
  }
}

const notMapped = 255
const statementsPerAxis = 10

function describedGroups({ k, of, positions }: Choice, statements: Statements, named: (column: number) => number): Group[] {
  if (of.length === 0) return []
  const size = sizesOf(of, k)
  const sums = size.map(() => [0, 0] as [number, number])
  of.forEach((group, row) => {
    const [x, y] = placeOf(positions, row)
    sums[group]![0] += x
    sums[group]![1] += y
  })
  return size.map((members, group) => ({
    id: group,
    size: members,
    share: round(members / of.length),
    centre: [round(sums[group]![0] / members), round(sums[group]![1] / members)],
    statements: statements.characteristic[group]!.map(found => ({ ...rounded(found), statement: named(found.statement) })),
  }))
}

function placesOf(
  { matrix, participantAt }: CanonicalVotes,
  from: Uint32Array,
  choice: Choice,
): Pick<OpinionMap, 'assignments' | 'positions'> {
  const assignments: OpinionMap['assignments'] = new Array(matrix.rows).fill(null)
  const positions: OpinionMap['positions'] = new Array(matrix.rows).fill(null)
  from.forEach((row, index) => {
    const [x, y] = placeOf(choice.positions, index)
    assignments[participantAt[row]!] = choice.of[index]!
    positions[participantAt[row]!] = [round(x), round(y)]
  })
  return { assignments, positions }
}

function describedAxes({ axes, totalVariance }: Choice, named: (column: number) => number): Axis[] {
  return axes.loadings.slice(0, 2).map((loading, axis) => ({
    share: round(axes.variance[axis]! / totalVariance),
    statements: strongest(loading).map(column => ({ statement: named(column), loading: round(loading[column]!) })),
  }))
}

function strongest(loading: Axes['loadings'][number]): number[] {
  const columns = Array.from(loading.keys()).sort((a, b) => Math.abs(loading[b]!) - Math.abs(loading[a]!) || a - b)
  return columns.slice(0, statementsPerAxis)
}

function placeOf({ axes, at }: Choice['positions'], row: number): [number, number] {
  return [axes > 0 ? at[row * axes]! : 0, axes > 1 ? at[row * axes + 1]! : 0]
}

function inGivenOrder(results: StatementResult[], named: (column: number) => number): StatementResult[] {
  const given = new Array<StatementResult>(results.length)
  for (const result of results) given[named(result.statement)] = { ...rounded(result), statement: named(result.statement) }
  return given
}

/** The same value with every number in it rounded, p-values excepted. */
function rounded<T>(value: T): T {
  if (typeof value === 'number') return round(value) as T
  if (Array.isArray(value)) return value.map(rounded) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === 'p' ? part : rounded(part)])) as T
}

/** Adding 0 turns −0 into 0, which JSON writes differently elsewhere. */
const round = (value: number) => Math.round(value * 1e6) / 1e6 + 0
