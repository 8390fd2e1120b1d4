import { expect, test } from 'vitest'
import { differenceLower, discoveries, twoProportionZ, upperTail, wilsonLower, wilsonUpper } from './opinion-map.shares.ts'

test('the lower bound of a share is that of Wilson', () => {
  expect(wilsonLower(18, 20)).toBeCloseTo(0.7383, 4)
  expect(wilsonLower(0, 0)).toBe(0)
  expect(wilsonUpper(0, 10)).toBeCloseTo(0.21296, 4)
})

test('the lower bound of a difference is wider than neither share alone and falls with fewer votes', () => {
  expect(differenceLower(90, 100, 50, 100)).toBeCloseTo(0.299, 2)
  expect(differenceLower(9, 10, 5, 10)).toBeLessThan(differenceLower(90, 100, 50, 100))
})

test('tail probabilities of the normal distribution are exact to ten digits', () => {
  expect(upperTail(0)).toBeCloseTo(0.5, 12)
  expect(upperTail(1.6448536269514722)).toBeCloseTo(0.05, 12)
  expect(upperTail(4) / 3.167124183311986e-5).toBeCloseTo(1, 10)
  expect(upperTail(-1) + upperTail(1)).toBeCloseTo(1, 12)
})

test('equal shares have a z of zero', () => expect(twoProportionZ(10, 20, 10, 20)).toBe(0))

test('of many tests, only those pass that keep the share of false calls (example of Benjamini and Hochberg 1995)', () => {
  const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
  expect(discoveries(p, 0.05).filter(Boolean).length).toBe(4)
  expect(discoveries([], 0.05)).toEqual([])
})
