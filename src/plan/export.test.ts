import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { fillDemo } from '../commands/demo.ts'
import { balancesOf } from './balance.ts'
import { readTable } from './import.source.ts'
import { lexiconOf } from './measure.cells.ts'
import { measures } from './measure.store.ts'
import { emptyMeasure } from './measure-change.ts'
import { costs, spendings } from './money.store.ts'
import { allotmentStates, costCategories, mostCents, sumCents } from './money.ts'
import { planOf, putPlan } from './plan.store.ts'
import { type PlanContents, planTables } from './plan.tables.ts'
import type { Plan } from './plan.ts'
import { csvOf } from './table.csv.ts'
import { jsonOf } from './table.json.ts'
import { workbookOf } from './table.workbook.ts'

let instance: TestInstance
let town: Municipality
let reader: Browser & StaffBrowser

beforeAll(async () => {
  instance = await openTestInstance()
  town = await fillDemo(instance.services)
  reader = await instance.staff(town, 'reader')
})
afterAll(() => instance.close())

const atDesk = (file: string) => reader.page(`/${town.slug}/verwaltung/plan/daten/${file}`)
const forAll = (file: string) => instance.visitor().page(`/${town.slug}/plan/daten/${file}`)
const choose = (chosen: Partial<Plan>) =>
  inTown(instance, town, async db => {
    await putPlan(db, { ...(await planOf(db)), title: 'Plan', isPublished: true, ...chosen })
  })
const files = ['plan.json', 'massnahmen.csv', 'ziele.csv', 'aemter.csv', 'meilensteine.csv'] as const
const moneyFiles = ['haushalt.csv', 'kosten.csv', 'finanzierung.csv'] as const
const deskFiles = ['mittel.csv', 'ausgaben.csv', 'verknuepfungen.csv'] as const
const status = async (file: string) => (await instance.visitor().get(`/${town.slug}/plan/daten/${file}`)).status

