import type { Database } from '#platform/db'
import type { Log } from '#platform/log'
import { storeMap } from './map-snapshot.actions.ts'
import { approvedNumbers, ballotPages, ballotsOf, digestOfSnapshot, findKnownGroups } from './map-snapshot.store.ts'
import { openMapComputer } from './opinion-map.compute.ts'
import type { MapText } from './opinion-map.worker.ts'
import type { Routings } from './routings.ts'
import { putToldOfTheEnd } from './told.store.ts'

/**
 * Keeps the stored opinion maps fresh, away from the requests: soon after votes have come in, the map is computed in a worker thread
 * and stored. While votes keep coming, it is refreshed about every two seconds, or as often as computing allows. The worker keeps the votes
 * of dialogues that are voted in, so that only the ballots that changed are read.
 */
export class MapRefresher {
  private readonly database: Database
  private readonly log: Log
  private readonly now: () => Date
  private readonly routings: Routings | undefined
  private readonly computer = openMapComputer()
  private readonly wanted = new Map<string, Wanted>()
  private readonly read = new Map<string, { numbers: string; at: number }>()
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

  /** `voters`: whose votes alone have changed. Without them everything is read again: statements may have come or gone, or people. */
  refreshSoon(municipality: string, dialogue: string, voters?: readonly string[]) {
    const key = `${municipality} ${dialogue}`
    const wanted = this.wanted.get(key) ?? { municipality, dialogue, voters: new Set<string>() }
    for (const voter of voters ?? []) wanted.voters?.add(voter)
    this.wanted.set(key, voters ? wanted : { ...wanted, voters: undefined })
    this.schedule()
  }

  /** Computes and stores the map now, unless the stored one is of the very same votes. */
  async refresh(municipality: string, dialogue: string, voters?: ReadonlySet<string>) {
    const begun = performance.now()
    const numbers = await this.database.reading(municipality, db => approvedNumbers(db, dialogue))
    const text =
      (voters && (await this.changedMap(municipality, dialogue, numbers, voters))) ?? (await this.wholeMap(municipality, dialogue, numbers))
    if (text === 'unchanged') return this.database.writing(municipality, db => putToldOfTheEnd(db, dialogue))
    if (text === 'unknown') throw new Error('The thread that read the votes has ended.')
    this.routings?.keepNewest(municipality, dialogue, text.routing)
    await this.database.writing(municipality, db => storeMap(db, dialogue, text, numbers, this.now()))
    this.log.info({ dialogue, votes: text.votes, milliseconds: Math.round(performance.now() - begun) }, 'map refreshed')
  }

  async close() {
    this.closed = true
    clearTimeout(this.timer)
    await this.running
    await this.computer.close()
  }

  /** Undefined where the votes have to be read anew. */
  private async changedMap(
    municipality: string,
    dialogue: string,
    numbers: readonly number[],
    voters: ReadonlySet<string>,
  ): Promise<MapText | undefined> {
    const key = `${municipality} ${dialogue}`
    const before = this.read.get(key)
    if (before?.numbers !== numbers.join() || this.now().getTime() - before.at > trustedMilliseconds) return undefined
    let text: MapText | 'unknown' = 'unknown'
    const ballots = []
    for await (const page of ballotsOf(this.database, municipality, dialogue, numbers, [...voters])) ballots.push(...page)
    text = await this.computer.put(key, ballots)
    return text === 'unknown' ? undefined : text
  }

  private async wholeMap(municipality: string, dialogue: string, numbers: readonly number[]): Promise<MapText | 'unchanged' | 'unknown'> {
    const key = `${municipality} ${dialogue}`
    const at = this.now().getTime()
    const stored = await this.database.reading(municipality, db => digestOfSnapshot(db, dialogue))
    // After a start the map may be stored already, but the routing lives in memory alone.
    const isRouted = !this.routings || this.routings.isKnown(municipality, dialogue)
    const pages = ballotPages(this.database, municipality, dialogue, numbers)
    const before = await this.knownGroups(municipality, dialogue)
    const text = await this.computer.read(key, numbers.map(String), pages, isRouted ? stored : undefined, before)
    this.read.set(key, { numbers: numbers.join(), at })
    const isNothing = stored === undefined && typeof text === 'object' && text.votes === 0
    return isNothing ? 'unchanged' : text
  }

  /** The same people keep the letter of their group. */
  private knownGroups(municipality: string, dialogue: string) {
    return this.database.reading(municipality, db => findKnownGroups(db, dialogue))
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
    for (const { municipality, dialogue, voters } of wanted) {
      if (this.closed) return
      try {
        await this.refresh(municipality, dialogue, voters)
      } catch (error) {
        this.read.delete(`${municipality} ${dialogue}`)
        this.log.error(
          { dialogue, error: (error as Error).name, stack: (error as Error).stack?.split('\n').slice(1, 6) },
          'map not refreshed',
        )
      }
    }
    this.lastTook = performance.now() - begun
  }
}

/** `voters` undefined: everybody. */
type Wanted = { municipality: string; dialogue: string; voters: Set<string> | undefined }

/** Other processes on the same database may have counted votes; after this long everything is read again. */
const trustedMilliseconds = 10 * 60_000

/**
 * A vote that just missed a refresh waits for the rest of it, the pause, and the next one: together at most two seconds. Where computing
 * takes long, half of the time is left to the votes all the same.
 */
const pauseAfter = (tookMilliseconds: number) => Math.max(tookMilliseconds, 1900 - 2 * tookMilliseconds, 200)
