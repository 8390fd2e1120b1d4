import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { queuedMails, type StaffBrowser } from '../../test/testing/staff.ts'
import { involvements, measures } from './measure.store.ts'
import { addMeasure } from './measure-change.actions.ts'
import { emptyMeasure } from './measure-change.ts'
import { spendings } from './money.store.ts'
import { remindDepartments } from './reminder.actions.ts'

let instance: TestInstance
let town: Municipality
let coordinator: Browser & StaffBrowser

const ids = {
  field: '00000000-0000-4000-8000-000000000009',
  jugend: '00000000-0000-4000-8000-0000000000a1',
  bau: '00000000-0000-4000-8000-0000000000a2',
}
const jugendamt = 'jugend@stadt.example'
const bauamt = 'bau@stadt.example'

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  coordinator = await instance.staff(town, 'coordinator')
  await inTown(instance, town, async db => {
    const municipality_id = town.id
    await db.insertInto('action_field').values({ municipality_id, id: ids.field, slug: 'sprache', name: 'Sprache', position: 1 }).execute()
    const departments = [
      { municipality_id, id: ids.jugend, slug: 'jugendamt', name: 'Jugendamt', mail: jugendamt },
      { municipality_id, id: ids.bau, slug: 'bauamt', name: 'Bauamt', mail: bauamt },
    ]
    await db.insertInto('department').values(departments).execute()
    const said = { fieldId: ids.field, status: 'running' as const, stateOfAffairs: 'Läuft seit März.' }
    for (const [number, title, leads, state] of [
      ['1', 'Lesepaten', ids.jugend, 'accepted'],
      ['2', 'Spielplatz', ids.jugend, 'accepted'],
      ['3', 'Bänke', ids.bau, 'asked'],
      ['4', 'Beleuchtung', undefined, 'accepted'],
      ['5', 'Fest', ids.bau, 'accepted'],
    ] as const) {
      const added = await addMeasure(db, number, { ...emptyMeasure, ...said, title }, instance.clock.now)
      if (!('measure' in added)) throw new Error('no measure')
      const lead = { municipality_id, measure_id: added.measure.id, role: 'lead' as const, state, reason: '', answered_on: null }
      if (leads)
        await db
          .insertInto('measure_department')
          .values({ ...lead, department_id: leads })
          .execute()
    }
  })
})
afterAll(() => instance.close())

const desk = (rest: string) => `/${town.slug}/verwaltung/plan/${rest}`
const post = (rest: string, fields: Record<string, string>) => coordinator.post(desk(rest), { csrf: coordinator.csrf, ...fields })

type SentMail = { to: string; subject: string; text: string }

let read = 0

/** Mails that have been written since it was asked last. */
async function mails(): Promise<SentMail[]> {
  const all = await queuedMails(instance.services)
  const fresh = all.slice(read) as SentMail[]
  read = all.length
  return fresh
}

const linkIn = (mail: SentMail | undefined) => new URL(/https?:\S+\/sachstand\/\S+/.exec(mail!.text)![0]).pathname
const to = (sent: SentMail[], address: string) => sent.find(mail => mail.to === address)
const stored = async (number: string) => (await inTown(instance, town, measures)).find(measure => measure.number === number)!

async function refused(answer: Response, status: number, ...words: string[]) {
  expect(answer.status).toBe(status)
  const shown = await answer.text()
  for (const word of words) expect(shown).toContain(word)
}

/** The visitor of a link has no account. */
const visitor = () => instance.visitor()
let jugend: string
let bau: string

test('a round has a title and a last day that is still to come', async () => {
  await refused(
    await post('runden/neu', { title: '', endsOn: '2026-09-30' }),
    422,
    'Geben Sie der Runde einen Titel.',
    'muss in der Zukunft liegen',
  )
})

