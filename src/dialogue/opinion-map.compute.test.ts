import { expect, test } from 'vitest'
import { openMapComputer } from './opinion-map.compute.ts'
import { noIdentity } from './opinion-map.identity.ts'
import type { BallotPage } from './opinion-map.reading.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'

const votes: VoteList = {
  participantIds: ['a', 'b'],
  statementIds: ['x'],
  participant: Uint32Array.of(0, 1),
  statement: Uint32Array.of(0, 0),
  answer: Int8Array.of(1, -1),
}

test('a map from the worker is the map computed here, and the votes stay usable', async () => {
  const computer = openMapComputer()
  const maps = await Promise.all([computer.compute(votes), computer.compute(votes)])
  expect(maps).toEqual([opinionMap(votes), opinionMap(votes)])
  expect(votes.answer.length).toBe(2)
  expect(await computer.computeJson(votes)).toBe(JSON.stringify(opinionMap(votes)))
  await computer.close()
})

test('an idle worker ends, and starts again when needed', async () => {
  const computer = openMapComputer(1)
  await computer.compute(votes)
  await new Promise(resolve => setTimeout(resolve, 50))
  expect((await computer.compute(votes)).counts.votes).toBe(2)
  await computer.close()
})

test('a reading is kept however long the database takes for a page', async () => {
  const computer = openMapComputer(1)
  async function* slowly(): AsyncGenerator<BallotPage> {
    for (const participant of ['a', 'b', 'c']) {
      await new Promise(resolve => setTimeout(resolve, 50))
      yield [
        {
          participant,
          statements: Uint32Array.of(0),
          answers: Int8Array.of(1),
          arrival: { day: '2026-09-01', channel: 'online', level: 'anonymous' },
        },
      ]
    }
  }
  async function* nobody(): AsyncGenerator<never> {}
  const before = { letters: noIdentity, people: nobody() }
  expect(await computer.read('town dialogue', [1], slowly(), before, 5)).toMatchObject({ votes: 3 })
  await computer.close()
})

test('after closing, maps are refused', async () => {
  const computer = openMapComputer()
  const asked = computer.compute(votes)
  const refused = expect(asked).rejects.toThrow('closed')
  await computer.close()
  await refused
  await expect(computer.compute(votes)).rejects.toThrow('closed')
})
