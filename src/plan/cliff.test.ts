import { expect, test } from 'vitest'
import { cliffsOf } from './cliff.ts'
import type { FinancingSource, Post } from './money.ts'
import type { Status } from './status.ts'

const today = '2026-03-01'
const measure = (id: string, status: Status = 'running', continuation = '') => ({ id, number: id, title: id, status, continuation })
const source = (endsOn: string | null, continuation = ''): FinancingSource => ({
  id: 's',
  slug: 'landesprogramm',
  kind: 'state',
  name: 'Landesprogramm',
  reference: 'L-1',
  amountCents: 100_00,
  endsOn,
  continuation,
})
const post = (year: number, fundedUntil: string | null, measureId = '1'): Post => ({
  id: `${year}`,
  measureId,
  title: 'Beratung',
  grade: 'E 9b',
  year,
  hundredths: 50,
  isFilled: true,
  fundedUntil,
})
const paying = [
  { sourceId: 's', measureId: '1' },
  { sourceId: 's', measureId: '2' },
]
const none = { measures: [], sources: [], allotments: [], posts: [] }

test.each([
  ['2026-03-01', 90],
  ['2026-05-30', 90],
  ['2026-05-31', 180],
  ['2026-08-28', 180],
  ['2026-08-29', 365],
  ['2027-03-01', 365],
])('money that ends on %s is a cliff within %i days', (endsOn, level) => {
  const cliffs = cliffsOf({ ...none, measures: [measure('1')], sources: [source(endsOn)], allotments: paying }, today)
  expect(cliffs).toMatchObject([{ endsOn, level, measures: [{ number: '1' }] }])
})

test.each([
  ['it ends later than in a year', source('2027-03-02'), measure('1')],
  ['it has ended', source('2026-02-28'), measure('1')],
  ['it has no end', source(null), measure('1')],
  ['the source says how it goes on', source('2026-05-01', 'Antrag bis 2029 ist gestellt'), measure('1')],
  ['the measure says how it goes on', source('2026-05-01'), measure('1', 'running', 'Haushalt ab 2027')],
  ['the measure is done', source('2026-05-01'), measure('1', 'done')],
  ['the measure was dropped', source('2026-05-01'), measure('1', 'dropped')],
])('it is no cliff when %s', (_, ending, only) => {
  expect(cliffsOf({ ...none, measures: [only], sources: [ending], allotments: paying }, today)).toEqual([])
})

test('a source is one cliff for all measures that go on without an answer, those with one are not named', () => {
  const cliffs = cliffsOf(
    { ...none, measures: [measure('2'), measure('1'), measure('3')], sources: [source('2026-05-01')], allotments: paying },
    today,
  )
  expect(cliffs.map(({ measures }) => measures.map(({ number }) => number))).toEqual([['1', '2']])
})

test('a post that stands in several years of the plan ends once, even where it serves what was made regular', () => {
  const cliffs = cliffsOf(
    { ...none, measures: [measure('1', 'made-regular')], posts: [post(2025, '2026-06-30'), post(2026, '2026-06-30'), post(2027, null)] },
    today,
  )
  expect(cliffs).toMatchObject([{ endsOn: '2026-06-30', level: 180, post: { grade: 'E 9b' } }])
})
