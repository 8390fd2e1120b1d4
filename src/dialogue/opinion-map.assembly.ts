import type { BridgingScores } from './opinion-map.bridging.ts'
import type { CanonicalVotes } from './opinion-map.canonical.ts'
import type { Choice } from './opinion-map.choice.ts'
import { constants } from './opinion-map.constants.ts'
import { sizesOf } from './opinion-map.groups.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { Axes } from './opinion-map.pca.ts'
import type { Statements } from './opinion-map.statements.ts'
import type { Axis, Group, OpinionMap, PlaceModel, StatementResult } from './opinion-map.ts'

// The typed arrays of the computation as the JSON form of the map, in the order in which people and statements were given.

const statementsPerAxis = 10

export function describedGroups(
  { k, of, certainty, sizeIntervals, positions }: Choice,
  statements: Statements,
  named: (column: number) => number,
): Group[] {
  if (of.length === 0) return []
  const size = sizesOf(of, k)
  const core = size.map(() => 0)
  const sums = size.map(() => [0, 0] as [number, number])
  of.forEach((group, row) => {
    if (certainty[row]! >= constants.coreFrom) core[group]!++
    const [x, y] = placeOf(positions, row)
    sums[group]![0] += x
    sums[group]![1] += y
  })
  return size.map((members, group) => ({
    id: group,
    size: members,
    sizeInterval: sizeIntervals[group]!,
    core: core[group]!,
    share: round(members / of.length),
    centre: [round(sums[group]![0] / members), round(sums[group]![1] / members)],
    statements: statements.characteristic[group]!.map(found => ({ ...rounded(found), statement: named(found.statement) })),
  }))
}

export function placesOf(
  { matrix, participantAt }: CanonicalVotes,
  from: Uint32Array,
  choice: Choice,
): Pick<OpinionMap, 'assignments' | 'certainties' | 'positions'> {
  const assignments: OpinionMap['assignments'] = new Array(matrix.rows).fill(null)
  const certainties: OpinionMap['certainties'] = new Array(matrix.rows).fill(null)
  const positions: OpinionMap['positions'] = new Array(matrix.rows).fill(null)
  from.forEach((row, index) => {
    const [x, y] = placeOf(choice.positions, index)
    assignments[participantAt[row]!] = choice.of[index]!
    certainties[participantAt[row]!] = Math.round(choice.certainty[index]! * 100) / 100
    positions[participantAt[row]!] = [round(x), round(y)]
  })
  return { assignments, certainties, positions }
}

export function describedAxes({ axes, totalVariance }: Choice, named: (column: number) => number): Axis[] {
  return axes.loadings.slice(0, 2).map((loading, axis) => ({
    share: round(axes.variance[axis]! / totalVariance),
    statements: strongest(loading).map(column => ({ statement: named(column), loading: round(loading[column]!) })),
  }))
}

/** `votes`: of the people on the map. */
export function placeModel(votes: VoteMatrix, { axes, positions }: Choice, statementAt: Uint32Array): PlaceModel {
  const means = meanAnswers(votes)
  const given = (values: Float64Array) => {
    const all = new Array<number>(values.length)
    values.forEach((value, column) => {
      all[statementAt[column]!] = round(value)
    })
    return all
  }
  return {
    means: given(means),
    loadings: axes.loadings.slice(0, positions.axes).map(given),
    noise: positions.noise,
    spread: Array.from(positions.spread),
  }
}

/** Of the answers given to each statement. */
function meanAnswers(votes: VoteMatrix): Float64Array {
  const sum = new Float64Array(votes.columns)
  const seen = new Float64Array(votes.columns)
  votes.column.forEach((column, vote) => {
    sum[column]! += votes.answer[vote]!
    seen[column]!++
  })
  return sum.map((total, column) => (seen[column] ? total / seen[column]! : 0))
}

function strongest(loading: Axes['loadings'][number]): number[] {
  const columns = Array.from(loading.keys()).sort((a, b) => Math.abs(loading[b]!) - Math.abs(loading[a]!) || a - b)
  return columns.slice(0, statementsPerAxis)
}

function placeOf({ axes, at }: Choice['positions'], row: number): [number, number] {
  return [axes > 0 ? at[row * axes]! : 0, axes > 1 ? at[row * axes + 1]! : 0]
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
