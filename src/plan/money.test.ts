import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { balances } from './balance.store.ts'
import type { Measure } from './measure.ts'
import { addMeasure } from './measure-change.actions.ts'
import { emptyMeasure } from './measure-change.ts'
import { allotments, costs, financingSources, posts, spendings } from './money.store.ts'

let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser
let reader: Browser & StaffBrowser
const measures: Measure[] = []

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  editor = await instance.staff(town, 'editor')
  reader = await instance.staff(town, 'reader')
  const field = '00000000-0000-4000-8000-000000000009'
  await inTown(instance, town, async db => {
    await db
      .insertInto('action_field')
      .values({ municipality_id: town.id, id: field, slug: 'sprache', name: 'Sprache', position: 1 })
      .execute()
    for (const number of ['1', '2']) {
      const added = await addMeasure(db, number, { ...emptyMeasure, title: 'Lesepaten', fieldId: field }, instance.clock.now)
      if (!('measure' in added)) throw new Error('no measure')
      measures.push(added.measure)
    }
  })
})
afterAll(() => instance.close())

const desk = (rest: string) => `/${town.slug}/verwaltung/plan/${rest}`
const post = (rest: string, fields: Record<string, string>) => editor.post(desk(rest), { csrf: editor.csrf, ...fields })
const ofFirst = (part: string) => `massnahmen/1/${part}`
const source = { kind: 'state', name: 'Landesprogramm', reference: 'AZ 12-3', amount: '1.000,00', endsOn: '2027-12-31', continuation: '' }

async function refused(answer: Response, ...words: string[]) {
  expect(answer.status).toBe(422)
  const shown = await answer.text()
  for (const word of words) expect(shown).toContain(word)
  return shown
}

test('a source is money with a name, a sum and an end', async () => {
  expect((await post('mittel/neu', source)).headers.get('location')).toContain('/mittel/landesprogramm')
  expect(await inTown(instance, town, financingSources)).toMatchObject([
    { slug: 'landesprogramm', amountCents: 1_000_00, endsOn: '2027-12-31' },
  ])
  expect(await reader.page(desk('mittel'))).toContain('Landesprogramm')
  const shown = await reader.page(desk('mittel/landesprogramm'))
  for (const word of ['AZ 12-3', '1.000,00']) expect(shown).toContain(word)
  expect(shown).not.toContain('name="amount"')
})

test.each([
  ['the same money under another name', { ...source, name: 'Landesmittel', reference: 'az 12 3' }, 'Es würde doppelt gezählt.'],
  ['a negative amount', { ...source, reference: 'B', amount: '-5' }, 'Ein Betrag kann nicht negativ sein.'],
  ['an amount no town has', { ...source, reference: 'B', amount: '99999999999' }, 'So groß kann kein Betrag sein.'],
  ['half a cent', { ...source, reference: 'B', amount: '1,005' }, 'Das ist kein Betrag in Euro und Cent.'],
  ['nothing to tell it by', { ...source, reference: '' }, 'Geben Sie ein Kennzeichen an'],
])('%s is refused as a source, and what was typed is shown again', async (_, values, word) => {
  expect(await refused(await post('mittel/neu', values), word)).toContain(`value="${values.name}"`)
  expect(await inTown(instance, town, financingSources)).toHaveLength(1)
})

const typedCosts = { year: '2026', personnel: '500', rooms: '20,10' }
const seenIn = (shown: string) => /name="seen" value="([^"]*)"/.exec(shown)![1]!

test('costs of a year are typed side by side and replace what stood there', async () => {
  await post(ofFirst('kosten'), { ...typedCosts, fees: '7', seen: '' })
  const seen = seenIn(await editor.page(`${desk(ofFirst('geld'))}?jahr=2026`))
  expect((await post(ofFirst('kosten'), { ...typedCosts, seen })).status).toBe(303)
  expect(await inTown(instance, town, db => costs(db, measures[0]!.id))).toMatchObject([
    { year: 2026, category: 'personnel', amountCents: 500_00 },
    { year: 2026, category: 'rooms', amountCents: 20_10 },
  ])
  expect(await editor.page(`${desk(ofFirst('geld'))}?jahr=2026`)).toContain('value="20,10"')
  await refused(
    await post(ofFirst('kosten'), { year: '1999', personnel: '-1' }),
    'zwischen 2000 und 2100',
    'Ein Betrag kann nicht negativ sein.',
  )
})

