import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type IndicatorValues, judgeIndicator, readNumber, typedNumber } from './indicator.ts'

const empty: IndicatorValues = { indicatorName: '', indicatorUnit: '', baseline: '', baselineYear: '', target: '', targetYear: '' }
const named = { ...empty, indicatorName: 'Kinder mit Platz', indicatorUnit: '%' }

describe('a number', () => {
  test.each([
    ['91', 91],
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['0.123', 0.123],
    ['1.234', 1234],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234 567', 1234567],
    ['−3', -3],
    ['-0', 0],
    ['', null],
  ])('typed as "%s" is %s', (typed, number) => expect(readNumber(typed)).toBe(number))

  test.each(['viel', '1.2.3', '1,2,3', '12%', '1e9', '0.123.456', '1.234,5,6', '9999999999999', '∞', '--3'])(
    'typed as "%s" is none',
    typed => expect(readNumber(typed)).toBeUndefined(),
  )

  test('comes back as it was when it is typed as we write it', () =>
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12) + 1, max: 10 ** 12 - 1 }), fc.integer({ min: 0, max: 6 }), (digits, places) => {
        const number = digits / 10 ** places
        expect(readNumber(typedNumber(number))).toBe(number + 0)
      }),
    ))
})

describe('an indicator', () => {
  test('is none where nothing was typed', () => expect(judgeIndicator(empty)).toEqual({ indicator: null }))

  test('may wait for its numbers', () =>
    expect(judgeIndicator(named)).toEqual({
      indicator: { name: 'Kinder mit Platz', unit: '%', baseline: null, baselineYear: null, target: null, targetYear: null },
    }))

  test('says from what to what, and when', () =>
    expect(judgeIndicator({ ...named, baseline: '0', baselineYear: '2025', target: '100', targetYear: '2028' })).toMatchObject({
      indicator: { baseline: 0, baselineYear: 2025, target: 100, targetYear: 2028 },
    }))

  test.each<[Partial<IndicatorValues>, Record<string, string>]>([
    [{ indicatorName: '' }, { indicatorName: 'indicator-name-missing' }],
    [{ indicatorUnit: '' }, { indicatorUnit: 'unit-missing' }],
    [{ indicatorName: 'x'.repeat(161) }, { indicatorName: 'too-long' }],
    [{ baseline: 'viel', baselineYear: '2025' }, { baseline: 'number-wrong' }],
    [{ baseline: '3' }, { baselineYear: 'year-missing' }],
    [{ baselineYear: '2025' }, { baseline: 'number-missing' }],
    [{ target: '3' }, { targetYear: 'year-missing' }],
    [{ targetYear: '2025' }, { target: 'number-missing' }],
    [{ target: '3', targetYear: '25' }, { targetYear: 'year-wrong' }],
    [{ target: '3', targetYear: '2101' }, { targetYear: 'year-wrong' }],
    [{ baseline: '1', baselineYear: '2025', target: '3', targetYear: '2025' }, { targetYear: 'target-before-baseline' }],
  ])('with %j is refused there and nowhere else', (typed, refusals) => expect(judgeIndicator({ ...named, ...typed })).toEqual({ refusals }))
})
