import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type JobHandlers, type JobWorker, startJobWorker } from '#platform/jobs'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { asDocumented, openTranslationServer, type TranslationServer } from '../../test/testing/translation-server.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { insertStatements, type NewStatement } from './statement.store.ts'
import { translationHandlers } from './translation.machine.actions.ts'
import { charactersUsed, findOrder, queueOrder, switchService } from './translation.machine.store.ts'
import { batchOf, mostAttempts, type Order } from './translation.machine.ts'
import { putTranslation, putTranslationSetup } from './translation.store.ts'

const original = (item: string, text: string, language = 'de') => ({ item, text, language })

describe('what goes into one request', () => {
  test('is in one language, since services are told one', () => {
    const batch = batchOf([original('1', 'Eins'), original('2', 'Два', 'uk'), original('3', 'Drei')], 1000)
    expect(batch.map(({ item }) => item)).toEqual(['1', '3'])
  })

  test('is never more than what is left of the month, counted as services count', () => {
    const two = [original('1', '👍👍👍'), original('2', 'abcd'), original('3', 'ab')]
    expect(batchOf(two, 5).map(({ item }) => item)).toEqual(['1', '3'])
    expect(batchOf(two, 1)).toEqual([])
  })

  test('is at most twenty texts and some pages, but one long text goes by itself', () => {
    expect(
      batchOf(
        Array.from({ length: 30 }, (_, i) => original(String(i), 'x')),
        1000,
      ),
    ).toHaveLength(20)
    expect(batchOf([original('1', 'x'.repeat(3000)), original('2', 'x'.repeat(3000))], 10_000)).toHaveLength(1)
    expect(batchOf([original('description', 'x'.repeat(9000))], 10_000)).toHaveLength(1)
  })
})