test('costs somebody did not see are not replaced before they were shown', async () => {
  const other = { year: '2026', personnel: '600' }
  const before = await inTown(instance, town, db => costs(db, measures[0]!.id))
  const shown = await refused(
    await post(ofFirst('kosten'), { ...other, seen: '' }),
    'Für dieses Jahr stehen schon Kosten da.',
    'value="600"',
  )
  expect(await inTown(instance, town, db => costs(db, measures[0]!.id))).toEqual(before)
  expect((await post(ofFirst('kosten'), { ...other, seen: seenIn(shown) })).status).toBe(303)
  await post(ofFirst('kosten'), { ...typedCosts, seen: seenIn(await editor.page(`${desk(ofFirst('geld'))}?jahr=2026`)) })
  expect(await inTown(instance, town, db => costs(db, measures[0]!.id))).toEqual(before)
})

const allotment = { of: 'neu', source: 'landesprogramm', year: '2026', state: 'applied', amount: '400' }

test('a euro is given once: neither again under the same name nor beyond what the source has', async () => {
  await post(ofFirst('finanzierung'), allotment)
  await refused(await post(ofFirst('finanzierung'), allotment), 'damit kein Euro zweimal zählt')
  await refused(await post('massnahmen/2/finanzierung', { ...allotment, amount: '600,01' }), 'Frei sind 600,00\u00a0€.')
  expect((await post('massnahmen/2/finanzierung', { ...allotment, amount: '600' })).status).toBe(303)
  await refused(await post(ofFirst('finanzierung'), { ...allotment, state: 'planned', amount: '0,01' }), 'Frei sind 0,00\u00a0€.')
  await refused(await post('mittel/landesprogramm', { ...source, amount: '999,99' }), 'Maßnahmen haben schon 1.000,00\u00a0€ davon.')
})

test('a source does not end before the years it was given for', async () => {
  await refused(await post('mittel/landesprogramm', { ...source, endsOn: '2025-12-31' }), 'für ein Jahr nach diesem Tag')
  const seen = seenIn(await editor.page(desk('mittel/landesprogramm')))
  expect((await post('mittel/landesprogramm', { ...source, endsOn: '2026-01-01', seen })).status).toBe(303)
  const again = seenIn(await editor.page(desk('mittel/landesprogramm')))
  expect((await post('mittel/landesprogramm', { ...source, seen: again })).status).toBe(303)
})

test('two who give away the last euro at the same moment do not give it twice', async () => {
  await post('mittel/neu', { ...source, name: 'Stiftung', reference: 'S', amount: '100' })
  const give = (measure: string) => post(`massnahmen/${measure}/finanzierung`, { ...allotment, source: 'stiftung', amount: '100' })
  const answers = await Promise.all([give('1'), give('2')])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  const given = await inTown(instance, town, allotments)
  const stiftung = (await inTown(instance, town, financingSources)).find(({ slug }) => slug === 'stiftung')!
  expect(given.filter(({ sourceId }) => sourceId === stiftung.id)).toHaveLength(1)
})

test('what was applied for and is granted moves; it does not stand in both states', async () => {
  const id = 'landesprogramm_2026_applied'
  expect((await post(ofFirst('finanzierung'), { ...allotment, of: id, deed: 'change', state: 'granted' })).status).toBe(303)
  const own = (await inTown(instance, town, db => allotments(db, measures[0]!.id))).filter(({ amountCents }) => amountCents === 400_00)
  expect(own.map(({ state }) => state)).toEqual(['granted'])
  expect((await post(ofFirst('finanzierung'), { ...allotment, of: id, deed: 'change' })).status).toBe(404)
})

test.each([
  [{ year: '2028' }, 'In diesem Jahr gibt es diese Geldquelle nicht mehr.'],
  [{ year: '26' }, 'zwischen 2000 und 2100'],
  [{ source: 'lotto' }, 'Wählen Sie eine Geldquelle.'],
  [{ amount: '0' }, 'Geben Sie einen Betrag an.'],
  [{ state: 'vielleicht' }, 'Wählen Sie, wie sicher das Geld ist.'],
])('an allotment with %o is refused', async (wrong, word) => {
  await refused(await post(ofFirst('finanzierung'), { ...allotment, ...wrong }), word)
})

test('spending has a day that has come, and goes again if it was a mistake', async () => {
  const spent = { spentOn: '2026-09-01', amount: '19,99', source: '', purpose: 'Bücher' }
  await refused(await post(ofFirst('ausgaben'), { ...spent, spentOn: '2026-12-01' }), 'Der Tag liegt in der Zukunft.')
  await post(ofFirst('ausgaben'), spent)
  const [entered] = await inTown(instance, town, db => spendings(db, measures[0]!.id))
  expect(entered).toMatchObject({ amountCents: 19_99, purpose: 'Bücher' })
  expect((await post(`massnahmen/2/ausgaben/${entered!.id}`, {})).status).toBe(404)
  expect(await inTown(instance, town, db => balances(db, measures[0]!.id))).toMatchObject([
    { year: 2026, planned: 520_10, financed: expect.any(Number), secured: 400_00, spent: 19_99 },
  ])
  expect((await post(`massnahmen/1/ausgaben/${entered!.id}`, {})).status).toBe(303)
  expect(await inTown(instance, town, db => spendings(db, measures[0]!.id))).toEqual([])
})

