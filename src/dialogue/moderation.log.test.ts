import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTown } from '#testing'
import { type ModeratedTown, moderatedDesk, moderatedDialogue, openModeratedTown } from '../../test/testing/moderated-town.ts'
import { queuedMails, type StaffBrowser } from '../../test/testing/staff.ts'
import { type AppealCount, logOf } from './moderation.log.ts'
import { dueAt, overdueDay } from './moderation.policy.ts'

const log = `${moderatedDialogue}/moderation`

describe('the counts of the log', () => {
  const appeals = (month: string, granted: number, open: number): AppealCount[] => [
    { month, state: 'granted', isSamePerson: false, count: granted },
    { month, state: 'open', isSamePerson: false, count: open },
  ]

  test('what few people did is not told, nor what became of it; none at all is', () => {
    const [later, earlier] = logOf([], [...appeals('2026-09', 1, 3), ...appeals('2026-10', 1, 4)], [])
    expect(earlier).toMatchObject({ month: '2026-09', appeals: { received: 'few', granted: 'few', refused: 'few', samePerson: 'few' } })
    expect(later).toMatchObject({ month: '2026-10', appeals: { received: 5, granted: 1, refused: 0 }, reports: { received: 0 } })
  })

  test('what the town did is told exactly', () => {
    const [month] = logOf([{ month: '2026-10', verdict: 'rejected', reason: 'unclear', count: 1 }], [], [])
    expect(month).toMatchObject({ rejected: 1, reasons: [{ reason: 'unclear', count: 1 }] })
  })
})

describe('the promise', () => {
  test('counts from the end of the day in Germany, in summer and in winter', () => {
    expect(dueAt('2026-07-01', { promisedHours: 24 })).toEqual(new Date('2026-07-02T22:00:00Z'))
    expect(dueAt('2026-11-01', { promisedHours: 48 })).toEqual(new Date('2026-11-03T23:00:00Z'))
  })

  test.each(['2026-10-24T21:59:59Z', '2026-10-24T22:00:00Z', '2026-10-25T23:30:00Z', '2026-10-27T11:00:00Z'])(
    'a day is overdue as soon as its time is over, and not before: %s',
    moment => {
      const now = new Date(moment)
      for (const day of ['2026-10-20', '2026-10-21', '2026-10-22', '2026-10-23', '2026-10-24', '2026-10-25'])
        expect([day, day <= overdueDay({ promisedHours: 48 }, now)]).toEqual([day, dueAt(day, { promisedHours: 48 }) <= now])
    },
  )
})

