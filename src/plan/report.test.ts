import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { canonical, tongueOf } from '#vision'
import { openedWord, structureOf } from '../../test/testing/documents.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { balances } from './balance.store.ts'
import { sumBalances } from './balance.ts'
import { installDemoPlan } from './demo.actions.ts'
import { measures } from './measure.store.ts'
import { changeMeasure } from './measure-change.actions.ts'
import { planOf, putPlan } from './plan.store.ts'
import { changesBetween } from './report.comparison.ts'
import { moneyTables, reportDocument } from './report.document.ts'
import { findReport } from './report.store.ts'
import { everything, moneyOf, newlyRegular, publicContent, type ReportContent, type ReportMeasure } from './report.ts'
import { euros } from './report.words.ts'

let instance: TestInstance
let town: Municipality
let coordinator: Browser & StaffBrowser

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  coordinator = await instance.staff(town, 'coordinator')
  await installDemoPlan(instance.services, town)
})
afterAll(() => instance.close())

const desk = (rest: string) => `/${town.slug}/verwaltung/plan/${rest}`
const freeze = (title: string, asOf: string) => coordinator.post(desk('berichte/neu'), { csrf: coordinator.csrf, title, asOf })
const report = async (number: number) => (await inTown(instance, town, db => findReport(db, number)))!
const said = (content: ReportContent, shows = everything) => {
  const frame = { number: 1, digest: 'x', madeAt: new Date(), town: { name: 'T', colour: '#1e6b5a', crest: undefined }, shows }
  return JSON.stringify(reportDocument(content, frame).blocks)
}
const visitor = () => instance.visitor()

test.each([
  ['', '2026-10-01', 'Geben Sie dem Bericht einen Titel.'],
  ['Bericht', '2026-10-02', 'Der Tag liegt in der Zukunft.'],
  ['Bericht', '2026-13-01', 'Das ist kein Datum.'],
  ['Bericht', '2001-01-01', 'Der Plan hatte an diesem Tag noch keine Maßnahme.'],
])('a report “%s” as of %s is refused', async (title, asOf, word) => {
  const answer = await freeze(title, asOf)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(word)
})

test('title and day are suggested, the preview says what will be frozen, and one press freezes it with its checksum', async () => {
  const preview = await coordinator.page(desk('berichte/neu'))
  expect(preview).toContain('value="Sachstandsbericht Oktober 2026"')
  expect(preview).toContain('Lotsenstelle')
  expect((await freeze('Sachstandsbericht Oktober 2026', '2026-10-01')).status).toBe(303)
  const { content, digest } = await report(1)
  expect(content.measures).toHaveLength(40)
  expect(createHash('sha256').update(canonical(content)).digest('hex')).toBe(digest)
  expect(await coordinator.page(desk('berichte/1'))).toContain(digest)
})

test('it tells every part a council asks for', async () => {
  const { content } = await report(1)
  const all = said(content)
  for (const { number, title, stateOfAffairs, nextStep } of content.measures)
    for (const part of [number, title, stateOfAffairs, nextStep]) expect(all).toContain(JSON.stringify(part).slice(1, -1).split('\\n')[0])
  expect(content.demands).toHaveLength(3)
  expect(content.cliffs).toHaveLength(2)
  expect(content.sources).toHaveLength(4)
  for (const { name } of [...content.cliffs, ...content.sources]) expect(all).toContain(name)
})

test('the sums in it are those of the plan, to the cent', async () => {
  const { content } = await report(1)
  const sum = sumBalances(await inTown(instance, town, db => balances(db)))
  expect(moneyOf(content.measures)).toEqual(sum)
  for (const part of ['planned', 'financed', 'spent', 'gap'] as const) expect(said(content)).toContain(euros(sum[part]))
})

test('it is frozen: what is changed afterwards does not change it', async () => {
  const before = await report(1)
  instance.clock.now = new Date('2026-10-20T10:00:00Z')
  const all = await inTown(instance, town, measures)
  const lesepaten = all.find(({ status }) => status === 'running')!
  await inTown(instance, town, db =>
    changeMeasure(db, lesepaten, { status: 'done', stateOfAffairs: 'Alles geschafft.' }, { changer: 'staff' }, instance.clock.now),
  )
  expect(await report(1)).toEqual(before)
  await freeze('Zweiter', '2026-10-20')
  const { content } = await report(2)
  expect(content.since).toMatchObject({
    asOf: '2026-10-01',
    changes: [{ kind: 'status', number: lesepaten.number, before: 'running', after: 'done' }],
  })
  expect(await coordinator.page(desk('berichte/2/vergleich/1'))).toContain('Stand: umgesetzt (bisher: laufend)')
})

