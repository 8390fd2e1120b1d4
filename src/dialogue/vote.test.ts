import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import { BallotBox } from './ballot-box.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { insertStatements } from './statement.store.ts'
import { agreement } from './vote.ts'

test('passing does not dilute agreement', () => {
  expect(agreement({ agree: 3, disagree: 2, pass: 40 }, 5)).toBe(0.6)
})

test('below the fewest sides there is no agreement to tell', () => {
  expect(agreement({ agree: 2, disagree: 2, pass: 9 }, 5)).toBeUndefined()
})

describe('the ballot box', () => {
  const ballot = { participant: randomUUID(), channel: 'online', statement: randomUUID(), answer: 1 } as const
  /** A database that throws back so many transactions; of the others every ballot counts. */
  const failing = (times: number) => {
    let begun = 0
    const writing = async () => {
      if (++begun <= times) throw new Error('Connection terminated unexpectedly')
      return [{ ballot, seen: new Map([[ballot.statement, ballot.answer]]) }]
    }
    return { writing } as unknown as Database
  }
  const boxOn = (database: Database) =>
    new BallotBox(
      database,
      () => new Date(),
      () => {},
    )

  test('counts again what the database has thrown back', async () => {
    expect(await boxOn(failing(2)).cast(randomUUID(), randomUUID(), ballot)).toEqual(new Map([[ballot.statement, ballot.answer]]))
  })

  test('says so when it stays away, and goes on afterwards', async () => {
    const box = boxOn(failing(3))
    const [town, dialogue] = [randomUUID(), randomUUID()]
    await expect(box.cast(town, dialogue, ballot)).rejects.toThrow('Connection terminated')
    expect(await box.cast(town, dialogue, ballot)).toEqual(new Map([[ballot.statement, ballot.answer]]))
  })
})

