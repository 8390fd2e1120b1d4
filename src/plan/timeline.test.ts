import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { fillDemo } from '../commands/demo.ts'
import { planOf, putPlan } from './plan.store.ts'
import { type TimelineMeasure, timelineOf } from './timeline.ts'

const measure = (startsOn: string | null, endsOn: string | null, id = 'a'): TimelineMeasure => ({
  id,
  number: id,
  title: id,
  fieldId: 'f',
  status: 'running',
  startsOn,
  endsOn,
})

test('a measure of the first half of two years takes a quarter of the width', () => {
  const { rows, years } = timelineOf([measure('2026-01-01', '2026-07-01'), measure('2027-01-01', '2027-12-31', 'b')], [], '2026-05-01')
  expect(years).toEqual([
    { year: 2026, at: 0 },
    { year: 2027, at: 50 },
  ])
  expect(rows[0]).toMatchObject({ from: 0 })
  expect(rows[0]!.to).toBeCloseTo(25, 0)
  expect(rows[1]).toMatchObject({ from: 50, to: 100 })
})

test('what has no end runs on to the edge, and what has no beginning is named apart', () => {
  const { rows, undated } = timelineOf([measure('2026-03-01', null), measure(null, '2027-01-01', 'b')], [], '2026-05-01')
  expect(rows).toMatchObject([{ to: 100 }])
  expect(undated.map(({ id }) => id)).toEqual(['b'])
})

const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

test('every bar, milestone and year stands within the picture, in the order of time, with few enough years to read', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(day, day)), day, day, (spans, dueOn, today) => {
      const measures = spans.map(([one, other], place) => measure(one < other ? one : other, one < other ? other : one, String(place)))
      const { rows, years, today: now } = timelineOf(measures, [{ id: 'm', measureId: '0', title: '', dueOn, reachedOn: null }], today)
      const places = [
        now,
        ...years.map(({ at }) => at),
        ...rows.flatMap(({ from, to, milestones }) => [from, to, ...milestones.map(({ at }) => at)]),
      ]
      for (const at of places) expect(at >= 0 && at <= 100).toBe(true)
      for (const { from, to } of rows) expect(from).toBeLessThanOrEqual(to)
      expect(years.length).toBeLessThanOrEqual(6)
      expect(years.length).toBeGreaterThan(0)
    }),
  )
})

describe('the timeline of a town', () => {
  let instance: TestInstance
  let town: Municipality
  beforeAll(async () => {
    instance = await openTestInstance()
    town = await fillDemo(instance.services)
  })
  afterAll(() => instance.close())

  const page = (path = '') => instance.visitor().page(`/${town.slug}/plan/zeitplan${path}`)

  test('shows what runs and its milestones, but nothing that was dropped', async () => {
    const shown = await page()
    for (const words of ['Besuch mit Stadtplan', 'Hundert Besuche', `href="/${town.slug}/massnahmen/1.1"`]) expect(shown).toContain(words)
    const dropped = await inTown(instance, town, db =>
      db.selectFrom('measure').select('title').where('municipality_id', '=', town.id).where('status', '=', 'dropped').execute(),
    )
    expect(dropped.length).toBeGreaterThan(0)
    for (const { title } of dropped) expect(shown).not.toContain(title)
  })

  test('is narrowed to an action field by a plain link', async () => {
    const shown = await page('?feld=sprache')
    expect(shown).not.toContain('Besuch mit Stadtplan')
    expect(await page()).toContain('/plan/zeitplan?feld=sprache')
  })

  test('tells nothing of a measure the town keeps to itself, nor of its milestones', async () => {
    await inTown(instance, town, db =>
      db.updateTable('measure').set({ is_public: false }).where('municipality_id', '=', town.id).where('number', '=', '1.1').execute(),
    )
    const shown = await page()
    for (const words of ['Besuch mit Stadtplan', 'Hundert Besuche']) expect(shown).not.toContain(words)
    await inTown(instance, town, async db => putPlan(db, { ...(await planOf(db)), isPublished: false }))
    expect(await page()).toContain('Noch ist kein Plan veröffentlicht')
  })
})
