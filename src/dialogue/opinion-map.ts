import type { Stability } from './opinion-map.choice.ts'
import { constants, methodSeed, methodVersion } from './opinion-map.constants.ts'
import { alone, type Crew } from './opinion-map.crew.ts'
import { allRows, type Findings, findings, type Ledger, ledgerOf, type Progress } from './opinion-map.engine.ts'
import type { Axes } from './opinion-map.pca.ts'
import { notMapped, unitsOfPlace } from './opinion-map.places.ts'
import { inverse } from './opinion-map.rows.ts'
import { type CharacteristicStatement, resultsOfCounts, type StatementResult, type Statements } from './opinion-map.statements.ts'

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

/** The map of these votes: pure, without clock or chance. Same votes, byte-identical JSON, whatever the crew. */
export function opinionMap(votes: VoteList, crew: Crew = alone, reached?: Progress): OpinionMap {
  const ledger = ledgerOf(votes, crew, reached)
  return mapOf(findings(ledger, crew, undefined, reached).found, ledger)
}

/** What was found, in the form that is stored, served and exported. `rows`: whom to list, in their order. */
export function mapOf(found: Findings, { columns, votes }: Pick<Ledger, 'columns' | 'votes'>, rows = allRows(votes)): OpinionMap {
  const statementAt = inverse(columns)
  const named = (column: number) => statementAt[column]!
  const statements = resultsOfCounts(found.all, found.groups, found.k)
  return {
    method: { version: methodVersion, seed: methodSeed, constants },
    counts: { participants: rows.length, statements: votes.columns, votes: votes.count, mapped: found.mapped },
    k: found.k,
    groups: describedGroups(found, statements, named),
    ...placesByParticipant(found, rows),
    axes: describedAxes(found, named),
    statements: inGivenOrder(statements.results, named),
    consensus: statements.consensus.map(named),
    jointlyRejected: statements.jointlyRejected.map(named),
    contested: statements.contested.map(named),
    stability: rounded(found.stability),
  }
}

const statementsPerAxis = 10

function describedGroups({ mapped, size, centres }: Findings, statements: Statements, named: (column: number) => number): Group[] {
  if (mapped === 0) return []
  return size.map((members, group) => ({
    id: group,
    size: members,
    share: round(members / mapped),
    centre: [round(centres[group]![0]), round(centres[group]![1])],
    statements: statements.characteristic[group]!.map(found => ({ ...rounded(found), statement: named(found.statement) })),
  }))
}

function placesByParticipant({ groupOf, at }: Findings, rows: Uint32Array): Pick<OpinionMap, 'assignments' | 'positions'> {
  const assignments: OpinionMap['assignments'] = new Array(rows.length).fill(null)
  const positions: OpinionMap['positions'] = new Array(rows.length).fill(null)
  rows.forEach((row, participant) => {
    if (groupOf[row] === notMapped) return
    assignments[participant] = groupOf[row]!
    positions[participant] = [at[2 * row]! / unitsOfPlace, at[2 * row + 1]! / unitsOfPlace]
  })
  return { assignments, positions }
}

function describedAxes({ axes, totalVariance }: Findings, named: (column: number) => number): Axis[] {
  return axes.loadings.map((loading, axis) => ({
    share: round(axes.variance[axis]! / totalVariance),
    statements: strongest(loading).map(column => ({ statement: named(column), loading: round(loading[column]!) })),
  }))
}

function strongest(loading: Axes['loadings'][number]): number[] {
  const columns = Array.from(loading.keys()).sort((a, b) => Math.abs(loading[b]!) - Math.abs(loading[a]!) || a - b)
  return columns.slice(0, statementsPerAxis)
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
