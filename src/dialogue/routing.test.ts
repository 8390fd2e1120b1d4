import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answered,
  allVotes,
  asWeDo,
  campsOf,
  choiceOf,
  errorOf,
  inRandomOrder,
  replay,
  votesPerStatement,
} from '../../bench/routing.replay.ts'
import { randomStream } from './opinion-map.random.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'
import { type Division, divisionOf } from './routing.division.ts'
import { addVotes, fairStart, gainOfOneVote, nextStatement, noSums, probableParts, type Routing, routingFrom } from './routing.ts'
import type { Statement } from './statement.ts'
import type { AnswerCode } from './vote.ts'

describe('somebody who answers on and on', () => {
  const choice = numbered(30)
  const { statements } = choice

  test('is asked every statement once and none twice, whatever was voted before', () => {
    fc.assert(
      fc.property(fc.uuid(), arbitraryVotes(20), arbitraryAnswers, (participant, votes, answers) => {
        const asked = everythingAsked(choice, participant, routingOf(votes), answers)
        expect(asked.toSorted((a, b) => a - b)).toEqual(statements.map(({ number }) => number))
      }),
    )
  })

  test('is asked the same again from the same knowledge', () => {
    fc.assert(
      fc.property(fc.uuid(), arbitraryVotes(30), arbitraryAnswers, (participant, votes, answers) => {
        const again = routingOf({ ...votes, answer: votes.answer.slice() })
        expect(everythingAsked(choice, participant, again, answers)).toEqual(
          everythingAsked(choice, participant, routingOf(votes), answers),
        )
      }),
    )
  })

  test('is asked in another order than others are', () => {
    for (const routing of [undefined, routingOf(everyoneAnswers(30, 40))]) {
      const firsts = everyone.map(participant => nextStatement(choice, noAnswers, participant, routing)?.number)
      expect(new Set(firsts).size).toBe(statements.length)
    }
  })

  test('comes to an end', () => {
    const all = new Map(statements.map(({ id }) => [id, 1 as const]))
    expect(nextStatement(choice, all, 'somebody', undefined)).toBeUndefined()
    expect(nextStatement(numbered(0), noAnswers, 'somebody', undefined)).toBeUndefined()
  })
})

describe('a new statement', () => {
  const known = 20
  const withNew = numbered(known + 1)
  const isNew = (statement: Statement | undefined) => statement?.number === known

  test('comes next for nearly everybody while the others have many votes', () => {
    const routing = routingOf(everyoneAnswers(known, 200))
    const first = everyone.filter(participant => isNew(nextStatement(withNew, noAnswers, participant, routing)))
    expect(first.length).toBeGreaterThan(0.99 * everyone.length)
  })

  test('has its fair start in each kind of people, however the first of them answered', () => {
    const votes = everyoneAnswers(
      known + 1,
      200,
      () => true,
      (person, statement) => statement < known || person < fairStart - 1,
    )
    const sums = noSums(votes, halves(200))
    addVotes(sums, votes, 0, votes.answer.length)
    const { gain } = routingFrom(votes, sums)
    const [left, right, others] = [gain[known * 2]!, gain[known * 2 + 1]!, gain.slice(0, known * 2)]
    expect(left).toBeGreaterThan(Math.max(...others))
    expect(right).toBeGreaterThan(left) // nobody of the right half has been asked
    expect(gainOfOneVote(fairStart - 1, fairStart - 1)).toBe(gainOfOneVote(0, fairStart - 1))
    expect(gainOfOneVote(fairStart, fairStart)).toBeLessThan(gainOfOneVote(fairStart / 2, fairStart))
  })

  test('is no longer preferred when it is known as well as the others', () => {
    const routing = routingOf(everyoneAnswers(known + 1, 200))
    const first = everyone.filter(participant => isNew(nextStatement(withNew, noAnswers, participant, routing)))
    expect(first.length / everyone.length).toBeLessThan(3 / (known + 1))
  })
})

