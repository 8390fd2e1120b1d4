import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { type ChannelPeople, type ChannelTally, compareChannels } from './channel.results.ts'
import { type Channel, channels } from './channel.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { levels } from './level.ts'
import { MapRefresher } from './map-refresher.ts'
import { insertStatements } from './statement.store.ts'
import { putVotes } from './vote.store.ts'

const people = (channel: Channel, people: number, level: ChannelPeople['level'] = 'anonymous') => ({ channel, level, people })
const tally = (channel: Channel, agree: number, disagree: number, level: ChannelPeople['level'] = 'anonymous'): ChannelTally => ({
  channel,
  level,
  statement: 1,
  agree,
  disagree,
  pass: 0,
})

describe('channels side by side', () => {
  test('show the share who agree in each, in the order of channels', () => {
    const shown = compareChannels([people('paper', 6), people('online', 20)], [tally('paper', 6, 2), tally('online', 10, 10)], false, 5)
    expect(shown).toEqual({
      channels: [
        { channel: 'online', people: 20 },
        { channel: 'paper', people: 6 },
      ],
      rows: [{ statement: 1, agreements: [0.5, 0.75] }],
    })
  })

  test('a channel too small to show takes another one with it, so that it does not follow from the total', () => {
    const many = [people('online', 50), people('paper', 30), people('table', 6), people('kiosk', 2)]
    const shown = compareChannels(many, [], false, 5)
    expect(shown?.channels.map(({ channel }) => channel)).toEqual(['online', 'paper'])
    expect(compareChannels([people('online', 50), people('kiosk', 2)], [], false, 5)).toBeUndefined()
  })

  test('beside a view by level, every channel at every level must be large enough', () => {
    const split = [people('online', 50, 'letter'), people('online', 4), people('paper', 30)]
    expect(compareChannels(split, [], false, 5)?.channels).toHaveLength(2)
    expect(compareChannels(split, [], true, 5)).toBeUndefined()
    const large = [people('online', 50, 'letter'), people('paper', 30)]
    expect(compareChannels(large, [tally('online', 9, 9, 'letter'), tally('paper', 2, 2)], true, 5)?.rows).toEqual([])
  })

  test('what is told of a statement leaves, by subtraction from all, nobody or at least as many as may be told of', () => {
    const cell = fc.record({
      channel: fc.constantFrom(...channels),
      level: fc.constantFrom(...levels),
      agree: fc.nat(9),
      disagree: fc.nat(9),
    })
    fc.assert(
      fc.property(fc.uniqueArray(cell, { selector: ({ channel, level }) => `${channel} ${level}` }), given => {
        const tallies = given.map(one => ({ ...one, statement: 1, pass: 0 }))
        const shown = compareChannels(
          tallies.map(({ channel, level, agree, disagree }) => ({ channel, level, people: agree + disagree })),
          tallies,
          false,
          5,
        )
        for (const row of shown?.rows ?? []) {
          const told = shown!.channels.filter((_, place) => row.agreements[place] !== null).map(({ channel }) => channel)
          const sides = channels.map(channel =>
            tallies.filter(one => one.channel === channel).reduce((sum, { agree, disagree }) => sum + agree + disagree, 0),
          )
          const hidden = sides.filter((count, place) => count > 0 && !told.includes(channels[place]!))
          const sum = hidden.reduce((a, b) => a + b, 0)
          expect(sum === 0 || sum >= 5).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('the page of results', () => {
  let instance: TestInstance
  let town: Municipality
  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
  })
  afterEach(() => instance.close())

  test('counts votes of all channels in the same map, and shows channels beside each other', async () => {
    const { database, log, now } = instance.services
    const [statement] = await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      return insertStatements(db, dialogue.id, [
        { text: 'Mehr Bänke.', language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-09-30' },
      ])
    })
    const ballots = (['online', 'paper', 'table'] as const).flatMap((channel, place) =>
      Array.from({ length: 8 }, (_, voter) => ({
        participant: randomUUID(),
        channel,
        statement: statement!.id,
        answer: voter < 2 + 2 * place ? (1 as const) : (-1 as const),
      })),
    )
    await inTown(instance, town, db => putVotes(db, dialogue.id, ballots, now()))
    const maps = new MapRefresher(database, log, now)
    await maps.refresh(town.id, dialogue.id)
    await maps.close()
    const page = await instance.visitor().page('/musterstadt/dialog/zusammenleben/ergebnis')
    expect(page).toContain('Internet (8)')
    expect(page.match(/(25|50|75)\s%/g)).toEqual(expect.arrayContaining(['25\u00a0%', '50\u00a0%', '75\u00a0%']))
  })
})

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
