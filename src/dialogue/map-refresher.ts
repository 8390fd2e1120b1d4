import type { Database } from '#platform/db'
import type { Log } from '#platform/log'
import { blocksPerStep, peopleOfMap } from './map-people.store.ts'
import { removeOutdated, storeMap } from './map-snapshot.actions.ts'
import { approvedNumbers, ballotPages, ballotsOf, fewestShown, findLetters, findStamp } from './map-snapshot.store.ts'
import { type KnownGroups, openMapComputer } from './opinion-map.compute.ts'
import { noIdentity } from './opinion-map.identity.ts'
import type { MapText } from './opinion-map.worker.ts'
import type { Routings } from './routings.ts'
import { isEndUntold } from './told.store.ts'

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
  private readonly kept = new Map<string, Kept>()
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private closed = false
  private turns: Promise<void> = Promise.resolve()
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

  /** Computes and stores the map, unless the stored one is of the very same votes. One after the other: the worker keeps one map a dialogue. */
  refresh(municipality: string, dialogue: string, voters?: ReadonlySet<string>): Promise<void> {
    const turn = this.turns.then(() => this.refreshInTurn(municipality, dialogue, voters))
    this.turns = turn.catch(() => {})
    return turn
  }

  async close() {
    this.closed = true
    clearTimeout(this.timer)
    await this.running
    await this.computer.close()
  }

  private async refreshInTurn(municipality: string, dialogue: string, voters?: ReadonlySet<string>) {
    const begun = performance.now()
    const key = `${municipality} ${dialogue}`
    const town = { municipality, fewest: await this.database.reading(municipality, fewestShown) }
    const numbers = await this.database.reading(municipality, db => approvedNumbers(db, dialogue))
    const before = this.kept.get(key)
    // until the new map is stored nobody can rely on what the worker keeps
    this.kept.delete(key)
    const changed = voters && before && (await this.changedMap(town, dialogue, numbers, voters, before))
    const { text, at } = changed ?? (await this.wholeMap(town, dialogue, numbers))
    if (text === 'unknown') throw new Error('The thread that read the votes has ended.')
    if (text === 'unchanged') return
    this.routings?.keepNewest(municipality, dialogue, text.routing)
    const people = this.computer.people(key, blocksPerStep)
    const map = await storeMap(this.database, municipality, dialogue, { text, people, numbers, drawnFor: town.fewest, at: this.now() })
    this.kept.set(key, { numbers: numbers.join(), at, map })
    this.log.info({ dialogue, votes: text.votes, milliseconds: Math.round(performance.now() - begun) }, 'map refreshed')
  }

  /** Undefined where the votes have to be read anew. */
  private async changedMap(
    { municipality, fewest }: MappedTown,
    dialogue: string,
    numbers: readonly number[],
    voters: ReadonlySet<string>,
    { at, map, numbers: known }: Kept,
  ): Promise<{ text: MapText; at: number } | undefined> {
    if (known !== numbers.join() || this.now().getTime() - at > trustedMilliseconds) return undefined
    const stored = await this.database.reading(municipality, db => findStamp(db, dialogue))
    if (stored?.id !== map) return undefined
    const text = await this.computer.put(
      `${municipality} ${dialogue}`,
      ballotsOf(this.database, municipality, dialogue, numbers, [...voters]),
      fewest,
    )
    return text === 'unknown' ? undefined : { text, at }
  }

  private async wholeMap(
    { municipality, fewest }: MappedTown,
    dialogue: string,
    numbers: readonly number[],
  ): Promise<{ text: MapText | 'unchanged' | 'unknown'; at: number }> {
    const key = `${municipality} ${dialogue}`
    const at = this.now().getTime()
    const stored = await this.database.reading(municipality, db => findStamp(db, dialogue))
    // After a start the map may be stored already, but the routing lives in memory alone.
    const isRouted = !this.routings || this.routings.isKnown(municipality, dialogue)
    const isTold = !(await this.database.reading(municipality, db => isEndUntold(db, dialogue)))
    const pages = ballotPages(this.database, municipality, dialogue, numbers)
    const before = await this.knownGroups(municipality, dialogue)
    const text = await this.computer.read(
      key,
      numbers,
      pages,
      before,
      fewest,
      isRouted && isTold && stored?.drawnFor === fewest ? stored.digest : undefined,
    )
    const isNothing = stored === undefined && typeof text === 'object' && text.votes === 0
    if (text !== 'unchanged' && !isNothing) return { text, at }
    this.kept.set(key, { numbers: numbers.join(), at, map: stored?.id })
    await removeOutdated(this.database, municipality, dialogue, this.now())
    return { text: 'unchanged', at }
  }

  /** The same people keep the letter of their group. */
  private async knownGroups(municipality: string, dialogue: string): Promise<KnownGroups> {
    const known = await this.database.reading(municipality, db => findLetters(db, dialogue))
    if (!known) return { letters: noIdentity, people: nobody() }
    return { letters: known.letters, people: peopleOfMap(this.database, municipality, dialogue, known.map) }
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
        this.log.error(
          { dialogue, error: (error as Error).name, stack: (error as Error).stack?.split('\n').slice(1, 6) },
          'map not refreshed',
        )
      }
    }
    this.lastTook = performance.now() - begun
  }
}

/** What the worker keeps: when all of it was read, for which statements, and as which map it was stored. */
type Kept = { numbers: string; at: number; map: string | undefined }

async function* nobody() {}

/** `fewest`: from how many people on the town shows a number. */
type MappedTown = { municipality: string; fewest: number }

/** `voters` undefined: everybody. */
type Wanted = { municipality: string; dialogue: string; voters: Set<string> | undefined }

/** Other processes on the same database may have counted votes; after this long everything is read again. */
const trustedMilliseconds = 10 * 60_000

/**
 * A vote that just missed a refresh waits for the rest of it, the pause, and the next one: together at most two seconds. Where computing
 * takes long, half of the time is left to the votes all the same.
 */
const pauseAfter = (tookMilliseconds: number) => Math.max(tookMilliseconds, 1900 - 2 * tookMilliseconds, 200)
