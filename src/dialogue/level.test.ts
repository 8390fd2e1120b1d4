import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, emptyDatabase, inTown, openTestInstance, type TestInstance, testTown } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import { TestProvider } from '../../test/testing/oidc-provider.ts'
import { queuedMails, type StaffBrowser } from '../../test/testing/staff.ts'
import { putMunicipality } from '../platform/municipalities/index.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { alphabet, bearsMark, codeLength, codeMarks, newCode, readCode } from './letter.code.ts'
import { putCodes } from './letter.store.ts'
import { newCodes } from './letter.ts'
import { raiseByCode, raiseByProof } from './level.actions.ts'
import { compareLevels } from './level.results.ts'
import { putLevelAsked } from './level.store.ts'
import type { Level } from './level.ts'
import { ballotPages } from './map-snapshot.store.ts'
import { insertStatements } from './statement.store.ts'
import { putSetup } from './voluntary.store.ts'
import { putVotes } from './vote.store.ts'

const booth = '/musterstadt/dialog/zusammenleben'
const way = `${booth}/zugang`
const desk = '/musterstadt/verwaltung/dialoge/zusammenleben/zugang'
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
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
const seed = (text: string) => ({ text, language: 'de', origin: 'seed' as const, state: 'approved' as const, submittedOn: '2026-09-30' })

