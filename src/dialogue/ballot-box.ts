import type { Database } from '#platform/db'
import { type Answers, type Ballot, putVotes } from './vote.store.ts'

/**
 * Gathers ballots that arrive while earlier ones are being made durable and counts them together in the next transaction: one flush
 * of the disk serves all of them. A ballot is answered only after the transaction that holds it has committed.
 */
export class BallotBox {
  private readonly database: Database
  private readonly now: () => Date
  private readonly onCounted: (municipality: string, dialogue: string, voters: readonly string[]) => void
  private readonly waiting = new Map<string, Waiting[]>()
  private readonly counting = new Map<string, Promise<void>>()

  constructor(database: Database, now: () => Date, onCounted: BallotBox['onCounted']) {
    this.database = database
    this.now = now
    this.onCounted = onCounted
  }

  /** What this participant has now answered, or undefined if the ballot does not count (closed, or statement gone). */
  cast(municipality: string, dialogue: string, ballot: Ballot): Promise<Answers | undefined> {
    const key = `${municipality} ${dialogue}`
    const answer = new Promise<Answers | undefined>((counted, failed) => {
      const waiting = this.waiting.get(key) ?? []
      waiting.push({ ballot, counted, failed })
      this.waiting.set(key, waiting)
    })
    if (!this.counting.has(key)) this.counting.set(key, this.countAll(key, municipality, dialogue))
    return answer
  }

  /** Resolves when every ballot cast so far has been answered. */
  async empty() {
    await Promise.all(this.counting.values())
  }

  private async countAll(key: string, municipality: string, dialogue: string) {
    await new Promise(resolve => setImmediate(resolve)) // let the ballots of this turn of the event loop come in together
    for (let batch = this.takeBatch(key); batch.length > 0; batch = this.takeBatch(key)) await this.count(municipality, dialogue, batch)
    this.counting.delete(key)
  }

  private takeBatch(key: string): Waiting[] {
    const waiting = this.waiting.get(key) ?? []
    const batch = waiting.splice(0, largestBatch)
    if (waiting.length === 0) this.waiting.delete(key)
    return batch
  }

  private async count(municipality: string, dialogue: string, batch: Waiting[]) {
    try {
      const ballots = batch.map(({ ballot }) => ballot)
      const counted = await countedAtLast(() => this.database.writing(municipality, db => putVotes(db, dialogue, ballots, this.now())))
      batch.forEach(({ counted: answer }, index) => void answer(counted[index]?.seen))
      this.onCounted(
        municipality,
        dialogue,
        ballots.map(({ participant }) => participant),
      )
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
}

/**
 * Counts again what the database has thrown back: its connection broke, or somebody was just being forgotten. Counting twice changes
 * nothing, and a whole town hall must not vote anew for the sake of one.
 */
async function countedAtLast<Result>(count: () => Promise<Result>): Promise<Result> {
  for (const pause of pausesMilliseconds) {
    try {
      return await count()
    } catch {
      await new Promise(resolve => setTimeout(resolve, pause))
    }
  }
  return count()
}

const pausesMilliseconds = [20, 200]

type Waiting = { ballot: Ballot; counted(seen: Answers | undefined): void; failed(error: unknown): void }

/** Large enough for every phone in a town hall at once, small enough that one transaction stays under a few milliseconds. */
const largestBatch = 256
