import { expect, test } from 'vitest'
import { type Kernel, multiplier, unlikelyAlong, worked } from './opinion-map.kernel.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { inTheMiddle } from './opinion-map.people.ts'
import { type Crowd, eachRow } from './opinion-map.posterior.ts'
import { randomStream } from './opinion-map.random.ts'
import { places, placesWritten } from './opinion-map.walks.ts'

const random = randomStream(1, 1)
const columns = 9
const slopes = Float64Array.from({ length: 4 * columns }, () => 4 * random() - 2)
slopes[0] = 14 // far beyond the table of the bound
/** Some people answer nothing, some everything, and a fifth of the answers pass. */
const votes = votesOf([0, 3, 9, 1, 4, 8, 5])

function votesOf(counts: number[]): VoteMatrix {
  const start = Uint32Array.from([0, ...counts.map((_, row) => counts.slice(0, row + 1).reduce((sum, count) => sum + count, 0))])
  const column = Uint32Array.from(counts.flatMap(count => Array.from({ length: count }, (_, i) => i)))
  const answer = Int8Array.from(column, () => (random() < 0.2 ? 0 : random() < 0.5 ? -1 : 1))
  return { rows: counts.length, columns, start, column, answer }
}

function someWhere() {
  const people = inTheMiddle(votes.rows)
  people.mean.forEach((_, i) => {
    people.mean[i] = 2 * random() - 1
  })
  for (let row = 0; row < people.rows; row++) people.covariance[9 * row + 1] = people.covariance[9 * row + 3] = 0.3
  return people
}

/** What the answers of a row say, by the formulas as they stand in the paper. */
function plainly(people: ReturnType<typeof someWhere>, row: number) {
  const gram = new Float64Array(9)
  const pull = new Float64Array(3)
  const omegas: number[] = []
  let height = 0
  for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
    const side = votes.answer[vote]!
    const [b, ...w] = slopes.subarray(4 * votes.column[vote]!, 4 * votes.column[vote]! + 4) as unknown as [number, number, number, number]
    const z = [0, 1, 2].map(i => people.mean[3 * row + i]!)
    let square = (b + w[0]! * z[0]! + w[1]! * z[1]! + w[2]! * z[2]!) ** 2
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) square += w[i]! * w[j]! * people.covariance[9 * row + 3 * i + j]!
    const xi = Math.sqrt(square)
    const omega = Math.tanh(xi / 2) / (2 * xi)
    omegas.push(side === 0 ? 0 : omega)
    if (side === 0) continue
    height += -Math.log1p(Math.exp(-xi)) - xi / 2 + (omega * square) / 2 + 0.5 * b * (side - omega * b)
    for (let i = 0; i < 3; i++) {
      pull[i]! += w[i]! * (0.5 * side - omega * b)
      for (let j = 0; j < 3; j++) gram[3 * i + j]! += omega * w[i]! * w[j]!
    }
  }
  return { gram, pull, height, omegas }
}

/** The bound is read from a table in steps of ξ². */
const close = (found: number, expected: number) => Math.abs(found - expected) <= 0.02 * (1 + Math.abs(expected))

test('what the answers of people say is what the formulas give, whether they answer nothing, something or everything', () => {
  const people = someWhere()
  const before = { ...people, mean: people.mean.slice(), covariance: people.covariance.slice() }
  worked(votes, people, kernel => {
    kernel.setSlopes(slopes)
    kernel.gather(0, votes.rows)
  })
  for (let row = 0; row < votes.rows; row++) {
    const { gram, pull, height } = plainly(before, row)
    expect(gram.every((value, i) => close(people.gram[9 * row + i]!, value))).toBe(true)
    expect(pull.every((value, i) => close(people.pull[3 * row + i]!, value))).toBe(true)
    expect(close(people.height[row]!, height)).toBe(true)
  }
})

test('the regressions add up every side taken with the weight of its person, and passing not at all', () => {
  const people = someWhere()
  const weight = Float64Array.of(1, 2, 0, 1, 1, 3, 1)
  const expected = new Float64Array(16 * columns)
  for (let row = 0; row < votes.rows; row++) {
    const { omegas } = plainly(people, row)
    const z = [1, people.mean[3 * row]!, people.mean[3 * row + 1]!, people.mean[3 * row + 2]!]
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const at = 16 * votes.column[vote]!
      const omega = weight[row]! * omegas[vote - votes.start[row]!]!
      for (let i = 0, place = 0; i < 4; i++) {
        for (let j = i; j < 4; j++) {
          const covariance = i === 0 ? 0 : people.covariance[9 * row + 3 * (i - 1) + j - 1]!
          expected[at + place++]! += omega * (z[i]! * z[j]! + covariance)
        }
        expected[at + 12 + i]! += 0.5 * weight[row]! * votes.answer[vote]! * z[i]!
      }
    }
  }
  const add = (kernel: Kernel) => {
    kernel.setSlopes(slopes)
    kernel.gather(0, votes.rows)
    const sums = kernel.regress(0, votes.rows)
    for (let column = 0; column < columns; column++)
      for (const i of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15])
        expect(close(sums[16 * column + i]!, expected[16 * column + i]!)).toBe(true)
  }
  worked(votes, people, add, weight)
})

