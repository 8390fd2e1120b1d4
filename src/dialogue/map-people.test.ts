import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, peopleOnMap, type TestInstance } from '#testing'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { peoplePerBlock } from './map-people.ts'
import { MapRefresher } from './map-refresher.ts'
import { storeMap } from './map-snapshot.actions.ts'
import { findOwnOnMap, findSnapshot } from './map-snapshot.store.ts'
import { opinionMap } from './opinion-map.ts'
import { forgetWithVotes } from './participant.store.ts'
import { putParticipants, putVoteRows } from './polis-import.store.ts'
import { insertStatements } from './statement.store.ts'

const statementCount = 8
const crowd = 2 * peoplePerBlock + 20

let instance: TestInstance
let town: Municipality
let maps: MapRefresher

beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  maps = new MapRefresher(instance.services.database, instance.services.log, instance.services.now)
})

afterEach(async () => {
  await maps.close()
  await instance.close()
})

test('a map of many people stands in several blocks, and says of each of them what was found, but for their place', async () => {
  const { dialogue, people, votes } = await aDialogueOf(crowd)
  await maps.refresh(town.id, dialogue)
  expect(await blocksIn(town)).toHaveLength(3)
  const map = opinionMap(votes)
  const stored = await inTown(instance, town, db => peopleOnMap(db, dialogue))
  expect([...stored.keys()]).toEqual(people.toSorted())
  for (const [place, person] of people.entries()) {
    const [group, chance] = [map.assignments[place]!, map.certainties[place]!]
    expect(stored.get(person)).toEqual({ group, chance: Math.round(100 * chance) })
  }
  for (const person of [people[0]!, people[300]!, people.at(-1)!])
    expect(await inTown(instance, town, db => findOwnOnMap(db, dialogue, person))).toMatchObject({
      group: map.assignments[people.indexOf(person)],
      chance: map.certainties[people.indexOf(person)],
      model: map.model,
      mapped: crowd,
    })
  const { map: ofAll } = await storedMap(town, dialogue)
  for (const perPerson of ['positions', 'assignments', 'certainties']) expect(ofAll).not.toHaveProperty(perPerson)
  const newcomer = await inTown(instance, town, db => findOwnOnMap(db, dialogue, randomUUID()))
  expect(newcomer).toMatchObject({ group: null, chance: null, mapped: crowd })
})

test('a refresh that is broken off leaves the former map, and what it had written goes with a later one', async () => {
  const { dialogue, people } = await aDialogueOf(crowd)
  await maps.refresh(town.id, dialogue)
  const before = await storedMap(town, dialogue)
  const known = await inTown(instance, town, db => peopleOnMap(db, dialogue))
  const breakingOff = async function* () {
    yield [blockOf(people.slice(0, 100), 1)]
    throw new Error('The server was stopped.')
  }
  await expect(stored(dialogue, breakingOff())).rejects.toThrow('The server was stopped.')
  expect(await storedMap(town, dialogue)).toEqual(before)
  expect(await inTown(instance, town, db => peopleOnMap(db, dialogue))).toEqual(known)
  expect(await blocksIn(town)).toHaveLength(4)
  instance.clock.now = new Date(instance.clock.now.getTime() + 2 * 60 * 60_000)
  await maps.refresh(town.id, dialogue)
  expect(await blocksIn(town)).toHaveLength(3)
})

test('whoever is forgotten leaves neither group nor id, on the stored map nor on one that is being stored', async () => {
  const { dialogue, people } = await aDialogueOf(crowd)
  await maps.refresh(town.id, dialogue)
  const [early, late, other] = people.toSorted()
  await inTown(instance, town, db => forgetWithVotes(db, other!))
  expect([...(await inTown(instance, town, db => peopleOnMap(db, dialogue))).keys()]).not.toContain(other)
  expect(await tracesOfNobody()).toEqual([{ group: null, chance: null, signs: ['-'] }])
  await stored(
    dialogue,
    (async function* () {
      yield [blockOf([early!], 0)]
      await inTown(instance, town, db => forgetWithVotes(db, early!))
      await inTown(instance, town, db => forgetWithVotes(db, late!))
      yield [blockOf([late!], 1)]
    })(),
  )
  expect([...(await inTown(instance, town, db => peopleOnMap(db, dialogue))).keys()]).toEqual([])
  const nothing = { group: null, chance: null, signs: ['-'] }
  expect(await tracesOfNobody()).toEqual([nothing, nothing])
})

