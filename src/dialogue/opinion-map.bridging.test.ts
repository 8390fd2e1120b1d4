import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matrixOf } from '../../bench/changed-votes.ts'
import { bridgingScores } from './opinion-map.bridging.ts'
import { randomStream } from './opinion-map.random.ts'
import type { VoteList } from './opinion-map.ts'

/** How likely somebody of the large and of the small camp agrees. */
type Liking = [large: number, small: number]

const loved: Liking = [0.95, 0.95]
const ofTheLargeCamp: Liking = [0.95, 0.05]
const slightlyLikedByBoth: Liking = [0.55, 0.55]
const refused: Liking = [0.05, 0.05]
const special = [loved, ofTheLargeCamp, slightlyLikedByBoth, refused]

describe('the bridging score', () => {
  test.each([1, 2, 3, 4, 5])('puts what both camps like a little before what only the large camp likes (seed %i)', seed => {
    const { score, lower } = bridgingScores(matrixOf(twoCamps(0.6, 1500, seed)))
    expect(score[0]).toBeGreaterThan(0.6)
    expect(lower[0]).toBeGreaterThan(0.5)
    expect(score[2]).toBeGreaterThan(score[1]! + 0.01)
    expect(score[3]).toBeLessThan(-0.6)
  })

  test('does not depend on how much larger a camp is, but for noise', () => {
    for (const share of [0.5, 0.65, 0.8]) {
      const { score } = bridgingScores(matrixOf(twoCamps(share, 2000, 9)))
      expect(Math.abs(score[1]!)).toBeLessThan(0.12)
      expect(score[0]).toBeGreaterThan(0.65)
    }
  })

  test('has its true value above the lower bound in about nineteen of twenty cases', () => {
    const agreed = 0.9 * (0.55 - 0.45)
    const bounds = Array.from({ length: 40 }, (_, seed) => bridgingScores(matrixOf(twoCamps(0.5, 300, seed + 1))).lower[2]!)
    expect(bounds.filter(bound => bound <= agreed).length).toBeGreaterThanOrEqual(34)
    expect(bounds.some(bound => bound > agreed - 0.2)).toBe(true)
  })

  test('is the same in whatever order people stand, to what is ever shown', () => {
    const votes = twoCamps(0.6, 400, 1)
    const { score, lower } = bridgingScores(matrixOf(votes))
    const turned = bridgingScores(matrixOf({ ...votes, participant: votes.participant.map(person => 399 - person) }))
    score.forEach((value, column) => {
      expect(turned.score[column]).toBeCloseTo(value, 8)
      expect(turned.lower[column]).toBeCloseTo(lower[column]!, 8)
    })
  })

  test('is the same to the bit for the same matrix', () => {
    const matrix = matrixOf(twoCamps(0.6, 400, 1))
    expect(bridgingScores(matrix)).toEqual(bridgingScores(matrix))
  })

  test('has no lower bound with fewer than ten votes', () => {
    const { score, lower } = bridgingScores(matrixOf(twoCamps(0.6, 12, 1)))
    expect(lower).toContain(Number.NEGATIVE_INFINITY)
    expect(score.every(Number.isFinite)).toBe(true)
  })

  test('is a number from −1 to 1 whatever the votes', () => {
    const cell = fc.constantFrom(1, 1, -1, 0, null)
    const rows = fc
      .integer({ min: 0, max: 12 })
      .chain(width => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 30 }))
    fc.assert(
      fc.property(rows, rows => {
        const { score, lower } = bridgingScores(matrixOf(fromRows(rows)))
        expect(score.every(value => value >= -1 && value <= 1)).toBe(true)
        expect(lower.every((value, column) => value <= score[column]!)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

/** Four statements as above and 36 more, most of which divide the camps; everybody answers half of them. */
function twoCamps(largeShare: number, people: number, seed: number): VoteList {
  const random = randomStream(seed, 31)
  const others = Array.from({ length: 36 }, (_, i): Liking => (i < 13 ? [0.8, 0.25] : i < 26 ? [0.25, 0.8] : [0.6, 0.6]))
  const liking = [...special, ...others]
  return fromRows(
    Array.from({ length: people }, (_, person) => {
      const camp = person < largeShare * people ? 0 : 1
      return liking.map(chance => (random() < 0.5 ? null : random() < 0.1 ? 0 : random() < chance[camp] ? 1 : -1))
    }),
  )
}

function fromRows(rows: (number | null)[][]): VoteList {
  const votes = rows.flatMap((row, person) =>
    row.flatMap((answer, statement) => (answer === null ? [] : [[person, statement, answer] as const])),
  )
  return {
    participantIds: rows.map((_, i) => `p${i}`),
    statementIds: (rows[0] ?? []).map((_, i) => `s${i}`),
    participant: Uint32Array.from(votes, ([person]) => person),
    statement: Uint32Array.from(votes, ([, statement]) => statement),
    answer: Int8Array.from(votes, ([, , answer]) => answer),
  }
}
