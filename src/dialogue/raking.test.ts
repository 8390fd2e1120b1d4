import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Answers, fewestEffective, type Margin, type Raked, rake } from './raking.ts'

const margin = (question: string, shares: Record<string, number>): Margin => ({ question, shares: new Map(Object.entries(shares)) })
const times = (count: number, answers: Answers): Answers[] => Array.from({ length: count }, () => answers)
const raked = (people: Answers[], margins: Margin[]): Raked => {
  const result = rake(people, margins)
  if ('refusal' in result) throw new Error(JSON.stringify(result))
  return result
}
const shareOf = (people: Answers[], weights: Float64Array, index: number, category: string) => {
  let [own, all] = [0, 0]
  people.forEach((answers, person) => {
    if (answers[index] === null) return
    all += weights[person]!
    if (answers[index] === category) own += weights[person]!
  })
  return own / all
}

describe('raking', () => {
  test('gives the published result of a worked example', () => {
    // 4 × 4 table with margins 150/300/400/150 and 200/300/400/100, in the article "Iterative proportional fitting" (Wikipedia);
    // printed there after three rounds, when the rows are still off by up to 0.13
    const seed = [
      [40, 30, 20, 10],
      [35, 50, 100, 75],
      [30, 80, 70, 120],
      [20, 30, 40, 50],
    ]
    const published = [
      [64.61, 46.28, 35.42, 3.83],
      [49.95, 68.15, 156.49, 25.37],
      [56.7, 144.4, 145.06, 53.76],
      [28.74, 41.18, 63.03, 17.03],
    ]
    const people = seed.flatMap((row, r) => row.flatMap((count, c) => times(count, [`r${r}`, `c${c}`])))
    const { weights } = raked(people, [
      margin('row', { r0: 0.15, r1: 0.3, r2: 0.4, r3: 0.15 }),
      margin('column', { c0: 0.2, c1: 0.3, c2: 0.4, c3: 0.1 }),
    ])
    published.forEach((row, r) => {
      row.forEach((expected, c) => {
        const found = people.reduce((sum, [own, other], i) => sum + (own === `r${r}` && other === `c${c}` ? weights[i]! : 0), 0)
        expect(Math.abs((found * 1000) / people.length - expected)).toBeLessThan(0.15)
      })
    })
  })

  test('gives the weights that maximum entropy gives, found another way', () => {
    fc.assert(
      fc.property(sample(), ({ people, margins }) => {
        const result = rake(people, margins)
        fc.pre(!('refusal' in result) && result.trimmed === 0)
        const other = byNewton(people, margins)
        ;(result as Raked).weights.forEach((weight, person) => {
          expect(weight).toBeCloseTo(other[person]!, 5)
        })
      }),
      { numRuns: 40 },
    )
  })

  test('meets every margin, leaves who skipped a question out of it, and keeps the mean weight at one', () => {
    const people = [
      ...times(120, ['young', 'town']),
      ...times(60, ['old', 'town']),
      ...times(40, ['old', 'village']),
      ...times(30, ['young', 'village']),
      ...times(25, [null, 'village']),
      ...times(10, ['old', null]),
    ]
    const result = raked(people, [margin('age', { young: 0.4, old: 0.6 }), margin('part', { town: 0.55, village: 0.45 })])
    expect(shareOf(people, result.weights, 0, 'old')).toBeCloseTo(0.6, 8)
    expect(shareOf(people, result.weights, 1, 'village')).toBeCloseTo(0.45, 8)
    expect(result.weights.reduce((a, b) => a + b, 0) / people.length).toBeCloseTo(1, 10)
    expect(result.trimmed).toBe(0)
  })

  test('says how much weighting costs: equal weights nothing, unequal ones by Kish', () => {
    const people = [...times(150, ['a']), ...times(50, ['b'])]
    expect(raked(people, [margin('x', { a: 0.75, b: 0.25 })])).toMatchObject({ designEffect: 1, effectiveSample: 200 })
    const { designEffect, effectiveSample } = raked(people, [margin('x', { a: 0.5, b: 0.5 })])
    expect(effectiveSample).toBeCloseTo(200 ** 2 / (150 * (200 / 300) ** 2 + 50 * 2 ** 2), 6) // Σw = 200
    expect(designEffect).toBeCloseTo(200 / effectiveSample, 10)
  })

  test('lets nobody speak for more than five, and says what gap that leaves', () => {
    const people = [...times(995, ['many']), ...times(5, ['few'])]
    const result = raked(people, [margin('x', { many: 0.9, few: 0.1 })])
    expect(Math.max(...result.weights)).toBeLessThanOrEqual(5.0001)
    expect(result.trimmed).toBe(5)
    expect(result.largestGap).toBeGreaterThan(0.07)
  })

  test.each([
    ['an empty category', [...times(100, ['a'])], { a: 0.5, b: 0.5 }, { refusal: 'empty-category', question: 'x', category: 'b' }],
    ['a category the population does not have', times(100, ['c']), { a: 1 }, { refusal: 'unknown-category', question: 'x', category: 'c' }],
    ['a question nobody answered', times(100, [null]), { a: 1 }, { refusal: 'nobody-answered', question: 'x' }],
    ['nobody at all', [], { a: 1 }, { refusal: 'nobody-answered', question: 'x' }],
    ['shares that are not whole', times(100, ['a']), { a: 0.9 }, { refusal: 'shares-do-not-sum', question: 'x', sum: 0.9 }],
    ['a share that is no number', times(100, ['a']), { a: Number.NaN }, { refusal: 'shares-do-not-sum', question: 'x', sum: Number.NaN }],
    [
      'too small an effective sample',
      times(fewestEffective - 1, ['a']),
      { a: 1 },
      { refusal: 'effective-sample-too-small', effectiveSample: 49, fewest: 50 },
    ],
  ] as const)('refuses %s', (_, people, shares, refusal) => {
    expect(rake(people as Answers[], [margin('x', shares)])).toEqual(refusal)
  })

  test('refuses margins that contradict each other among those who took part', () => {
    const people = [...times(100, ['a', 'x']), ...times(100, ['b', 'y'])]
    expect(rake(people, [margin('one', { a: 0.5, b: 0.5 }), margin('two', { x: 0.9, y: 0.1 })])).toEqual({ refusal: 'did-not-settle' })
  })

  test('does not depend on the order of people', () => {
    fc.assert(
      fc.property(sample(), ({ people, margins }) => {
        const [forward, backward] = [rake(people, margins), rake([...people].reverse(), margins)]
        if ('refusal' in forward) expect(backward).toHaveProperty('refusal', forward.refusal)
        else
          (backward as Raked).weights.reverse().forEach((weight, person) => {
            expect(weight).toBeCloseTo(forward.weights[person]!, 6)
          })
      }),
      { numRuns: 40 },
    )
  })
})

