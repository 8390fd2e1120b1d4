import { centredAnswers, type VoteMatrix } from '../src/dialogue/opinion-map.matrix.ts'
import { exactly, principalAxes } from '../src/dialogue/opinion-map.pca.ts'
import { type Random, randomStream } from '../src/dialogue/opinion-map.random.ts'
import { smoothedShare } from '../src/dialogue/opinion-map.shares.ts'
import { type OpinionMap, opinionMap, type VoteList } from '../src/dialogue/opinion-map.ts'
import { divisionOf, partsByPlace } from '../src/dialogue/routing.division.ts'
import { addVotes, nextStatement, noSums, type Routing, routingFrom } from '../src/dialogue/routing.ts'
import type { AnswerCode } from '../src/dialogue/vote.ts'

/** What really was answered: per person, in the order in which they came, their answer to each statement (by its index). */
export type Answered = { statements: number; people: readonly ReadonlyMap<number, AnswerCode>[] }

/** Chooses what somebody is asked next, from what the votes so far tell. */
export type Router = {
  /** `map`: of the votes, in which people stand in the order of arrival. */
  refresh(votes: VoteList, map: OpinionMap): void
  /** One of the candidates, none of which the person has answered. */
  next(person: number, given: ReadonlyMap<string, AnswerCode>, candidates: readonly number[]): number
}

export type Replay = {
  /** Votes between two refreshes, as a share of all that will be cast. */
  refreshEvery: number
  /** People who have come before a statement may be asked; every statement from the beginning if left out. */
  arrivesAfter?: (statement: number) => number
  onVote?: (person: number, statement: number) => void
}

/**
 * Everybody comes once and answers half as many statements as they really did; the router picks which of those they are asked, and they
 * answer as they did.
 */
export function replay({ statements, people }: Answered, router: Router, { refreshEvery, arrivesAfter, onVote }: Replay): Given[] {
  const every = Math.ceil(refreshEvery * people.reduce((sum, answers) => sum + half(answers.size), 0))
  const cast = { participant: [] as number[], statement: [] as number[], answer: [] as number[] }
  return people.map((answers, person) => {
    const given: Given = new Map()
    const candidates = [...answers.keys()].filter(statement => !arrivesAfter || arrivesAfter(statement) <= person)
    for (let left = Math.min(half(answers.size), candidates.length); left > 0; left--) {
      const statement = router.next(person, given, candidates)
      candidates.splice(candidates.indexOf(statement), 1)
      const answer = answers.get(statement)
      if (answer === undefined) throw new Error(`Person ${person} was asked statement ${statement}, which they never answered`)
      given.set(String(statement), answer)
      onVote?.(person, statement)
      cast.participant.push(person)
      cast.statement.push(statement)
      cast.answer.push(answer)
      if (cast.answer.length % every === 0) {
        const votes = listOf(person + 1, statements, cast)
        router.refresh(votes, opinionMap(votes))
      }
    }
    return given
  })
}

type Given = Map<string, AnswerCode>
const half = (count: number) => Math.ceil(count / 2)

type Entries = { participant: readonly number[]; statement: readonly number[]; answer: readonly number[] }

const listOf = (people: number, statements: number, { participant, statement, answer }: Entries): VoteList => ({
  participantIds: Array.from({ length: people }, (_, person) => String(person)),
  statementIds: Array.from({ length: statements }, (_, index) => String(index)),
  participant: Uint32Array.from(participant),
  statement: Uint32Array.from(statement),
  answer: Int8Array.from(answer),
})

/** All votes as one list. */
export function allVotes({ statements, people }: Answered): VoteList {
  const entries = people.flatMap((answers, person) => [...answers].map(([statement, answer]) => ({ person, statement, answer })))
  return listOf(people.length, statements, {
    participant: entries.map(({ person }) => person),
    statement: entries.map(({ statement }) => statement),
    answer: entries.map(({ answer }) => answer),
  })
}

// ── Routers ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function inRandomOrder(seed: number): Router {
  const random = randomStream(seed, 1)
  return { refresh: () => {}, next: (_, __, candidates) => candidates[Math.floor(random() * candidates.length)]! }
}

/** As Pol.is draws: in proportion to ((1 − p)(E + 1) a · (1 + 8 · 2^(−S/5)))². */
export function asPolis(seed: number): Router {
  const random = randomStream(seed, 2)
  let weights: Float64Array = new Float64Array(0)
  return {
    refresh: votes => {
      weights = polisWeights(votes)
    },
    next: (_, __, candidates) => drawn(candidates, statement => weights[statement] ?? 1, random),
  }
}

/** E is the length of the statement's loading on two axes; p and a are the shares who pass and agree, S the votes. */
function polisWeights(votes: VoteList): Float64Array {
  const matrix = matrixOf(votes)
  const { loadings } = principalAxes(matrix, centredAnswers(matrix), { axes: 2, ...exactly })
  const tally = Array.from(votes.statementIds, () => ({ agree: 0, pass: 0, votes: 0 }))
  votes.answer.forEach((answer, vote) => {
    const counted = tally[votes.statement[vote]!]!
    counted.votes++
    if (answer > 0) counted.agree++
    if (answer === 0) counted.pass++
  })
  return Float64Array.from(tally, ({ agree, pass, votes }, statement) => {
    const extremity = Math.hypot(...loadings.map(loading => loading[statement]!))
    const interest = (1 - smoothedShare(pass, votes)) * (extremity + 1) * smoothedShare(agree, votes)
    return (interest * (1 + 8 * 2 ** (-votes / 5))) ** 2
  })
}

