import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { type QueuedMail, queuedMails } from '../../test/testing/staff.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { insertStatements } from './statement.store.ts'
import { dueWeek } from './subscription.ts'
import { putTranslation, putTranslationSetup } from './translation.store.ts'

const page = '/musterstadt/dialog/zusammenleben/benachrichtigung'
const desk = '/musterstadt/verwaltung/dialoge/zusammenleben'
const dialogue: Dialogue = {
  id: randomUUID(),
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de', 'ar'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}

describe('whoever wants to be told what becomes of a dialogue', () => {
  let instance: TestInstance
  let town: Municipality
  beforeEach(async () => {
    instance = await openTestInstance({ LEITBILD_SMTP: 'smtp://localhost:25', LEITBILD_MAIL_FROM: 'dialog@musterstadt.example' })
    instance.clock.now = new Date('2026-10-05T10:00:00Z') // a Monday
    town = await instance.addTown()
    await inTown(instance, town, db => putDialogue(db, dialogue))
  })
  afterEach(() => instance.close())

  const ask = (email = 'eva@example.org', browser: Browser = instance.visitor()) => browser.submit(page, page, { email })
  const mails = () => queuedMails(instance.services) as Promise<(QueuedMail & { html: string | null; unsubscribe: string | null })[]>
  const linkIn = (mail: QueuedMail | undefined) => new URL(/https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
  const confirm = async (email = 'eva@example.org') => {
    await ask(email)
    const link = linkIn((await mails()).findLast(({ to }) => to === email))
    return instance.visitor().submit(link, link, {})
  }
  const subscribers = () =>
    inTown(instance, town, db => db.selectFrom('subscriber').selectAll().where('municipality_id', '=', town.id).execute())
  const digests = async () => (await mails()).filter(({ unsubscribe }) => unsubscribe !== null)
  const at = (moment: string) => {
    instance.clock.now = new Date(moment)
    return instance.app.maintain()
  }
  const approve = async (text: string) => {
    await instance
      .visitor()
      .submit('/musterstadt/dialog/zusammenleben/aussage', '/musterstadt/dialog/zusammenleben/aussage', { text, language: 'de' })
    const moderator = await instance.staff(town, 'moderator')
    const queue = await moderator.page(`${desk}/moderation`)
    const action = /action="([^"]*moderation\/\d+)"/.exec(queue)?.[1] ?? ''
    return moderator.submit(`${desk}/moderation`, action, { state: 'approved' })
  }

  test('confirms first: one mail with a link, and nothing is sent before', async () => {
    expect((await ask()).status).toBe(303)
    expect(await mails()).toMatchObject([{ to: 'eva@example.org', subject: 'Bitte bestätigen: Nachrichten von Musterstadt' }])
    expect(await subscribers()).toMatchObject([{ email: 'eva@example.org', confirmed_at: null }])
    await approve('Der Markt soll samstags sein.')
    await at('2026-10-09T10:00:00Z')
    expect(await digests()).toEqual([])
  })

  test('is not confirmed by a mail program that opens the link, only by the button', async () => {
    await ask()
    const link = linkIn((await mails())[0])
    expect(await instance.visitor().page(link)).toContain('Ja, bitte schicken')
    expect(await subscribers()).toMatchObject([{ confirmed_at: null }])
    expect((await instance.visitor().submit(link, link, {})).status).toBe(200)
    expect(await subscribers()).toMatchObject([{ confirmed_at: instance.clock.now }])
  })

  test('reads new statements in their own language where a translation is approved, and hears when a machine made it', async () => {
    const reader = instance.visitor({ 'accept-language': 'uk' })
    await ask('olena@example.org', reader)
    const link = linkIn((await mails())[0])
    await reader.submit(link, link, {})
    await at('2026-10-06T08:00:00Z')
    await approve('Der Markt soll samstags sein.')
    await approve('Der Bus soll länger fahren.')
    await inTown(instance, town, async db => {
      await putTranslationSetup(db, dialogue, { language: 'de', showsUnreviewed: true })
      const put = (item: string, text: string, of: string, origin: 'person' | 'machine') =>
        putTranslation(
          db,
          dialogue.id,
          { item, language: 'uk', text, origin, state: 'draft', of: { text: of, language: 'de' } },
          new Date(),
        )
      await put('1', 'Ринок у суботу.', 'Der Markt soll samstags sein.', 'machine')
      await put('2', 'ЧЕРНЕТКА', 'Der Bus soll länger fahren.', 'person')
    })
    await at('2026-10-08T08:00:00Z')
    const [digest] = await digests()
    for (const mail of [digest?.text, digest?.html]) {
      expect(mail).toMatch(/Ринок у суботу\. \([^)]{10,}\)/)
      expect(mail).toContain('Der Bus soll länger fahren.')
      expect(mail).not.toContain('ЧЕРНЕТКА')
    }
    expect(digest?.html).toMatch(/<li lang="uk" dir="ltr">[^<]*Ринок/)
    expect(digest?.html).toMatch(/<li lang="de" dir="ltr">[^<]*Der Bus/)
  })

  test('gets one digest a week at most, however often the work is repeated', async () => {
    await confirm()
    await at('2026-10-06T08:00:00Z')
    await approve('Der Markt soll samstags sein.')
    await at('2026-10-07T08:00:00Z')
    expect(await digests()).toEqual([]) // Wednesday
    await Promise.all([at('2026-10-08T08:00:00Z'), at('2026-10-08T08:00:00Z')])
    await at('2026-10-09T08:00:00Z')
    const [digest, ...more] = await digests()
    expect(more).toEqual([])
    expect(digest).toMatchObject({ to: 'eva@example.org', subject: 'Neues aus dem Dialog in Musterstadt' })
    expect(digest?.text).toContain('Der Markt soll samstags sein.')
    expect(digest?.html).toContain('Der Markt soll samstags sein.')
    await at('2026-10-15T08:00:00Z')
    expect(await digests()).toHaveLength(1) // nothing new since
    await approve('Der Bus soll länger fahren.')
    await at('2026-10-22T08:00:00Z')
    const second = (await digests())[1]
    expect(second?.text).toContain('Der Bus soll länger fahren.')
    expect(second?.text).not.toContain('samstags')
  })

  test('is told when the dialogue ends, and never what was rejected', async () => {
    await confirm()
    await at('2026-10-06T08:00:00Z')
    const coordinator = await instance.staff(town, 'coordinator')
    await coordinator.submit(desk, `${desk}/phase`, { phase: 'closed' })
    await inTown(instance, town, db =>
      insertStatements(db, dialogue.id, [
        { text: 'Eine Beleidigung.', language: 'de', origin: 'resident', state: 'rejected', submittedOn: '2026-10-06' },
      ]),
    )
    await at('2026-10-08T08:00:00Z')
    const [digest] = await digests()
    expect(digest?.text).toContain('Die Abstimmung ist beendet.')
    expect(digest?.text).not.toContain('Beleidigung')
  })

  test('ends it with one click of the mail program, and the address is gone', async () => {
    await confirm()
    await at('2026-10-06T08:00:00Z')
    await approve('Der Markt soll samstags sein.')
    await at('2026-10-08T08:00:00Z')
    const { pathname } = new URL((await digests())[0]?.unsubscribe ?? '')
    const answered = await instance.app.request(pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(answered.status).toBe(200)
    expect(await subscribers()).toEqual([])
  })

  test('is not asked again and again: one mail a day, whoever types the address', async () => {
    for (let i = 0; i < 5; i++) await ask()
    expect(await mails()).toHaveLength(1)
    instance.clock.now = new Date('2026-10-06T11:00:00Z')
    await ask()
    expect(await mails()).toHaveLength(2)
  })

  test('is forgotten after a week without confirmation', async () => {
    await ask()
    await at('2026-10-13T10:00:01Z')
    expect(await subscribers()).toEqual([])
  })

  test('sees the same answer whether the address was known or not', async () => {
    await confirm()
    const known = await (await ask()).text()
    expect(await (await ask('neu@example.org')).text()).toBe(known)
  })

  test.each([
    ['', 'Geben Sie Ihre E-Mail-Adresse ein.'],
    ['eva', 'Das ist keine vollständige E-Mail-Adresse.'],
    ['eva@example.org,mallory@example.org', 'Das ist keine vollständige E-Mail-Adresse.'],
  ])('is refused %j beside the field, with what was typed kept', async (email, refusal) => {
    const answered = await ask(email)
    expect(answered.status).toBe(422)
    const shown = await answered.text()
    expect(shown).toContain(refusal)
    if (email) expect(shown).toContain(`value="${email}"`)
    expect(await subscribers()).toEqual([])
  })

  test('is not opened to a link of another town or an invented one', async () => {
    await confirm()
    await instance.addTown({ slug: 'andersdorf', name: 'Andersdorf', ags: '09999002' })
    const link = linkIn((await mails())[0])
    const elsewhere = link.replace('/musterstadt/', '/andersdorf/')
    expect(await instance.visitor().page(elsewhere)).toContain('Dieser Link gilt nicht mehr')
    await instance.visitor().post(`${elsewhere}/ende`, {})
    await instance.visitor().post('/musterstadt/benachrichtigung/erfunden/ende', {})
    expect(await subscribers()).toHaveLength(1)
  })

  test('is told nothing where no mail server is set', async () => {
    await instance.close()
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, db => putDialogue(db, dialogue))
    expect(await instance.visitor().page(page)).toContain('noch kein E-Mail-Versand eingerichtet')
  })
})

test('digests are due from Thursday nine o’clock in Germany to the end of the week', () => {
  expect(dueWeek(new Date('2026-10-08T06:59:00Z'))).toBeUndefined()
  expect(dueWeek(new Date('2026-10-08T07:00:00Z'))).toBe('2026-W41')
  expect(dueWeek(new Date('2026-10-11T21:59:00Z'))).toBe('2026-W41')
  expect(dueWeek(new Date('2026-10-11T22:00:00Z'))).toBeUndefined() // Monday in Germany
  expect(dueWeek(new Date('2027-01-01T12:00:00Z'))).toBe('2026-W53')
})
