import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alone } from './opinion-map.crew.ts'
import { LiveMap } from './opinion-map.live.ts'
import { randomStream } from './opinion-map.random.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'

/** Ballots by participant: an answer per statement, null for none. */
type Town = Map<string, (number | null)[]>

const statements = 12
const answer = fc.constantFrom(1, 1, -1, 0, null)
const ballot = fc.array(answer, { minLength: statements, maxLength: statements })
const change = fc.record({ person: fc.integer({ min: 0, max: 30 }), ballot: fc.oneof(ballot, fc.constant<null[]>([])) })

test('any sequence of ballots cast, changed and withdrawn gives the bytes of all votes at once', () => {
  fc.assert(
    fc.property(fc.array(ballot, { maxLength: 25 }), fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 4 }), (begun, rounds) => {
      const town: Town = new Map(begun.map((given, person) => [idOf(person), given]))
      const live = new LiveMap(listOf(town), alone)
      for (const round of rounds) {
        for (const { person, ballot } of round) put(live, town, idOf(person), ballot)
        expect(JSON.stringify(live.map().map)).toBe(JSON.stringify(opinionMap(listOf(town))))
      }
    }),
    { numRuns: 60 },
  )
})

test('a town with groups stays the same to the byte through newcomers, changed minds and people who leave', () => {
  const random = randomStream(7, 1)
  const camp = (side: number) => Array.from({ length: statements }, () => (random() < 0.2 ? null : random() < 0.85 ? side : -side))
  const town: Town = new Map(Array.from({ length: 160 }, (_, person) => [idOf(person), camp(person % 2 ? 1 : -1)]))
  const live = new LiveMap(listOf(town), alone)
  expect(live.map().map.k).toBe(2)
  for (let round = 0; round < 6; round++) {
    for (const person of [3, 200 + round, 40 + round]) put(live, town, idOf(person), camp(round % 2 ? 1 : -1))
    put(live, town, idOf(90 + round), [])
    expect(JSON.stringify(live.map().map)).toBe(JSON.stringify(opinionMap(listOf(town))))
    expect(live.digest).toBe(new LiveMap(listOf(town), alone).digest)
  }
})

test('the digest changes with every vote and with whoever gave it, and back with them', () => {
  const town: Town = new Map([[idOf(1), [1, -1, 0]]])
  const live = new LiveMap(listOf(town), alone)
  const before = live.digest
  const seen = new Set([before])
  for (const ballot of [[1, -1, 1], [1, -1], [1, -1, 0, 0], []]) {
    put(live, town, idOf(1), ballot)
    seen.add(live.digest)
  }
  expect(seen.size).toBe(5)
  put(live, town, idOf(2), [1, -1, 0])
  expect(live.digest).not.toBe(before)
  put(live, town, idOf(2), [])
  put(live, town, idOf(1), [1, -1, 0])
  expect(live.digest).toBe(before)
})

const idOf = (person: number) => `p${String(person).padStart(4, '0')}`

function put(live: LiveMap, town: Town, participant: string, ballot: (number | null)[]) {
  const given = [...ballot.keys()].filter(statement => ballot[statement] !== null)
  if (given.length > 0) town.set(participant, ballot)
  else town.delete(participant)
  live.put({ participant, statements: given, answers: given.map(statement => ballot[statement]!) })
}

/** Everybody who has said something, by id. */
function listOf(town: Town): VoteList {
  const people = [...town].filter(([, ballot]) => ballot.some(given => given !== null)).sort(([a], [b]) => (a < b ? -1 : 1))
  const votes = people.flatMap(([, ballot], participant) =>
    ballot.flatMap((answer, statement) => (answer === null ? [] : [{ participant, statement, answer }])),
  )
  return {
    participantIds: people.map(([id]) => id),
    statementIds: Array.from({ length: statements }, (_, statement) => `s${statement}`),
    participant: Uint32Array.from(votes, vote => vote.participant),
    statement: Uint32Array.from(votes, vote => vote.statement),
    answer: Int8Array.from(votes, vote => vote.answer),
  }
}