test('for an earlier day it says what was said on that day', async () => {
  instance.clock.now = new Date('2026-10-21T10:00:00Z')
  const open = await coordinator.post(desk('berichte/neu'), { csrf: coordinator.csrf, title: 'Zu früh', asOf: '2026-10-19' })
  expect(await open.text()).toContain('Der Tag liegt vor dem letzten Bericht.')
  const all = await inTown(instance, town, measures)
  const changed = all.find(({ stateOfAffairs }) => stateOfAffairs === 'Alles geschafft.')!
  await inTown(instance, town, db => changeMeasure(db, changed, { stateOfAffairs: 'Noch mehr.' }, { changer: 'staff' }, instance.clock.now))
  await freeze('Für gestern', '2026-10-20')
  const { content } = await report(3)
  expect(content.measures.find(({ number }) => number === changed.number)!.stateOfAffairs).toBe('Alles geschafft.')
  expect(content.since!.changes).toEqual([])
})

test('everybody reads a report only once it is published, and of it what the town publishes', async () => {
  expect((await visitor().get(`/${town.slug}/sachstandsberichte/3`)).status).toBe(404)
  await coordinator.post(desk('berichte/3'), { csrf: coordinator.csrf, deed: 'publish' })
  await inTown(instance, town, async db => {
    await putPlan(db, { ...(await planOf(db)), showsMoney: false, showsLights: false, showsObstacles: false, showsPosts: false })
    const [secret] = await measures(db)
    await changeMeasure(db, secret!, { isPublic: false }, { changer: 'staff' }, instance.clock.now)
  })
  // whether a measure is public was frozen with the report
  const shown = await visitor().page(`/${town.slug}/sachstandsberichte/3`)
  const { content } = await report(3)
  expect(shown).not.toContain('€')
  expect(shown).not.toContain('gefährdet')
  for (const { obstacles, lightReason } of content.measures)
    for (const kept of [obstacles, lightReason]) if (kept) expect(shown).not.toContain(kept)
  const data = (await (await visitor().get(`/${town.slug}/sachstandsberichte/3/bericht.json`)).json()) as ReportContent
  expect(JSON.stringify(data)).not.toMatch(/"obstacles":"[^"]|"planned":|"amountCents":/)
  expect((await visitor().get(`/${town.slug}/sachstandsberichte/2`)).status).toBe(404)
  expect((await visitor().get(`/${town.slug}/sachstandsberichte/3/vergleich/2`)).status).toBe(404)
})

test('a measure the town keeps to itself leaves no trace in what everybody reads, nor in a sum', async () => {
  const { content } = await report(1)
  const [hidden, ...rest] = content.measures
  const plan = { ...(await inTown(instance, town, planOf)), showsMoney: true, showsPosts: true, showsLights: true, showsObstacles: true }
  const open = publicContent({ ...content, measures: [{ ...hidden!, title: 'Streng vertraulich', isPublic: false }, ...rest] }, plan)
  expect(JSON.stringify(open)).not.toContain('Streng vertraulich')
  expect(moneyOf(open.measures)).toEqual(moneyOf(rest))
  expect(open.sources).toEqual([])
})

test('of a field in which everything is kept back not even the name is told', async () => {
  const { content } = await report(1)
  const [field] = content.fields
  const open = publicContent(
    { ...content, measures: content.measures.map(each => ({ ...each, isPublic: each.field !== field })) },
    await inTown(instance, town, planOf),
  )
  expect(open.fields).toEqual(content.fields.slice(1))
})

test('what became regular is told once, even if the day from which it is regular was entered late', async () => {
  const { content } = await report(1)
  const running = content.measures.find(({ status }) => status === 'running')!
  const regular = { ...running, status: 'made-regular' as const, regularSince: '2026-01-01' }
  const measuresThen = content.measures.map(each => (each === running ? regular : each))
  const since = { asOf: content.asOf, title: content.title, changes: changesBetween(content, { measures: measuresThen }) }
  expect(newlyRegular({ measures: measuresThen, since })).toEqual([regular])
  expect(newlyRegular({ measures: measuresThen, since: { ...since, changes: [] } })).toEqual([])
  expect(said({ ...content, measures: measuresThen, since })).toContain('Seit dem letzten Bericht verstetigt')
})

