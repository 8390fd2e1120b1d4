import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { MapRefresher } from './map-refresher.ts'
import { Routings } from './routings.ts'
import { approvedStatements, insertStatements } from './statement.store.ts'
import { putVotes } from './vote.store.ts'

let instance: TestInstance
let town: Municipality
const booth = '/musterstadt/dialog/zusammenleben'

beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  await inTown(instance, town, async db => {
    await putDialogue(db, dialogue)
    await insertStatements(
      db,
      dialogue.id,
      Array.from({ length: statements }, (_, index) => seed(`Aussage ${index}.`)),
    )
  })
})
afterEach(() => instance.close())

test('voting on and on yields all statements once, before the first map and after it', async () => {
  const before = await Promise.all(Array.from({ length: 8 }, (_, person) => answerEverything(person)))
  await vi.waitFor(() => expect(instance.log.join('')).toContain('map refreshed'), { timeout: 20_000 })
  const after = await Promise.all(Array.from({ length: 4 }, (_, person) => answerEverything(person)))
  for (const asked of [...before, ...after]) {
    expect(asked).toHaveLength(statements)
    expect(new Set(asked).size).toBe(statements)
  }
  expect(new Set(before.map(([first]) => first)).size).toBeGreaterThan(1)
})

test('a statement that is approved later is what everybody is asked next', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, person) => answerEverything(person)))
  await vi.waitFor(() => expect(instance.log.join('')).toContain('map refreshed'), { timeout: 20_000 })
  const [added] = await inTown(instance, town, db => insertStatements(db, dialogue.id, [seed('Ganz neu.')]))
  instance.clock.now = new Date(instance.clock.now.getTime() + 5000)
  for (let visitors = 0; visitors < 5; visitors++) expect(await firstAsked()).toBe(added?.id)
})

test('after a start the routing comes from the stored map, and nobody asks for it twice', async () => {
  await answerEverything(0)
  await refreshFor(new Routings(() => {}))
  const asked: string[] = []
  const routings = new Routings((_, missing) => void asked.push(missing))
  expect(routings.of(town.id, dialogue.id)).toBeUndefined()
  expect(routings.of(town.id, dialogue.id)).toBeUndefined()
  expect(asked).toEqual([dialogue.id])
  await refreshFor(routings)
  expect(routings.of(town.id, dialogue.id)?.rowOf.size).toBe(statements)
})

test('a dialogue without a vote is asked about without a map', async () => {
  const routings = new Routings(() => {})
  await refreshFor(routings)
  expect(routings.of(town.id, dialogue.id)).toBeUndefined()
  expect(
    await inTown(instance, town, db => db.selectFrom('map_snapshot').select('votes').where('municipality_id', '=', town.id).execute()),
  ).toEqual([])
})

test('somebody’s answers are told as they last gave them', async () => {
  const [first] = await inTown(instance, town, db => approvedStatements(db, dialogue.id))
  const ballot = { participant: randomUUID(), channel: 'online' as const, statement: first?.id ?? '' }
  for (const answer of [1, -1] as const) {
    const [counted] = await inTown(instance, town, db => putVotes(db, dialogue.id, [{ ...ballot, answer }], instance.clock.now))
    expect(counted?.seen).toEqual(new Map([[ballot.statement, answer]]))
  }
})

/** The statements somebody is asked until there are no more, in this order. */
async function answerEverything(person: number): Promise<string[]> {
  const visitor = instance.visitor()
  const asked: string[] = []
  for (let page = await visitor.page(booth); page.includes('name="answer"'); page = await visitor.page(booth)) {
    const fields = hiddenFields(page, `${booth}/stimme`)
    asked.push(fields.statement ?? '')
    const answer = (['agree', 'disagree', 'pass'] as const)[(person + asked.length) % 3] ?? 'pass'
    await visitor.post(`${booth}/stimme`, { ...fields, answer })
    if (asked.length > statements) break
  }
  expect(await visitor.page(booth)).toContain('Das waren alle Aussagen')
  return asked
}

const firstAsked = async () => hiddenFields(await instance.visitor().page(booth), `${booth}/stimme`).statement

/** Refreshes the map as a server does that has just started. */
async function refreshFor(routings: Routings) {
  const { database, log, now } = instance.services
  const maps = new MapRefresher(database, log, now, routings)
  await maps.refresh(town.id, dialogue.id)
  await maps.close()
}

const statements = 12
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
