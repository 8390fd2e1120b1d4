import type { Read } from '#platform/db'
import { type ChannelComparison, compareChannels } from './channel.results.ts'
import { compareLevels, type LevelComparison } from './level.results.ts'
import { findSnapshot, findStamp, type MapStamp } from './map-snapshot.store.ts'
import type { OpinionPicture } from './opinion-picture.ts'
import { type Results, resultsOf } from './results.ts'
import { approvedStatements, wordingStamp } from './statement.store.ts'
import type { Statement } from './statement.ts'
import { findTold } from './told.store.ts'
import { asTold } from './told.ts'

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
  private readonly keptUnread = new Map<string, { of: string; shown: Shown }>()

  /** The same for whoever has not read the statements: that is done only if they, or the map, are others than the last time. */
  async ofDialogue(db: Read, dialogue: string, fewest: number): Promise<Shown | undefined> {
    const stamp = await findStamp(db, dialogue)
    if (!stamp) return undefined
    const of = [fewest, stamp.digest, stamp.at.getTime(), await wordingStamp(db, dialogue)].join(' ')
    const found = this.keptUnread.get(dialogue)
    if (found?.of === of) return found.shown
    const shown = await this.of(db, dialogue, await approvedStatements(db, dialogue), fewest, stamp)
    if (!shown) return undefined
    if (this.keptUnread.size >= mostDialogues) this.keptUnread.clear()
    this.keptUnread.set(dialogue, { of, shown })
    return shown
  }

  /** Undefined where there is no map yet, or too few people to tell of. */
  async of(db: Read, dialogue: string, statements: readonly Statement[], fewest: number, stamp?: MapStamp): Promise<Shown | undefined> {
    const newest = stamp ?? (await findStamp(db, dialogue))
    if (!newest) return undefined
    const of = [fewest, newest.digest, newest.at.getTime(), ...statements.map(({ number, text }) => `${number} ${text}`)].join('\n')
    const found = this.kept.get(dialogue)
    if (found?.of === of) return found.shown
    const [stored, told] = [await findSnapshot(db, dialogue), await findTold(db, dialogue)]
    if (!stored || !told) return undefined
    const snapshot = asTold(stored, told)
    const results = resultsOf(snapshot, statements, told.people.participation, fewest)
    if (!results) return undefined
    const levels = compareLevels(told.people.levels.people, told.people.levels.tallies, fewest)
    const channels = compareChannels(told.people.channels.people, told.people.channels.tallies, levels !== undefined, fewest)
    const shown = {
      stamp: newest,
      results,
      levels,
      channels,
      picture: stored.drawnFor >= fewest ? stored.picture : undefined,
      pages: new Map<string, string>(),
    }
    if (this.kept.size >= mostDialogues) this.kept.clear()
    this.kept.set(dialogue, { of, shown })
    return shown
  }
}
