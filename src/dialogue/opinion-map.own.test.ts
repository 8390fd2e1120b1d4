import { expect, test } from 'vitest'
import { type GivenAnswer, ownPlace } from './opinion-map.own.ts'
import { randomStream } from './opinion-map.random.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'

const votes = camps(80, 20)
const map = opinionMap(votes)

test('somebody stands where the map has them', () => {
  for (const person of [0, 7, 41, 79]) {
    const { at } = ownPlace(map.model, answersOf(person))
    expect(at[0]).toBeCloseTo(map.positions[person]![0], 4)
    expect(at[1]).toBeCloseTo(map.positions[person]![1], 4)
  }
})

test('who has answered nothing stands in the middle, and nothing is known of them', () => {
  expect(ownPlace(map.model, [])).toMatchObject({ at: [0, 0], certainty: 0 })
})

test('every further answer makes the place surer', () => {
  const answers = answersOf(3)
  const known = answers.map((_, count) => ownPlace(map.model, answers.slice(0, count)))
  for (const [count, { certainty, covariance }] of known.entries()) {
    if (count === 0) continue
    expect(certainty).toBeGreaterThanOrEqual(known[count - 1]!.certainty)
    expect(covariance[0]).toBeLessThanOrEqual(known[count - 1]!.covariance[0] + 1e-12)
  }
  expect(known.at(-1)!.certainty).toBeGreaterThan(0.6)
})

test('has an answer for a map without axes', () => {
  const { model } = opinionMap({ ...votes, answer: votes.answer.map(() => 1) })
  expect(ownPlace(model, answersOf(0)).at.every(Number.isFinite)).toBe(true)
})

function answersOf(person: number): GivenAnswer[] {
  return [...votes.participant.keys()]
    .filter(vote => votes.participant[vote] === person)
    .map(vote => ({ statement: votes.statement[vote]!, answer: votes.answer[vote]! }))
}

/** Two camps, every seventh answer contrary, a third of the statements unseen. */
function camps(people: number, statements: number): VoteList {
  const random = randomStream(11, 3)
  const given = Array.from({ length: people * statements }, (_, i) => ({ person: Math.floor(i / statements), statement: i % statements }))
  const seen = given.filter(() => random() < 0.66)
  return {
    participantIds: Array.from({ length: people }, (_, person) => `p${person}`),
    statementIds: Array.from({ length: statements }, (_, statement) => `s${statement}`),
    participant: Uint32Array.from(seen, ({ person }) => person),
    statement: Uint32Array.from(seen, ({ statement }) => statement),
    answer: Int8Array.from(seen, ({ person, statement }) => ((person % 2 === statement % 2) === random() > 1 / 7 ? 1 : -1)),
  }
}
