import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { MapRefresher } from './map-refresher.ts'
import { findSnapshot } from './map-snapshot.store.ts'
import { forgetWithVotes } from './participant.store.ts'
import { insertStatements } from './statement.store.ts'
import { putVotes, withdrawVote } from './vote.store.ts'
import type { AnswerCode } from './vote.ts'

let instance: TestInstance
let town: Municipality
let maps: MapRefresher
let dialogue: string
let statements: string[]
const people = Array.from({ length: 40 }, () => randomUUID() as string)

beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  const { database, log, now } = instance.services
  maps = new MapRefresher(database, log, now)
  dialogue = randomUUID()
  statements = await inTown(instance, town, async db => {
    await putDialogue(db, { ...newDialogue, id: dialogue })
    const texts = Array.from({ length: 9 }, (_, index) => ({ text: `Satz ${index + 1}`, language: 'de' }))
    const added = await insertStatements(
      db,
      dialogue,
      texts.map(each => ({ ...each, origin: 'seed', state: 'approved', submittedOn: '2026-09-01' })),
    )
    return added.map(({ id }) => id)
  })
  for (const [index, person] of people.entries()) await vote(person, index % 2 ? 1 : -1)
  await maps.refresh(town.id, dialogue)
})

afterEach(async () => {
  await maps.close()
  await instance.close()
})

test('reading only the ballots that changed gives the map that reading all of them gives', async () => {
  const newcomer = randomUUID()
  await vote(newcomer, 1)
  await vote(people[3]!, -1)
  await inTown(instance, town, db => withdrawVote(db, dialogue, people[5]!, statements[0]!))
  await maps.refresh(town.id, dialogue, new Set([newcomer, people[3]!, people[5]!]))
  const { map, digest, votes } = await stored()
  expect(votes).toBe(41 * statements.length - 1)
  await readingAll()
  expect(await stored()).toMatchObject({ map, digest, votes })
  await inTown(instance, town, db => withdrawVote(db, dialogue, people[9]!, statements[0]!))
  await maps.refresh(town.id, dialogue, new Set([people[3]!]))
  expect((await stored()).votes).toBe(votes)
  await readingAll()
  expect((await stored()).votes).toBe(votes - 1)
})

test('ballots of somebody who has gone count no more', async () => {
  await inTown(instance, town, db => forgetWithVotes(db, people[0]!))
  await maps.refresh(town.id, dialogue, new Set([people[0]!]))
  expect((await stored()).map.counts.participants).toBe(39)
})

test('a statement that counts no more is seen although only ballots were said to have changed', async () => {
  await inTown(instance, town, db =>
    db
      .updateTable('statement')
      .set({ state: 'rejected' })
      .where('municipality_id', '=', town.id)
      .where('id', '=', statements[4]!)
      .execute(),
  )
  await maps.refresh(town.id, dialogue, new Set([people[0]!]))
  expect(await stored()).toMatchObject({ votes: 40 * 8, numbers: [1, 2, 3, 4, 6, 7, 8, 9] })
})

test('a map of the very same votes is not stored again', async () => {
  const { at } = await stored()
  instance.clock.now = new Date(instance.clock.now.getTime() + 60_000)
  await readingAll()
  expect((await stored()).at).toEqual(at)
})

const newDialogue: Omit<Dialogue, 'id'> = {
  slug: 'zusammenleben',
  phase: 'open',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
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

/** Side with half of the town, with a mind of one's own on every fourth statement. */
const vote = (participant: string, side: 1 | -1) =>
  inTown(instance, town, db =>
    putVotes(
      db,
      dialogue,
      statements.map((statement, index) => ({
        participant,
        statement,
        answer: (index % 4 ? side : 1) as AnswerCode,
        channel: 'online' as const,
      })),
      instance.services.now(),
    ),
  )

const stored = async () => (await inTown(instance, town, db => findSnapshot(db, dialogue)))!

async function readingAll() {
  const { database, log, now } = instance.services
  const others = new MapRefresher(database, log, now)
  await others.refresh(town.id, dialogue)
  await others.close()
}
