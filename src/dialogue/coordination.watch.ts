import type { Database } from '#platform/db'
import type { Log } from '#platform/log'
import { ballotsOf, sampleOfBallots } from './coordination.store.ts'
import { candidatesAmong, coordinationConstants, type Suspicion, suspicionsAmong } from './coordination.ts'
import type { Newcomers } from './newcomers.ts'
import { growAlert, membersIn, raiseAlert, setStragglersAside } from './quarantine.store.ts'
import { inShortSteps } from './short-steps.ts'

/** After votes have come in, a look is taken so much later, and no more often. */
const lookAfterMilliseconds = 30_000
/** 300 people make 45,000 pairs: enough to know the one pair in a thousand that is most alike. */
const sampleSize = 300

/**
 * Looks now and then, away from the requests, whether newcomers from few networks vote as if from one hand, and raises an alert for the
 * moderators. It decides nothing.
 */
export class CoordinationWatch {
  private readonly database: Database
  private readonly newcomers: Newcomers
  private readonly log: Log
  private readonly now: () => Date
  private readonly onSetAside: (municipality: string, dialogue: string) => void
  private readonly wanted = new Map<string, { municipality: string; dialogue: string }>()
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> = Promise.resolve()

  constructor(
    { database, log, now }: { database: Database; log: Log; now: () => Date },
    newcomers: Newcomers,
    onSetAside: (municipality: string, dialogue: string) => void,
  ) {
    this.database = database
    this.newcomers = newcomers
    this.log = log
    this.now = now
    this.onSetAside = onSetAside
  }

  lookSoon(municipality: string, dialogue: string) {
    this.wanted.set(`${municipality} ${dialogue}`, { municipality, dialogue })
    this.timer ??= setTimeout(() => void this.lookNow(), lookAfterMilliseconds).unref()
  }

  /** Looks at every dialogue that has had votes since the last look. */
  lookNow(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.running = this.running.then(() => this.lookAtWanted())
    return this.running
  }

  async close() {
    this.wanted.clear()
    await this.lookNow()
  }

  private async lookAtWanted() {
    const wanted = [...this.wanted.values()]
    this.wanted.clear()
    for (const { municipality, dialogue } of wanted)
      try {
        await this.look(municipality, dialogue)
      } catch (error) {
        this.log.error({ dialogue, error: (error as Error).name }, 'not looked for coordinated votes')
      }
  }

  private async look(municipality: string, dialogue: string) {
    const { database } = this
    const members = await database.reading(municipality, db => membersIn(db, dialogue))
    if (members.some(({ state }) => state === 'quarantined')) {
      const moved = await database.writing(municipality, db => setStragglersAside(db, dialogue))
      if (moved > 0) this.onSetAside(municipality, dialogue)
    }
    const isJudged = new Set(members.filter(({ state }) => state !== 'alert').map(({ participant }) => participant))
    const candidates = candidatesAmong(this.newcomers.in(municipality)).filter(({ participant }) => !isJudged.has(participant))
    if (candidates.length < coordinationConstants.fewestMembers) return
    const ids = candidates.map(({ participant }) => participant)
    const isCandidate = new Set(ids)
    const ballots = await ballotsOf(database, municipality, dialogue, ids)
    const sample = await sampleOfBallots(database, municipality, dialogue, sampleSize)
    const others = sample.filter(({ participant }) => !isCandidate.has(participant))
    const alertOf = new Map(
      members.filter(({ state }) => state === 'alert').map(({ participant, quarantine }) => [participant, quarantine]),
    )
    for (const suspicion of await inShortSteps(suspicionsAmong(candidates, ballots, others)))
      await this.report(municipality, dialogue, suspicion, alertOf)
  }

  /** A crowd that holds pseudonyms of an open alert is that alert, grown. */
  private async report(municipality: string, dialogue: string, suspicion: Suspicion, alertOf: ReadonlyMap<string, string>) {
    const known = suspicion.participants.map(participant => alertOf.get(participant)).find(id => id !== undefined)
    if (known && suspicion.participants.every(participant => alertOf.has(participant))) return
    const isTold = await this.database.writing(municipality, async db => {
      if (known) return growAlert(db, dialogue, known, suspicion)
      await raiseAlert(db, dialogue, suspicion, this.now())
      return true
    })
    if (isTold) this.log.warn({ dialogue, pseudonyms: suspicion.participants.length }, 'votes are conspicuously alike')
  }
}