test('as Word and as PDF it is a real file, and the PDF is tagged: the first report, and one that tells what has changed', async () => {
  for (const number of [1, 2]) {
    const word = await coordinator.get(desk(`berichte/${number}/bericht.docx`))
    expect(openedWord(new Uint8Array(await word.arrayBuffer())).paragraphs.map(({ text }) => text)).toContain('Alle Maßnahmen')
    const pdf = await coordinator.get(desk(`berichte/${number}/bericht.pdf`))
    expect(pdf.status).toBe(200)
    expect(structureOf(Buffer.from(await pdf.arrayBuffer())).elements.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['H2', 'Table', 'THead', 'TH', 'TD']),
    )
  }
})

test('characters our fonts lack are named before a report is frozen with them', async () => {
  expect(await coordinator.page(desk('berichte/neu'))).not.toContain('fehlen in unseren Schriften')
  const [first] = await inTown(instance, town, measures)
  await inTown(instance, town, db => changeMeasure(db, first!, { nextStep: 'Weiter so 👍' }, { changer: 'staff' }, instance.clock.now))
  expect(await coordinator.page(desk('berichte/neu'))).toContain('fehlen in unseren Schriften: 👍')
})

const cents = fc.integer({ min: 0, max: 99_999_999_99 })
const balance = fc
  .record({ year: fc.integer({ min: 2025, max: 2029 }), planned: cents, financed: cents, secured: cents, spent: cents })
  .map(money => ({ ...money, gap: Math.max(0, money.planned - money.financed), surplus: Math.max(0, money.financed - money.planned) }))
const withMoney = fc.record({ field: fc.constantFrom('Sprache', 'Wohnen', 'Sport'), balances: fc.array(balance, { maxLength: 4 }) })

test('whatever money measures have, the tables by field and by year add up to the same sum, to the cent', async () => {
  const { content } = await report(1)
  const centsIn = (shown: unknown) => Number(String(shown).replace(/[^0-9]/g, ''))
  fc.assert(
    fc.property(fc.array(withMoney, { minLength: 1, maxLength: 6 }), all => {
      const own = all as ReportMeasure[]
      const tables = moneyTables({ ...content, fields: ['Sprache', 'Wohnen', 'Sport'], measures: own, sources: [] }, tongueOf('de'))
      const { planned, financed, secured, spent, gap } = moneyOf(own)
      for (const { rows } of tables.filter(block => block.kind === 'table')) {
        const amounts = rows.map(([, ...row]) => row.map(centsIn))
        expect(amounts.at(-1)).toEqual([planned, financed, secured, spent, gap])
        for (const [column, sum] of amounts.at(-1)!.entries())
          expect(amounts.slice(0, -1).reduce((total, row) => total + row[column]!, 0)).toBe(sum)
      }
    }),
  )
})

const measure = fc.record({
  number: fc.constantFrom('1', '2', '3', '4'),
  status: fc.constantFrom('planned', 'running', 'done'),
  light: fc.constantFrom(null, 'green', 'red'),
  lead: fc.constantFrom('', 'Bauamt'),
})
const someMeasures = fc
  .uniqueArray(measure, { selector: ({ number }) => number })
  .map(all => all.map(each => ({ ...each, title: `M ${each.number}`, balances: [] }) as unknown as ReportMeasure))

test('a comparison names exactly what differs: nothing between a report and itself, and backwards the opposite', () => {
  fc.assert(
    fc.property(someMeasures, someMeasures, (before, after) => {
      expect(changesBetween({ measures: before }, { measures: before })).toEqual([])
      const forth = changesBetween({ measures: before }, { measures: after })
      const back = changesBetween({ measures: after }, { measures: before })
      const opposite = { added: 'gone', gone: 'added' } as Record<string, string>
      const key = (change: { kind: string; number: string }, kind = change.kind) => `${change.number} ${kind}`
      expect(forth.map(change => key(change)).sort()).toEqual(back.map(change => key(change, opposite[change.kind] ?? change.kind)).sort())
    }),
  )
})
