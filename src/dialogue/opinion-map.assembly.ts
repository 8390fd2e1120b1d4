import type { BridgingScores } from './opinion-map.bridging.ts'
import { constants, methodSeed, methodVersion } from './opinion-map.constants.ts'
import { allRows, type Findings, type Ledger } from './opinion-map.engine.ts'
import type { Axes } from './opinion-map.pca.ts'
import { notMapped, unitsOfPlace } from './opinion-map.places.ts'
import { inverse } from './opinion-map.rows.ts'
import { resultsOfCounts, type Statements } from './opinion-map.statements.ts'
import type { Axis, Group, OpinionMap, PlaceModel, StatementResult } from './opinion-map.ts'

const statementsPerAxis = 10

/** What was found, in the form that is stored, served and exported: statements as they were given. `rows`: whom to list, in their order. */
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
    model: placeModel(found, columns),
    statements: inGivenOrder(withBridging(statements.results, found.bridging), named),
    consensus: statements.consensus.map(named),
    jointlyRejected: statements.jointlyRejected.map(named),
    contested: statements.contested.map(named),
    stability: rounded(found.stability),
  }
}

function describedGroups(
  { mapped, size, sizeIntervals, core, centres }: Findings,
  statements: Statements,
  named: (column: number) => number,
): Group[] {
  if (mapped === 0) return []
  return size.map((members, group) => ({
    id: group,
    size: members,
    sizeInterval: sizeIntervals[group]!,
    core: core[group]!,
    share: round(members / mapped),
    centre: [round(centres[group]![0]), round(centres[group]![1])],
    statements: statements.characteristic[group]!.map(found => ({ ...rounded(found), statement: named(found.statement) })),
  }))
}

function placesByParticipant(
  { groupOf, certainty, at }: Findings,
  rows: Uint32Array,
): Pick<OpinionMap, 'assignments' | 'certainties' | 'positions'> {
  const assignments: OpinionMap['assignments'] = new Array(rows.length).fill(null)
  const certainties: OpinionMap['certainties'] = new Array(rows.length).fill(null)
  const positions: OpinionMap['positions'] = new Array(rows.length).fill(null)
  rows.forEach((row, participant) => {
    if (groupOf[row] === notMapped) return
    assignments[participant] = groupOf[row]!
    certainties[participant] = Math.round(certainty[row]! * 100) / 100
    positions[participant] = [at[2 * row]! / unitsOfPlace, at[2 * row + 1]! / unitsOfPlace]
  })
  return { assignments, certainties, positions }
}

function describedAxes({ axes, totalVariance }: Findings, named: (column: number) => number): Axis[] {
  return axes.loadings.map((loading, axis) => ({
    share: round(axes.variance[axis]! / totalVariance),
    statements: strongest(loading).map(column => ({ statement: named(column), loading: round(loading[column]!) })),
  }))
}

function placeModel({ plane, axes }: Findings, columns: Uint32Array): PlaceModel {
  const given = (values: Float64Array) => Array.from(columns, column => round(values[column]!))
  return { means: given(plane.mean), loadings: axes.loadings.map(given), noise: plane.noise, spread: Array.from(plane.spread) }
}

function strongest(loading: Axes['loadings'][number]): number[] {
  const columns = Array.from(loading.keys()).sort((a, b) => Math.abs(loading[b]!) - Math.abs(loading[a]!) || a - b)
  return columns.slice(0, statementsPerAxis)
}

/** −1 is no bound. */
const withBridging = (results: Statements['results'], { score, lower }: BridgingScores): StatementResult[] =>
  results.map(result => {
    const [own, least] = [score[result.statement]!, lower[result.statement]!]
    return { ...result, bridging: least > -1 ? { score: own, lower: least } : null }
  })

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
