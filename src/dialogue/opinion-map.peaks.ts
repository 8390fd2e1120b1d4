/**
 * Where people stand on a line, seen through their votes: `chances` has, for each of them, the likelihood of their votes at each of `places`
 * places (up to a factor per person); `times` says how often each counts.
 */
export type Line = { at: Float64Array; chances: Float64Array; times: Float64Array }

/** Two bells of the same width: `share` of the people are in the first. */
export type Bells = { centres: [number, number]; deviation: number; share: number }

/** Where a distribution gains less likelihood in a round, the rest of the way changes no finding. */
const settledWithin = 0.004
const mostRounds = 200
/** Bells narrower than half the way between two places cannot be told from a point. */
const narrowest = 0.5

/** The likeliest two bells, from a first guess on. */
export function likeliestBells(line: Line, guess: Bells): { bells: Bells; likelihood: number } {
  let bells = guess
  const likelihood = climbed(line, weightsOf(line, guess), sums => {
    bells = fittedBells(line, sums, bells)
    return weightsOf(line, bells)
  })
  return { bells, likelihood }
}

/** Log likelihood of the likeliest distribution with a single peak, of whatever form; at least `enough` once it is that much. */
export function likelihoodOfOnePeak(line: Line, enough: number): number {
  return climbed(line, new Float64Array(line.at.length).fill(1 / line.at.length), onePeak, enough)
}

/** Expectation maximisation: `fitted` gives the likeliest allowed weights for so many people at each place. Returns the log likelihood. */
function climbed(line: Line, start: Float64Array, fitted: (sums: Float64Array) => Float64Array, enough = Number.POSITIVE_INFINITY): number {
  let { sums, likelihood } = expectedAt(line, start)
  for (let round = 0; round < mostRounds && likelihood < enough; round++) {
    const next = expectedAt(line, fitted(sums))
    const gained = next.likelihood - likelihood
    sums = next.sums
    likelihood = next.likelihood
    if (gained < settledWithin) break
  }
  return likelihood
}

/** Expectation step: how many people are to be expected at each place. */
function expectedAt({ at, chances, times }: Line, weights: Float64Array): { sums: Float64Array; likelihood: number } {
  const places = at.length
  const sums = new Float64Array(places)
  let likelihood = 0
  for (let person = 0; person < times.length; person++) {
    const from = person * places
    let total = 1e-300
    for (let place = 0; place < places; place++) total += weights[place]! * chances[from + place]!
    likelihood += times[person]! * Math.log(total)
    const factor = times[person]! / total
    for (let place = 0; place < places; place++) sums[place]! += factor * chances[from + place]!
  }
  for (let place = 0; place < places; place++) sums[place]! *= weights[place]!
  return { sums, likelihood }
}

function weightsOf(line: Line, { centres, deviation, share }: Bells): Float64Array {
  const second = bell(line.at, centres[1], deviation)
  return bell(line.at, centres[0], deviation).map((weight, place) => share * weight + (1 - share) * second[place]!)
}

function bell(at: Float64Array, centre: number, deviation: number): Float64Array {
  const weights = at.map(place => Math.exp(-0.5 * ((place - centre) / deviation) ** 2) + 1e-12)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / total)
}

function fittedBells({ at }: Line, sums: Float64Array, { centres, deviation, share }: Bells): Bells {
  const bells = [bell(at, centres[0], deviation), bell(at, centres[1], deviation)] as const
  const mass = [0, 0]
  const first = [0, 0]
  let second = 0
  at.forEach((place, i) => {
    const own = share * bells[0][i]!
    const chance = own / (own + (1 - share) * bells[1][i]!)
    for (const [group, part] of [chance * sums[i]!, (1 - chance) * sums[i]!].entries()) {
      mass[group]! += part
      first[group]! += part * place
      second += part * place * place
    }
  })
  const means = mass.map((part, group) => first[group]! / Math.max(part, 1e-9)) as [number, number]
  const people = Math.max(mass[0]! + mass[1]!, 1e-9)
  const variance = (second - mass[0]! * means[0] ** 2 - mass[1]! * means[1] ** 2) / people
  return { centres: means, deviation: Math.sqrt(Math.max(variance, (narrowest * (at[1]! - at[0]!)) ** 2)), share: mass[0]! / people }
}

/** The likeliest weights that rise and then fall: on each side of the peak neighbours out of order are pooled (Barlow et al. 1972, ch. 1). */
function onePeak(sums: Float64Array): Float64Array {
  let best: Float64Array = sums
  let most = Number.NEGATIVE_INFINITY
  for (let split = 0; split <= sums.length; split++) {
    const weights = Float64Array.of(...rising(sums.slice(0, split)), ...rising(sums.slice(split).reverse()).reverse())
    let likelihood = 0
    for (let place = 0; place < sums.length; place++) likelihood += sums[place]! * Math.log(weights[place]! + 1e-300)
    if (likelihood > most) [best, most] = [weights, likelihood]
  }
  const total = best.reduce((sum, weight) => sum + weight, 0)
  return best.map(weight => weight / total)
}

function rising(values: Float64Array): Float64Array {
  const blocks: { sum: number; count: number }[] = []
  for (const value of values) {
    let block = { sum: value, count: 1 }
    for (let last = blocks.at(-1); last && last.sum * block.count >= block.sum * last.count; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count }
      blocks.pop()
    }
    blocks.push(block)
  }
  return Float64Array.from(blocks.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count)))
}
