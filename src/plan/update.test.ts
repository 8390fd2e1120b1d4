import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTown } from '#testing'
import { AskedTown, departmentMails } from '../../test/testing/asked-town.ts'
import { involvements } from './measure.store.ts'
import { spendings } from './money.store.ts'

const { jugendamt, bauamt } = departmentMails
let asked: AskedTown
let round: Awaited<ReturnType<AskedTown['openRound']>>
/** Link of the department that leads the measures, and of another. */
let link: string
let other: string
let reading: string
let playground: string
let benches: string

beforeAll(async () => {
  asked = await AskedTown.open()
})
afterAll(() => asked.close())

beforeEach(async () => {
  reading = await asked.measure('Lesepaten', { department: 'jugendamt' })
  playground = await asked.measure('Spielplatz', { department: 'jugendamt' })
  benches = await asked.measure('Bänke', { department: 'bauamt', state: 'asked' })
  round = await asked.openRound()
  link = round.linkOf(jugendamt)
  other = round.linkOf(bauamt)
})

async function refused(answer: Response, status: number, ...words: string[]) {
  expect(answer.status).toBe(status)
  const shown = await answer.text()
  for (const word of words) expect(shown).toContain(word)
}

const update = (measure: string, fields: Record<string, string>) => {
  const said = { status: 'running', statusReason: '', light: 'yellow', lightReason: 'Der Sand fehlt.' }
  const texts = { stateOfAffairs: 'Der Zaun steht.', nextStep: 'Sand bestellen', obstacles: '' }
  const page = `${link}/massnahmen/${measure}`
  return asked.visitor().submit(page, page, { ...said, ...texts, amount: '', purpose: '', spentOn: '2026-10-01', ...fields })
}

const tableOf = <Row>(rows: Promise<Row[]>) => rows.then(all => JSON.stringify(all))

test('the database keeps no secret of a link', async () => {
  const rows = await inTown(asked.instance, asked.town, db =>
    tableOf(db.selectFrom('update_link').selectAll().where('municipality_id', '=', asked.town.id).execute()),
  )
  for (const path of [link, other]) expect(rows).not.toContain(path.split('/').at(-1))
})

test('a link opens its own measures and no others, without an account', async () => {
  const shown = await asked.visitor().page(link)
  expect(shown).toContain('Lesepaten')
  expect(shown).toContain('Läuft seit März.')
  expect(shown).not.toContain('Bänke')
  const foreign = await asked.measure('Fest', { department: 'bauamt' })
  for (const number of [benches, foreign]) {
    expect((await asked.visitor().get(`${link}/massnahmen/${number}`)).status).toBe(404)
    expect((await asked.visitor().post(`${link}/massnahmen/${number}`, { deed: 'unchanged' })).status).toBe(404)
    expect((await asked.visitor().post(`${link}/massnahmen/${number}/abgabe`, { department: '', reason: 'So' })).status).toBe(404)
    expect((await asked.visitor().post(`${link}/massnahmen/${number}/federfuehrung`, { answer: 'accept' })).status).toBe(404)
  }
  expect(await asked.mails()).toEqual([])
})

test('each use of a link is in the log: its pages, what was done, and attempts once it opens nothing', async () => {
  const before = (await asked.deeds()).length
  await asked.visitor().get(link)
  await update(reading, { amount: '3' })
  await asked.post(`runden/${round.number}`, { deed: 'close' })
  await asked.visitor().get(link)
  expect((await asked.deeds()).slice(before)).toEqual([
    'link-opened',
    'link-opened-measure',
    'link-answered-changed',
    'link-spent',
    'round-closed',
    'link-refused-ended',
  ])
})

test('“no change” is one press, confirms the state as of today and is confirmed by mail', async () => {
  expect((await asked.confirm(link, reading)).status).toBe(303)
  expect(await asked.stored(reading)).toMatchObject({ statedOn: '2026-10-01', stateOfAffairs: 'Läuft seit März.' })
  expect(await asked.mails()).toMatchObject([{ to: jugendamt, subject: expect.stringContaining(`Maßnahme ${reading} ist bestätigt`) }])
})

test('“no change” confirms what was seen, and not what staff have written meanwhile', async () => {
  const seen = /name="seen" value="([^"]+)"/.exec(await asked.visitor().page(link))![1]!
  await asked.coordinator.submit(asked.desk(`massnahmen/${reading}/stand`), asked.desk(`massnahmen/${reading}/stand`), {
    ...{ status: 'running', statusReason: '', light: 'none', lightReason: '', nextStep: '', obstacles: '', statedOn: '' },
    stateOfAffairs: 'Die Koordination war schneller.',
  })
  const answer = await asked.visitor().post(`${link}/massnahmen/${reading}`, { deed: 'unchanged', seen })
  await refused(answer, 409, 'inzwischen geändert', 'Die Koordination war schneller.')
  expect(await asked.mails()).toEqual([])
})

