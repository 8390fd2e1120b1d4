import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ModeratedTown, moderatedDesk, moderatedDialogue, openModeratedTown } from '../../test/testing/moderated-town.ts'
import { queuedMails, type StaffBrowser } from '../../test/testing/staff.ts'
import { judgeReport } from './report.ts'

const desk = `${moderatedDesk}/meldungen`
const complete = { ground: 'law', text: 'Das ist eine Beleidigung nach § 185 StGB.', inGoodFaith: 'yes' }

describe('who has to say who they are', () => {
  const judged = (ground: string, name: string, email: string) =>
    judgeReport({ ground, text: 'Weil.', name, email, inGoodFaith: true }, typed => (typed === '' ? 'email-missing' : undefined))

  test.each(['law', 'children'])('nobody who reports %s', ground => expect(judged(ground, '', '')).toEqual({}))
  test('only whoever says that their own rights are concerned', () => {
    expect(judged('own-rights', '', '')).toEqual({ name: 'name-missing', email: 'email-missing' })
    expect(judged('own-rights', 'Rita', 'rita@example.org')).toEqual({})
  })
})

describe('a report of illegal content', () => {
  let open: ModeratedTown
  let author: Browser
  let number: number
  beforeEach(async () => {
    open = await openModeratedTown({ LEITBILD_SMTP: 'smtp://localhost:25', LEITBILD_MAIL_FROM: 'dialog@musterstadt.example' })
    author = open.instance.visitor()
    number = await open.propose('Der Bademeister ist ein Gauner.', author)
    await open.decide(number, 'approved')
  })
  afterEach(() => open.instance.close())

  const form = (statement = number) => `${moderatedDialogue}/aussage/${statement}/meldung`
  const report = (fields: Record<string, string> = {}, by = open.instance.visitor()) => by.post(form(), { ...complete, ...fields })
  const decide = (report: number, verdict: string, more: Record<string, string> = {}, by: StaffBrowser = open.mia) =>
    by.post(`${desk}/${report}`, { csrf: by.csrf, verdict, reason: 'unlawful', answer: 'Das ist eine Beleidigung.', ...more })
  const stored = () =>
    inTown(open.instance, open.town, db => db.selectFrom('report').selectAll().where('municipality_id', '=', open.town.id).execute())

  test('is made from the voting page, without a script, an account or a name, and confirmed on a page of its own', async () => {
    const visitor = open.instance.visitor()
    expect(await visitor.page(moderatedDialogue)).toContain(`href="${form()}"`)
    const shown = await visitor.page(form())
    expect(shown).toContain('Der Bademeister ist ein Gauner.')
    expect(shown).toContain('Artikel 16 Absatz 2 Buchstabe c')
    const answered = await visitor.submit(form(), form(), complete)
    expect(answered.status).toBe(303)
    const status = answered.headers.get('location') ?? ''
    expect(await open.instance.visitor().page(status)).toContain('Ihre Meldung ist am 1. Oktober 2026 eingegangen')
    expect(open.instance.log.join('\n')).not.toContain(status.split('/').at(-1)) // the address is a key
    expect(await stored()).toMatchObject([{ number: 1, name: '', email: null, received_at: new Date('2026-10-01T10:00:00Z') }])
    expect(visitor.cookie('teilnahme-musterstadt')).toBeUndefined()
  })

  test.each([
    [{ ground: '' }, 'Bitte sagen Sie, worum es geht.'],
    [{ text: '' }, 'Bitte schreiben Sie, warum es rechtswidrig ist.'],
    [{ inGoodFaith: '' }, 'Bitte bestätigen Sie das.'],
    [{ ground: 'own-rights' }, 'Bitte nennen Sie Ihren Namen, denn es geht um Ihre eigenen Rechte.'],
    [{ email: 'rita' }, 'Das ist keine E-Mail-Adresse.'],
  ])('is refused beside the field, with the text kept: %j', async (fields, refusal) => {
    const refused = await report(fields)
    expect(refused.status).toBe(422)
    const shown = await refused.text()
    expect(shown).toContain(refusal)
    if (!('text' in fields)) expect(shown).toContain(`${complete.text}</textarea>`)
    expect(await stored()).toEqual([])
  })

  test('is only about what everybody can see', async () => {
    const waiting = await open.propose('Das wartet noch.')
    expect((await open.instance.visitor().get(form(waiting))).status).toBe(404)
    expect((await open.instance.visitor().post(form(waiting), complete)).status).toBe(404)
    expect((await open.instance.visitor().post(form().replace('musterstadt', 'nirgends'), complete)).status).toBe(404)
  })

  test('is one of few from a network in an hour', async () => {
    for (let i = 0; i < 20; i++) expect((await report()).status).toBe(303)
    const refused = await report()
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain(`${complete.text}</textarea>`)
  })

  test('leads to a decision of which reporter and author are told; the reporter stays unknown to the author', async () => {
    const status = (await report({ name: 'Rita Melder', email: 'rita@example.org' })).headers.get('location') ?? ''
    expect(await open.mia.page(`${moderatedDesk}/moderation`)).toContain('Meldungen (1)')
    expect(await open.mia.page(desk)).toContain('Rita Melder, rita@example.org')
    expect((await decide(1, 'removed')).status).toBe(303)
    const mails = await queuedMails(open.instance.services)
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['rita@example.org', 'Ihre Meldung 1 in Musterstadt'],
      ['rita@example.org', 'Entscheidung über Ihre Meldung 1 in Musterstadt'],
    ])
    expect(mails[0]?.text).toContain(status)
    expect(mails[1]?.text).toContain('Begründung: Das ist eine Beleidigung.')
    expect(await open.instance.visitor().page(status)).toContain('Wir haben den Text entfernt')
    expect(await open.instance.visitor().page(moderatedDialogue)).not.toContain('Bademeister')
    const own = await author.page(`${moderatedDialogue}/meine-stimmen`)
    expect(own).toContain('Die Aussage wurde nach einer Meldung entfernt.')
    expect(own).toContain('Das ist eine Beleidigung.')
    expect(own).toContain('Widersprechen')
    for (const address of [
      `${moderatedDialogue}/meine-stimmen`,
      `${moderatedDialogue}/aussage`,
      `${moderatedDialogue}/moderation`,
      status,
    ]) {
      const shown = await author.page(address)
      expect(shown).not.toContain('rita@example.org')
      expect(shown).not.toContain('Rita Melder')
    }
    expect(open.instance.log.join('\n')).not.toContain('rita')
  })

  test('that finds nothing illegal leaves the statement, and both sides are told why', async () => {
    const status = (await report()).headers.get('location') ?? ''
    expect((await decide(1, 'kept', { answer: '' })).status).toBe(422)
    expect((await decide(1, 'kept', { answer: 'Scharfe Kritik ist erlaubt.' })).status).toBe(303)
    expect(await open.instance.visitor().page(status)).toContain('Scharfe Kritik ist erlaubt.')
    expect(await author.page(`${moderatedDialogue}/aussage`)).toContain('Sie bleibt: Scharfe Kritik ist erlaubt.')
    expect(await open.instance.visitor().page(moderatedDialogue)).toContain('Bademeister')
  })

  test('is decided once, and removing answers all reports about the statement', async () => {
    const max = await open.second()
    await report()
    await report({ email: 'zwei@example.org' })
    const answers = await Promise.all([decide(1, 'removed'), decide(1, 'kept', {}, max)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    await decide(2, 'removed')
    expect((await stored()).every(({ state }) => state !== 'open')).toBe(true)
    expect((await decide(2, 'kept')).status).toBe(409)
  })

  test('needs a reason of the rules to remove', async () => {
    await report()
    expect((await decide(1, 'removed', { reason: 'because' })).status).toBe(422)
    expect(await open.instance.visitor().page(moderatedDialogue)).toContain('Bademeister')
  })

  test('is seen by nobody with a guessed address, nor in another town or dialogue', async () => {
    const status = (await report()).headers.get('location') ?? ''
    expect((await open.instance.visitor().get(`${status}x`)).status).toBe(404)
    await open.instance.addTown({ slug: 'anderswo', ags: '09999002', name: 'Anderswo' })
    expect((await open.instance.visitor().get(status.replace('musterstadt', 'anderswo'))).status).toBe(404)
    expect((await open.instance.visitor().get(desk)).status).toBe(303)
    const editor = await open.instance.staff(open.town, 'editor', { email: 'editor@musterstadt.example' })
    expect((await editor.get(desk)).status).toBe(403)
  })

  test('loses name and address half a year after the decision', async () => {
    await report({ name: 'Rita', email: 'rita@example.org' })
    await decide(1, 'kept')
    open.daysLater(179)
    await open.instance.app.maintain()
    expect(await stored()).toMatchObject([{ name: 'Rita' }])
    open.daysLater(2)
    await open.instance.app.maintain()
    expect(await stored()).toMatchObject([{ name: '', email: null, state: 'kept' }])
  })
})
