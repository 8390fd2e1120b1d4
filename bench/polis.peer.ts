import { fewestVotesToBeMapped } from '../src/dialogue/opinion-map.constants.ts'
import type { VoteList } from '../src/dialogue/opinion-map.ts'
import { matrixOf } from './changed-votes.ts'
import type { Assignments, Places } from './measures.ts'

/** A map by the published recipe of Pol.is, so that what is said of it can be measured on the same votes. Fewer than 15 mapped are not filled up. */
export type PeerMap = { k: number; assignments: Assignments; positions: Places }

export function peerMap(votes: VoteList): PeerMap {
  const rows = centredRows(votes)
  const axes = twoAxes(rows.centred, votes.statementIds.length)
  const at = rows.centred.map(row => {
    const stretch = Math.sqrt(votes.statementIds.length / row.length)
    return axes.map(axis => stretch * row.reduce((sum, { column, value }) => sum + value * axis[column]!, 0)) as Point
  })
  const { k, of } = bestGroups(at)
  const assignments = new Array<number | null>(votes.participantIds.length).fill(null)
  const positions = new Array<Point | null>(votes.participantIds.length).fill(null)
  rows.people.forEach((person, row) => {
    assignments[person] = of[row]!
    positions[person] = at[row]!
  })
  return { k, assignments, positions }
}

type Point = [x: number, y: number]
type Row = { column: number; value: number }[]

/** Answers less the mean of their statement, of everybody with enough of them; what was not seen is at the mean, 0. */
function centredRows(votes: VoteList): { people: number[]; centred: Row[] } {
  const { rows, columns, start, column, answer } = matrixOf(votes)
  const fewest = fewestVotesToBeMapped(columns)
  const people = Array.from({ length: rows }, (_, row) => row).filter(row => start[row + 1]! - start[row]! >= fewest)
  const [sum, seen] = [new Float64Array(columns), new Float64Array(columns)]
  for (const row of people) {
    for (let vote = start[row]!; vote < start[row + 1]!; vote++) {
      sum[column[vote]!]! += answer[vote]!
      seen[column[vote]!]!++
    }
  }
  const centred = people.map(row =>
    Array.from(column.subarray(start[row]!, start[row + 1]!), (at, i) => ({
      column: at,
      value: answer[start[row]! + i]! - sum[at]! / seen[at]!,
    })),
  )
  return { people, centred }
}

/** Two principal axes by power iteration, the first taken out of the second. */
function twoAxes(rows: Row[], columns: number): Float64Array[] {
  const axes: Float64Array[] = []
  for (let axis = 0; axis < 2; axis++) {
    let vector = Float64Array.from({ length: columns }, (_, i) => 1 + ((i * 7 + axis) % 5))
    for (let step = 0; step < 100; step++) {
      const next = new Float64Array(columns)
      for (const row of rows) {
        const along = row.reduce((sum, { column, value }) => sum + value * vector[column]!, 0)
        for (const { column, value } of row) next[column]! += along * value
      }
      for (const known of axes) {
        const share = next.reduce((sum, value, i) => sum + value * known[i]!, 0)
        next.forEach((value, i) => {
          next[i] = value - share * known[i]!
        })
      }
      const length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0)) || 1
      vector = next.map(value => value / length)
    }
    axes.push(vector)
  }
  return axes
}

const baseClusters = 100
const rounds = 20

/** k-means into a hundred from the first distinct people, then of their centres into 2 to 5 from the first; the best silhouette. */
function bestGroups(at: readonly Point[]): { k: number; of: number[] } {
  const base = clustered(
    at,
    at.map(() => 1),
    baseClusters,
  )
  const weight = base.centres.map((_, cluster) => base.of.filter(own => own === cluster).length)
  const tried = [2, 3, 4, 5]
    .filter(k => k <= base.centres.length)
    .map(k => {
      const groups = clustered(base.centres, weight, k)
      return { k: groups.centres.length, of: groups.of, quality: silhouette(base.centres, weight, groups.of, groups.centres.length) }
    })
  const best = tried.reduce((a, b) => (b.quality > a.quality ? b : a), { k: 1, of: base.centres.map(() => 0), quality: -1 })
  return { k: best.k, of: base.of.map(cluster => best.of[cluster]!) }
}

function clustered(points: readonly Point[], weight: readonly number[], k: number): { of: number[]; centres: Point[] } {
  const seen = new Set<string>()
  let centres = points.filter(point => seen.size < k && !seen.has(String(point)) && seen.add(String(point)))
  let of: number[] = []
  for (let round = 0; round < rounds; round++) {
    of = points.map(point => nearest(point, centres))
    centres = centres.map((centre, cluster) => middle(points, weight, of, cluster) ?? centre)
  }
  return { of, centres }
}

function middle(points: readonly Point[], weight: readonly number[], of: readonly number[], cluster: number): Point | undefined {
  let [x, y, mass] = [0, 0, 0]
  points.forEach((point, i) => {
    if (of[i] !== cluster) return
    x += weight[i]! * point[0]
    y += weight[i]! * point[1]
    mass += weight[i]!
  })
  return mass > 0 ? [x / mass, y / mass] : undefined
}

function nearest(point: Point, centres: readonly Point[]): number {
  let best = 0
  for (let i = 1; i < centres.length; i++) if (distance(point, centres[i]!) < distance(point, centres[best]!)) best = i
  return best
}

function silhouette(points: readonly Point[], weight: readonly number[], of: readonly number[], k: number): number {
  let [sum, mass] = [0, 0]
  points.forEach((point, i) => {
    const [far, others] = [new Array<number>(k).fill(0), new Array<number>(k).fill(0)]
    points.forEach((other, j) => {
      if (i === j) return
      far[of[j]!]! += weight[j]! * distance(point, other)
      others[of[j]!]! += weight[j]!
    })
    const own = others[of[i]!]! > 0 ? far[of[i]!]! / others[of[i]!]! : 0
    const next = Math.min(...far.flatMap((each, group) => (group !== of[i] && others[group]! > 0 ? [each / others[group]!] : [])))
    if (others[of[i]!]! > 0 && Number.isFinite(next)) sum += (weight[i]! * (next - own)) / Math.max(own, next, 1e-12)
    mass += weight[i]!
  })
  return sum / mass
}

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1])