const dialogue: Dialogue = {
  id: randomUUID(),
  slug: 'markt',
  question: 'Was soll auf den Markt?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'after',
  statementLength: 140,
  languages: ['de', 'uk'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
const desk = '/musterstadt/verwaltung/dialoge/markt/uebersetzungen'
const statement = (text: string, values: Partial<NewStatement> = {}): NewStatement => ({
  text,
  language: 'de',
  origin: 'seed',
  state: 'approved',
  submittedOn: '2026-10-01',
  ...values,
})

describe('an order', () => {
  let server: TranslationServer
  let instance: TestInstance
  let town: Municipality
  let handlers: JobHandlers
  let worker: JobWorker | undefined
  beforeEach(async () => {
    server = await openTranslationServer()
    instance = await openTestInstance({
      LEITBILD_TRANSLATION: server.address,
      LEITBILD_TRANSLATION_PROTOCOL: 'libretranslate',
      LEITBILD_TRANSLATION_CHARACTERS: '200',
    })
    // the queue's own clock goes on while the test's stands
    instance.clock.now = new Date(Date.now() + 60_000)
    town = await instance.addTown()
    handlers = translationHandlers(instance.services)
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      await insertStatements(db, dialogue.id, [statement('Mehr Bänke.'), statement('Weniger Lärm.')])
      await switchService(db, true)
    })
  })
  afterEach(async () => {
    await worker?.stop()
    await instance.close()
    await server.close()
  })

  const order = (language = 'uk') => inTown(instance, town, db => queueOrder(db, dialogue.id, language, instance.clock.now))
  const standing = (language = 'uk') => inTown(instance, town, db => findOrder(db, dialogue.id, language))
  const used = () => inTown(instance, town, db => charactersUsed(db, instance.clock.now))
  const translations = () =>
    inTown(instance, town, db =>
      db
        .selectFrom('translation')
        .select(['item', 'text', 'origin', 'state'])
        .where('municipality_id', '=', town.id)
        .orderBy('item')
        .execute(),
    )
  const dueJobs = () =>
    instance.services.database.readingInstance(db =>
      db.selectFrom('job').select('id').where('kind', '=', 'translation').where('run_at', '<=', instance.clock.now).execute(),
    )
  /** Lets the queue work until nothing is due; stopping waits for the job in hand, which may have queued another. */
  const work = async () => {
    const { database, log } = instance.services
    do {
      worker = startJobWorker(database, handlers, log, () => instance.clock.now)
      await vi.waitFor(async () => expect(await dueJobs()).toEqual([]), { timeout: 20_000, interval: 5 })
      await worker.stop()
    } while ((await dueJobs()).length > 0)
  }
  const sent = () => server.asked.flatMap(({ body }) => body.q as string[])

  test('from the desk makes drafts of everything that is missing, and says when it is done', async () => {
    const editor = await instance.staff(town, 'editor')
    expect((await editor.submit(`${desk}/uk`, `${desk}/uk`, {})).status).toBe(303)
    expect(await editor.page(`${desk}/uk`)).toContain('Der Übersetzungsdienst arbeitet')
    await work()
    expect(await translations()).toEqual([
      { item: '1', text: '[uk] Mehr Bänke.', origin: 'machine', state: 'draft' },
      { item: '2', text: '[uk] Weniger Lärm.', origin: 'machine', state: 'draft' },
      { item: 'question', text: '[uk] Was soll auf den Markt?', origin: 'machine', state: 'draft' },
    ])
    expect(await standing()).toMatchObject({ state: 'done' })
    expect(await used()).toBe('Mehr Bänke.Weniger Lärm.Was soll auf den Markt?'.length)
    expect(await editor.page(desk)).toContain(`${await used()} von 200 verbraucht`)
  })

  test('sends only texts that are public and that somebody has looked at', async () => {
    await inTown(instance, town, db =>
      insertStatements(db, dialogue.id, [
        statement('WARTET', { origin: 'resident', state: 'pending' }),
        statement('ABGELEHNT', { origin: 'resident', state: 'rejected', decidedAt: new Date() }),
        statement('UNGEPRÜFT', { origin: 'resident' }),
        statement('Geprüft.', { origin: 'resident', decidedAt: new Date() }),
      ]),
    )
    await order()
    await work()
    expect(sent().sort()).toEqual(['Geprüft.', 'Mehr Bänke.', 'Was soll auf den Markt?', 'Weniger Lärm.'])
  })

  test('sends nothing of a draft dialogue, and nothing once the municipality has switched the service off', async () => {
    await inTown(instance, town, db => putDialogue(db, { ...dialogue, phase: 'draft' }))
    await order()
    await work()
    expect(await standing()).toMatchObject({ state: 'refused', reason: 'not-public' })
    await inTown(instance, town, db => putDialogue(db, dialogue))
    await inTown(instance, town, db => switchService(db, false))
    await order()
    await work()
    expect(await standing()).toMatchObject({ state: 'refused', reason: 'switched-off' })
    expect(server.asked).toEqual([])
  })

  test('is not taken where the municipality has not switched the service on, for easy German, or for a draft', async () => {
    const editor = await instance.staff(town, 'editor')
    await inTown(instance, town, db => switchService(db, false))
    expect(await editor.page(`${desk}/uk`)).not.toContain('Fehlendes maschinell übersetzen')
    expect((await editor.post(`${desk}/uk`, { csrf: editor.csrf })).status).toBe(400)
    const coordinator = await instance.staff(town, 'coordinator')
    expect(
      (await editor.post(`${desk.replace('uebersetzungen', 'uebersetzungsdienst')}`, { service: 'on', csrf: editor.csrf })).status,
    ).toBe(403)
    await coordinator.submit(desk, desk.replace('uebersetzungen', 'uebersetzungsdienst'), { service: 'on' })
    expect((await editor.submit(`${desk}/uk`, `${desk}/uk`, {})).status).toBe(303)
  })

  test('leaves alone what a person has written, and renews what the machine wrote of an earlier text', async () => {
    const before = { language: 'uk', of: { text: 'Mehr Bäume.', language: 'de' } }
    await inTown(instance, town, async db => {
      await putTranslationSetup(db, dialogue, { language: 'de', showsUnreviewed: false })
      await putTranslation(db, dialogue.id, { ...before, item: '1', text: 'Людина', origin: 'person', state: 'approved' }, new Date())
      await putTranslation(db, dialogue.id, { ...before, item: '2', text: 'Машина', origin: 'machine', state: 'draft' }, new Date())
    })
    await order()
    await work()
    expect(await translations()).toMatchObject([{ text: 'Людина' }, { text: '[uk] Weniger Lärm.' }, { item: 'question' }])
  })

  test('does not overwrite what a person writes while the service is at work', async () => {
    server.answer = async asked => {
      await inTown(instance, town, async db => {
        const of = { text: 'Mehr Bänke.', language: 'de' }
        await putTranslation(
          db,
          dialogue.id,
          { item: '1', language: 'uk', text: 'Людина', origin: 'person', state: 'draft', of },
          new Date(),
        )
      })
      return asDocumented(asked)
    }
    await order()
    await work()
    expect((await translations())[0]).toMatchObject({ text: 'Людина', origin: 'person' })
  })

  test('tries again later and later while the service is busy or away, and at last says so', async () => {
    server.answer = () => ({ status: 429 })
    await order()
    for (let attempt = 1; attempt < mostAttempts; attempt++) {
      await work()
      expect(server.asked).toHaveLength(attempt)
      expect(await standing()).toMatchObject({ state: 'waiting', reason: 'too-many-requests', attempts: attempt })
      instance.clock.now = new Date(instance.clock.now.getTime() + 60_000 * 2 ** attempt - 5000)
      await work()
      expect(server.asked).toHaveLength(attempt) // not yet
      instance.clock.now = new Date(instance.clock.now.getTime() + 10_000)
    }
    await work()
    expect(await standing()).toMatchObject({ state: 'refused', reason: 'too-many-requests' })
    expect(await used()).toBe(0)
    server.answer = asDocumented
    await order()
    await work()
    expect(await standing()).toMatchObject({ state: 'done' })
  })

  test.each([
    [403, 'key-refused'],
    [456, 'quota-used-up'],
    [400, 'request-refused'],
  ])('refused with status %i ends there, is named at the desk and costs nothing', async (status, reason) => {
    server.answer = () => ({ status })
    await order()
    await work()
    expect(server.asked).toHaveLength(1)
    expect(await standing()).toMatchObject({ state: 'refused', reason })
    expect(await used()).toBe(0)
    const editor = await instance.staff(town, 'editor')
    expect(await editor.page(`${desk}/uk`)).toContain('Die letzte maschinelle Übersetzung ist nicht fertig geworden')
  })

  test('stores nothing of an answer with the wrong number of texts, and counts it', async () => {
    server.answer = () => ({ body: JSON.stringify({ translatedText: ['одне'] }) })
    await order()
    await work()
    expect(await translations()).toEqual([])
    expect(await standing()).toMatchObject({ state: 'refused', reason: 'answer-unusable' })
    expect(await used()).toBeGreaterThan(0)
  })

  test('ends where the month’s characters end, and goes on in the next month', async () => {
    const long = Array.from({ length: 6 }, (_, i) => statement(`${i} ${'x'.repeat(58)}`))
    await inTown(instance, town, db => insertStatements(db, dialogue.id, long))
    await order()
    await work()
    expect(await standing()).toMatchObject({ state: 'refused', reason: 'budget-used-up' })
    expect(await used()).toBeLessThanOrEqual(200)
    expect([...sent().join('')].length).toBe(await used())
    const before = sent().length
    instance.clock.now = new Date(instance.clock.now.getTime() + 32 * 86_400_000)
    await order()
    await work()
    expect(sent().length).toBeGreaterThan(before)
  })

  test('of two workers at the same time never takes more than the month’s characters', async () => {
    await inTown(instance, town, db =>
      insertStatements(
        db,
        dialogue.id,
        Array.from({ length: 8 }, (_, i) => statement(`${i} ${'x'.repeat(48)}`)),
      ),
    )
    const payload: Order = { municipality: town.id, dialogue: dialogue.id, language: 'uk' }
    const orders = ['uk', 'ar', 'en', 'uk'].map(language => handlers.translation!({ ...payload, language }))
    await Promise.all(orders)
    expect([...sent().join('')].length).toBe(await used())
    expect(await used()).toBeLessThanOrEqual(200)
    expect(await used()).toBeGreaterThan(140)
  })

  test('of another municipality takes nothing of this one’s characters, and its texts neither', async () => {
    const other = await instance.addTown({ slug: 'nachbarort', name: 'Nachbarort' })
    await handlers.translation!({ municipality: other.id, dialogue: dialogue.id, language: 'uk' } satisfies Order)
    expect(server.asked).toEqual([])
    expect(await used()).toBe(0)
  })

  test('given twice is given once; one that has been silent for a day can be given again', async () => {
    const editor = await instance.staff(town, 'editor')
    for (let times = 0; times < 2; times++) await editor.post(`${desk}/uk`, { csrf: editor.csrf })
    expect(await dueJobs()).toHaveLength(1)
    instance.clock.now = new Date(instance.clock.now.getTime() + 25 * 3_600_000)
    const again = await instance.staff(town, 'editor')
    expect((await again.submit(`${desk}/uk`, `${desk}/uk`, {})).status).toBe(303)
    expect(await dueJobs()).toHaveLength(2)
  })

  test('of a dialogue that is gone is forgotten', async () => {
    await handlers.translation!({ municipality: town.id, dialogue: randomUUID(), language: 'uk' } satisfies Order)
    expect(server.asked).toEqual([])
  })

  test('writes neither texts nor the key into the log', async () => {
    server.answer = () => ({ status: 500 })
    await order()
    await work()
    expect(instance.log.join()).not.toMatch(/Bänke|Lärm|Markt\?/)
  })
})

test('an instance without a service asks nobody, whatever a form says', async () => {
  const instance = await openTestInstance()
  const town = await instance.addTown()
  await inTown(instance, town, db => putDialogue(db, dialogue))
  const coordinator = await instance.staff(town, 'coordinator')
  expect(await coordinator.page(desk)).toContain('kein Übersetzungsdienst eingerichtet')
  const service = desk.replace('uebersetzungen', 'uebersetzungsdienst')
  expect((await coordinator.post(service, { service: 'on', csrf: coordinator.csrf })).status).toBe(400)
  expect((await coordinator.post(`${desk}/uk`, { csrf: coordinator.csrf })).status).toBe(400)
  await instance.close()
})