test('one more vote always tells something, and the less the more votes there are', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.double({ min: 0, max: 1, noNaN: true }), (votes, share) => {
      const gain = gainOfOneVote(share * votes, votes)
      expect(gain).toBeGreaterThan(0)
      expect(gainOfOneVote(share * 2 * votes, 2 * votes + 1)).toBeLessThan(gain)
    }),
  )
})

describe('kinds of people', () => {
  const statements = numbered(10)
  /** The left half agrees to everything, the right half to nothing; statement 9 was answered by the left half alone. */
  const votes = everyoneAnswers(
    10,
    100,
    person => person < 50,
    (person, statement) => statement < 9 || person < 50,
  )
  const routing = (() => {
    const sums = noSums(votes, halves(100))
    addVotes(sums, votes, 0, votes.answer.length)
    return routingFrom(votes, sums)
  })()
  const answering = (code: AnswerCode) => new Map([0, 1, 2].map(number => [String(number), code] as const))

  test('are told by the answers given', () => {
    expect(probableParts(routing, statements.byId, answering(1))[0]).toBeGreaterThan(0.99)
    expect(probableParts(routing, statements.byId, answering(-1))[1]).toBeGreaterThan(0.99)
    expect(probableParts(routing, statements.byId, noAnswers)[0]).toBeCloseTo(0.5, 5)
  })

  test('are asked what is not known of their kind', () => {
    const asked = (code: AnswerCode) =>
      everyone.filter(participant => nextStatement(statements, answering(code), participant, routing)?.number === 9).length
    expect(asked(-1)).toBeGreaterThan(0.99 * everyone.length)
    expect(asked(1)).toBeLessThan(0.5 * everyone.length)
  })

  test('are the groups of the map where it has some', () => {
    const { parts, of, share } = divisionOf({ k: 2, assignments: [0, 1, null, 0], positions: [] })
    expect(parts).toBe(2)
    expect([...of]).toEqual([0, 1, -1, 0])
    expect([...share]).toEqual([3 / 5, 2 / 5])
  })

  test('are sides and a middle where the map has no groups', () => {
    const places = [-2, -2.1, -1.9, 0, 0.1, -0.1, 2, 2.1, 1.9].map((x): [number, number] => [x, 0])
    const { of } = divisionOf({ k: 1, assignments: [], positions: [...places, null] })
    expect(new Set(of.slice(0, 9)).size).toBe(3)
    for (const side of [0, 3, 6]) expect(new Set(of.slice(side, side + 3)).size).toBe(1)
    expect(of[9]).toBe(-1)
  })

  test('need no map: with nobody on it, or one person, the least asked comes first all the same', () => {
    const few = everyoneAnswers(9, 9)
    const nobody = Array<null>(9).fill(null)
    for (const positions of [nobody, [[1, 1] as [number, number], ...nobody.slice(1)]]) {
      const of = divisionOf({ k: 1, assignments: nobody, positions })
      const sums = noSums(few, of)
      addVotes(sums, few, 0, few.answer.length)
      const first = everyone.map(participant => nextStatement(statements, noAnswers, participant, routingFrom(few, sums))?.number)
      expect(first.filter(number => number === 9).length).toBeGreaterThan(0.95 * everyone.length)
    }
  })
})

test('votes counted in turns are the same as votes counted at once', () => {
  const votes = everyoneAnswers(10, 50)
  const [atOnce, inTurns] = [noSums(votes, halves(50)), noSums(votes, halves(50))]
  addVotes(atOnce, votes, 0, votes.answer.length)
  for (let from = 0; from < votes.answer.length; from += 7) addVotes(inTurns, votes, from, from + 7)
  expect(inTurns.sums).toEqual(atOnce.sums)
})

