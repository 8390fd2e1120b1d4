import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '#dialogue'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { fillDemo } from '../commands/demo.ts'
import { balances } from './balance.store.ts'
import { cliffs } from './cliff.store.ts'
import { installDemoPlan } from './demo.actions.ts'
import { departments } from './department.store.ts'
import { goals } from './goal.store.ts'
import { isDemand } from './goal.ts'
import { involvements, measures, milestones } from './measure.store.ts'
import { acceptedLead } from './measure.ts'
import { allotments, financingSources, posts, spendings } from './money.store.ts'
import { sumCents } from './money.ts'
import { statuses } from './status.ts'

let instance: TestInstance
let town: Municipality

beforeAll(async () => {
  instance = await openTestInstance()
  town = await fillDemo(instance.services)
})
afterAll(() => instance.close())

test('the example town has a plan: 12 departments, 8 fields in use, 15 goals of which 3 are demands, 40 measures in every status, 4 sources, 2 cliffs', () =>
  inTown(instance, town, async db => {
    const [all, named] = [await measures(db), await goals(db)]
    expect(await departments(db)).toHaveLength(12)
    expect(new Set(all.map(({ fieldId }) => fieldId)).size).toBe(8)
    expect(named).toHaveLength(15)
    expect(named.filter(isDemand)).toHaveLength(3)
    expect(named.filter(goal => isDemand(goal) === (goal.indicator !== null))).toEqual([])
    expect(all).toHaveLength(40)
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(statuses))
    expect(await financingSources(db)).toHaveLength(4)
    expect(await cliffs(db, dayOf(instance.clock.now))).toHaveLength(2)
  }))

test('what runs in it or has become regular has a lead that accepted, and what has become regular has line, posts and resolution', () =>
  inTown(instance, town, async db => {
    const involved = Map.groupBy(await involvements(db), ({ measureId }) => measureId)
    const posted = new Set((await posts(db)).map(({ measureId }) => measureId))
    for (const { id, number, status, budgetLine, noPostsReason, resolutionNumber } of await measures(db)) {
      if (!['started', 'running', 'done', 'made-regular'].includes(status)) continue
      expect(acceptedLead(involved.get(id) ?? []), number).toBeDefined()
      if (status !== 'made-regular') continue
      expect([budgetLine, resolutionNumber], number).not.toContain('')
      expect(posted.has(id) || noPostsReason !== '', number).toBe(true)
    }
  }))

test('no source of it gives more than it has', () =>
  inTown(instance, town, async db => {
    const given = Map.groupBy(await allotments(db), ({ sourceId }) => sourceId)
    for (const { id, slug, amountCents } of await financingSources(db))
      expect(sumCents(given.get(id) ?? []), slug).toBeLessThanOrEqual(amountCents)
  }))

test('its plan is written once', async () => {
  await installDemoPlan(instance.services, town)
  await inTown(instance, town, async db => expect(await measures(db)).toHaveLength(40))
})

test.each(['2026-01-01', '2026-06-30', '2026-12-31', '2028-02-29'])(
  'on whatever day it is written, %s, it has two cliffs, nothing of it lies in the future, and what was spent was financed that year',
  async today => {
    const another = await instance.addTown({ slug: `am-${today}` })
    await installDemoPlan({ ...instance.services, now: () => new Date(`${today}T09:00:00Z`) }, another)
    await inTown(instance, another, async db => {
      const found = await cliffs(db, today)
      expect(found.map(({ source, post }) => source?.slug ?? post?.title)).toEqual(['landesprogramm', 'Lotsin'])
      expect((await spendings(db)).filter(({ spentOn }) => spentOn > today)).toEqual([])
      expect((await balances(db)).filter(({ spent, financed }) => spent > financed)).toEqual([])
      expect((await milestones(db)).filter(({ reachedOn }) => reachedOn && reachedOn > today)).toEqual([])
      expect((await measures(db)).filter(({ startsOn, endsOn }) => startsOn && endsOn && endsOn < startsOn)).toEqual([])
    })
  },
)
