import type { Read } from '#platform/db'
import { type ChannelComparison, compareChannels } from './channel.results.ts'
import { peopleByChannel, talliesByChannel } from './channel.store.ts'
import { compareLevels, type LevelComparison } from './level.results.ts'
import { peopleByLevel, talliesByLevel } from './level.store.ts'
import { findSnapshot, findStamp, type MapStamp } from './map-snapshot.store.ts'
import type { OpinionPicture } from './opinion-picture.ts'
import { participationIn } from './results.store.ts'
import { type Results, resultsOf } from './results.ts'
import type { Statement } from './statement.ts'

/** What is shown of the newest map of a dialogue: worked out and drawn once, so that a thousand readers do not each have it done anew. */
export type Shown = {
  stamp: MapStamp
  results: Results
  /** What people of different levels have said, where numbers allow. */
  levels: LevelComparison | undefined
  /** What people have said who came in by different channels, where numbers allow. */
  channels: ChannelComparison | undefined
  picture: OpinionPicture | undefined
  /** Finished parts of pages, for whoever made them to keep. */
  pages: Map<string, string>
}

const mostDialogues = 20

export class ShownResults {
  private readonly kept = new Map<string, { of: string; shown: Shown }>()

  /** Undefined where there is no map yet, or too few people to tell of. */
  async of(db: Read, dialogue: string, statements: readonly Statement[], stamp?: MapStamp): Promise<Shown | undefined> {
    const newest = stamp ?? (await findStamp(db, dialogue))
    if (!newest) return undefined
    const of = [newest.digest, newest.at.getTime(), ...statements.map(({ number, text }) => `${number} ${text}`)].join('\n')
    const found = this.kept.get(dialogue)
    if (found?.of === of) return found.shown
    const snapshot = await findSnapshot(db, dialogue)
    const results = snapshot && resultsOf(snapshot, statements, await participationIn(db, dialogue))
    if (!results) return undefined
    const levels = compareLevels(await peopleByLevel(db, dialogue), await talliesByLevel(db, dialogue))
    const [people, tallies] = [await peopleByChannel(db, dialogue), await talliesByChannel(db, dialogue)]
    const channels = compareChannels(people, tallies, levels !== undefined)
    const shown = { stamp: newest, results, levels, channels, picture: snapshot.picture, pages: new Map<string, string>() }
    if (this.kept.size >= mostDialogues) this.kept.clear()
    this.kept.set(dialogue, { of, shown })
    return shown
  }
}
