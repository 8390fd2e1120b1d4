import type { Database } from '#platform/db'
import type { Log } from '#platform/log'
import { digestOfSnapshot, findSnapshot, putSnapshot, readVoteList } from './map-snapshot.store.ts'
import { openMapComputer } from './opinion-map.compute.ts'
import type { VoteList } from './opinion-map.ts'
import type { Routings } from './routings.ts'

/**
 * Keeps the stored opinion maps fresh, away from the requests: soon after votes have come in, the map is computed in a worker thread
 * and stored. While votes keep coming, it is refreshed about every two seconds, or as often as computing allows.
 */
export class MapRefresher {
  private readonly database: Database
  private readonly log: Log
  private readonly now: () => Date
  private readonly routings: Routings | undefined
  private readonly computer = openMapComputer()
  private readonly wanted = new Map<string, { municipality: string; dialogue: string }>()
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private closed = false
  private lastTook = 0

  constructor(database: Database, log: Log, now: () => Date, routings?: Routings) {
    this.database = database
    this.log = log
    this.now = now
    this.routings = routings
  }

  refreshSoon(municipality: string, dialogue: string) {
    this.wanted.set(`${municipality} ${dialogue}`, { municipality, dialogue })
    this.schedule()
  }

  /** Computes and stores the map now, unless the stored one is of the very same votes. */
  async refresh(municipality: string, dialogue: string) {
    const begun = performance.now()
    const { votes, digest } = await readVoteList(this.database, municipality, dialogue)
    const storedDigest = await this.database.reading(municipality, db => digestOfSnapshot(db, dialogue))
    if (storedDigest === digest) return this.rememberRouting(municipality, dialogue, votes)
    if (storedDigest === undefined && votes.answer.length === 0) return
    const map = await this.computer.compute(votes)
    const snapshot = { map, numbers: votes.statementIds.map(Number), votes: votes.answer.length, digest, at: this.now() }
    await this.database.writing(municipality, db => putSnapshot(db, dialogue, snapshot))
    await this.routings?.learn(municipality, dialogue, votes, map)
    this.log.info({ dialogue, votes: snapshot.votes, milliseconds: Math.round(performance.now() - begun) }, 'map refreshed')
  }

  /** After a start the map may be stored already, but the routing lives in memory alone. */
  private async rememberRouting(municipality: string, dialogue: string, votes: VoteList) {
    if (!this.routings || this.routings.isKnown(municipality, dialogue)) return
    const stored = await this.database.reading(municipality, db => findSnapshot(db, dialogue))
    if (stored) await this.routings.learn(municipality, dialogue, votes, stored.map)
  }

  async close() {
    this.closed = true
    clearTimeout(this.timer)
    await this.running
    await this.computer.close()
  }

  private schedule() {
    if (this.closed || this.timer || this.running) return
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.running = this.refreshWanted().finally(() => {
        this.running = undefined
        if (this.wanted.size > 0) this.schedule()
      })
    }, pauseAfter(this.lastTook))
    this.timer.unref()
  }

  private async refreshWanted() {
    const begun = performance.now()
    const wanted = [...this.wanted.values()]
    this.wanted.clear()
    for (const { municipality, dialogue } of wanted) {
      if (this.closed) return
      try {
        await this.refresh(municipality, dialogue)
      } catch (error) {
        this.log.error(
          { dialogue, error: (error as Error).name, stack: (error as Error).stack?.split('\n').slice(1, 6) },
          'map not refreshed',
        )
      }
    }
    this.lastTook = performance.now() - begun
  }
}

/**
 * A vote that just missed a refresh waits for the rest of it, the pause, and the next one: together at most two seconds. Where computing
 * takes long, half of the time is left to the votes all the same.
 */
const pauseAfter = (tookMilliseconds: number) => Math.max(tookMilliseconds, 1900 - 2 * tookMilliseconds, 200)
