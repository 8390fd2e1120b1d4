import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visibleCounts } from './suppression.ts'

const counts = fc.array(fc.oneof(fc.nat(12), fc.nat(300)), { minLength: 1, maxLength: 6 })
const unlisted = fc.oneof(fc.nat(12), fc.constant(0))
const fewestToShow = 5
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

test('a count below five is never told', () => {
  fc.assert(
    fc.property(counts, unlisted, (counts, unlisted) => {
      const visible = visibleCounts(counts, fewestToShow, unlisted)
      for (const [index, count] of counts.entries()) if (count < fewestToShow) expect(visible[index]).toBe(false)
    }),
  )
})

test('who takes what is told from the total gets at least two counts that could be five or more, or nothing', () => {
  fc.assert(
    fc.property(counts, unlisted, (counts, unlisted) => {
      const total = sum(counts) + unlisted
      if (total < fewestToShow) return // the total is not told either
      const visible = visibleCounts(counts, fewestToShow, unlisted)
      const hidden = counts.filter((_, index) => !visible[index])
      const rest = total - sum(counts.filter((_, index) => visible[index]))
      const parts = hidden.length + (unlisted > 0 ? 1 : 0)
      if (visible.some(Boolean)) {
        if (hidden.length > 0) expect([parts > 1, rest > fewestToShow]).toEqual([true, true])
        else expect(rest === 0 || rest >= fewestToShow).toBe(true)
      } else expect(rest).toBe(total)
    }),
  )
})

test('nothing is hidden that needs no hiding', () => {
  expect(visibleCounts([40, 25, 5], 5)).toEqual([true, true, true])
  expect(visibleCounts([40, 25], 5, 5)).toEqual([true, true])
  expect(visibleCounts([40, 25, 3], 5, 20)).toEqual([true, true, false]) // who is in no group hides the three
})

test('a single small count takes the next smallest with it', () => {
  expect(visibleCounts([40, 25, 3], 5)).toEqual([true, false, false])
  expect(visibleCounts([40, 25], 5, 2)).toEqual([true, false])
})

describe('who knows the rule and tries every possibility', () => {
  const fewest = 3
  const most = 9

  test.each([1, 2, 3])('still does not know any hidden one of %i counts', size => {
    const possible = new Map<string, number[][]>()
    for (const [unlisted, ...counts] of tables(size + 1, most)) {
      const total = sum(counts) + unlisted!
      if (total < fewest || total > most) continue
      const visible = visibleCounts(counts, fewest, unlisted!)
      const told = [total, ...counts.map((count, index) => (visible[index] ? count : '?'))].join(' ')
      possible.set(told, [...(possible.get(told) ?? []), counts])
    }
    expect(possible.size).toBeGreaterThan(5)
    for (const [told, tables] of possible)
      for (const [index, shown] of told.split(' ').slice(1).entries())
        if (shown === '?') expect(new Set(tables.map(counts => counts[index])).size, told).toBeGreaterThan(1)
  })
})

/** Every row of so many numbers from 0 to `most`. */
function tables(size: number, most: number): number[][] {
  if (size === 0) return [[]]
  return tables(size - 1, most).flatMap(row => Array.from({ length: most + 1 }, (_, count) => [...row, count]))
}