/** Everything everybody can take along, in one text; workbooks as what a reader finds in them. */
async function everythingPublic(): Promise<string> {
  const found = await Promise.all(
    [...files, ...moneyFiles, 'stellen.csv'].map(async file => ((await status(file)) === 200 ? forAll(file) : '')),
  )
  const answer = await instance.visitor().get(`/${town.slug}/plan/daten/plan.xlsx`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const sheets = ['Maßnahmen', 'Ziele', 'Ämter', 'Meilensteine', 'Haushalt', 'Kosten', 'Finanzierung', 'Stellen']
  const read = await Promise.all(sheets.map(async sheet => JSON.stringify(await readTable(bytes, sheet))))
  return [...found, ...read].join('\n')
}

describe('at the desk', () => {
  test('everything is taken along, what is not public too', async () => {
    const [first] = await inTown(instance, town, measures)
    await inTown(instance, town, db =>
      db.updateTable('measure').set({ is_public: false }).where('municipality_id', '=', town.id).where('id', '=', first!.id).execute(),
    )
    const plan = JSON.parse(await atDesk('plan.json'))
    expect([plan.measures, plan.goals, plan.departments].map(({ length }) => length)).toEqual([40, 15, 12])
    expect(plan.measures[0]).toMatchObject({ number: first!.number, isPublic: false })
    expect(await atDesk('massnahmen.csv')).toContain(first!.title)
    for (const file of [...files, ...moneyFiles, ...deskFiles, 'stellen.csv']) expect((await atDesk(file)).length).toBeGreaterThan(100)
  })

  test('strangers take nothing along', async () => {
    expect((await instance.visitor().get(`/${town.slug}/verwaltung/plan/daten/plan.json`)).status).not.toBe(200)
    expect((await reader.get(`/${town.slug}/verwaltung/plan/daten/../../../etc/passwd`)).status).toBe(404)
    expect((await reader.get(`/${town.slug}/verwaltung/plan/daten/plan.exe`)).status).toBe(404)
  })
})

describe('for everybody', () => {
  test('there is nothing while the plan is not published', async () => {
    await choose({ isPublished: false })
    for (const file of [...files, ...moneyFiles, 'stellen.csv', 'plan.xlsx']) expect(await status(file)).toBe(404)
  })

  test('what the town has not published is in no file and no format', async () => {
    await choose({ showsMoney: false, showsPosts: false, showsLights: false, showsObstacles: false, contacts: 'none' })
    const all = await inTown(instance, town, measures)
    const [hidden] = all
    await inTown(instance, town, async db => {
      await db
        .updateTable('measure')
        .set({ is_public: false })
        .where('municipality_id', '=', town.id)
        .where('id', '=', hidden!.id)
        .execute()
      await db
        .updateTable('department')
        .set({ head_name: 'Frau Verborgen', head_role: 'Verborgene Leitung', mail: 'amt@verborgen.example' })
        .where('municipality_id', '=', town.id)
        .execute()
      await db
        .updateTable('measure')
        .set({
          responsible_name: 'Rita Verborgen',
          responsible_mail: 'rita@verborgen.example',
          obstacles: 'Verborgenes Hemmnis',
          light_reason: 'Verborgene Ampel',
        })
        .where('municipality_id', '=', town.id)
        .execute()
    })
    const told = await everythingPublic()
    for (const secret of ['erborgen', hidden!.title]) expect(told.includes(secret)).toBe(false)
    for (const file of [...moneyFiles, ...deskFiles, 'stellen.csv']) expect(await status(file)).toBe(404)
    const [tables, atDeskAlone] = [
      JSON.parse(await forAll('plan.json')),
      ['sources', 'spendings', 'links', 'balances', 'costs', 'allotments', 'posts'],
    ]
    expect(atDeskAlone.filter(table => table in tables)).toEqual([])
    expect(/Cents|Haushaltsstelle|Ampel/.test(told)).toBe(false)
    expect(JSON.parse(await forAll('plan.json')).measures).toHaveLength(
      all.filter(({ isPublic }) => isPublic).length - (hidden!.isPublic ? 1 : 0),
    )
  })

  test('money and contacts are there once the town shows them, and who leads once it was accepted', async () => {
    await choose({ showsMoney: true, contacts: 'role' })
    const told = await everythingPublic()
    expect(await status('kosten.csv')).toBe(200)
    for (const file of deskFiles) expect(await status(file)).toBe(404)
    for (const shown of ['Geplante Kosten', '(zugesagt)', 'Verborgene Leitung']) expect(told.includes(shown)).toBe(true)
    for (const secret of ['(angefragt)', 'Frau Verborgen', 'amt@']) expect(told.includes(secret)).toBe(false)
  })

  test('is linked on the page of the plan', async () => {
    const page = await instance.visitor().page(`/${town.slug}/plan`)
    for (const [href] of page.matchAll(/\/[^"]*\/plan\/daten\/[^"]*/g)) expect((await instance.visitor().get(href)).status).toBe(200)
    expect(page).toContain('/plan/daten/plan.xlsx')
  })
})

describe('sums', () => {
  test('of the example town are the same in every table', async () => {
    const { measures, balances, costs: planned, spendings: paid } = JSON.parse(await atDesk('plan.json'))
    const sum = (rows: Record<string, number>[], key: string) => rows.reduce((all, row) => all + (row[key] ?? 0), 0)
    const stored = sumCents(await inTown(instance, town, db => costs(db)))
    expect([sum(measures, 'plannedCents'), sum(balances, 'plannedCents'), sum(planned, 'amountCents')]).toEqual([stored, stored, stored])
    const spent = sumCents(await inTown(instance, town, db => spendings(db)))
    expect([sum(measures, 'spentCents'), sum(balances, 'spentCents'), sum(paid, 'amountCents')]).toEqual([spent, spent, spent])
  })

  test('are equal to the cent in every table and format, whatever was entered', async () => {
    const year = fc.integer({ min: 2000, max: 2100 })
    const amount = fc.integer({ min: 0, max: mostCents })
    const measure = fc.constantFrom('a', 'b')
    const money = fc.record({
      costs: fc.array(fc.record({ measureId: measure, year, category: fc.constantFrom(...costCategories), amountCents: amount })),
      allotments: fc.array(
        fc.record({
          sourceId: fc.constant('s'),
          measureId: measure,
          year,
          state: fc.constantFrom(...allotmentStates),
          amountCents: amount,
        }),
      ),
    })
    await fc.assert(
      fc.asyncProperty(money, async ({ costs, allotments }) => {
        const tables = planTables({ ...contents, costs, allotments, balances: balancesOf({ costs, allotments, spendings: [] }) })
        const [planned, financed] = [sumCents(costs), sumCents(allotments)]
        const json = JSON.parse(jsonOf({}, tables))
        const inCsv = (key: string, head: string) => sumOf(csvOf(tables.find(table => table.key === key)!), head)
        expect(json.measures.reduce((sum: number, row: { plannedCents: number }) => sum + row.plannedCents, 0)).toBe(planned)
        expect([inCsv('measures', 'Geplante Kosten'), inCsv('balances', 'Geplante Kosten'), inCsv('costs', 'Betrag')]).toEqual([
          planned,
          planned,
          planned,
        ])
        expect([inCsv('measures', 'Finanziert'), inCsv('balances', 'Finanziert'), inCsv('allotments', 'Betrag')]).toEqual([
          financed,
          financed,
          financed,
        ])
      }),
      { numRuns: 30 },
    )
  })
})

test('nothing a table holds begins as a formula does', async () => {
  const title = '=HYPERLINK("http://boese.example")'
  const tables = planTables({
    ...contents,
    measures: new Map([['a', described('1', { title, description: '@SUM(A1)', nextStep: '+1', obstacles: '-1' })]]),
  })
  const cells: string[][] = parse(csvOf(tables[0]!), { delimiter: ';', bom: true })
  expect(cells.flat().filter(cell => /^[=+\-@\t\r]/.test(cell))).toEqual([])
  const inWorkbook = Object.entries(unzipSync(await workbookOf(tables))).filter(([name]) => /sheet\d+\.xml$/.test(name))
  expect(inWorkbook.length).toBeGreaterThan(5)
  for (const [, sheet] of inWorkbook) expect(strFromU8(sheet)).not.toMatch(/<f[ >]/)
})

/** Sum of a column of a CSV file, in cents. */
function sumOf(csv: string, head: string): number {
  const [heads, ...rows] = parse(csv, { delimiter: ';', bom: true }) as string[][]
  return rows.reduce((sum, row) => sum + Number(row[heads!.indexOf(head)]!.replace(',', '')), 0)
}

const described = (number: string, fields: Partial<typeof emptyMeasure>) => ({
  number,
  fields: { ...emptyMeasure, ...fields },
  goals: [],
  leads: [],
  parts: [],
  partners: [],
})

const contents: PlanContents = {
  names: { fields: lexiconOf([]), groups: lexiconOf([]), departments: lexiconOf([]), goals: new Map() },
  measures: new Map([
    ['a', described('1', { title: 'Lesepaten' })],
    ['b', described('2', { title: 'Lernhilfe' })],
  ]),
  goals: [],
  departments: [],
  milestones: [],
  balances: [],
  costs: [],
  sources: [{ id: 's', slug: 's', kind: 'state', name: 'Land', reference: '1', amountCents: 0, endsOn: null, continuation: '' }],
  allotments: [],
  spendings: [],
  posts: [],
  links: [],
}
