import type { Arrival } from './arrival.ts'
import { shared } from './opinion-map.rows.ts'
import type { VoteList } from './opinion-map.ts'

/** Some participants with all their votes on statements that count, and how they came if they have any. Nobody comes twice in a reading. */
export type BallotPage = readonly { participant: string; statements: Uint32Array; answers: Int8Array; arrival: Arrival | undefined }[]

/** Votes that are read page by page, in memory that threads can share. */
export class Reading {
  readonly #statementIds: readonly string[]
  readonly #participantIds: string[] = []
  readonly arrivals = new Map<string, Arrival>()
  #participant = shared.integers(firstRoom)
  #statement = shared.integers(firstRoom)
  #answer = shared.answers(firstRoom)
  #count = 0

  constructor(statementIds: readonly string[]) {
    this.#statementIds = statementIds
  }

  add(page: BallotPage): void {
    for (const { participant, statements, answers, arrival } of page) {
      while (this.#count + answers.length > this.#answer.length) this.#makeRoom()
      this.#participant.fill(this.#participantIds.length, this.#count, this.#count + answers.length)
      this.#statement.set(statements, this.#count)
      this.#answer.set(answers, this.#count)
      this.#count += answers.length
      this.#participantIds.push(participant)
      if (arrival) this.arrivals.set(participant, arrival)
    }
  }

  get votes(): VoteList {
    return {
      participantIds: this.#participantIds,
      statementIds: this.#statementIds,
      participant: this.#participant.subarray(0, this.#count),
      statement: this.#statement.subarray(0, this.#count),
      answer: this.#answer.subarray(0, this.#count),
    }
  }

  #makeRoom(): void {
    const room = 2 * this.#answer.length
    const [participant, statement, answer] = [shared.integers(room), shared.integers(room), shared.answers(room)]
    participant.set(this.#participant)
    statement.set(this.#statement)
    answer.set(this.#answer)
    this.#participant = participant
    this.#statement = statement
    this.#answer = answer
  }
}

const firstRoom = 4096
