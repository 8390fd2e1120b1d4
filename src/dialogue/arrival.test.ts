import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Arrival, arrivalFigures } from './arrival.ts'
import { channels } from './channel.ts'
import { levels } from './level.ts'
import type { VoteList } from './opinion-map.ts'

type Person = { arrival: Arrival; answers: (-1 | 0 | 1 | undefined)[] }
const numbers = [3, 7, 12]
const person: fc.Arbitrary<Person> = fc.record({
  arrival: fc.record({
    day: fc.constantFrom('2026-10-01', '2026-10-02', '2026-11-05'),
    channel: fc.constantFrom(...channels),
    level: fc.constantFrom(...levels),
  }),
  answers: fc
    .tuple(...numbers.map(() => fc.option(fc.constantFrom(-1 as const, 0 as const, 1 as const), { nil: undefined })))
    .filter(answers => answers.some(answer => answer !== undefined)),
})
const people = fc.array(person, { maxLength: 30 })

const figuresOf = (all: readonly Person[]) => arrivalFigures(listOf(all), new Map(all.map(({ arrival }, index) => [`p${index}`, arrival])))

function listOf(all: readonly Person[]): VoteList {
  const votes = all.flatMap(({ answers }, participant) =>
    answers.flatMap((answer, statement) => (answer === undefined ? [] : [{ participant, statement, answer }])),
  )
  return {
    participantIds: all.map((_, index) => `p${index}`),
    statementIds: numbers.map(String),
    participant: Uint32Array.from(votes, ({ participant }) => participant),
    statement: Uint32Array.from(votes, ({ statement }) => statement),
    answer: Int8Array.from(votes, ({ answer }) => answer),
  }
}

test('everybody is counted once among the people of a channel and of a level, and on the day they came', () => {
  fc.assert(
    fc.property(people, all => {
      const { channels, levels, participation } = figuresOf(all)
      for (const counts of [channels.people, levels.people, participation.newcomersByDay])
        expect(counts.reduce((sum, { people }) => sum + people, 0)).toBe(all.length)
      for (const { channel, level, people } of channels.people)
        expect(people).toBe(all.filter(({ arrival }) => arrival.channel === channel && arrival.level === level).length)
      for (const { day, people } of participation.newcomersByDay)
        expect(people).toBe(all.filter(({ arrival }) => arrival.day === day).length)
    }),
  )
})

test('every answer is counted once, for the channel and the level it came by', () => {
  fc.assert(
    fc.property(people, all => {
      const { channels, levels, participation } = figuresOf(all)
      const said = (level: string, statement: number, answer: number, channel?: string) =>
        all.filter(
          ({ arrival, answers }) =>
            arrival.level === level &&
            (channel === undefined || arrival.channel === channel) &&
            answers[numbers.indexOf(statement)] === answer,
        ).length
      for (const { channel, level, statement, agree, pass, disagree } of channels.tallies)
        expect([agree, pass, disagree]).toEqual([1, 0, -1].map(answer => said(level, statement, answer, channel)))
      for (const { level, statement, agree, pass, disagree } of levels.tallies)
        expect([agree, pass, disagree]).toEqual([1, 0, -1].map(answer => said(level, statement, answer)))
      const votes = all.flatMap(({ answers }) => answers.filter(answer => answer !== undefined)).length
      for (const tallies of [channels.tallies, levels.tallies])
        expect(tallies.reduce((sum, { agree, pass, disagree }) => sum + agree + pass + disagree, 0)).toBe(votes)
      expect(participation.votesPerPerson.reduce((sum, count) => sum + count, 0)).toBe(votes)
    }),
  )
})

test('the answers of a day are told in an order that says nothing of who came first', () => {
  const came = (day: string, count: number): Person => ({
    arrival: { day, channel: 'online', level: 'anonymous' },
    answers: numbers.map((_, place) => (place < count ? 1 : undefined)),
  })
  const { votesPerPerson } = figuresOf([
    came('2026-10-02', 1),
    came('2026-10-01', 3),
    came('2026-10-01', 1),
    came('2026-10-01', 2),
  ]).participation
  expect(votesPerPerson).toEqual([1, 2, 3, 1])
})

test('a vote of somebody of whom nobody has said how they came is a bug, not an online one', () => {
  expect(() =>
    arrivalFigures(listOf([{ arrival: { day: '2026-10-01', channel: 'online', level: 'anonymous' }, answers: [1, 0, 1] }]), new Map()),
  ).toThrow('how participant p0 came')
})
