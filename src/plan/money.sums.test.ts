import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { type Balance, balancesOf, type Money, sumBalances } from './balance.ts'
import { addMeasure } from './measure-change.actions.ts'
import { emptyMeasure } from './measure-change.ts'
import { putAllotment, putCosts, putSource, putSpending } from './money.store.ts'
import { type AllotmentState, allotmentStates, type CostCategory, costCategories, mostCents } from './money.ts'

const fields = ['Sprache', 'Wohnen'].map((name, place) => ({ name, id: `00000000-0000-4000-8000-00000000000${place}` }))
const sourceIds = [1, 2].map(place => `00000000-0000-4000-8000-0000000000a${place}`)
const measureIds: string[] = []

let instance: TestInstance
let town: Municipality
let reader: Browser

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  reader = await instance.staff(town, 'coordinator')
  await inTown(instance, town, async db => {
    for (const [position, { id, name }] of fields.entries())
      await db.insertInto('action_field').values({ municipality_id: town.id, id, slug: name.toLowerCase(), name, position }).execute()
    for (const [place, number] of ['1', '2', '3'].entries()) {
      const added = await addMeasure(db, number, { ...emptyMeasure, title: number, fieldId: fields[place % 2]!.id }, instance.clock.now)
      if (!('measure' in added)) throw new Error('no measure')
      measureIds.push(added.measure.id)
    }
    for (const [place, id] of sourceIds.entries())
      await putSource(db, {
        ...{ id, slug: `quelle-${place}`, name: `Quelle ${place}`, reference: `${place}`, kind: 'own', endsOn: null, continuation: '' },
        amountCents: mostCents,
      })
  })
})
afterAll(() => instance.close())

const measure = fc.constantFrom(0, 1, 2)
const year = fc.integer({ min: 2024, max: 2026 })
const amountCents = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: mostCents }))
const typed = fc.record({
  costs: fc.uniqueArray(fc.tuple(measure, year, fc.constantFrom(...costCategories), amountCents), {
    selector: row => row.slice(0, 3).join(),
  }),
  allotments: fc.uniqueArray(fc.tuple(measure, year, fc.constantFrom(0, 1), fc.constantFrom(...allotmentStates), amountCents), {
    selector: row => row.slice(0, 4).join(),
  }),
  spendings: fc.array(fc.tuple(measure, year, fc.constantFrom(0, 1, null), amountCents)),
})

test('page, export and report hold the same cents, in every cut and whatever was entered', () =>
  fc.assert(
    fc.asyncProperty(typed.map(moneyFrom), async money => {
      await store(money)
      const sum = sumBalances(balancesOf(money))
      const budget = await page('haushalt')
      const report = await page('berichte/neu')
      for (const cut of ['Nach Handlungsfeldern', 'Nach Geldquellen', 'Nach Jahren']) expectSums(tableIn(budget, cut), sum)
      expect(tableIn(budget, 'Nach Jahren') === undefined).toBe(balancesOf(money).length === 0)
      for (const cut of ['Nach Handlungsfeld', 'Nach Jahr']) expectSums(tableIn(report, cut), sum)
      for (const [place, id] of measureIds.entries()) {
        const own = balancesOf(money).filter(({ measureId }) => measureId === id)
        if (own.length > 0) expectSums(tableIn(await page(`massnahmen/${place + 1}/geld`), 'Plan und Ist nach Jahren'), sumBalances(own))
      }
      const { balances, costs, allotments, spendings } = JSON.parse(await page('daten/plan.json'))
      expect([added(balances, 'plannedCents'), added(costs, 'amountCents')]).toEqual([sum.planned, sum.planned])
      expect([added(balances, 'financedCents'), added(allotments, 'amountCents')]).toEqual([sum.financed, sum.financed])
      expect([added(balances, 'spentCents'), added(spendings, 'amountCents')]).toEqual([sum.spent, sum.spent])
    }),
    { numRuns: 8 },
  ))

type Typed = typeof typed extends fc.Arbitrary<infer Rows> ? Rows : never

const moneyFrom = ({ costs, allotments, spendings }: Typed): Money => ({
  costs: costs.map(([of, inYear, category, cents]) => ({
    ...{ measureId: measureIds[of]!, year: inYear, category: category as CostCategory },
    amountCents: cents,
  })),
  allotments: allotments.map(([of, inYear, from, state, cents]) => ({
    ...{ measureId: measureIds[of]!, sourceId: sourceIds[from]!, year: inYear, state: state as AllotmentState },
    amountCents: cents,
  })),
  spendings: spendings.map(([of, inYear, from, cents]) => ({
    ...{ id: crypto.randomUUID(), measureId: measureIds[of]!, sourceId: from === null ? null : sourceIds[from]! },
    ...{ spentOn: `${inYear}-05-04`, purpose: '', amountCents: cents },
  })),
})

const store = ({ costs, allotments, spendings }: Money) =>
  inTown(instance, town, async db => {
    for (const table of ['cost', 'allotment', 'spending'] as const)
      await db.deleteFrom(table).where('municipality_id', '=', town.id).execute()
    for (const [key, amounts] of Map.groupBy(costs, cost => JSON.stringify([cost.measureId, cost.year]))) {
      const [measureId, inYear] = JSON.parse(key)
      await putCosts(db, measureId, { year: inYear, amounts })
    }
    for (const allotment of allotments) await putAllotment(db, allotment)
    for (const spending of spendings) await putSpending(db, spending)
  })

const page = (path: string) => reader.page(`/${town.slug}/verwaltung/plan/${path}`)

const added = (rows: Record<string, number>[], key: string) => rows.reduce((sum, row) => sum + (row[key] ?? 0), 0)

const heads: Record<string, keyof Balance> = {
  geplant: 'planned',
  zugewiesen: 'financed',
  'davon bewilligt': 'secured',
  ausgegeben: 'spent',
  fehlt: 'gap',
  'zu viel': 'surplus',
}

/** Of every column of money: the rows add up to the sum below them, and that is the sum of all that was entered. */
function expectSums(table: string[][] | undefined, sum: Balance) {
  if (!table) return expect([sum.financed, sum.spent]).toEqual([0, 0])
  const [head, ...rows] = table
  expect(head).toEqual(expect.arrayContaining(['zugewiesen', 'ausgegeben']))
  for (const [place, label] of head!.entries()) {
    const part = heads[label]
    if (!part) continue
    const cents = rows.map(row => centsOf(row[place]!))
    const below = rows.length > 1 ? cents.pop() : cents[0]
    expect(below).toBe(sum[part])
    expect(cents.reduce((all, one) => all + one, 0)).toBe(sum[part])
  }
}

const centsOf = (shown: string) => Number(shown.replace(/[^\d]/g, ''))

/** The texts of the table with this caption, by row; undefined where the page has none. */
function tableIn(html: string, caption: string): string[][] | undefined {
  const table = html.split('<table').find(part => new RegExp(`<caption[^>]*>${caption}</caption>`).test(part))
  const rows = table?.slice(0, table.indexOf('</table>')).match(/<tr.*?<\/tr>/gs)
  return rows?.map(row => (row.match(/<t[hd].*?<\/t[hd]>/gs) ?? []).map(cell => cell.replace(/<[^>]*>/g, '').trim()))
}