describe('a dialogue that asks who is there', () => {
  let instance: TestInstance
  let town: Municipality
  let coordinator: StaffBrowser

  beforeEach(async () => {
    instance = await openTestInstance({ LEITBILD_SMTP: 'smtp://localhost:25', LEITBILD_MAIL_FROM: 'dialog@musterstadt.example' })
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      await insertStatements(db, dialogue.id, ['Mehr Bänke.', 'Busse am Abend.'].map(seed))
    })
    coordinator = await instance.staff(town, 'coordinator')
  })
  afterEach(() => instance.close())

  const ask = (level: Level) => coordinator.submit(desk, desk, { level })
  const vote = async (browser: Browser, answer = 'agree') => browser.submit(booth, `${booth}/stimme`, { answer })
  const rows = (table: 'vote' | 'voice' | 'voice_proof' | 'letter_code' | 'voluntary_answer') =>
    inTown(instance, town, db => db.selectFrom(table).selectAll().where('municipality_id', '=', town.id).execute()) as Promise<
      Record<string, unknown>[]
    >
  const codes = async (count: number) => {
    const { csrf } = hiddenFields(await coordinator.page(desk), `${desk}/briefe`)
    const answered = await coordinator.post(`${desk}/briefe`, { csrf: csrf ?? '', count: String(count), as: 'csv' })
    return (await answered.text())
      .trim()
      .split('\r\n')
      .slice(1)
      .map(line => line.split(',')[0] ?? '')
  }
  const enter = (browser: Browser, code: string) => browser.submit(way, way, { code })
  const mailedLink = async (browser: Browser, email: string) => {
    await browser.submit(way, way, { email })
    const mail = (await queuedMails(instance.services)).findLast(({ to }) => to === email.toLowerCase())
    return new URL(/https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
  }
  const confirm = async (browser: Browser, email: string) => {
    const link = await mailedLink(browser, email)
    return browser.submit(link, link, {})
  }

  test('says so in plain words before the first vote, with a way there and back', async () => {
    await ask('letter')
    const page = await instance.visitor().page(booth)
    expect(page).toContain('Bitte geben Sie zuerst Ihren Code ein')
    expect(page).toContain(`href="${way}"`)
    expect(page).not.toContain('name="answer"')
    expect(await instance.visitor().page(way)).toContain(`href="${booth}"`)
  })

  test('counts no vote without it, whatever is posted', async () => {
    const browser = instance.visitor()
    const fields = hiddenFields(await browser.page(booth), `${booth}/stimme`)
    await ask('letter')
    const answered = await browser.post(`${booth}/stimme`, { ...fields, answer: 'agree' })
    expect(answered.status).toBe(422)
    expect(await rows('vote')).toEqual([])
  })

  describe('by letter', () => {
    test('lets whoever has a code vote, however it is typed', async () => {
      await ask('letter')
      const [code = ''] = await codes(1)
      const browser = instance.visitor()
      expect((await enter(browser, ` ${code.toLowerCase().replaceAll('-', ' ')}`)).status).toBe(303)
      expect((await vote(browser)).status).toBe(303)
      expect(await rows('voice')).toMatchObject([{ level: 'letter' }])
      expect(await rows('vote')).toHaveLength(1)
    })

    test('refuses used, unknown and mistyped codes by name', async () => {
      await ask('letter')
      const [code = ''] = await codes(1)
      await enter(instance.visitor(), code)
      const said = async (typed: string) => (await enter(instance.visitor(), typed)).text()
      expect(await said(code)).toContain('Dieser Code ist schon eingelöst')
      expect(await said(newCode())).toContain('Diesen Code gibt es für diesen Dialog nicht')
      expect(await said(code.replace(/^./, letter => (letter === '2' ? '3' : '2')))).toContain('Da stimmt ein Zeichen nicht')
      expect(await said('')).toContain('Geben Sie den Code aus Ihrem Brief ein')
      expect(await rows('voice')).toHaveLength(1)
    })

    test('of two who enter one code at once, one gets in', async () => {
      await ask('letter')
      const [code = ''] = await codes(1)
      const answers = await Promise.all([enter(instance.visitor(), code), enter(instance.visitor(), code)])
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    })

    test('keeps hashes alone, and nothing that ties a code to a voice', async () => {
      await ask('letter')
      const made = await codes(3)
      await enter(instance.visitor(), made[1] ?? '')
      const stored = await rows('letter_code')
      expect(Object.keys(stored[0] ?? {}).sort()).toEqual(['code_hash', 'dialogue_id', 'municipality_id'])
      for (const code of made) expect(JSON.stringify(stored)).not.toContain(code.replaceAll('-', ''))
      expect(await coordinator.page(desk)).toContain('3 Codes erzeugt, davon 1 eingelöst')
    })

    test('prints a letter a page, with code and address, once', async () => {
      const { csrf } = hiddenFields(await coordinator.page(desk), `${desk}/briefe`)
      const page = await (await coordinator.post(`${desk}/briefe`, { csrf: csrf ?? '', count: '2', as: 'letters' })).text()
      expect(page.match(/class="code-letter"/g)).toHaveLength(2)
      expect(page).toContain(`http://localhost:3000${way}`)
      const [code] = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(page) ?? []
      expect(readCode(code ?? '')).toBeDefined()
      expect(await coordinator.page(desk)).not.toContain(code)
    })

    test('refuses guessing: too many attempts of one network are put off', async () => {
      await ask('letter')
      const browser = instance.visitor()
      for (let attempt = 0; attempt < 30; attempt++) await enter(browser, newCode())
      expect((await enter(browser, newCode())).status).toBe(429)
    })

    test('gives each of two people at one browser a voice of their own, and shows neither the other’s votes', async () => {
      await ask('letter')
      const [first = '', second = ''] = await codes(2)
      const browser = instance.visitor()
      await enter(browser, first)
      await vote(browser)
      await enter(browser, second)
      expect(await browser.page(`${booth}/meine-stimmen`)).not.toContain('Mehr Bänke.')
      await vote(browser)
      expect(await rows('vote')).toHaveLength(2)
    })
  })

  describe('by e-mail', () => {
    test('mails a link, keeps a hash, and counts one voice', async () => {
      await ask('email')
      const browser = instance.visitor()
      expect((await confirm(browser, 'eva@example.org')).status).toBe(303)
      await vote(browser)
      expect(await rows('vote')).toHaveLength(1)
      const stored = JSON.stringify([await rows('voice_proof'), await rows('voice'), await rows('vote')])
      expect(stored).not.toContain('eva')
      expect(instance.log.join('')).not.toContain('eva')
    })

    test('is not confirmed by a program that opens the link', async () => {
      await ask('email')
      const browser = instance.visitor()
      expect(await browser.page(await mailedLink(browser, 'eva@example.org'))).toContain('Sie können jetzt abstimmen')
      expect(await rows('voice')).toEqual([])
    })

    test('keeps what this browser has said before', async () => {
      const browser = instance.visitor()
      await vote(browser)
      await ask('email')
      await confirm(browser, 'eva@example.org')
      await vote(browser, 'disagree')
      const votes = await rows('vote')
      expect(votes).toHaveLength(2)
      expect(new Set(votes.map(vote => vote.participant_id)).size).toBe(1)
    })

    test('asks before the voice moves to another browser; there it begins anew, and the old one has none', async () => {
      await ask('email')
      const [phone, laptop] = [instance.visitor(), instance.visitor()]
      await confirm(phone, 'eva@example.org')
      await vote(phone)
      const link = await mailedLink(laptop, 'eva@example.org')
      const asked = await laptop.submit(link, link, {})
      expect(asked.status).toBe(409)
      const page = await asked.text()
      expect(page).toContain('Sie haben schon in einem anderen Browser abgestimmt')
      expect(page).not.toContain('Mehr Bänke.')
      expect(await rows('vote')).toHaveLength(1)
      expect((await laptop.post(link, { umziehen: 'ja' })).status).toBe(303)
      expect(await rows('vote')).toEqual([])
      expect(await laptop.page(`${booth}/meine-stimmen`)).not.toContain('Mehr Bänke.')
      await vote(laptop, 'disagree')
      expect(await phone.page(booth)).toContain('Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse')
      expect(await rows('vote')).toMatchObject([{ answer: -1 }])
    })

    test('what somebody said of themselves does not stay behind when their voice moves, and nothing tells whose it was', async () => {
      await inTown(instance, town, db => putSetup(db, dialogue.id, { questions: ['age'], parts: [] }))
      await ask('email')
      const [phone, laptop, other] = [instance.visitor(), instance.visitor(), instance.visitor()]
      const about = `${booth}/ueber-mich`
      for (const [browser, email, age] of [
        [phone, 'eva@example.org', '18-29'],
        [other, 'ole@example.org', '60-74'],
      ] as const) {
        await confirm(browser, email)
        await vote(browser)
        await browser.submit(about, about, { age })
      }
      const link = await mailedLink(laptop, 'eva@example.org')
      await laptop.post(link, { umziehen: 'ja' })
      expect(await rows('voluntary_answer')).toMatchObject([{ category: '60-74' }])
      await vote(laptop)
      await laptop.submit(about, about, { age: '30-44' })
      const stored = await rows('voluntary_answer')
      expect(stored.map(({ category }) => category).sort()).toEqual(['30-44', '60-74'])
      const ids = (await rows('voice')).map(({ participant_id }) => participant_id)
      for (const { pseudonym } of stored) expect(ids).not.toContain(pseudonym)
    })

    test('is one address in whatever letters', async () => {
      await ask('email')
      await confirm(instance.visitor(), 'Eva@Example.org')
      const elsewhere = instance.visitor()
      const again = await mailedLink(elsewhere, 'eva@example.org')
      expect((await elsewhere.submit(again, again, {})).status).toBe(409)
      expect(await rows('voice_proof')).toHaveLength(1)
    })

    test('forgetting with votes lets the address begin anew; leaving the votes ends its voice', async () => {
      await ask('email')
      const forget = (browser: Browser, votes: string) =>
        browser.submit(`${booth}/meine-stimmen`, `${booth}/meine-stimmen/vergessen`, { votes })
      const first = instance.visitor()
      await confirm(first, 'eva@example.org')
      await vote(first)
      await forget(first, 'go')
      expect(await rows('voice_proof')).toEqual([])
      const second = instance.visitor()
      await confirm(second, 'eva@example.org')
      await vote(second)
      await forget(second, 'stay')
      expect(await rows('voice')).toMatchObject([{ level: 'email' }])
      const third = await confirm(instance.visitor(), 'eva@example.org')
      expect(third.status).toBe(422)
      expect(await third.text()).toContain('schon abgestimmt worden')
      expect(await rows('vote')).toHaveLength(1)
    })

    test('an old link and an invented one open nothing', async () => {
      await ask('email')
      const browser = instance.visitor()
      const link = await mailedLink(browser, 'eva@example.org')
      expect((await browser.get(`${way}/adresse/erfunden`)).status).toBe(410)
      instance.clock.now = new Date(instance.clock.now.getTime() + 24 * 3600_000)
      expect((await browser.get(link)).status).toBe(410)
      expect((await browser.post(link, {})).status).toBe(410)
    })

    test('nobody’s mailbox is filled: three mails an hour and address', async () => {
      await ask('email')
      for (let i = 0; i < 5; i++) await instance.visitor().submit(way, way, { email: 'eva@example.org' })
      expect(await queuedMails(instance.services)).toHaveLength(3)
    })
  })

  describe('by account', () => {
    let provider: TestProvider
    beforeEach(async () => {
      provider = await TestProvider.open('http://localhost:3000/musterstadt/anmelden/konto/rueckkehr')
      provider.claims = { email: 'eva@example.org', email_verified: true }
      const page = '/musterstadt/verwaltung/konten'
      await coordinator.submit(page, page, {
        label: 'BundID',
        issuer: provider.issuer,
        clientId: 'leitbild',
        clientSecret: 'geheim-genug',
        scopes: 'openid email',
        subjectClaim: 'sub',
        emailClaim: 'email',
        verifiedClaim: 'email_verified',
        forParticipants: 'yes',
      })
      await ask('oidc')
    })
    afterEach(() => provider.stop())

    const show = async (browser: Browser, account: string) => {
      provider.account = account
      const href = /href="([^"]*anmelden\/konto[^"]*)"/.exec(await browser.page(way))?.[1]?.replaceAll('&amp;', '&') ?? ''
      const begun = await browser.get(href)
      const back = await provider.visit(begun.headers.get('location') ?? '')
      const landed = await browser.get(back.replace('http://localhost:3000', ''))
      return landed.headers.get('location') ?? ''
    }

    test('leads to the provider and back, and counts one voice per account', async () => {
      const browser = instance.visitor()
      const landed = await show(browser, 'account-eva')
      expect(landed).toBe(`${way}/konto`)
      expect((await browser.submit(landed, landed, {})).status).toBe(303)
      expect((await vote(browser)).status).toBe(303)
      const other = instance.visitor()
      expect((await other.submit(await show(other, 'account-eva'), `${way}/konto`, {})).status).toBe(409)
      expect(await rows('voice')).toMatchObject([{ level: 'oidc' }])
    })

    test('stores a keyed hash and neither name, address nor account', async () => {
      const browser = instance.visitor()
      await browser.submit(await show(browser, 'account-eva'), `${way}/konto`, {})
      const stored = JSON.stringify([await rows('voice_proof'), await rows('voice')]) + instance.log.join('')
      for (const secret of ['account-eva', 'eva@example.org', provider.issuer]) expect(stored).not.toContain(secret)
    })

    test('whoever cancels at the provider is told so, and can come again', async () => {
      const browser = instance.visitor()
      provider.refuses = true
      const landed = await show(browser, 'account-eva')
      const onward = await browser.get(landed)
      expect(await browser.page(onward.headers.get('location') ?? '')).toContain('Sie haben die Anmeldung abgebrochen')
      expect((await browser.post(`${way}/konto`, {})).status).toBe(410)
    })

    test('an account shown to participants opens no desk', async () => {
      const browser = instance.visitor()
      await browser.submit(await show(browser, 'account-eva'), `${way}/konto`, {})
      expect((await browser.get('/musterstadt/verwaltung')).headers.get('location')).toMatch(/^\/anmelden/)
    })
  })
})