describe('a made-up conversation asked again with half the answers', () => {
  const answered = madeUp()
  const camps = campsOf(answered)
  const mean = (make: typeof asWeDo, of: (given: ReturnType<typeof replay>) => number) =>
    [1, 2, 3].reduce((sum, seed) => sum + of(replay(answered, make(seed), { refreshEvery: 0.05 })) / 3, 0)

  test('tells more of what people of each kind think than in random order', () => {
    const error = (given: ReturnType<typeof replay>) => errorOf(answered, given, camps).mean
    expect(mean(asWeDo, error)).toBeLessThan(0.9 * mean(inRandomOrder, error))
  })

  test('leaves no statement behind', () => {
    const fewest = (given: ReturnType<typeof replay>) => votesPerStatement(answered, given)[0]!
    expect(mean(asWeDo, fewest)).toBeGreaterThan(1.3 * mean(inRandomOrder, fewest))
  })

  test('has no error when everything is answered', () => {
    const everything = answered.people.map(answers => new Map([...answers].map(([statement, answer]) => [String(statement), answer])))
    expect(errorOf(answered, everything, camps)).toEqual({ mean: 0, rootMeanSquare: 0 })
  })
})

/** Two camps of people who come one after another, to statements that are added as time goes by; nobody answers all of them. */
function madeUp(): Answered {
  const random = randomStream(11, 0)
  const statements = 40
  const camps = Array.from({ length: statements }, () => [random(), random()] as const)
  const people = Array.from({ length: 240 }, (_, person) => {
    const there = Math.min(statements, 10 + Math.floor(person / 6))
    const answers = new Map<number, AnswerCode>()
    for (let statement = 0; statement < there; statement++) {
      if (random() < 0.6) answers.set(statement, random() < camps[statement]![person % 2]! ? 1 : -1)
    }
    return answers
  })
  return { statements, people }
}

const everyone = Array.from({ length: 1000 }, (_, person) => `participant ${person}`)
const noAnswers: ReadonlyMap<string, AnswerCode> = new Map()

const numbered = (count: number) => choiceOf(Array.from({ length: count }, (_, number) => number))

function everythingAsked(
  choice: ReturnType<typeof numbered>,
  participant: string,
  routing: Routing | undefined,
  answers: readonly AnswerCode[],
): number[] {
  const given = new Map<string, AnswerCode>()
  const asked: number[] = []
  for (let turn = 0; turn <= choice.statements.length; turn++) {
    const next = nextStatement(choice, given, participant, routing)
    if (!next) break
    asked.push(next.number)
    given.set(next.id, answers[turn % answers.length]!)
  }
  return asked
}

function routingOf(votes: VoteList): Routing {
  const sums = noSums(votes, divisionOf(opinionMap(votes)))
  addVotes(sums, votes, 0, votes.answer.length)
  return routingFrom(votes, sums)
}

/** The first half of the people and the second. */
function halves(people: number): Division {
  return {
    parts: 2,
    of: Int8Array.from({ length: people }, (_, person) => (person < people / 2 ? 0 : 1)),
    share: Float64Array.of(0.5, 0.5),
  }
}

/** Who agrees, and who has answered at all. */
function everyoneAnswers(
  statements: number,
  people: number,
  agrees: (person: number, statement: number) => boolean = (person, statement) => (person + statement) % 2 === 0,
  hasAnswered: (person: number, statement: number) => boolean = () => true,
): VoteList {
  const answers = Array.from({ length: people }, (_, person) => {
    const own = Array.from({ length: statements }, (_, statement) => statement).filter(statement => hasAnswered(person, statement))
    return new Map(own.map(statement => [statement, agrees(person, statement) ? 1 : -1] as const))
  })
  return allVotes({ statements, people: answers })
}

const arbitraryAnswer = fc.constantFrom<AnswerCode>(-1, 0, 1)
const arbitraryAnswers = fc.array(arbitraryAnswer, { minLength: 1, maxLength: 30 })

/** Votes of up to thirty people on so many statements. */
function arbitraryVotes(statements: number): fc.Arbitrary<VoteList> {
  const person = fc.array(fc.tuple(fc.nat(statements - 1), arbitraryAnswer), { maxLength: statements }).map(votes => new Map(votes))
  return fc.array(person, { maxLength: 30 }).map(people => allVotes({ statements, people }))
}
