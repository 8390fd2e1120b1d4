import { constants } from './opinion-map.constants.ts'
import { type Crew, oneAfterTheOther } from './opinion-map.crew.ts'
import { unlikelyAlong } from './opinion-map.kernel.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { chancesOfGroups } from './opinion-map.mixture.ts'
import { gathered, type Line, likeliestBells, likelihoodOfOnePeak } from './opinion-map.peaks.ts'
import type { People } from './opinion-map.people.ts'
import { type Crowd, distanceBetween, inverse3 } from './opinion-map.posterior.ts'
import type { Responses } from './opinion-map.response.ts'
import { places, placesWritten } from './opinion-map.walks.ts'

/**
 * `evidence`: how much likelier the votes are with a valley than without (natural log; where there clearly is none, an upper bound below 0).
 * `gap`: between the groups, in standard deviations.
 */
export type Valley = { between: [number, number]; evidence: number; gap: number }

/** Who hardly belongs to the two groups says nothing about them. */
const leastBelonging = 0.02
const firstDeviation = 0.3

/**
 * Whether people of two groups stand apart: the likelihood of two bells against that of any distribution along the line through both
 * centres that has one peak (a bell, an even spread, a slope …). Exact in the answers, which bells fitted to places are not. Nearest groups
 * first; the first two without a valley end the search.
 */
export function valleys(votes: VoteMatrix, responses: Responses, people: People, crowd: Crowd, crew: Crew): Valley[] {
  const chances = chancesOfGroups(people, crowd)
  const pairs = pairsByDistance(crowd).map(between => ({
    deed: 'valleyBetween' as const,
    piece: { votes, responses, people, crowd, between, chances },
  }))
  const found: Valley[] = []
  for (const valley of oneAfterTheOther<'valleyBetween'>(crew, pairs)) {
    found.push(valley)
    if (valley.evidence < 0) break
  }
  return found
}

type ValleyPiece = {
  votes: VoteMatrix
  responses: Responses
  people: People
  crowd: Crowd
  between: [number, number]
  /** Of every group, per row (see chancesOfGroups). */
  chances: Float64Array
}

export function valleyBetween({ votes, responses, people, crowd, between, chances }: ValleyPiece): Valley {
  const line = gathered(lineThrough(votes, responses, people, crowd, between, chances))
  const [a, b] = between.map(group => crowd.share[group]!) as [number, number]
  const { bells, likelihood } = likeliestBells(line, { centres: [0, 1], deviation: firstDeviation, share: a / (a + b) })
  const evidence = likelihood - likelihoodOfOnePeak(line, likelihood + constants.valleyEvidence)
  return { between, evidence, gap: Math.abs(bells.centres[1] - bells.centres[0]) / bells.deviation }
}

type Vector = readonly [number, number, number]

function pairsByDistance(crowd: Crowd): [number, number][] {
  const pairs = Array.from({ length: crowd.k }, (_, b) => Array.from({ length: b }, (_, a) => [a, b] as [number, number])).flat()
  const distance = ([a, b]: [number, number]) => distanceBetween(crowd, a, b)
  return pairs
    .map(pair => ({ pair, distance: distance(pair) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ pair }) => pair)
}

function lineThrough(
  votes: VoteMatrix,
  responses: Responses,
  people: People,
  crowd: Crowd,
  [a, b]: [number, number],
  chances: Float64Array,
): Line {
  const from = centreOf(crowd, a)
  const way = minus(centreOf(crowd, b), from)
  const beside = besideTheLine(people, crowd, from, way)
  const belonging = Float64Array.from({ length: people.rows }, (_, row) => chances[row * crowd.k + a]! + chances[row * crowd.k + b]!)
  const rows = Uint32Array.from(belonging.keys()).filter(row => belonging[row]! >= leastBelonging)
  const besides = new Float32Array(4 * rows.length)
  for (let i = 0; i < rows.length; i++) besides.set(beside(rows[i]!), 4 * i)
  const unlikely = unlikelyAlong(votes, responses.slopes, rows, besides, way)
  const likelihoods = new Float64Array(rows.length * places.length)
  for (let i = 0; i < rows.length; i++) {
    for (let place = 0; place < places.length; place++) likelihoods[i * places.length + place] = 1 / unlikely[i * placesWritten + place]!
  }
  return { at: places, chances: likelihoods, times: Float64Array.from(rows, row => belonging[row]!) }
}

/** Where on the plane through `from` somebody stands who is moved there along `way`: beside the line they stay where their votes put them. */
function besideTheLine({ gram, pull }: People, crowd: Crowd, from: Vector, way: Vector): (row: number) => Vector {
  const precision = precisionOf(crowd)
  const towards = precision(way)
  const length = dot(way, towards)
  const [x, y, z] = precision([from[0] + way[0] / 2, from[1] + way[1] / 2, from[2] + way[2] / 2])
  const [p00, p01, p02, p11, p12, p22] = inverse3(
    crowd.shape[0]!,
    crowd.shape[1]!,
    crowd.shape[2]!,
    crowd.shape[4]!,
    crowd.shape[5]!,
    crowd.shape[8]!,
  )
  return row => {
    const at = 9 * row
    const place = times(
      inverse3(gram[at]! + p00, gram[at + 1]! + p01, gram[at + 2]! + p02, gram[at + 4]! + p11, gram[at + 5]! + p12, gram[at + 8]! + p22),
      [pull[3 * row]! + x, pull[3 * row + 1]! + y, pull[3 * row + 2]! + z],
    )
    const along = dot(minus(place, from), towards) / length
    return [place[0] - along * way[0], place[1] - along * way[1], place[2] - along * way[2]]
  }
}

const centreOf = ({ centres }: Crowd, group: number): Vector => [centres[3 * group]!, centres[3 * group + 1]!, centres[3 * group + 2]!]
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

function precisionOf({ shape }: Crowd): (vector: Vector) => Vector {
  const inverse = inverse3(shape[0]!, shape[1]!, shape[2]!, shape[4]!, shape[5]!, shape[8]!)
  return vector => times(inverse, vector)
}

const times = ([a, b, c, d, e, f]: readonly number[], [x, y, z]: Vector): Vector => [
  a! * x + b! * y + c! * z,
  b! * x + d! * y + e! * z,
  c! * x + e! * y + f! * z,
]
