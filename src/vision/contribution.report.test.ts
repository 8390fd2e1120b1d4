import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, consultedVision, openConsultedTown } from '../../test/testing/consulted-town.ts'
import { queuedMails, type StaffBrowser } from '../../test/testing/staff.ts'

const comments = `${consultedVision}/satz/1/kommentare`
const own = `${consultedVision}/meine-beitraege`
const form = `${consultedVision}/beitrag/1/meldung`
const desk = `${consultedDesk}/meldungen`
const said = 'Der Wirt ist ein Betrüger.'
const complete = { ground: 'law', text: 'Das ist üble Nachrede.', name: '', email: '', inGoodFaith: 'yes' }

let open: ConsultedTown
let author: Browser
let mo: StaffBrowser

beforeEach(async () => {
  open = await openConsultedTown()
  author = open.instance.visitor()
  mo = (await open.instance.staff(open.town, 'moderator')) as StaffBrowser
  await author.submit(comments, comments, { text: said, language: 'de', signedName: '' })
  await approve()
})
afterEach(() => open.instance.close())

const approve = () => mo.post(`${consultedDesk}/beitraege/1`, { csrf: mo.csrf, state: 'approved', seen: 'pending' })
const report = (fields: Record<string, string> = {}) => open.instance.visitor().post(form, { ...complete, ...fields })
const decide = (number: number, verdict: string, more: Record<string, string> = {}) =>
  mo.post(`${desk}/${number}`, { csrf: mo.csrf, verdict, reason: 'insult', answer: 'Das beleidigt jemanden.', ...more })
const stored = () =>
  inTown(open.instance, open.town, db =>
    db.rows<Record<string, unknown>>(sql`select * from contribution_report where municipality_id = ${open.town.id} order by number`),
  )

describe('a contribution can be reported as illegal', () => {
  test('by anybody, from where it is read, without a script, an account or a name; the receipt stands on a page of its own', async () => {
    const visitor = open.instance.visitor()
    expect(await visitor.page(comments)).toContain(`href="${form}"`)
    expect(await visitor.page(form)).toContain(said)
    const answered = await visitor.submit(form, form, complete)
    const status = answered.headers.get('location') ?? ''
    expect(await open.instance.visitor().page(status)).toContain('Ihre Meldung ist am 1. Oktober 2026 eingegangen')
    expect(await stored()).toMatchObject([{ number: 1, name: '', email: null }])
    expect(visitor.cookie('teilnahme-musterstadt')).toBeUndefined()
  })

  test.each([
    [{ ground: '' }, 'Bitte sagen Sie, worum es geht.'],
    [{ text: '' }, 'Bitte schreiben Sie, warum es rechtswidrig ist.'],
    [{ ground: 'own-rights' }, 'Bitte nennen Sie Ihren Namen'],
  ])('%j is refused beside the field, with the text kept', async (fields, refusal) => {
    const refused = await report(fields)
    expect(refused.status).toBe(422)
    const shown = await refused.text()
    expect(shown).toContain(refusal)
    if (!('text' in fields)) expect(shown).toContain(`${complete.text}</textarea>`)
    expect(await stored()).toEqual([])
  })

  test('only while everybody can read it', async () => {
    await mo.post(`${consultedDesk}/beitraege/1`, { csrf: mo.csrf, state: 'rejected', seen: 'approved', reason: 'insult' })
    expect((await report()).status).toBe(404)
    expect((await open.instance.visitor().get(`${consultedVision}/meldung/geraten`)).status).toBe(404)
  })
})

describe('a moderator decides on a report', () => {
  test('removing answers every open report; reporters are mailed, the author reads why and can appeal', async () => {
    await report({ name: 'Rita', email: 'rita@beispiel.example' })
    await report()
    expect(await mo.page(desk)).toContain('Rita, rita@beispiel.example')
    expect((await decide(1, 'removed')).status).toBe(303)
    expect((await stored()).map(({ state }) => state)).toEqual(['removed', 'removed'])
    expect(await open.instance.visitor().page(comments)).not.toContain(said)
    expect((await queuedMails(open.instance.services)).map(({ to, subject }) => [to, subject])).toEqual([
      ['rita@beispiel.example', 'Ihre Meldung 1 in Musterstadt'],
      ['rita@beispiel.example', 'Entscheidung über Ihre Meldung 1 in Musterstadt'],
    ])
    const page = await author.page(own)
    expect(page).toContain('Das beleidigt jemanden.')
    expect(page).toContain(`${consultedVision}/beitrag/1/widerspruch`)
    expect(page).not.toContain('Rita')
    expect((await decide(2, 'kept')).status).toBe(409)
    const coordinator = await open.instance.staff(open.town, 'coordinator')
    expect(await coordinator.page('/musterstadt/verwaltung/protokoll')).toContain('Meldung 1 zu Beitrag 1')
  })

  test('leaving it answers one report alone, and says why', async () => {
    await report()
    await report()
    expect((await decide(1, 'kept', { answer: '' })).status).toBe(422)
    expect((await decide(1, 'removed', { reason: '' })).status).toBe(422)
    expect((await decide(1, 'kept', { answer: 'Das ist eine Meinung.' })).status).toBe(303)
    expect((await stored()).map(({ state }) => state)).toEqual(['kept', 'open'])
    expect(await open.instance.visitor().page(comments)).toContain(said)
  })

  test('in the time the dialogue has promised; what is late is marked', async () => {
    await report()
    expect(await mo.page(desk)).toContain('zu entscheiden bis')
    expect(await mo.page(desk)).not.toContain('Wartet zu lange')
    open.instance.clock.now = new Date(open.instance.clock.now.getTime() + 4 * 86_400_000)
    expect(await mo.page(desk)).toContain('Wartet zu lange')
  })

  test('and nobody else, nor is it read in another role', async () => {
    await report()
    const reader = await open.instance.staff(open.town, 'reader')
    expect((await reader.get(desk)).status).toBe(403)
    expect((await open.instance.visitor().get(desk)).status).not.toBe(200)
  })

  test('the public log counts it by month, and tells no number of few people', async () => {
    await report()
    await decide(1, 'removed')
    const log = await open.instance.visitor().page(`${consultedVision}/moderation`)
    expect(log).toContain('Oktober 2026')
    expect(log).toContain('weniger als 5')
    expect(await open.instance.visitor().page(consultedVision)).toContain(`${consultedVision}/moderation`)
  })

  test('name and address of who reported go half a year later', async () => {
    await report({ name: 'Rita', email: 'rita@beispiel.example' })
    await decide(1, 'kept', { answer: 'Das ist eine Meinung.' })
    open.instance.clock.now = new Date(open.instance.clock.now.getTime() + 181 * 86_400_000)
    await open.instance.app.maintain()
    expect(await stored()).toMatchObject([{ name: '', email: null, text: complete.text }])
  })
})
