import type { VoteList } from './opinion-map.ts'

export type InvalidVotesReason =
  /** `participant`, `statement` and `answer` are not of one length; the entry is the first that is not in all of them. */
  | 'lengths-differ'
  /** An index beyond the ids. */
  | 'participant-unknown'
  | 'statement-unknown'
  /** Neither +1 nor −1 nor 0. */
  | 'not-an-answer'
  /** The same person on the same statement again; the entry is one of the later ones. */
  | 'answered-twice'
  /** Two statements have one id; the entry is the index of the second. */
  | 'statement-twice'

/** A vote list that breaks its own rules: a mistake of whoever made it, never of those who voted. */
export class InvalidVotes extends Error {
  readonly reason: InvalidVotesReason
  /** Where in the list, from 0. */
  readonly entry: number

  constructor(reason: InvalidVotesReason, entry: number) {
    super(`Vote list: ${reason} at ${entry}`)
    this.name = 'InvalidVotes'
    this.reason = reason
    this.entry = entry
  }
}

/** The same list, or InvalidVotes: from here on every index is within bounds and every pair occurs once. One pass if people come in their order. */
export function validVotes(votes: VoteList): VoteList {
  refuseUnequalLengths(votes)
  refuseRepeatedIds(votes.statementIds)
  const isInOrder = refuseMistakes(votes)
  if (!isInOrder) refuseScatteredPairs(votes)
  return votes
}

function refuseUnequalLengths({ participant, statement, answer }: VoteList): void {
  const shortest = Math.min(participant.length, statement.length, answer.length)
  const longest = Math.max(participant.length, statement.length, answer.length)
  if (shortest !== longest) throw new InvalidVotes('lengths-differ', shortest)
}

function refuseRepeatedIds(ids: readonly string[]): void {
  const seen = new Set<string>()
  ids.forEach((id, index) => {
    if (seen.has(id)) throw new InvalidVotes('statement-twice', index)
    seen.add(id)
  })
}

/** Who answered a statement last tells a repetition, if the votes of everybody stand together. Whether people come in their order. */
function refuseMistakes({ participantIds, statementIds, participant, statement, answer }: VoteList): boolean {
  const people = participantIds.length
  const statements = statementIds.length
  const lastTo = new Uint32Array(statements).fill(nobody)
  let before = 0
  let isInOrder = true
  for (let entry = 0; entry < answer.length; entry++) {
    const person = participant[entry]!
    const at = statement[entry]!
    const given = answer[entry]!
    if (person >= people) throw new InvalidVotes('participant-unknown', entry)
    if (at >= statements) throw new InvalidVotes('statement-unknown', entry)
    if (given > 1 || given < -1) throw new InvalidVotes('not-an-answer', entry)
    if (lastTo[at] === person) throw new InvalidVotes('answered-twice', entry)
    if (person < before) isInOrder = false
    lastTo[at] = person
    before = person
  }
  return isInOrder
}

const nobody = 2 ** 32 - 1

function refuseScatteredPairs({ participantIds, statementIds, participant, statement }: VoteList): void {
  const lastTo = new Uint32Array(statementIds.length).fill(nobody)
  for (const entry of byPerson(participant, participantIds.length)) {
    if (lastTo[statement[entry]!] === participant[entry]) throw new InvalidVotes('answered-twice', entry)
    lastTo[statement[entry]!] = participant[entry]!
  }
}

/** Counting sort, stable. */
function byPerson(participant: Uint32Array, people: number): Uint32Array {
  const next = new Uint32Array(people + 1)
  for (const person of participant) next[person + 1]!++
  for (let person = 0; person < people; person++) next[person + 1]! += next[person]!
  const order = new Uint32Array(participant.length)
  for (let entry = 0; entry < participant.length; entry++) order[next[participant[entry]!]!++] = entry
  return order
}
