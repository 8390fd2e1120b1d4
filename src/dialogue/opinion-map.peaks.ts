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

/** People seen at nearly the same place with nearly the same error count as one, several times: a handful in the place of thousands. */
export function gathered({ at, chances, times }: Line): Line {
  const places = at.length
  const people = new Map<number, { chances: Float64Array; times: number }>()
  for (let person = 0; person < times.length; person++) {
    const own = chances.subarray(person * places, (person + 1) * places)
    const { total, centre, deviation } = summaryOf(own)
    const key =
      Math.round(centre * cellsPerPlace) * cellsPerDoubling * 64 + Math.round(Math.log2(deviation + leastDeviation) * cellsPerDoubling)
    const alike = people.get(key) ?? { chances: new Float64Array(places), times: 0 }
    for (let place = 0; place < places; place++) alike.chances[place]! += (times[person]! * own[place]!) / total
    alike.times += times[person]!
    people.set(key, alike)
  }
  const together = new Float64Array(people.size * places)
  let next = 0
  for (const alike of people.values())
    together.set(
      alike.chances.map(chance => chance / alike.times),
      places * next++,
    )
  return { at, chances: together, times: Float64Array.from(people.values(), alike => alike.times) }
}

/** Finer cells change no evidence by a tenth. */
const cellsPerPlace = 2
const cellsPerDoubling = 3
const leastDeviation = 0.25

/** Where somebody is seen and with what error, in steps from place to place. */
function summaryOf(chances: Float64Array): { total: number; centre: number; deviation: number } {
  let [total, first, second] = [1e-300, 0, 0]
  for (let place = 0; place < chances.length; place++) {
    total += chances[place]!
    first += place * chances[place]!
    second += place * place * chances[place]!
  }
  const centre = first / total
  return { total, centre, deviation: Math.sqrt(Math.max(0, second / total - centre * centre)) }
}

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
  const backwards = sums.slice().reverse()
  const before = likelihoodsOfRising(sums)
  const after = likelihoodsOfRising(backwards)
  let split = 0
  for (let place = 1; place <= sums.length; place++) {
    if (before[place]! + after[sums.length - place]! > before[split]! + after[sums.length - split]!) split = place
  }
  const weights = new Float64Array(sums.length)
  weights.set(rising(sums, split))
  weights.set(rising(backwards, sums.length - split).reverse(), split)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map(weight => weight / total)
}

/** Neighbours pooled into blocks of one height until heights rise; `pooled` is told of the state after each value. */
function poolAdjacent(values: Float64Array, length: number, pooled: (blocks: number, sum: Float64Array, count: Uint32Array) => void): void {
  const sum = new Float64Array(length)
  const count = new Uint32Array(length)
  let blocks = 0
  for (let i = 0; i < length; i++) {
    let [height, width] = [values[i]!, 1]
    while (blocks > 0 && sum[blocks - 1]! * width >= height * count[blocks - 1]!) {
      blocks--
      height += sum[blocks]!
      width += count[blocks]!
    }
    sum[blocks] = height
    count[blocks++] = width
    pooled(blocks, sum, count)
  }
}

/** Log likelihood of the best rising weights for the first 0, 1, 2 … values. */
function likelihoodsOfRising(values: Float64Array): Float64Array {
  const likelihoods = new Float64Array(values.length + 1)
  const upTo = new Float64Array(values.length + 1)
  let seen = 0
  poolAdjacent(values, values.length, (blocks, sum, count) => {
    const [height, width] = [sum[blocks - 1]!, count[blocks - 1]!]
    upTo[blocks] = upTo[blocks - 1]! + (height > 0 ? height * Math.log(height / width) : 0)
    likelihoods[++seen] = upTo[blocks]!
  })
  return likelihoods
}

function rising(values: Float64Array, length: number): Float64Array {
  const weights = new Float64Array(length)
  let seen = 0
  poolAdjacent(values, length, (blocks, sum, count) => {
    if (++seen < length) return
    for (let block = 0, at = 0; block < blocks; at += count[block++]!) weights.fill(sum[block]! / count[block]!, at, at + count[block]!)
  })
  return weights
}
