/** Shares of a population by category, for example of age bands; they sum to 1. */
export type Margin = { question: string; shares: ReadonlyMap<string, number> }

/** What one person answered, one per margin in the margins' order; null where they skipped the question. */
export type Answers = readonly (string | null)[]

export type Raked = {
  /** One per person, between the bounds; mean 1 unless some were cut. */
  weights: Float64Array
  /** Kish's design effect n Σw² / (Σw)²: how many times more people a random sample without weights could do without. */
  designEffect: number
  /** n / design effect: people who would tell as much in a simple random sample. */
  effectiveSample: number
  /** People whose weight was cut to the bounds. */
  trimmed: number
  /** Largest difference that trimming left between a weighted share and the population's. */
  largestGap: number
}

export type RakingRefusal =
  | { refusal: 'nobody-answered'; question: string }
  /** The population has this category, nobody who took part is in it: no weight can stand for them. */
  | { refusal: 'empty-category'; question: string; category: string }
  /** Somebody is in a category of which the population's table says nothing. */
  | { refusal: 'unknown-category'; question: string; category: string }
  | { refusal: 'shares-do-not-sum'; question: string; sum: number }
  | { refusal: 'did-not-settle' }
  | { refusal: 'effective-sample-too-small'; effectiveSample: number; fewest: number }

/** A single voice counts for at most five and at least a fifth: beyond that, variance grows by more than bias falls (Potter 1990; usual in German surveys). */
const largestWeight = 5
const smallestWeight = 1 / largestWeight
/** Below it the interval of an even share is wider than ±14 points (95 %): nothing to hold against the unweighted count. */
export const fewestEffective = 50
const settledWithin = 1e-9
const mostRounds = 1000
const roundsOfTrimming = 50
const sumTolerance = 1e-6

/**
 * Weights by which the people who took part have the shares of the population in every margin: iterative proportional fitting (Deming and
 * Stephan 1940) of the weights, which leaves the associations between the answers as they are. Whoever skipped a question is not moved by
 * its margin. Weights beyond the bounds are cut and the others fitted again. Refused, with the reason, where weights would mislead.
 */
export function rake(people: readonly Answers[], margins: readonly Margin[]): Raked | RakingRefusal {
  const cells = margins.map((margin, index) => cellsOf(people, margin, index))
  const refused = cells.find(cell => 'refusal' in cell)
  if (refused && 'refusal' in refused) return refused
  const fitting = cells as Cells[]
  const weights = new Float64Array(people.length).fill(1)
  if (!settle(weights, fitting)) return { refusal: 'did-not-settle' }
  const trimmed = trim(weights, fitting)
  const effectiveSample = effectiveSampleOf(weights)
  if (effectiveSample < fewestEffective) return { refusal: 'effective-sample-too-small', effectiveSample, fewest: fewestEffective }
  return {
    weights,
    designEffect: people.length / effectiveSample,
    effectiveSample,
    trimmed,
    largestGap: Math.max(0, ...fitting.map(cell => largestGap(weights, cell))),
  }
}

/** Members of every category of one margin, and the share each is to have of those who answered. */
type Cells = { members: Uint32Array[]; shares: number[] }

function cellsOf(people: readonly Answers[], { question, shares }: Margin, index: number): Cells | RakingRefusal {
  const sum = [...shares.values()].reduce((total, share) => total + share, 0)
  if (!(Math.abs(sum - 1) <= sumTolerance)) return { refusal: 'shares-do-not-sum', question, sum }
  const members = new Map([...shares.keys()].map(category => [category, [] as number[]]))
  for (const [person, answers] of people.entries()) {
    const category = answers[index] ?? null
    if (category === null) continue
    const own = members.get(category)
    if (!own || shares.get(category) === 0) return { refusal: 'unknown-category', question, category }
    own.push(person)
  }
  if ([...members.values()].every(own => own.length === 0)) return { refusal: 'nobody-answered', question }
  const present = [...shares].filter(([, share]) => share > 0)
  const empty = present.find(([category]) => members.get(category)?.length === 0)
  if (empty) return { refusal: 'empty-category', question, category: empty[0] }
  return { members: present.map(([category]) => Uint32Array.from(members.get(category) ?? [])), shares: present.map(([, share]) => share) }
}

/** Fits margin after margin until none moves any weight. False where contradictory margins never agree. */
function settle(weights: Float64Array, cells: readonly Cells[]): boolean {
  for (let round = 0; round < mostRounds; round++) {
    for (const cell of cells) proportion(weights, cell)
    if (cells.every(cell => largestGap(weights, cell) < settledWithin)) return true
  }
  return false
}

function proportion(weights: Float64Array, { members, shares }: Cells, wanted?: number) {
  const sums = members.map(own => sumOf(weights, own))
  const total = wanted ?? sums.reduce((a, b) => a + b, 0)
  members.forEach((own, category) => {
    const factor = (shares[category]! * total) / sums[category]!
    for (const person of own) weights[person]! *= factor
  })
}

/** Cuts to the bounds and fits again, so often that what cutting took is spread over the others; how many were ever cut. */
function trim(weights: Float64Array, cells: readonly Cells[]): number {
  const everCut = new Set<number>()
  const totals = cells.map(({ members }) => members.reduce((sum, own) => sum + sumOf(weights, own), 0))
  for (let round = 0; round < roundsOfTrimming && cut(weights, everCut); round++)
    for (const [index, cell] of cells.entries()) proportion(weights, cell, totals[index])
  cut(weights, everCut)
  return everCut.size
}

function cut(weights: Float64Array, everCut: Set<number>): boolean {
  let isCut = false
  weights.forEach((weight, person) => {
    if (weight <= largestWeight && weight >= smallestWeight) return
    weights[person] = Math.min(largestWeight, Math.max(smallestWeight, weight))
    everCut.add(person)
    isCut = true
  })
  return isCut
}

function effectiveSampleOf(weights: Float64Array): number {
  let [sum, squares] = [0, 0]
  for (const weight of weights) {
    sum += weight
    squares += weight * weight
  }
  return squares === 0 ? 0 : (sum * sum) / squares
}

function largestGap(weights: Float64Array, { members, shares }: Cells): number {
  const sums = members.map(own => sumOf(weights, own))
  const total = sums.reduce((a, b) => a + b, 0)
  return Math.max(...sums.map((sum, category) => Math.abs(sum / total - shares[category]!)))
}

function sumOf(weights: Float64Array, members: Uint32Array): number {
  let sum = 0
  for (const person of members) sum += weights[person]!
  return sum
}