test('opening a round sends one mail to each who answers for something, and says about what nobody can be asked', async () => {
  expect(await coordinator.page(desk('runden/neu'))).toContain('Zu einer Maßnahme kann niemand gefragt werden')
  expect((await post('runden/neu', { title: 'Herbst 2026', endsOn: '2026-10-21' })).status).toBe(303)
  const sent = await mails()
  expect(sent.map(({ to }) => to).sort()).toEqual([bauamt, jugendamt])
  expect(to(sent, jugendamt)!.text).toContain('– 1 Lesepaten\n– 2 Spielplatz')
  expect(to(sent, bauamt)!.text).toContain('ob Ihr Amt diese Maßnahme führt:\n– 3 Bänke')
  jugend = linkIn(to(sent, jugendamt))
  bau = linkIn(to(sent, bauamt))
  await refused(await post('runden/neu', { title: 'Noch eine', endsOn: '2026-12-01' }), 422, 'Eine Runde läuft schon.')
})

test('the database keeps no secret of a link', async () => {
  const rows = await inTown(instance, town, db => db.selectFrom('update_link').selectAll().where('municipality_id', '=', town.id).execute())
  for (const link of [jugend, bau]) expect(JSON.stringify(rows)).not.toContain(link.split('/').at(-1))
})

test('a link opens its own measures and no others, without an account, and each use is in the log', async () => {
  const shown = await visitor().page(jugend)
  expect(shown).toContain('Lesepaten')
  expect(shown).toContain('Läuft seit März.')
  expect(shown).not.toContain('Bänke')
  expect((await visitor().get(`${jugend}/massnahmen/5`)).status).toBe(404)
  expect((await visitor().post(`${jugend}/massnahmen/5`, { deed: 'unchanged' })).status).toBe(404)
  expect((await visitor().post(`${jugend}/massnahmen/3/federfuehrung`, { answer: 'accept' })).status).toBe(404)
  const log = await inTown(instance, town, db =>
    db.selectFrom('audit_entry').select('deed').where('municipality_id', '=', town.id).where('deed', '=', 'link-opened').execute(),
  )
  expect(log).toHaveLength(1)
})

test('“no change” is one press, confirms the state as of today and is confirmed by mail', async () => {
  expect((await visitor().post(`${jugend}/massnahmen/1`, { deed: 'unchanged' })).status).toBe(303)
  expect((await stored('1')).statedOn).toBe('2026-10-01')
  expect((await mails()).map(({ to, subject }) => [to, subject])).toEqual([[jugendamt, `${town.name}: Maßnahme 1 ist bestätigt`]])
})

const seen = async (page: string) => /name="seen" value="([^"]+)"/.exec(await visitor().page(page))![1]!
const change = async (fields: Record<string, string>) => ({
  deed: 'change',
  seen: await seen(`${jugend}/massnahmen/2`),
  status: 'running',
  statusReason: '',
  light: 'yellow',
  lightReason: 'Der Sand fehlt.',
  stateOfAffairs: 'Der Zaun steht.',
  nextStep: 'Sand bestellen',
  obstacles: '',
  amount: '',
  purpose: '',
  spentOn: '2026-10-01',
  ...fields,
})

test('an update is prefilled, stored with what was spent, told to the owner, and taken back by the coordination', async () => {
  expect(await visitor().page(`${jugend}/massnahmen/2`)).toContain('Läuft seit März.')
  expect((await visitor().post(`${jugend}/massnahmen/2`, await change({ amount: '12,50', purpose: 'Zaun' }))).status).toBe(303)
  expect(await stored('2')).toMatchObject({ light: 'yellow', nextStep: 'Sand bestellen', statedOn: '2026-10-01' })
  expect(await inTown(instance, town, db => spendings(db))).toMatchObject([{ amountCents: 12_50, purpose: 'Zaun' }])
  const [told] = await mails()
  expect(told!.text).toContain('Sachstand:\n„Läuft seit März.“ → „Der Zaun steht.“')
  expect(told!.text).toMatch(/12,50\s€ Zaun/)
  const { id } = await stored('2')
  const changes = await inTown(instance, town, db =>
    db.selectFrom('measure_change').selectAll().where('municipality_id', '=', town.id).where('measure_id', '=', id).execute(),
  )
  expect(changes).toMatchObject([{ person_id: null, link_id: expect.any(String) }])
  expect((await post(`massnahmen/2/verlauf/${changes[0]!.id}`, {})).status).toBe(303)
  expect(await stored('2')).toMatchObject({ light: null, stateOfAffairs: 'Läuft seit März.' })
})

