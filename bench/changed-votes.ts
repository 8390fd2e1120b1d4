import type { VoteMatrix } from '../src/dialogue/opinion-map.matrix.ts'
import { type Random, randomStream } from '../src/dialogue/opinion-map.random.ts'
import type { OpinionMap, VoteList } from '../src/dialogue/opinion-map.ts'

/** Entries, people and statements listed in another order; everybody keeps their id. */
export function reordered(votes: VoteList, seed: number): VoteList {
  const random = randomStream(seed, 14)
  const people = shuffled([...votes.participantIds.keys()], random)
  const statements = shuffled([...votes.statementIds.keys()], random)
  const entries = shuffled([...votes.answer.keys()], random)
  const [personAt, statementAt] = [inverse(people), inverse(statements)]
  return {
    participantIds: people.map(index => votes.participantIds[index]!),
    statementIds: statements.map(index => votes.statementIds[index]!),
    participant: Uint32Array.from(entries, entry => personAt[votes.participant[entry]!]!),
    statement: Uint32Array.from(entries, entry => statementAt[votes.statement[entry]!]!),
    answer: Int8Array.from(entries, entry => votes.answer[entry]!),
  }
}

/** The map with ids in the place of indexes, people and statements sorted by id. */
export function byId(map: OpinionMap, votes: VoteList): string {
  const id = (statement: number) => votes.statementIds[statement]!
  const named = <T extends { statement: number }>(found: readonly T[]) => found.map(one => ({ ...one, statement: id(one.statement) }))
  const people = [...votes.participantIds.keys()].sort((a, b) => (votes.participantIds[a]! < votes.participantIds[b]! ? -1 : 1))
  const statements = [...votes.statementIds.keys()].sort((a, b) => (id(a) < id(b) ? -1 : 1))
  const inOrder = (values: readonly number[]) => statements.map(statement => values[statement])
  return JSON.stringify({
    ...map,
    groups: map.groups.map(group => ({ ...group, statements: named(group.statements) })),
    axes: map.axes.map(axis => ({ ...axis, statements: named(axis.statements) })),
    statements: named(map.statements).sort((a, b) => (a.statement < b.statement ? -1 : 1)),
    assignments: people.map(person => map.assignments[person]),
    certainties: people.map(person => map.certainties[person]),
    positions: people.map(person => map.positions[person]),
    model: { ...map.model, means: inOrder(map.model.means), loadings: map.model.loadings.map(inOrder) },
    consensus: map.consensus.map(id),
    jointlyRejected: map.jointlyRejected.map(id),
    contested: map.contested.map(id),
  })
}

/** Every statement keeps its answers, but deals them anew to the people who answered it. */
export function shuffledWithinStatements(votes: VoteList, seed: number): VoteList {
  const random = randomStream(seed, 15)
  const entries: number[][] = votes.statementIds.map(() => [])
  votes.statement.forEach((statement, entry) => {
    entries[statement]!.push(entry)
  })
  const answer = votes.answer.slice()
  for (const own of entries) {
    shuffled(own, random).forEach((from, place) => {
      answer[own[place]!] = votes.answer[from]!
    })
  }
  return { ...votes, answer }
}

/** The votes without about this share of them, and which were left out. */
export function without(votes: VoteList, share: number, seed: number): { kept: VoteList; leftOut: number[] } {
  const random = randomStream(seed, 16)
  const [kept, leftOut]: [number[], number[]] = [[], []]
  for (const entry of votes.answer.keys()) (random() < share ? leftOut : kept).push(entry)
  return {
    kept: {
      ...votes,
      participant: Uint32Array.from(kept, entry => votes.participant[entry]!),
      statement: Uint32Array.from(kept, entry => votes.statement[entry]!),
      answer: Int8Array.from(kept, entry => votes.answer[entry]!),
    },
    leftOut,
  }
}

/** Fisher and Yates. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const dealt = [...values]
  for (let last = dealt.length - 1; last > 0; last--) {
    const there = Math.floor(random() * (last + 1))
    ;[dealt[last], dealt[there]] = [dealt[there]!, dealt[last]!]
  }
  return dealt
}

/** The votes row by row, people and statements as they are numbered. */
export function matrixOf(votes: VoteList): VoteMatrix {
  const order = [...votes.answer.keys()].sort(
    (a, b) => votes.participant[a]! - votes.participant[b]! || votes.statement[a]! - votes.statement[b]!,
  )
  const start = new Uint32Array(votes.participantIds.length + 1)
  for (const person of votes.participant) start[person + 1]!++
  for (let row = 1; row < start.length; row++) start[row]! += start[row - 1]!
  return {
    rows: votes.participantIds.length,
    columns: votes.statementIds.length,
    start,
    column: Uint32Array.from(order, entry => votes.statement[entry]!),
    answer: Int8Array.from(order, entry => votes.answer[entry]!),
  }
}

function inverse(order: readonly number[]): Uint32Array {
  const rank = new Uint32Array(order.length)
  order.forEach((from, to) => {
    rank[from] = to
  })
  return rank
}