function matrixOf(votes: VoteList): VoteMatrix {
  const order = Array.from(votes.answer.keys()).sort(
    (a, b) => votes.participant[a]! - votes.participant[b]! || votes.statement[a]! - votes.statement[b]!,
  )
  const start = new Uint32Array(votes.participantIds.length + 1)
  for (const person of votes.participant) start[person + 1]!++
  for (let row = 0; row < votes.participantIds.length; row++) start[row + 1]! += start[row]!
  return {
    rows: votes.participantIds.length,
    columns: votes.statementIds.length,
    start,
    column: Uint32Array.from(order, vote => votes.statement[vote]!),
    answer: Int8Array.from(order, vote => votes.answer[vote]!),
  }
}

function drawn(candidates: readonly number[], weightOf: (statement: number) => number, random: Random): number {
  let left = random() * candidates.reduce((sum, statement) => sum + weightOf(statement), 0)
  for (const statement of candidates) {
    left -= weightOf(statement)
    if (left < 0) return statement
  }
  return candidates.at(-1)!
}

/** As the server does, with the same code. */
export function asWeDo(seed: number): Router {
  let routing: Routing | undefined
  return {
    refresh: (votes, map) => {
      const sums = noSums(votes, divisionOf(map))
      addVotes(sums, votes, 0, votes.answer.length)
      routing = routingFrom(votes, sums)
    },
    next: (person, given, candidates) => {
      return nextStatement(choiceOf([...given.keys(), ...candidates]), given, `${seed} ${person}`, routing)?.number ?? candidates[0]!
    },
  }
}

/** Statements that can be voted on, as the server has them. */
export function choiceOf(numbers: readonly (number | string)[]) {
  const statements = numbers.map(number => ({ id: String(number), number: Number(number), text: '', language: 'de' }))
  return { statements, byId: new Map(statements.map(statement => [statement.id, statement])) }
}

// ── What was learnt ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Kinds of people by whom agreement is compared: `of` is −1 for whoever is in none. */
export type Camps = { count: number; of: Int8Array }

/** The groups of all votes, or where these show no stable groups, two and three parts of the people. */
export function campsOf(answered: Answered): Camps[] {
  const { k, assignments, positions } = opinionMap(allVotes(answered))
  if (k > 1) return [{ count: k, of: Int8Array.from(assignments, group => group ?? -1) }]
  return [2, 3].map(count => ({ count, of: partsByPlace(positions, count) }))
}

/**
 * How far the agreement of each camp with each statement is from that of all votes, mean over statements, camps and divisions, in points of
 * a hundred. Agreement is (agreeing + 1) / (votes + 2), before as after: without votes it stands at a half.
 */
export function errorOf({ statements, people }: Answered, given: readonly Given[], divisions: readonly Camps[]) {
  const errors = divisions.flatMap(camps => {
    const truth = agreementIn(camps, statements, people)
    const estimate = agreementIn(
      camps,
      statements,
      given.map(answers => new Map([...answers].map(([statement, answer]) => [Number(statement), answer]))),
    )
    const weight = 1 / truth.filter(({ votes }) => votes > 0).length / divisions.length
    return truth.flatMap(({ share, votes }, cell) => (votes > 0 ? [{ off: 100 * Math.abs(share - estimate[cell]!.share), weight }] : []))
  })
  return {
    mean: errors.reduce((sum, { off, weight }) => sum + weight * off, 0),
    rootMeanSquare: Math.sqrt(errors.reduce((sum, { off, weight }) => sum + weight * off * off, 0)),
  }
}

function agreementIn({ count, of }: Camps, statements: number, people: readonly ReadonlyMap<number, AnswerCode>[]) {
  const cells = Array.from({ length: count * statements }, () => ({ agree: 0, votes: 0 }))
  people.forEach((answers, person) => {
    const camp = of[person]!
    if (camp < 0) return
    for (const [statement, answer] of answers) {
      const cell = cells[camp * statements + statement]!
      cell.votes++
      if (answer > 0) cell.agree++
    }
  })
  return cells.map(({ agree, votes }) => ({ share: smoothedShare(agree, votes), votes }))
}

/** Votes per statement, fewest first, over the statements that were answered at all. */
export function votesPerStatement({ statements, people }: Answered, given: readonly Given[]): number[] {
  const counts = (all: readonly ReadonlyMap<number | string, AnswerCode>[]) => {
    const count = new Uint32Array(statements)
    for (const answers of all) for (const statement of answers.keys()) count[Number(statement)]!++
    return count
  }
  const there = counts(people)
  return [...counts(given)].filter((_, statement) => there[statement]! > 0).sort((a, b) => a - b)
}
