import { expect, test } from 'vitest'
import { type Line, likeliestBells, likelihoodOfOnePeak } from './opinion-map.peaks.ts'
import { randomStream } from './opinion-map.random.ts'

const places = Float64Array.from({ length: 21 }, (_, i) => (i - 6) / 8)
const guess = { centres: [0, 1] as [number, number], deviation: 0.3, share: 0.5 }
const random = randomStream(1, 6)
const bell = () => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6)

/** People of whom we know where they stand but for an error. */
function seen(people: number, place: () => number, error = 0.12): Line {
  const at = Array.from({ length: people }, () => place() + error * bell())
  const chances = at.flatMap(seenAt => Array.from(places, t => Math.exp(-0.5 * ((t - seenAt) / error) ** 2)))
  return { at: places, chances: Float64Array.from(chances), times: new Float64Array(people).fill(1) }
}

const evidenceForValley = (line: Line) => likeliestBells(line, guess).likelihood - likelihoodOfOnePeak(line, Number.POSITIVE_INFINITY)

test('two crowds apart have a valley between them, and the bells are found', () => {
  const line = seen(400, () => (random() < 0.6 ? 0 : 1) + 0.15 * bell())
  const { bells } = likeliestBells(line, guess)
  expect(bells.centres[0]).toBeCloseTo(0, 1)
  expect(bells.centres[1]).toBeCloseTo(1, 1)
  expect(bells.share).toBeCloseTo(0.6, 1)
  expect(bells.deviation).toBeCloseTo(0.15, 1)
  expect(evidenceForValley(line)).toBeGreaterThan(10)
})

test('one bell, an even spread and a slope have none', () => {
  for (const place of [() => 0.5 + 0.3 * bell(), () => 2 * random() - 0.5, () => 1.5 * Math.sqrt(random())]) {
    expect(evidenceForValley(seen(400, place))).toBeLessThan(0)
  }
})

test('the search for one peak ends when it is likely enough', () => {
  const line = seen(200, () => 0.5 + 0.3 * bell())
  const all = likelihoodOfOnePeak(line, Number.POSITIVE_INFINITY)
  expect(likelihoodOfOnePeak(line, all - 5)).toBeGreaterThanOrEqual(all - 5)
  expect(likelihoodOfOnePeak(line, all - 5)).toBeLessThanOrEqual(all)
})
