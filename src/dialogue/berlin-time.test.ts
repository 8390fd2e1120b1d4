import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockTimeOf, momentOf } from './berlin-time.ts'

const minute = 60_000
const anyMinute = fc
  .date({ min: new Date('1990-01-01T00:00Z'), max: new Date('2090-01-01T00:00Z'), noInvalidDate: true })
  .map(date => new Date(Math.floor(date.getTime() / minute) * minute))

test('a moment is what its clock time says; of the repeated hour in October the first time', () => {
  fc.assert(
    fc.property(anyMinute, moment => {
      const again = momentOf(clockTimeOf(moment))
      return [0, 60 * minute].includes(moment.getTime() - (again?.getTime() ?? 0))
    }),
  )
  expect(momentOf(clockTimeOf(new Date('2026-10-25T01:30Z')))).toEqual(new Date('2026-10-25T00:30Z'))
})

test('summer and winter have their own distance from universal time; the skipped hour is the one after', () => {
  expect(momentOf('2026-07-01T12:00')).toEqual(new Date('2026-07-01T10:00Z'))
  expect(momentOf('2026-12-01T12:00')).toEqual(new Date('2026-12-01T11:00Z'))
  expect(clockTimeOf(momentOf('2026-03-29T02:30') as Date)).toBe('2026-03-29T03:30')
})

test('what is no time is none', () => {
  for (const text of ['', '2026-02-30T10:00', '2026-01-01T25:00', '2026-01-01', '01.01.2026 10:00', '+12026-01-01T10:00'])
    expect(momentOf(text)).toBeUndefined()
})