test('an update is prefilled, stored with what was spent, told to the owner, and taken back by the coordination', async () => {
  expect(await asked.visitor().page(`${link}/massnahmen/${playground}`)).toContain('Läuft seit März.')
  expect((await update(playground, { amount: '12,50', purpose: 'Zaun' })).status).toBe(303)
  expect(await asked.stored(playground)).toMatchObject({ light: 'yellow', nextStep: 'Sand bestellen', statedOn: '2026-10-01' })
  const { id } = await asked.stored(playground)
  expect((await inTown(asked.instance, asked.town, db => spendings(db))).filter(({ measureId }) => measureId === id)).toMatchObject([
    { amountCents: 12_50, purpose: 'Zaun' },
  ])
  const [told] = await asked.mails()
  expect(told!.text).toContain('Sachstand:\n„Läuft seit März.“ → „Der Zaun steht.“')
  expect(told!.text).toMatch(/12,50\s€ Zaun/)
  const [change] = await inTown(asked.instance, asked.town, db =>
    db.selectFrom('measure_change').selectAll().where('municipality_id', '=', asked.town.id).where('measure_id', '=', id).execute(),
  )
  expect(change).toMatchObject({ person_id: null, link_id: expect.any(String) })
  expect((await asked.post(`massnahmen/${playground}/verlauf/${change!.id}`)).status).toBe(303)
  expect(await asked.stored(playground)).toMatchObject({ light: null, stateOfAffairs: 'Läuft seit März.' })
})

test('a form that is saved as it was found says that nothing has changed', async () => {
  await update(playground, { light: 'none', lightReason: '', stateOfAffairs: 'Läuft seit März.', nextStep: '' })
  expect((await asked.mails())[0]!.subject).toContain('ist bestätigt')
  expect(await asked.visitor().page(link)).toContain('keine Änderung')
})

test.each([
  [{ status: 'made-regular' }, ['Dieser Stand kann nicht auf den bisherigen folgen.']],
  [{ light: 'red', lightReason: '' }, ['Schreiben Sie, warum die Ampel nicht auf „im Plan“ steht.']],
  [{ amount: '-3' }, ['Ein Betrag kann nicht negativ sein.']],
  [{ amount: '3', spentOn: '2026-12-24' }, ['Der Tag liegt in der Zukunft.']],
  [{ amount: '-3', lightReason: '' }, ['Ein Betrag kann nicht negativ sein.', 'Schreiben Sie, warum die Ampel']],
])('%o is refused, nothing is stored or told, and what was typed stays', async (wrong, words) => {
  const before = await asked.stored(playground)
  await refused(await update(playground, { nextStep: 'Sieb leihen', ...wrong }), 422, ...words, 'Sieb leihen')
  expect(await asked.stored(playground)).toEqual(before)
  expect(await asked.mails()).toEqual([])
})

test('what was spent is counted once, however often the form is sent', async () => {
  const { id } = await asked.stored(playground)
  const spent = { amount: '12,50', purpose: 'Zaun' }
  const ofMeasure = async () => (await inTown(asked.instance, asked.town, db => spendings(db))).filter(({ measureId }) => measureId === id)
  expect((await update(playground, spent)).status).toBe(303)
  await refused(await update(playground, { ...spent, nextStep: 'Tor streichen' }), 422, 'Diese Ausgabe steht schon da', 'Tor streichen')
  expect(await ofMeasure()).toHaveLength(1)
  expect((await update(playground, { ...spent, purpose: 'Tor' })).status).toBe(303)
  expect(await ofMeasure()).toHaveLength(2)
})

test('what staff have changed meanwhile is not overwritten unseen', async () => {
  await refused(await update(playground, { seen: 'AAAAAAAAAAAAAAAA' }), 409, 'inzwischen geändert', 'Der Zaun steht.')
  expect(await asked.stored(playground)).toMatchObject({ stateOfAffairs: 'Läuft seit März.' })
})

test('a lead is refused with a reason', async () => {
  const answer = (fields: Record<string, string>) => asked.visitor().post(`${other}/massnahmen/${benches}/federfuehrung`, fields)
  await refused(await answer({ answer: 'refuse', reason: '' }), 422, 'Nennen Sie den Grund der Ablehnung.')
  expect((await answer({ answer: 'refuse', reason: 'Keine Leute.' })).status).toBe(303)
  const { id } = await asked.stored(benches)
  expect(await inTown(asked.instance, asked.town, db => involvements(db, id))).toMatchObject([{ state: 'refused', reason: 'Keine Leute.' }])
  expect((await asked.mails())[0]!.text).toContain('Begründung: Keine Leute.')
})

test('a lead is accepted, once however often it is pressed; then the measure is the department’s to report on', async () => {
  const accept = () => asked.visitor().post(`${other}/massnahmen/${benches}/federfuehrung`, { answer: 'accept' })
  expect((await accept()).status).toBe(303)
  expect((await accept()).status).toBe(303)
  const { id } = await asked.stored(benches)
  expect(await inTown(asked.instance, asked.town, db => involvements(db, id))).toMatchObject([
    { state: 'accepted', answeredOn: '2026-10-01' },
  ])
  expect((await asked.visitor().get(`${other}/massnahmen/${benches}`)).status).toBe(200)
  expect(await asked.mails()).toMatchObject([{ to: bauamt, subject: expect.stringContaining('ist zugesagt') }])
})

test('a link of another town and a wrong one open nothing, and say so', async () => {
  const elsewhere = await asked.instance.addTown({ slug: `anderswo-${round.number}`, name: 'Anderswo' })
  await refused(await asked.visitor().get(link.replace(asked.town.slug, elsewhere.slug)), 404, 'Diesen Link gibt es hier nicht.')
  await refused(await asked.visitor().get(`${link.slice(0, -1)}!`), 404, 'Diesen Link gibt es hier nicht.')
})
