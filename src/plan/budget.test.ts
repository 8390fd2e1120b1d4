import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { fillDemo } from '../commands/demo.ts'
import { noMoney, sumBalances } from './balance.ts'
import { budgetForStaff } from './budget.store.ts'
import { type Budget, budgetOf } from './budget.ts'
import { allotments, costs, spendings } from './money.store.ts'
import { allotmentStates, costCategories, type FinancingSource, mostCents, sumCents } from './money.ts'
import { planOf, putPlan } from './plan.store.ts'
import type { Plan } from './plan.ts'

const fields = ['language', 'housing'].map(id => ({ id, slug: id, name: id }))
const measures = [
  { id: 'a', fieldId: 'language' },
  { id: 'b', fieldId: 'housing' },
  { id: 'c', fieldId: 'language' },
]
const sources = ['own', 'state'].map(id => ({ id, slug: id, name: id }) as FinancingSource)

const measureId = fc.constantFrom('a', 'b', 'c')
const year = fc.integer({ min: 2024, max: 2028 })
const amountCents = fc.integer({ min: 1, max: mostCents })
const money = fc.record({
  costs: fc.array(fc.record({ measureId, year, category: fc.constantFrom(...costCategories), amountCents })),
  allotments: fc.array(
    fc.record({ measureId, sourceId: fc.constantFrom('own', 'state'), year, state: fc.constantFrom(...allotmentStates), amountCents }),
  ),
  spendings: fc.array(
    fc.record({
      id: fc.uuid(),
      measureId,
      sourceId: fc.constantFrom('own', 'state', null),
      spentOn: year.map(spent => `${spent}-12-31`),
      amountCents,
      purpose: fc.constant(''),
    }),
  ),
})

/** The three cuts, each added up again. */
const cutsOf = ({ byField, bySource, byYear }: Pick<Budget, 'byField' | 'bySource' | 'byYear'>) => ({
  field: sumBalances(byField.map(({ balance }) => balance)),
  source: sumBalances(bySource.map(({ balance }) => ({ ...noMoney, ...balance }))),
  year: sumBalances(byYear.map(({ balance }) => balance)),
})

test('by field, by source and by year hold the same cents, and none is lost', () => {
  fc.assert(
    fc.property(money, all => {
      const budget = budgetOf({ fields, measures, sources }, all)
      const { field, source, year } = cutsOf(budget)
      expect(field).toEqual(budget.sum)
      expect(year).toEqual(budget.sum)
      for (const part of ['financed', 'secured', 'spent'] as const) expect(source[part]).toBe(budget.sum[part])
      expect([field.planned, field.financed, field.spent]).toEqual([sumCents(all.costs), sumCents(all.allotments), sumCents(all.spendings)])
    }),
  )
})

test('the budgets of the years together are the budget of all years, in every row', () => {
  fc.assert(
    fc.property(money, all => {
      const whole = budgetOf({ fields, measures, sources }, all)
      const years = whole.byYear.map(({ year }) => budgetOf({ fields, measures, sources }, all, year))
      expect(sumBalances(years.map(({ sum }) => sum))).toEqual(whole.sum)
      for (const { field, balance } of whole.byField)
        expect(sumBalances(years.flatMap(({ byField }) => byField.filter(row => row.field === field).map(row => row.balance)))).toEqual(
          balance,
        )
      for (const { source, balance } of whole.bySource)
        expect(
          sumBalances(
            years.flatMap(({ bySource }) => bySource.filter(row => row.source === source).map(row => ({ ...noMoney, ...row.balance }))),
          ),
        ).toEqual({ ...noMoney, ...balance })
    }),
  )
})

test('money of measures that are not asked for is in no cut', () => {
  fc.assert(
    fc.property(money, all => {
      const [shown, kept] = [measures.slice(0, 2), measures.slice(2)]
      const sum = (of: typeof measures) => budgetOf({ fields, measures: of, sources }, all).sum
      expect(sumBalances([sum(shown), sum(kept)])).toEqual(sum(measures))
    }),
  )
})

describe('the budget of a town', () => {
  let instance: TestInstance
  let town: Municipality
  let visitor: Browser
  let reader: Browser
  beforeAll(async () => {
    instance = await openTestInstance()
    town = await fillDemo(instance.services)
    visitor = instance.visitor()
    reader = await instance.staff(town, 'reader')
  })
  afterAll(() => instance.close())

  const page = (browser: Browser, path: string) => browser.page(`/${town.slug}${path}`)
  const choose = (chosen: Partial<Plan>) => inTown(instance, town, async db => putPlan(db, { ...(await planOf(db)), ...chosen }))
  const euros = (cents: number) => new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(cents / 100)

  test('holds every cent that is stored', async () => {
    const [budget, stored] = await inTown(instance, town, async db => [
      await budgetForStaff(db),
      [sumCents(await costs(db)), sumCents(await allotments(db)), sumCents(await spendings(db))],
    ])
    expect([budget.sum.planned, budget.sum.financed, budget.sum.spent]).toEqual(stored)
    for (const cents of stored) {
      expect(await page(reader, '/verwaltung/plan/haushalt')).toContain(euros(cents))
      expect(await page(visitor, '/plan/haushalt')).toContain(euros(cents))
    }
  })

  test('is told of one year by a plain link, and a year that is none changes nothing', async () => {
    expect(await page(visitor, '/plan/haushalt')).toContain('/plan/haushalt?jahr=2027')
    expect(await page(visitor, '/plan/haushalt?jahr=2027')).toContain('Nach Handlungsfeldern, 2027')
    expect(await page(visitor, '/plan/haushalt?jahr=unsinn')).not.toContain('Nach Handlungsfeldern,')
  })

  test('is for staff alone at the desk', async () => {
    expect((await visitor.get(`/${town.slug}/verwaltung/plan/haushalt`)).status).not.toBe(200)
  })

  test('stands on the page of each measure, with what was spent last, but not for what', async () => {
    const shown = await page(visitor, '/massnahmen/1.1')
    for (const words of ['id="geld"', `Zuletzt ausgegeben: ${euros(1_163_20)}`, 'Haushalt der Stadt']) expect(shown).toContain(words)
    expect(shown).not.toContain('Willkommenstaschen')
    expect(await page(visitor, '/massnahmen/1.4')).toContain('Lotsin, E 9b')
    await choose({ showsMoney: false, showsPosts: false })
    const kept = await page(visitor, '/massnahmen/1.4')
    for (const words of ['€', 'E 9b']) expect(kept).not.toContain(words)
    await choose({ showsMoney: true, showsPosts: true })
  })

  test('leaves out what the town keeps to itself: a measure, all money, the plan', async () => {
    const before = await page(visitor, '/plan/haushalt')
    await inTown(instance, town, db =>
      db.updateTable('measure').set({ is_public: false }).where('municipality_id', '=', town.id).where('number', '=', '1.4').execute(),
    )
    const after = await page(visitor, '/plan/haushalt')
    const spentOnIt = euros(28_750_00)
    expect(before).toContain(euros(148_471_10))
    expect(after).toContain(euros(148_471_10 - 28_750_00))
    expect(after).not.toContain(spentOnIt)
    await choose({ showsMoney: false })
    expect(await page(visitor, '/plan/haushalt')).not.toContain('€')
    expect(await page(visitor, '/plan')).not.toContain('/plan/haushalt')
    expect(await page(visitor, '/plan/matrix')).not.toContain('€')
    await choose({ isPublished: false })
    expect(await page(visitor, '/plan/haushalt')).toContain('Noch ist kein Plan veröffentlicht')
  })
})