describe('however people raise their levels', () => {
  const town = testTown()
  type Deed = { browser: number; person: number; kind: 'raise' | 'vote'; statement: number; mayMove: boolean }
  const deed: fc.Arbitrary<Deed> = fc.record({
    browser: fc.nat(2),
    person: fc.nat(1),
    kind: fc.constantFrom('raise', 'vote'),
    statement: fc.nat(1),
    mayMove: fc.boolean(),
  })

  test('no person has two votes on one statement, and nobody takes over what somebody else has said', async () => {
    const database = await emptyDatabase()
    await database.writingInstance(db => putMunicipality(db, town))
    const now = new Date('2026-10-01T10:00:00Z')
    const secret = randomBytes(32)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Level>('email', 'letter'),
        fc.array(deed, { minLength: 20, maxLength: 30 }),
        async (level, deeds) => {
          const asked = { ...dialogue, id: randomUUID(), slug: `d-${randomUUID()}` }
          const given = await database.writing(town.id, async db => {
            await putDialogue(db, asked)
            await putLevelAsked(db, asked.id, level)
            await putCodes(db, asked.id, ['0', '1', '2'])
            const statements = await insertStatements(db, asked.id, ['A', 'B'].map(seed))
            const ids = await db
              .selectFrom('statement')
              .select('id')
              .where('municipality_id', '=', town.id)
              .where('dialogue_id', '=', asked.id)
              .execute()
            expect(statements).toHaveLength(2)
            const holding = new Map<number, string>() // the pseudonym in each browser
            const person = new Map<string, number>() // whose pseudonym it is
            for (const { browser, person: who, kind, statement, mayMove } of deeds) {
              const by = { participant: holding.get(browser), now }
              if (kind === 'vote') {
                const participant = by.participant ?? randomUUID()
                const [counted] = await putVotes(
                  db,
                  asked.id,
                  [{ participant, channel: 'online', statement: ids[statement]!.id, answer: 1 }],
                  now,
                )
                if (!person.has(participant)) expect(counted?.seen).toBeUndefined()
                continue
              }
              const raised =
                level === 'email'
                  ? await raiseByProof(db, asked.id, { level: 'email', hash: String(who) }, { ...by, secret, mayMove })
                  : await raiseByCode(db, asked.id, { hash: String(who), isOurs: true }, by)
              if (!('participant' in raised)) continue
              expect(person.get(raised.participant) ?? who).toBe(who)
              for (const [left, whose] of person) if (whose === who) person.delete(left) // the voice has moved
              holding.set(browser, raised.participant)
              person.set(raised.participant, who)
            }
            const votes = await db
              .selectFrom('vote')
              .select(['participant_id', 'statement_id'])
              .where('municipality_id', '=', town.id)
              .where('dialogue_id', '=', asked.id)
              .execute()
            const ballots = votes.map(vote => `${person.get(vote.participant_id)} ${vote.statement_id}`)
            expect(new Set(ballots).size).toBe(ballots.length)
            return votes.length
          })
          const pages = await Array.fromAsync(ballotPages(database, town.id, asked.id, [1, 2]))
          expect(pages.flat().reduce((sum, { answers }) => sum + answers.length, 0)).toBe(given)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('levels side by side', () => {
  const people = [
    { level: 'letter' as const, people: 6 },
    { level: 'anonymous' as const, people: 9 },
  ]
  const tally = (level: Level, statement: number, agree: number, disagree: number) => ({ level, statement, agree, pass: 1, disagree })
  const tallies = [tally('anonymous', 1, 4, 4), tally('letter', 1, 5, 0), tally('anonymous', 2, 4, 4), tally('letter', 2, 2, 2)]

  test('show the share who agree in each, in the order of levels', () => {
    expect(compareLevels(people, tallies, 5)).toEqual({ levels: [people[1], people[0]], rows: [{ statement: 1, agreements: [0.5, 1] }] })
  })
  test('are not shown at all where one is too small: it would follow from the others', () => {
    expect(compareLevels([...people, { level: 'oidc', people: 4 }], tallies, 5)).toBeUndefined()
    expect(compareLevels(people.slice(1), tallies, 5)).toBeUndefined()
  })
})

describe('a code', () => {
  test('is read as typed, and every wrong or swapped character is noticed', () => {
    fc.assert(
      fc.property(fc.constant(null).map(newCode), fc.nat(codeLength - 1), fc.constantFrom(...alphabet), (code, place, letter) => {
        const plain = code.replaceAll('-', '')
        expect(readCode(code)).toBe(plain)
        const wrong = plain.slice(0, place) + letter + plain.slice(place + 1)
        expect(readCode(wrong)).toBe(wrong === plain ? plain : undefined)
        const swapped = plain.slice(0, place) + (plain[place + 1] ?? '') + plain[place] + plain.slice(place + 2)
        expect(readCode(swapped)).toBe(swapped === plain ? plain : undefined)
      }),
    )
  })
  test('is known as ours by its mark, in its own dialogue and under our key alone', () => {
    const mark = codeMarks(Buffer.alloc(32, 1), 'd')
    for (const typed of newCodes(200, mark)) {
      const code = readCode(typed) ?? ''
      const others = [codeMarks(Buffer.alloc(32, 2), 'd'), codeMarks(Buffer.alloc(32, 1), 'e')]
      expect([bearsMark(code, mark), ...others.map(other => bearsMark(code, other))]).toEqual([true, false, false])
    }
  })
  test('has no characters that look alike, and none comes twice', () => {
    expect(alphabet).not.toMatch(/[01IOU]/)
    expect(new Set(newCodes(2000, codeMarks(Buffer.alloc(32), 'd'))).size).toBe(2000)
  })
})