test('people are settled among the groups as the posterior says, one by one', () => {
  const people = someWhere()
  const crowd: Crowd = {
    k: 3,
    centres: Float64Array.of(-1, 0, 0.2, 0.8, 0.5, 0, 0, -1.5, 1),
    shape: Float64Array.of(0.4, 0.1, 0, 0.1, 0.3, 0, 0, 0, 0.5),
    share: Float64Array.of(0.5, 0.3, 0.2),
  }
  const weight = Float64Array.of(1, 2, 0, 1, 1, 3, 1)
  const settle = (kernel: Kernel) => {
    kernel.setSlopes(slopes)
    kernel.gather(0, votes.rows)
    return kernel.settle(crowd, 0, votes.rows)
  }
  const sums = worked(votes, people, settle, weight)
  const mass = new Float64Array(3)
  const first = new Float64Array(9)
  let second = 0
  let likelihood = 0
  eachRow(people, crowd, { from: 0, to: votes.rows }, (row, { chance, mean, covariance, likelihood: own }) => {
    const expected = [0, 1, 2].map(i => [0, 1, 2].reduce((sum, group) => sum + chance[group]! * mean[3 * group + i]!, 0))
    const square = [0, 1, 2].reduce((sum, group) => sum + chance[group]! * mean[3 * group]! ** 2, covariance[0]!)
    expected.forEach((value, i) => {
      expect(people.mean[3 * row + i]).toBeCloseTo(value, 4)
    })
    expect(people.covariance[9 * row]).toBeCloseTo(square - expected[0]! ** 2, 4)
    second += weight[row]! * square
    likelihood += weight[row]! * own
    chance.forEach((part, group) => {
      mass[group]! += weight[row]! * part
      for (let i = 0; i < 3; i++) first[3 * group + i]! += weight[row]! * part * mean[3 * group + i]!
    })
  })
  expect(sums.people).toBe(9)
  expect(sums.likelihood).toBeCloseTo(likelihood, 3)
  expect(sums.second[0]).toBeCloseTo(second, 4)
  mass.forEach((value, group) => {
    expect(sums.mass[group]).toBeCloseTo(value, 4)
  })
  first.forEach((value, i) => {
    expect(sums.first[i]).toBeCloseTo(value, 4)
  })
})

test('along a line the answers of people are as likely as the logistic model says', () => {
  const rows = Uint32Array.of(2, 5, 1)
  const way = [1.5, -0.5, 0.8] as const
  const besides = Float32Array.from({ length: 12 }, () => random() - 0.5)
  const unlikely = unlikelyAlong(votes, slopes, rows, besides, way)
  rows.forEach((row, index) => {
    const likelihoods = Array.from(places, at => {
      let log = 0
      for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
        const [b, ...w] = slopes.subarray(4 * votes.column[vote]!, 4 * votes.column[vote]! + 4)
        const odds = w.reduce((sum, slope, axis) => sum + slope * (besides[4 * index + axis]! + at * way[axis]!), b!)
        if (votes.answer[vote] !== 0) log -= Math.log1p(Math.exp(-votes.answer[vote]! * odds))
      }
      return log
    })
    const most = Math.max(...likelihoods)
    const own = unlikely.subarray(index * placesWritten, index * placesWritten + places.length)
    const least = Math.min(...own)
    likelihoods.forEach((log, place) => {
      expect(least / own[place]!).toBeCloseTo(Math.exp(log - most), 4)
    })
  })
})

test('vectors are multiplied with the second moments of the sides taken', () => {
  const values = Float64Array.from(votes.answer, () => random() - 0.5)
  const vectors = Float64Array.from({ length: 4 * columns }, () => random() - 0.5)
  const expected = new Float64Array(4 * columns)
  for (let row = 0; row < votes.rows; row++) {
    const own = Array.from({ length: votes.start[row + 1]! - votes.start[row]! }, (_, i) => votes.start[row]! + i)
    const taken = own.filter(vote => votes.answer[vote] !== 0)
    for (let i = 0; i < 4; i++) {
      const sum = taken.reduce((so, vote) => so + values[vote]! * vectors[4 * votes.column[vote]! + i]!, 0)
      for (const vote of taken) expected[4 * votes.column[vote]! + i]! += values[vote]! * sum
    }
  }
  const found = multiplier(votes, values)(vectors)
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 5)
  })
})
