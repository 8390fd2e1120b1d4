import { constants } from './opinion-map.constants.ts'
import { logOfChance } from './opinion-map.logistic.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { chancesOfGroups, type Mixture } from './opinion-map.mixture.ts'
import { type Line, likeliestBells, likelihoodOfOnePeak } from './opinion-map.peaks.ts'
import { type Evidence, invert } from './opinion-map.positions.ts'
import type { Responses } from './opinion-map.response.ts'

/**
 * `evidence`: how much likelier the votes are with a valley than without (natural log; where there clearly is none, an upper bound below 0).
 * `gap`: between the groups, in standard deviations.
 */
export type Valley = { between: [number, number]; evidence: number; gap: number }

/** Places along the line through two centres, which are at 0 and 1. */
const places = Float64Array.from({ length: 21 }, (_, i) => (i - 6) / 8)
/** Who hardly belongs to the two groups says nothing about them. */
const leastBelonging = 0.02
const firstDeviation = 0.3

/**
 * Whether people of two groups stand apart: the likelihood of two bells against that of any distribution along the line through both
 * centres that has one peak (a bell, an even spread, a slope …). Exact in the answers, which bells fitted to places are not. Nearest groups
 * first; the first two without a valley end the search.
 */
export function valleys(votes: VoteMatrix, responses: Responses, evidence: Evidence, model: Mixture): Valley[] {
  const chances = chancesOfGroups(evidence, model)
  const found: Valley[] = []
  for (const between of pairsByDistance(model, evidence.axes)) {
    const line = lineThrough(votes, responses, evidence, model, between, chances)
    const [a, b] = between.map(group => model.share[group]!) as [number, number]
    const { bells, likelihood } = likeliestBells(line, { centres: [0, 1], deviation: firstDeviation, share: a / (a + b) })
    const valley = likelihood - likelihoodOfOnePeak(line, likelihood + constants.valleyEvidence)
    found.push({ between, evidence: valley, gap: Math.abs(bells.centres[1] - bells.centres[0]) / bells.deviation })
    if (valley < 0) break
  }
  return found
}

function pairsByDistance({ k, centres, shape }: Mixture, axes: number): [number, number][] {
  const inverse = shape.slice()
  invert(inverse, axes)
  const pairs = Array.from({ length: k }, (_, b) => Array.from({ length: b }, (_, a) => [a, b] as [number, number])).flat()
  const distance = ([a, b]: [number, number]) => {
    const way = Float64Array.from({ length: axes }, (_, i) => centres[b * axes + i]! - centres[a * axes + i]!)
    return dot(way, times(inverse, way))
  }
  return pairs
    .map(pair => ({ pair, distance: distance(pair) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ pair }) => pair)
}

function lineThrough(
  votes: VoteMatrix,
  responses: Responses,
  evidence: Evidence,
  { k, centres, shape }: Mixture,
  [a, b]: [number, number],
  chances: Float64Array,
): Line {
  const { axes } = evidence
  const from = centres.slice(a * axes, (a + 1) * axes)
  const way = from.map((value, i) => centres[b * axes + i]! - value)
  const offset = besideTheLine(evidence, shape, from, way)
  const times: number[] = []
  const likelihoods: Float64Array[] = []
  for (let row = 0; row < evidence.rows; row++) {
    const belongs = chances[row * k + a]! + chances[row * k + b]!
    if (belongs < leastBelonging) continue
    times.push(belongs)
    likelihoods.push(likelihoodAlong(votes, responses, row, offset(row), way))
  }
  const all = new Float64Array(times.length * places.length)
  likelihoods.forEach((likelihood, person) => {
    all.set(likelihood, person * places.length)
  })
  return { at: places, chances: all, times: Float64Array.from(times) }
}

/** Where on the hyperplane through `from` somebody stands who is moved there along `way`: beside the line they stay where their votes put them. */
function besideTheLine({ axes, gram, pull }: Evidence, shape: Float64Array, from: Float64Array, way: Float64Array) {
  const inverse = shape.slice()
  invert(inverse, axes)
  const towards = times(inverse, way)
  const length = dot(way, towards)
  const drawn = times(
    inverse,
    from.map((value, i) => value + way[i]! / 2),
  )
  const covariance = new Float64Array(axes * axes)
  return (row: number) => {
    for (let i = 0; i < axes * axes; i++) covariance[i] = gram[row * axes * axes + i]! + inverse[i]!
    invert(covariance, axes)
    const place = times(
      covariance,
      drawn.map((value, i) => value + pull[row * axes + i]!),
    )
    const along =
      dot(
        place.map((value, i) => value - from[i]!),
        towards,
      ) / length
    return place.map((value, i) => value - along * way[i]!)
  }
}

/** Likelihood of a person's answers at each place of the line, the highest being 1. */
function likelihoodAlong(
  votes: VoteMatrix,
  { axes, slopes }: Responses,
  row: number,
  offset: Float64Array,
  way: Float64Array,
): Float64Array {
  const log = new Float64Array(places.length)
  for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
    const answer = votes.answer[vote]!
    if (answer === 0) continue
    const slope = votes.column[vote]! * (axes + 1)
    let eta = slopes[slope]!
    let step = 0
    for (let i = 0; i < axes; i++) {
      eta += slopes[slope + 1 + i]! * offset[i]!
      step += slopes[slope + 1 + i]! * way[i]!
    }
    for (let place = 0; place < places.length; place++) log[place]! += logOfChance(answer * (eta + step * places[place]!))
  }
  const most = log.reduce((a, b) => Math.max(a, b))
  return log.map(value => Math.exp(value - most))
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  return vector.map((_, i) => {
    let sum = 0
    for (let j = 0; j < vector.length; j++) sum += matrix[i * vector.length + j]! * vector[j]!
    return sum
  })
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