describe('rules and log of moderation', () => {
  let open: ModeratedTown
  let coordinator: StaffBrowser
  beforeEach(async () => {
    open = await openModeratedTown()
    coordinator = (await open.instance.staff(open.town, 'coordinator', { email: 'eva@musterstadt.example' })) as StaffBrowser
  })
  afterEach(() => open.instance.close())

  const rules = `${moderatedDesk}/regeln`
  const change = (fields: Record<string, string>, by = coordinator) =>
    by.post(rules, { csrf: by.csrf, text: '', promisedHours: '48', ...fields })
  const reject = async (text: string, reason: string) => open.decide(await open.propose(text), 'rejected', { reason })

  test('the rules name every reason with its code, in the languages of the pages', async () => {
    const visitor = open.instance.visitor()
    const shown = await visitor.page(`${moderatedDialogue}/regeln`)
    for (const code of ['M1', 'M2', 'M3', 'M4', 'M5', 'M6']) expect(shown).toContain(`<strong>${code}</strong>`)
    expect(shown).toContain('spätestens 48 Stunden nach dem Ende des Tages')
    expect(shown).toContain('Abgelehnte Texte veröffentlichen wir nicht.')
    const english = await (await visitor.get(`${moderatedDialogue}/regeln`, { 'accept-language': 'en' })).text()
    expect(english).toContain('Recognisable person')
  })

  test('a coordinator adapts them, a moderator does not; a foreign reader hears in which language they are written', async () => {
    expect((await change({ text: 'Wir sind eine **kleine** Stadt.', promisedHours: '24' })).status).toBe(303)
    expect((await change({ text: 'Anders.' }, open.mia)).status).toBe(403)
    expect((await change({ promisedHours: '0' })).status).toBe(422)
    expect((await change({ promisedHours: '337' })).status).toBe(422)
    const visitor = open.instance.visitor()
    expect(await visitor.page(`${moderatedDialogue}/regeln`)).toContain('<strong>kleine</strong>')
    const arabic = await (await visitor.get(`${moderatedDialogue}/regeln`, { 'accept-language': 'en' })).text()
    expect(arabic).toMatch(/lang="de"[^>]*dir="ltr"[\s\S]*kleine/)
  })

  test('the log counts decisions and reasons by month, also those taken back, and is there as a table', async () => {
    await reject('Kurze Wege.', 'unclear')
    await open.decide(await open.propose('Der Markt soll samstags sein.'), 'approved')
    await open.decide(2, 'pending', { seen: 'approved' })
    open.daysLater(31)
    const number = await open.propose('Kauft bei Meier.')
    await open.decide(number, 'rejected', { reason: 'off-topic' }, await open.second())
    const shown = await open.instance.visitor().page(log)
    expect(shown).toContain('Oktober 2026')
    expect(shown).toContain('November 2026')
    expect(shown).toContain('M5 Nicht klar')
    const table = await open.instance.visitor().get(`${log}/tabelle.csv`)
    expect(table.headers.get('content-type')).toContain('text/csv')
    const lines = (await table.text()).split('\r\n')
    expect(lines).toContain('2026-10,decision,approved,1')
    expect(lines).toContain('2026-10,decision,reopened,1')
    expect(lines).toContain('2026-10,rejection,M5 unclear,1')
    expect(lines).toContain('2026-11,rejection,M3 off-topic,1')
  })

  test('a single report is not counted in public', async () => {
    await open.decide(await open.propose('Der Markt soll samstags sein.'), 'approved')
    await open.instance
      .visitor()
      .post(`${moderatedDialogue}/aussage/1/meldung`, { ground: 'law', text: 'Verstoß gegen die Marktordnung.', inGoodFaith: 'yes' })
    const shown = await open.instance.visitor().page(log)
    expect(shown).toContain('weniger als 5')
    expect(shown).not.toContain('Marktordnung')
    expect(await open.instance.visitor().page(`${log}/tabelle.csv`)).toContain('2026-10,report,received,<5')
  })

  test('a rejected text is public only if the rules say so, only from then on, and never if it hurts or exposes somebody', async () => {
    await reject('Vor den neuen Regeln.', 'unclear')
    expect(await open.instance.visitor().page(log)).not.toContain('Vor den neuen Regeln.')
    open.daysLater(1)
    await change({ publishesRejected: 'yes' })
    await reject('Nach den neuen Regeln.', 'unclear')
    await reject('Meier ist ein Depp.', 'insult')
    await reject('Frau M. aus der Gartenstraße.', 'personal-data')
    await reject('Ein Aufruf.', 'unlawful')
    const visitor = open.instance.visitor()
    const shown = await visitor.page(log)
    expect(shown).toContain('Nach den neuen Regeln.')
    for (const page of [log, `${log}/tabelle.csv`, `${moderatedDialogue}/regeln`, moderatedDialogue, `${moderatedDialogue}/ergebnis`])
      for (const text of ['Vor den neuen', 'Depp', 'Gartenstraße', 'Ein Aufruf'])
        expect(await visitor.page(page), `${page}: ${text}`).not.toContain(text)
    await change({})
    expect(await visitor.page(log)).not.toContain('Nach den neuen Regeln.')
  })

  test('dialogue, results and form lead to both', async () => {
    for (const page of [moderatedDialogue, `${moderatedDialogue}/aussage`]) {
      const shown = await open.instance.visitor().page(page)
      expect(shown).toContain(`href="${log}"`)
      expect(shown).toContain(`href="${moderatedDialogue}/regeln"`)
    }
  })

  test('a sign of coordinated votes is named on the page of moderation', async () => {
    await inTown(open.instance, open.town, db =>
      db
        .insertInto('quarantine')
        .values({
          municipality_id: open.town.id,
          id: crypto.randomUUID(),
          dialogue_id: open.dialogue.id,
          number: 1,
          raised_at: open.instance.clock.now,
          pseudonyms: 40,
          networks: 2,
          equal_share: 1,
          usual_share: null,
        })
        .execute(),
    )
    const shown = await open.mia.page(`${moderatedDesk}/moderation`)
    expect(shown).toContain('Es gibt einen Hinweis auf abgesprochene Stimmen.')
    expect(shown).toContain(`href="${moderatedDesk}/auffaellige-stimmen"`)
  })

  describe('what waits too long', () => {
    const mailed = async () => (await queuedMails(open.instance.services)).map(({ to }) => to)

    test('is marked on the desk and mailed to all who moderate, once a day however often the work is repeated', async () => {
      await open.propose('Der Markt soll samstags sein.')
      open.daysLater(2)
      await open.instance.app.maintain()
      expect(await mailed()).toEqual([])
      expect(await open.mia.page(`${moderatedDesk}/moderation`)).not.toContain('Wartet zu lange')
      open.daysLater(1)
      await Promise.all([open.instance.app.maintain(), open.instance.app.maintain()])
      await open.instance.app.maintain()
      expect((await mailed()).sort()).toEqual(['eva@musterstadt.example', 'mia@musterstadt.example'])
      const [mail] = await queuedMails(open.instance.services)
      expect(mail?.text).toContain('eine überfällige Entscheidung')
      expect(mail?.text).toContain('/verwaltung/dialoge/zusammenleben/moderation')
      expect(mail?.text).not.toContain('Der Markt soll')
      expect(await open.mia.page(`${moderatedDesk}/moderation`)).toContain('Wartet zu lange')
      open.daysLater(1)
      await open.instance.app.maintain()
      expect(await mailed()).toHaveLength(4)
    })

    test('is nobody’s business at night, and over once it is decided', async () => {
      const number = await open.propose('Der Markt soll samstags sein.')
      open.instance.clock.now = new Date('2026-10-08T03:00:00Z')
      await open.instance.app.maintain()
      expect(await mailed()).toEqual([])
      await open.decide(number, 'approved')
      open.instance.clock.now = new Date('2026-10-08T10:00:00Z')
      await open.instance.app.maintain()
      expect(await mailed()).toEqual([])
    })
  })

  describe('a statement that staff entered for somebody', () => {
    const enter = (enteredFor: string, enteredForName = '') =>
      coordinator.post(`${moderatedDesk}/aussagen`, {
        csrf: coordinator.csrf,
        seeds: 'Mehr Bänke am Fluss.',
        language: 'de',
        enteredFor,
        enteredForName,
      })

    test('says so where it is voted on and in what others build on', async () => {
      expect((await enter('council', 'Integrationsrat')).status).toBe(303)
      const visitor = open.instance.visitor()
      expect(await visitor.page(moderatedDialogue)).toContain('Von einem Beirat: Integrationsrat')
      expect(await visitor.page('/api/v1/municipalities/musterstadt/dialogues/zusammenleben/statements')).toContain(
        '"enteredFor":"council","enteredForName":"Integrationsrat"',
      )
    })

    test('says that it is the town’s own where it is, with no name', async () => {
      await enter('town', 'Bürgermeisterin Beispiel')
      const shown = await open.instance.visitor().page(moderatedDialogue)
      expect(shown).toContain('Von der Kommune')
      expect(shown).not.toContain('Beispiel')
    })

    test('is not taken without saying whose it is', async () => {
      expect((await enter('')).status).toBe(422)
      expect((await enter('paper')).status).toBe(422)
      expect((await enter('association', 'x'.repeat(81))).status).toBe(422)
      expect(await open.instance.visitor().page(moderatedDialogue)).not.toContain('Mehr Bänke')
    })

    test('of a resident says nothing of whom it is from', async () => {
      await open.decide(await open.propose('Der Markt soll samstags sein.'), 'approved')
      const shown = await open.instance.visitor().page(moderatedDialogue)
      expect(shown).toContain('Der Markt soll samstags sein.')
      expect(shown).not.toContain('Von einem')
    })
  })
})