test('the same pseudonym in two towns is two people: neither reading nor storing nor forgetting reaches the other', async () => {
  const neighbour = await instance.addTown({ slug: 'nachbarstadt', ags: '09999002' })
  const shared = Array.from({ length: 30 }, () => randomUUID() as string)
  const dialogue = randomUUID()
  for (const each of [town, neighbour]) await aDialogueOf(30, each, shared, dialogue)
  await maps.refresh(town.id, dialogue)
  expect(await inTown(instance, neighbour, db => peopleOnMap(db, dialogue))).toEqual(new Map())
  expect(await inTown(instance, neighbour, db => findOwnOnMap(db, dialogue, shared[0]!))).toBeUndefined()
  await maps.refresh(neighbour.id, dialogue)
  const there = await inTown(instance, neighbour, db => peopleOnMap(db, dialogue))
  await inTown(instance, town, db => forgetWithVotes(db, shared[0]!))
  await maps.refresh(town.id, dialogue)
  expect(await inTown(instance, neighbour, db => peopleOnMap(db, dialogue))).toEqual(there)
  expect((await inTown(instance, town, db => peopleOnMap(db, dialogue))).size).toBe(29)
})

/** Two camps of opposite minds; one answer in eleven is contrary. */
async function aDialogueOf(size: number, where = town, people = newPeople(size), dialogue: string = randomUUID()) {
  const statements = await inTown(instance, where, async db => {
    await putDialogue(db, { ...newDialogue, id: dialogue })
    const texts = Array.from({ length: statementCount }, (_, place) => ({ text: `Satz ${place + 1}`, language: 'de' }))
    const kind = { origin: 'seed', state: 'approved', submittedOn: '2026-09-01' } as const
    return insertStatements(
      db,
      dialogue,
      texts.map(text => ({ ...text, ...kind })),
    )
  })
  const given = people.flatMap((participant, person) =>
    statements.map(({ id }, statement) => ({ person, participant, statement, id, answer: answerOf(person, statement) })),
  )
  await inTown(instance, where, async db => {
    await putParticipants(
      db,
      people.map(id => ({ id, firstSeen: '2026-09-10' })),
    )
    const rows = given.map(({ participant, id, answer }) => ({ participant, statement: id, answer, day: '2026-09-10' }))
    await putVoteRows(db, dialogue, rows)
  })
  const votes = {
    participantIds: people,
    statementIds: statements.map(({ number }) => String(number)),
    participant: Uint32Array.from(given, ({ person }) => person),
    statement: Uint32Array.from(given, ({ statement }) => statement),
    answer: Int8Array.from(given, ({ answer }) => answer),
  }
  return { dialogue, people, votes }
}

const newPeople = (size: number) => Array.from({ length: size }, () => randomUUID() as string)

function answerOf(person: number, statement: number): 1 | -1 {
  const side = person % 2 === statement % 2 ? 1 : -1
  return (person * 7 + statement * 3) % 11 === 0 ? (-side as 1 | -1) : side
}

const blockOf = (people: string[], group: number) => ({
  firstId: people[0]!,
  lastId: people.at(-1)!,
  participantIds: `{${people.join()}}`,
  groups: `{${people.map(() => group).join()}}`,
  chances: `{${people.map(() => 90).join()}}`,
  memberships: ['A'.repeat(people.length)],
})

/** Stores a map with these people, and all else as on the stored one. */
async function stored(dialogue: string, people: AsyncIterable<ReturnType<typeof blockOf>[]>) {
  const { map, votes, numbers } = await storedMap(town, dialogue)
  const text = {
    json: new TextEncoder().encode(JSON.stringify(map)),
    picture: null,
    votes,
    digest: 'other votes',
    letters: { labels: [0, 1], given: 2 },
    day: { participants: votes, mapped: votes, groups: [] },
    arrivals: {
      participation: { votesPerPerson: [], newcomersByDay: [] },
      levels: { people: [], tallies: [] },
      channels: { people: [], tallies: [] },
    },
    routing: { parts: 0, rowOf: new Map(), size: new Float64Array(), likelihood: new Float64Array(), gain: new Float64Array() },
  }
  const { database, now } = instance.services
  return storeMap(database, town.id, dialogue, { text, people, numbers, drawnFor: 5, at: now() })
}

const storedMap = async (where: Municipality, dialogue: string) => (await inTown(instance, where, db => findSnapshot(db, dialogue)))!

const blocksIn = (where: Municipality) =>
  inTown(instance, where, db => db.selectFrom('map_people').selectAll().where('municipality_id', '=', where.id).execute())

/** What stands where somebody was who has been forgotten. */
async function tracesOfNobody() {
  const blocks = await blocksIn(town)
  return blocks.flatMap(({ participant_ids, group_ids, chances, memberships }) =>
    participant_ids.flatMap((id, place) =>
      id.startsWith('00000000-0000')
        ? [{ group: group_ids[place], chance: chances[place], signs: memberships.map(signs => signs[place]) }]
        : [],
    ),
  )
}

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