describe('in the voting booth', () => {
  let instance: TestInstance
  let town: Municipality
  const booth = '/musterstadt/dialog/zusammenleben'

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, openDialogue)
      await insertStatements(db, openDialogue.id, ['Mehr Bänke.', 'Busse am Abend.', 'Ein Fest für alle.'].map(seed))
    })
  })
  afterEach(() => instance.close())

  const votes = (of = town) => inTown(instance, of, db => db.selectFrom('vote').selectAll().where('municipality_id', '=', of.id).execute())

  test('looking sets no cookie; the first vote does, and it is HTTP-only and for this site', async () => {
    const visitor = instance.visitor()
    expect((await visitor.get(booth)).headers.getSetCookie()).toEqual([])
    const answered = await visitor.submit(booth, `${booth}/stimme`, { answer: 'agree' })
    expect(answered.status).toBe(303)
    expect(answered.headers.getSetCookie()[0]).toMatch(/^teilnahme-musterstadt=.*HttpOnly.*SameSite=Lax/i)
    expect(await votes()).toMatchObject([{ answer: 1, cast_on: '2026-10-01' }])
  })

  test('a later answer replaces the earlier one', async () => {
    const visitor = instance.visitor()
    const fields = hiddenFields(await visitor.page(booth), `${booth}/stimme`)
    await visitor.post(`${booth}/stimme`, { ...fields, answer: 'agree' })
    await visitor.post(`${booth}/stimme`, { ...fields, answer: 'disagree' })
    expect(await votes()).toMatchObject([{ answer: -1 }])
  })

  test('two first votes at once are one person’s', async () => {
    const visitor = instance.visitor()
    const fields = hiddenFields(await visitor.page(booth), `${booth}/stimme`)
    await Promise.all([1, 2, 3].map(() => visitor.post(`${booth}/stimme`, { ...fields, answer: 'agree' })))
    expect(await votes()).toHaveLength(1)
  })

  test('thirty-two newcomers at once all get in, each as a participant of their own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 32 }, async () => instance.visitor().submit(booth, `${booth}/stimme`, { answer: 'pass' })),
    )
    expect(answers.map(answer => answer.status)).toEqual(Array(32).fill(303))
    expect(new Set((await votes()).map(vote => vote.participant_id)).size).toBe(32)
  })

  test('no statement comes twice, and the end is honest', async () => {
    const visitor = instance.visitor()
    for (let i = 0; i < 3; i++) await visitor.submit(booth, `${booth}/stimme`, { answer: 'agree' })
    expect(await visitor.page(booth)).toContain('Das waren alle Aussagen')
    expect(new Set((await votes()).map(vote => vote.statement_id)).size).toBe(3)
  })

  test('with a script the answer carries the next statement', async () => {
    const visitor = instance.visitor()
    const fields = hiddenFields(await visitor.page(booth), `${booth}/stimme`)
    const answered = await visitor.post(`${booth}/stimme`, { ...fields, answer: 'agree' }, { 'x-fragment': 'booth' })
    const next = await answered.text()
    expect(answered.status).toBe(200)
    expect(next).not.toContain('<html')
    expect(hiddenFields(next, `${booth}/stimme`).statement).not.toBe(fields.statement)
    expect(next).toContain('1 von 3 Aussagen beantwortet')
  })

  test('the last vote can be taken back', async () => {
    const visitor = instance.visitor()
    const answered = await visitor.submit(booth, `${booth}/stimme`, { answer: 'agree' })
    const after = answered.headers.get('location') ?? ''
    const undone = await visitor.submit(after, `${booth}/stimme/zuruecknehmen`, {})
    expect(undone.headers.get('location')).toMatch(/aussage=\d$/)
    expect(await votes()).toEqual([])
  })

  test('one’s own votes can be seen and changed later, nobody else’s', async () => {
    const [visitor, other] = [instance.visitor(), instance.visitor()]
    await visitor.submit(booth, `${booth}/stimme`, { answer: 'disagree' })
    expect(await visitor.page(`${booth}/meine-stimmen`)).toContain('Ablehnung')
    expect(await other.page(`${booth}/meine-stimmen`)).toContain('Sie haben noch nicht abgestimmt')
  })

  test('forgetting me can leave my votes without a link, or take them along', async () => {
    for (const [wish, left] of [
      ['stay', 1],
      ['go', 0],
    ] as const) {
      const visitor = instance.visitor()
      await visitor.submit(booth, `${booth}/stimme`, { answer: 'agree' })
      const before = new Set((await votes()).map(vote => vote.participant_id))
      await visitor.submit(`${booth}/meine-stimmen`, `${booth}/meine-stimmen/vergessen`, { votes: wish })
      const after = (await votes()).map(vote => vote.participant_id)
      expect(after).toHaveLength(1)
      expect(visitor.cookie('teilnahme-musterstadt')).toBeUndefined()
      if (left === 1) expect(before.has(after[0] ?? '')).toBe(false)
    }
  })

  test('whoever votes in one tab while forgetting in another never makes anybody’s vote fail', async () => {
    const others = Array.from({ length: 8 }, () => instance.visitor())
    for (let round = 0; round < 10; round++) {
      const visitor = instance.visitor()
      const first = hiddenFields(await visitor.page(booth), `${booth}/stimme`)
      await visitor.post(`${booth}/stimme`, { ...first, answer: 'agree' })
      const next = hiddenFields(await visitor.page(booth), `${booth}/stimme`)
      const answers = await Promise.all([
        visitor.post(`${booth}/stimme`, { ...next, answer: 'agree' }),
        visitor.post(`${booth}/meine-stimmen/vergessen`, { votes: round % 2 ? 'stay' : 'go' }),
        visitor.post(`${booth}/stimme`, { ...first, answer: 'pass' }),
        ...others.map(other => other.post(`${booth}/stimme`, { ...first, ticket: '', answer: 'disagree' })),
      ])
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
    }
  })

  test('after the end nothing counts, and the page says so', async () => {
    const visitor = instance.visitor()
    const fields = hiddenFields(await visitor.page(booth), `${booth}/stimme`)
    instance.clock.now = new Date('2026-12-01T10:00:00Z')
    const late = await visitor.post(`${booth}/stimme`, { ...fields, answer: 'agree' })
    expect(late.status).toBe(422)
    expect(await late.text()).toContain('Die Abstimmung ist nicht offen')
    expect(await votes()).toEqual([])
  })

  test('an answer nobody offered is refused beside the statement', async () => {
    const refused = await instance.visitor().submit(booth, `${booth}/stimme`, { answer: 'maybe' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Bitte wählen Sie eine der drei Antworten')
  })

  test('a forged or foreign cookie is nobody', async () => {
    const visitor = instance.visitor({ cookie: `teilnahme-musterstadt=${randomUUID()}.forged` })
    expect(await visitor.page(`${booth}/meine-stimmen`)).toContain('Sie haben noch nicht abgestimmt')
  })

  test('a form from somebody else’s page is refused', async () => {
    const visitor = instance.visitor({ 'sec-fetch-site': 'cross-site' })
    expect((await visitor.post(`${booth}/stimme`, { answer: 'agree' })).status).toBe(403)
    expect(await votes()).toEqual([])
  })

  test('a draft is nobody’s business', async () => {
    await inTown(instance, town, db => putDialogue(db, { ...openDialogue, phase: 'draft' }))
    expect((await instance.visitor().get(booth)).status).toBe(404)
  })

  test('a vote of one town cannot be cast in another', async () => {
    const neighbour = await neighbourWithSameDialogue()
    const visitor = instance.visitor()
    const fields = hiddenFields(await visitor.page(booth), `${booth}/stimme`)
    expect((await visitor.post('/nachbarort/dialog/zusammenleben/stimme', { ...fields, answer: 'agree' })).status).toBe(422)
    expect([...(await votes()), ...(await votes(neighbour))]).toEqual([])
  })

  test('a pseudonym of one town is nobody in another, even where its cookie is renamed', async () => {
    const neighbour = await neighbourWithSameDialogue()
    const visitor = instance.visitor()
    await visitor.submit(booth, `${booth}/stimme`, { answer: 'agree' })
    visitor.setCookie('teilnahme-nachbarort', visitor.cookie('teilnahme-musterstadt') ?? '')
    const there = '/nachbarort/dialog/zusammenleben'
    expect(await visitor.page(`${there}/meine-stimmen`)).toContain('Sie haben noch nicht abgestimmt')
    await visitor.submit(there, `${there}/stimme`, { answer: 'agree' })
    expect((await votes(neighbour))[0]?.participant_id).not.toBe((await votes())[0]?.participant_id)
  })

  test('a statement of another dialogue cannot be voted on here', async () => {
    const other = { ...openDialogue, id: randomUUID(), slug: 'verkehr' }
    await inTown(instance, town, async db => {
      await putDialogue(db, other)
      await insertStatements(db, other.id, [seed('Mehr Radwege.')])
    })
    const visitor = instance.visitor()
    const { statement } = hiddenFields(await visitor.page('/musterstadt/dialog/verkehr'), '/musterstadt/dialog/verkehr/stimme')
    expect((await visitor.post(`${booth}/stimme`, { statement: statement ?? '', answer: 'agree' })).status).toBe(422)
    expect(await votes()).toEqual([])
  })

  test('votes that are left behind are linked to nothing: not from one dialogue to another, not to the day of forgetting', async () => {
    const other = { ...openDialogue, id: randomUUID(), slug: 'verkehr' }
    await inTown(instance, town, async db => {
      await putDialogue(db, other)
      await insertStatements(db, other.id, [seed('Mehr Radwege.')])
    })
    const visitor = instance.visitor()
    await visitor.submit(booth, `${booth}/stimme`, { answer: 'agree' })
    await visitor.submit('/musterstadt/dialog/verkehr', '/musterstadt/dialog/verkehr/stimme', { answer: 'agree' })
    instance.clock.now = new Date('2026-10-05T10:00:00Z')
    await visitor.submit(`${booth}/meine-stimmen`, `${booth}/meine-stimmen/vergessen`, { votes: 'stay' })
    const left = await inTown(instance, town, db =>
      db.selectFrom('participant').select(['id', 'first_seen']).where('municipality_id', '=', town.id).execute(),
    )
    expect(new Set((await votes()).map(vote => vote.participant_id))).toEqual(new Set(left.map(({ id }) => id)))
    expect(left.map(({ first_seen }) => first_seen)).toEqual(['2026-10-01', '2026-10-01'])
  })

  const neighbourWithSameDialogue = async () => {
    const neighbour = await instance.addTown({ slug: 'nachbarort', ags: '09999002' })
    await inTown(instance, neighbour, async db => {
      await putDialogue(db, openDialogue)
      await insertStatements(db, openDialogue.id, [seed('Mehr Bänke.')])
    })
    return neighbour
  }

  test('the log tells neither statement, answer nor pseudonym', async () => {
    const visitor = instance.visitor()
    await visitor.submit(booth, `${booth}/stimme`, { answer: 'disagree' })
    const log = instance.log.join('')
    const [vote] = await votes()
    expect(log).toContain('/stimme')
    for (const secret of ['disagree', 'Bänke', 'Busse', 'Fest', vote?.participant_id ?? '-', vote?.statement_id ?? '-'])
      expect(log).not.toContain(secret)
  })
})

const openDialogue: Dialogue = {
  id: randomUUID(),
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: new Date('2026-11-01T00:00:00Z'),
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
const seed = (text: string) => ({ text, language: 'de', origin: 'seed' as const, state: 'approved' as const, submittedOn: '2026-09-30' })