const spent = { spentOn: '2026-09-02', amount: '35,50', source: '', purpose: 'Zaun' }

test.each([
  ['again', spent],
  ['again, spelled otherwise', { ...spent, amount: '35.50', purpose: ' zaun ' }],
  ['again, now with its source', { ...spent, source: 'landesprogramm' }],
])('what was spent counts once: %s it is refused', async (_, again) => {
  await post(ofFirst('ausgaben'), spent)
  await refused(await post(ofFirst('ausgaben'), again), 'Diese Ausgabe steht schon da')
  await removeSpendings()
})

test('a second payment of the same day is one if it is for something else, from another source or of another measure', async () => {
  await post(ofFirst('ausgaben'), { ...spent, source: 'landesprogramm' })
  for (const other of [
    { ...spent, purpose: 'Tor' },
    { ...spent, amount: '35,51' },
    { ...spent, spentOn: '2026-09-03' },
    { ...spent, source: 'stiftung' },
  ])
    expect((await post(ofFirst('ausgaben'), other)).status).toBe(303)
  expect((await post('massnahmen/2/ausgaben', spent)).status).toBe(303)
  await removeSpendings()
})

test('whoever presses twice at once has spent once', async () => {
  const answers = await Promise.all([post(ofFirst('ausgaben'), spent), post(ofFirst('ausgaben'), spent)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  expect(await inTown(instance, town, db => spendings(db))).toHaveLength(1)
  await removeSpendings()
})

async function removeSpendings() {
  for (const { id, measureId } of await inTown(instance, town, db => spendings(db)))
    await post(`massnahmen/${measures.find(measure => measure.id === measureId)!.number}/ausgaben/${id}`, {})
}

const half = { title: 'Koordination', grade: 'E 9b', year: '2026', share: '0,5', fundedUntil: '2026-12-31' }

test('posts are counted in hundredths, filled or vacant, until a day or for good', async () => {
  await post(ofFirst('stellen'), half)
  const [stored] = await inTown(instance, town, db => posts(db, measures[0]!.id))
  expect(stored).toMatchObject({ hundredths: 50, isFilled: false, fundedUntil: '2026-12-31' })
  await post(`massnahmen/1/stellen/${stored!.id}`, { ...half, deed: 'change', isFilled: 'on', fundedUntil: '' })
  expect(await inTown(instance, town, db => posts(db, measures[0]!.id))).toMatchObject([{ isFilled: true, fundedUntil: null }])
  await refused(
    await post(ofFirst('stellen'), { ...half, share: '0', grade: '' }),
    'Geben Sie die Entgeltgruppe an.',
    '0,5 für eine halbe Stelle',
  )
  await refused(await post(ofFirst('stellen'), { ...half, year: '2027' }), 'Die Finanzierung endet vor diesem Jahr.')
})

test('regular work keeps its last post until somebody says why none is needed', async () => {
  const [last] = await inTown(instance, town, db => posts(db, measures[0]!.id))
  const become = (said: object) =>
    inTown(instance, town, db =>
      db.updateTable('measure').set(said).where('municipality_id', '=', town.id).where('id', '=', measures[0]!.id).execute(),
    )
  await become({ status: 'made-regular' })
  await refused(await post(`massnahmen/1/stellen/${last!.id}`, { deed: 'remove' }), 'Die Maßnahme ist verstetigt und braucht diese Stelle.')
  await become({ no_posts_reason: 'Läuft mit' })
  expect((await post(`massnahmen/1/stellen/${last!.id}`, { deed: 'remove' })).status).toBe(303)
})

test('whoever only reads sees the money and no form, and changes nothing', async () => {
  const shown = await reader.page(desk(ofFirst('geld')))
  expect(shown).toContain('520,10')
  expect(shown).not.toContain('name="amount"')
  expect((await reader.post(desk(ofFirst('kosten')), { csrf: reader.csrf, year: '2026', personnel: '1' })).status).toBe(403)
})

test('a source that pays for something stays', async () => {
  await refused(await post('mittel/landesprogramm', { deed: 'remove' }), 'Nehmen Sie das zuerst zurück.')
})