test.each([
  [{ status: 'made-regular' }, 'Dieser Stand kann nicht auf den bisherigen folgen.'],
  [{ light: 'red', lightReason: '' }, 'Schreiben Sie, warum die Ampel nicht auf „im Plan“ steht.'],
  [{ amount: '-3' }, 'Ein Betrag kann nicht negativ sein.'],
  [{ amount: '3', spentOn: '2026-12-24' }, 'Der Tag liegt in der Zukunft.'],
])('%o is refused, nothing is stored or told, and what was typed stays', async (wrong, word) => {
  const before = await stored('2')
  const answer = await visitor().post(`${jugend}/massnahmen/2`, await change({ nextStep: 'Sieb leihen', ...wrong }))
  await refused(answer, 422, word, 'Sieb leihen')
  expect(await stored('2')).toEqual(before)
  expect(await mails()).toEqual([])
})

test('what staff have changed meanwhile is not overwritten unseen', async () => {
  const typed = await change({ seen: 'AAAAAAAAAAAAAAAA' })
  await refused(
    await visitor().post(`${jugend}/massnahmen/2`, typed),
    409,
    'Jemand anders hat diese Angaben inzwischen geändert.',
    'Der Zaun steht.',
  )
})

test('a lead is refused with a reason, or accepted; then the measure is the department’s to report on', async () => {
  await refused(
    await visitor().post(`${bau}/massnahmen/3/federfuehrung`, { answer: 'refuse', reason: '' }),
    422,
    'Nennen Sie den Grund der Ablehnung.',
  )
  expect((await visitor().post(`${bau}/massnahmen/3/federfuehrung`, { answer: 'accept' })).status).toBe(303)
  const { id } = await stored('3')
  expect(await inTown(instance, town, db => involvements(db, id))).toMatchObject([{ state: 'accepted', answeredOn: '2026-10-01' }])
  expect((await visitor().get(`${bau}/massnahmen/3`)).status).toBe(200)
  expect((await mails())[0]!.subject).toContain('Federführung der Maßnahme 3 ist zugesagt')
})

test('what is not mine goes to another department with a reason, and never back in a circle', async () => {
  await refused(
    await visitor().post(`${jugend}/massnahmen/2/abgabe`, { department: 'bauamt', reason: '' }),
    422,
    'Schreiben Sie kurz, warum.',
  )
  expect((await visitor().post(`${jugend}/massnahmen/2/abgabe`, { department: 'bauamt', reason: 'Das baut das Bauamt.' })).status).toBe(303)
  const sent = await mails()
  const given = linkIn(to(sent, bauamt))
  expect(given).not.toBe(bau)
  expect(await visitor().page(given)).toContain('Spielplatz')
  expect(await visitor().page(jugend)).not.toContain('Spielplatz')
  await refused(
    await visitor().post(`${given}/massnahmen/2/abgabe`, { department: 'jugendamt', reason: 'Nein, ihr.' }),
    422,
    'Sie würde im Kreis wandern.',
  )
  expect((await visitor().post(`${given}/massnahmen/2/abgabe`, { department: '', reason: 'Weiß nicht.' })).status).toBe(303)
  expect(await coordinator.page(desk('runden/1'))).toContain('Weiß nicht.')
  await mails()
})

test('whoever passes a link on ends their own, hears of every change, and does not get it back', async () => {
  const vera = 'vera@stadt.example'
  expect((await visitor().post(`${jugend}/vertretung`, { name: 'Vera', mail: vera })).status).toBe(303)
  const sent = await mails()
  expect(to(sent, jugendamt)!.subject).toContain('Ihr Link ist weitergegeben')
  const delegated = linkIn(to(sent, vera))
  await refused(await visitor().get(jugend), 410, 'Der Link wurde weitergegeben.')
  expect((await visitor().post(`${jugend}/massnahmen/1`, { deed: 'unchanged' })).status).toBe(410)
  await refused(
    await visitor().post(`${delegated}/vertretung`, { name: 'Amt', mail: 'Jugend@Stadt.example' }),
    422,
    'Er würde im Kreis wandern.',
  )
  expect((await visitor().post(`${delegated}/massnahmen/1`, { deed: 'unchanged' })).status).toBe(303)
  expect((await mails()).map(({ to }) => to).sort()).toEqual([jugendamt, vera])
  jugend = delegated
})

