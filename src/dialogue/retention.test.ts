import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { note, verifyAudit } from '#platform/audit'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import { findDialogue, putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { MapRefresher } from './map-refresher.ts'
import { insertStatements } from './statement.store.ts'
import { putSetup, putVoluntaryAnswers } from './voluntary.store.ts'
import { voluntaryPseudonyms } from './voluntary.ts'

const booth = '/musterstadt/dialog/zusammenleben'
const desk = '/musterstadt/verwaltung/datenschutz'
const day = 86_400_000

describe('data whose time is over', () => {
  let instance: TestInstance
  let town: Municipality
  let visitor: Browser
  let dialogue: Dialogue

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    dialogue = { ...openDialogue, id: randomUUID() }
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      await insertStatements(db, dialogue.id, [seed('Mehr Bänke am Markt.'), seed('Ein Fest im Sommer.')])
    })
    visitor = instance.visitor()
    for (let vote = 0; vote < 2; vote++)
      await visitor.post(`${booth}/stimme`, { ...hiddenFields(await visitor.page(booth), `${booth}/stimme`), answer: 'agree' })
  })
  afterEach(() => instance.close())

  const rowsOf = (
    table: 'vote' | 'map_people' | 'participant' | 'voice_proof' | 'letter_code' | 'voluntary_answer' | 'statement' | 'invitation',
  ) =>
    inTown(instance, town, db => db.selectFrom(table).selectAll().where('municipality_id', '=', town.id).execute()) as Promise<
      Record<string, unknown>[]
    >
  const runs = () =>
    inTown(instance, town, db =>
      db
        .selectFrom('audit_entry')
        .select(['deed', 'details', 'person_id'])
        .where('municipality_id', '=', town.id)
        .where('deed', '=', 'retention-carried-out')
        .orderBy('position')
        .execute(),
    )
  const archive = async () => {
    await inTown(instance, town, async db => {
      const stored = await findDialogue(db, 'zusammenleben')
      await putDialogue(db, { ...(stored ?? dialogue), phase: 'archived' })
      await db
        .insertInto('news')
        .values({ ...news, municipality_id: town.id, dialogue_id: dialogue.id, at: instance.clock.now })
        .execute()
    })
  }
  const daysLater = async (days: number) => {
    instance.clock.now = new Date(instance.clock.now.getTime() + days * day)
    await instance.app.maintain()
  }

  test('is looked for once a day, and the audit log says how many rows of each kind, never which', async () => {
    await instance.app.maintain()
    await instance.app.maintain()
    expect(await runs()).toHaveLength(1)
    await daysLater(1)
    const found = await runs()
    expect(found).toHaveLength(2)
    expect(found[0]?.person_id).toBeNull()
    for (const count of Object.values(found[1]?.details as object)) expect(count).toBe(0)
    expect((await verifyAudit(instance.services.database, town.id)).tamperings).toEqual([])
  })

  test('parts votes from the browser that gave them: the result stays, the person is gone', async () => {
    await inTown(instance, town, db => putVoluntaryAnswers(db, dialogue.id, pseudonym(), { age: '30-44' }))
    await archive()
    await daysLater(89)
    expect(await visitor.page('/musterstadt/meine-daten')).toContain('Mehr Bänke am Markt.')
    const before = await rowsOf('vote')
    const maps = new MapRefresher(instance.services.database, instance.services.log, instance.services.now)
    await maps.refresh(town.id, dialogue.id)
    await maps.close()
    expect((await rowsOf('map_people')).map(block => block.participant_ids)).toEqual([[before[0]?.participant_id]])
    await daysLater(2)
    const after = await rowsOf('vote')
    expect(after.map(({ answer }) => answer)).toEqual(before.map(({ answer }) => answer))
    expect(new Set(after.map(vote => vote.participant_id)).size).toBe(1)
    expect(after[0]?.participant_id).not.toBe(before[0]?.participant_id)
    expect(JSON.stringify(await rowsOf('map_people'))).not.toContain(before[0]?.participant_id)
    expect(await visitor.page('/musterstadt/meine-daten')).toContain('Zu diesem Browser ist nichts gespeichert')
    expect(await rowsOf('participant')).toMatchObject([{ is_severed: true }])
    expect(await rowsOf('voluntary_answer')).toEqual([])
    expect((await runs()).at(-1)?.details).toMatchObject({ voluntary: 1, vote: 2 })
  })

  test('of who took part is deleted, and what was published of it stays', async () => {
    await inTown(instance, town, async db => {
      await putSetup(db, dialogue.id, { questions: ['age'], parts: [] })
      await putVoluntaryAnswers(db, dialogue.id, pseudonym(), { age: '30-44' })
      for (let other = 0; other < 6; other++) await putVoluntaryAnswers(db, dialogue.id, `other ${other}`, { age: '18-29' })
    })
    const published = () =>
      inTown(instance, town, db => db.selectFrom('representation').selectAll().where('municipality_id', '=', town.id).execute())
    await daysLater(1)
    const [edition] = await published()
    expect(edition?.respondents).toBe(7)
    await archive()
    await daysLater(91)
    await daysLater(1)
    expect(await rowsOf('voluntary_answer')).toEqual([])
    expect(await published()).toEqual([edition])
  })

  test('is left alone the second time', async () => {
    await archive()
    await daysLater(100)
    const severed = await rowsOf('vote')
    await daysLater(1)
    expect(await rowsOf('vote')).toEqual(severed)
    expect((await runs()).at(-1)?.details).toMatchObject({ vote: 0, count: 0 })
  })

  test('goes with the hashes of codes and addresses, and with the texts of rejected statements', async () => {
    await inTown(instance, town, async db => {
      const own = { municipality_id: town.id, dialogue_id: dialogue.id }
      await db
        .insertInto('letter_code')
        .values({ ...own, code_hash: 'a' })
        .execute()
      await db
        .insertInto('voice_proof')
        .values({ ...own, level: 'email', proof_hash: 'b', participant_id: null })
        .execute()
      await db
        .updateTable('statement')
        .set({ state: 'rejected', rejection_reason: 'insult', decided_at: instance.clock.now })
        .where('municipality_id', '=', town.id)
        .where('number', '=', 2)
        .execute()
    })
    await archive()
    await daysLater(31)
    expect([...(await rowsOf('letter_code')), ...(await rowsOf('voice_proof'))]).toEqual([])
    expect((await rowsOf('statement')).map(({ text }) => text)).toContain('Ein Fest im Sommer.')
    await daysLater(150)
    const statements = await rowsOf('statement')
    expect(statements.map(({ text }) => text)).not.toContain('Ein Fest im Sommer.')
    expect(statements.find(({ number }) => number === 2)).toMatchObject({ rejection_reason: 'insult' })
  })

  test('is kept as long as the town has chosen, within bounds', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const save = (days: string) =>
      coordinator.submit(desk, desk, {
        csrf: coordinator.csrf,
        controller: 'Stadt Musterstadt',
        officer: 'x',
        processors: 'y',
        'days-invitation': '30',
        'days-audit': '1095',
        'days-proof': '30',
        'days-voluntary': '90',
        'days-quarantine': '180',
        'days-rejected': '180',
        'days-subscription': '180',
        'days-contribution-vote': '90',
        'days-contribution': '90',
        'days-rejected-contribution': '180',
        'days-responsible': '365',
        'days-update-link': '365',
        'days-vote': days,
      })
    expect((await save('366')).status).toBe(422)
    expect((await save('7')).status).toBe(303)
    expect(await instance.visitor().page('/musterstadt/datenschutz')).toContain('7 Tage nach dem Archivieren')
    await archive()
    await daysLater(8)
    expect(await visitor.page('/musterstadt/meine-daten')).toContain('Zu diesem Browser ist nichts gespeichert')
  })

  test('leaves subscribers only as long as they follow a dialogue that is not over', async () => {
    await inTown(instance, town, async db => {
      const subscriber = {
        municipality_id: town.id,
        language: 'de',
        asked_at: instance.clock.now,
        confirmed_at: instance.clock.now,
        last_digest_at: null,
      }
      const [one, two] = [randomUUID(), randomUUID()]
      await db
        .insertInto('subscriber')
        .values([
          { ...subscriber, id: one, email: 'a@example.org' },
          { ...subscriber, id: two, email: 'b@example.org' },
        ])
        .execute()
      const other = { ...openDialogue, id: randomUUID(), slug: 'anderer' }
      await putDialogue(db, other)
      await db
        .insertInto('subscription')
        .values([
          { municipality_id: town.id, subscriber_id: one, dialogue_id: dialogue.id },
          { municipality_id: town.id, subscriber_id: two, dialogue_id: dialogue.id },
          { municipality_id: town.id, subscriber_id: two, dialogue_id: other.id },
        ])
        .execute()
    })
    await archive()
    await daysLater(181)
    const left = await inTown(instance, town, db =>
      db.selectFrom('subscriber').select('email').where('municipality_id', '=', town.id).execute(),
    )
    expect(left).toEqual([{ email: 'b@example.org' }])
  })

  test('names in the audit log go, and the chain holds', async () => {
    const coordinator = await instance.staff(town, 'coordinator', { name: 'Kora Kunz' })
    const settings = '/musterstadt/verwaltung/protokoll'
    await inTown(instance, town, db => note(db, { personId: coordinator.personId, deed: 'crest-removed' }))
    expect(await coordinator.page(settings)).toMatch(/<td[^>]*><span>Kora Kunz</)
    instance.clock.now = new Date(Date.now() + 1096 * day) // the log takes its time from the database
    await instance.app.maintain()
    expect(await (await instance.staff(town, 'coordinator')).page(settings)).not.toMatch(/<td[^>]*><span>Kora Kunz</)
    expect((await verifyAudit(instance.services.database, town.id)).tamperings).toEqual([])
  })

  const pseudonym = () => {
    const participant = decodeURIComponent(visitor.cookie('teilnahme-musterstadt') ?? '').split('.')[0] ?? ''
    return voluntaryPseudonyms(instance.services.secret, dialogue.id)(participant)
  }
})

const seed = (text: string) => ({ text, language: 'de', origin: 'seed' as const, state: 'approved' as const, submittedOn: '2026-10-01' })
const news = { id: randomUUID(), statement_id: null, kind: 'dialogue-archived' as const }
const openDialogue: Dialogue = {
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