const categories = [
  ['a', 'b', 'c'],
  ['x', 'y'],
]
const sample = () =>
  fc
    .record({
      cells: fc.array(fc.integer({ min: 8, max: 60 }), { minLength: 6, maxLength: 6 }),
      parts: fc.tuple(
        fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 2, maxLength: 2 }),
      ),
    })
    .map(({ cells, parts }) => ({
      people: cells.flatMap((count, i) => times(count, [categories[0]![i % 3]!, categories[1]![Math.floor(i / 3)]!])),
      margins: parts.map((part, index) => {
        const sum = part.reduce((a, b) => a + b, 0)
        return margin(`q${index}`, Object.fromEntries(part.map((value, i) => [categories[index]![i]!, value / sum])))
      }),
    }))

/** The same weights as the solution of the dual: w = exp(xλ) with the population's means of x, by Newton's method on dense matrices. */
function byNewton(people: Answers[], margins: Margin[]): number[] {
  const terms = margins.flatMap(({ shares }, index) => [...shares].slice(1).map(([category, share]) => ({ index, category, share })))
  const rows = people.map(answers => [1, ...terms.map(({ index, category }) => (answers[index] === category ? 1 : 0))])
  const goal = [1, ...terms.map(({ share }) => share)].map(share => share * people.length)
  let lambda = goal.map(() => 0)
  for (let step = 0; step < 50; step++) {
    const weights = rows.map(row => Math.exp(row.reduce((sum, x, i) => sum + x * lambda[i]!, 0)))
    const gradient = goal.map((target, i) => target - rows.reduce((sum, row, person) => sum + weights[person]! * row[i]!, 0))
    const hessian = goal.map((_, i) => goal.map((_, j) => rows.reduce((sum, row, person) => sum + weights[person]! * row[i]! * row[j]!, 0)))
    lambda = lambda.map((value, i) => value + solved(hessian, gradient)[i]!)
  }
  return rows.map(row => Math.exp(row.reduce((sum, x, i) => sum + x * lambda[i]!, 0)))
}

function solved(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  for (let pivot = 0; pivot < rows.length; pivot++) {
    const best = rows
      .slice(pivot)
      .reduce((most, row, i) => (Math.abs(row[pivot]!) > Math.abs(rows[most]![pivot]!) ? pivot + i : most), pivot)
    ;[rows[pivot], rows[best]] = [rows[best]!, rows[pivot]!]
    for (let row = 0; row < rows.length; row++) {
      if (row === pivot) continue
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!
      rows[row] = rows[row]!.map((value, i) => value - factor * rows[pivot]![i]!)
    }
  }
  return rows.map((row, i) => row[rows.length]! / row[i]!)
}