test('a link of another town, a wrong one and a revoked one open nothing, and say so', async () => {
  const elsewhere = await instance.addTown({ slug: 'anderswo', name: 'Anderswo' })
  await refused(await visitor().get(bau.replace(town.slug, elsewhere.slug)), 404, 'Diesen Link gibt es hier nicht.')
  await refused(await visitor().get(`${bau.slice(0, -1)}!`), 404, 'Diesen Link gibt es hier nicht.')
  const page = await coordinator.page(desk('runden/1'))
  const links = [...page.matchAll(/runden\/1\/links\/([0-9a-f-]{36})/g)].map(([, id]) => id)
  const other = await instance.staff(elsewhere, 'coordinator')
  expect(
    (await other.post(`/${elsewhere.slug}/verwaltung/plan/runden/1/links/${links[0]}`, { csrf: other.csrf, deed: 'revoke' })).status,
  ).toBe(404)
  for (const id of new Set(links)) await post(`runden/1/links/${id}`, { deed: 'revoke' })
  await refused(await visitor().get(bau), 410, 'Die Koordination hat den Link widerrufen')
  await mails()
  for (const id of new Set(links)) await post(`runden/1/links/${id}`, { deed: 'renew' })
  const sent = await mails()
  await refused(await visitor().get(jugend), 410, 'widerrufen')
  jugend = linkIn(to(sent, 'vera@stadt.example'))
  bau = linkIn(sent.find(mail => mail.to === bauamt && mail.text.includes('Fest')))
  expect(await visitor().page(bau)).toContain('Fest')
})

test('whoever has not answered is reminded seven days and one day before the end, never twice, and others are not', async () => {
  const { database, config, secret } = instance.services
  const remind = (now: string) => remindDepartments(database, { municipality: town, address: config.http.address, secret }, new Date(now))
  expect(await remind('2026-10-13T10:00:00Z')).toBe(0)
  expect(await remind('2026-10-14T03:00:00Z')).toBe(0)
  expect(await remind('2026-10-14T10:00:00Z')).toBe(1)
  expect(await remind('2026-10-15T10:00:00Z')).toBe(0)
  const [reminder] = await mails()
  expect(reminder).toMatchObject({ to: bauamt })
  expect(linkIn(reminder)).toBe(bau)
  await Promise.all([remind('2026-10-20T10:00:00Z'), remind('2026-10-20T10:00:00Z')])
  expect(await mails()).toHaveLength(1)
  expect(await remind('2026-10-22T10:00:00Z')).toBe(0)
})

test('with the last day links end, or before it when the coordination ends the round', async () => {
  await refused(await post('runden/1', { deed: 'move-end', endsOn: '2026-09-01' }), 422, 'Der letzte Tag muss in der Zukunft liegen.')
  expect((await post('runden/1', { deed: 'move-end', endsOn: '2026-10-25' })).status).toBe(303)
  instance.clock.now = new Date('2026-10-24T10:00:00Z')
  expect((await visitor().get(bau)).status).toBe(200)
  instance.clock.now = new Date('2026-10-26T10:00:00Z')
  await refused(await visitor().get(bau), 410, 'Die Aktualisierungsrunde ist zu Ende.')
  instance.clock.now = new Date('2026-10-24T10:00:00Z')
  await post('runden/1', { deed: 'close' })
  await refused(await visitor().get(bau), 410, 'Die Aktualisierungsrunde ist zu Ende.')
})

test('a department that is asked to lead outside a round gets a link for that alone', async () => {
  await mails()
  expect((await post('massnahmen/4/aemter', { deed: 'ask', department: 'jugendamt' })).status).toBe(303)
  const sent = await mails()
  const asked = linkIn(to(sent, jugendamt))
  expect(await visitor().page(asked)).toContain('Beleuchtung')
  expect(
    (await visitor().post(`${asked}/massnahmen/4/federfuehrung`, { answer: 'refuse', reason: 'Das ist Sache des Bauamts.' })).status,
  ).toBe(303)
  const { id } = await stored('4')
  expect(await inTown(instance, town, db => involvements(db, id))).toMatchObject([
    { state: 'refused', reason: 'Das ist Sache des Bauamts.' },
  ])
})
