import type { BridgingScores } from './opinion-map.bridging.ts'
import { constants } from './opinion-map.constants.ts'
import type { Findings } from './opinion-map.engine.ts'
import type { Axes } from './opinion-map.pca.ts'
import { notMapped, unitsOfPlace } from './opinion-map.places.ts'
import type { Statements } from './opinion-map.statements.ts'
import type { Axis, Group, OpinionMap, PlaceModel, StatementResult } from './opinion-map.ts'

// The typed arrays of the computation as the JSON form of the map, in the order in which people and statements were given.

export function describedGroups(
  { mapped, size, centres, sizeIntervals, groupOf, certainty }: Findings,
  statements: Statements,
  named: (column: number) => number,
): Group[] {
  if (mapped === 0) return []
  const core = size.map(() => 0)
  for (const [row, group] of groupOf.entries()) if (group !== notMapped && certainty[row]! >= constants.coreFrom) core[group]!++
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

export function placesByParticipant(
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

const statementsPerAxis = 10

export function describedAxes({ axes, totalVariance }: Findings, named: (column: number) => number): Axis[] {
  return axes.loadings.map((loading, axis) => ({
    share: round(axes.variance[axis]! / totalVariance),
    statements: strongest(loading).map(column => ({ statement: named(column), loading: round(loading[column]!) })),
  }))
}

export function placeModel({ plane: { axes, mean, loadings, noise, spread } }: Findings, statementAt: Uint32Array): PlaceModel {
  const given = (valueAt: (column: number) => number) => {
    const values = new Array<number>(statementAt.length)
    statementAt.forEach((statement, column) => {
      values[statement] = round(valueAt(column))
    })
    return values
  }
  return {
    means: given(column => mean[column]!),
    loadings: Array.from({ length: axes }, (_, axis) => given(column => loadings[2 * column + axis]!)),
    noise,
    spread: Array.from(spread.subarray(0, axes)),
  }
}

function strongest(loading: Axes['loadings'][number]): number[] {
  const columns = Array.from(loading.keys()).sort((a, b) => Math.abs(loading[b]!) - Math.abs(loading[a]!) || a - b)
  return columns.slice(0, statementsPerAxis)
}

/** −1 is no bound. */
export const withBridging = (results: Statements['results'], { score, lower }: BridgingScores): StatementResult[] =>
  results.map(result => {
    const [own, least] = [score[result.statement]!, lower[result.statement]!]
    return { ...result, bridging: least > -1 ? { score: own, lower: least } : null }
  })

export function inGivenOrder(results: StatementResult[], named: (column: number) => number): StatementResult[] {
  const given = new Array<StatementResult>(results.length)
  for (const result of results) given[named(result.statement)] = { ...rounded(result), statement: named(result.statement) }
  return given
}

/** The same value with every number in it rounded, p-values excepted. */
export function rounded<T>(value: T): T {
  if (typeof value === 'number') return round(value) as T
  if (Array.isArray(value)) return value.map(rounded) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === 'p' ? part : rounded(part)])) as T
}

/** Adding 0 turns −0 into 0, which JSON writes differently elsewhere. */
const round = (value: number) => Math.round(value * 1e6) / 1e6 + 0
