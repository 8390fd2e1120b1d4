import type { Write } from '#platform/db'
import { fixed, type Retention } from '#platform/privacy'
import { forgetReporters } from './report.store.ts'
import { daysToKeepReporter } from './report.ts'
import {
  deleteEndedSubscriptions,
  deleteIdleParticipants,
  deleteProofsOfArchived,
  deleteQuarantinedOfArchived,
  deleteRejectedTexts,
  deleteVoluntaryOfArchived,
  ownArchivedBefore,
  severVotes,
} from './retention.store.ts'
import { votesKept } from './retention.ts'
import type { Room } from './room.ts'
import { daysToConfirm } from './subscription.actions.ts'
import { deleteUnconfirmed } from './subscription.store.ts'
import { voluntaryPseudonyms } from './voluntary.ts'

/** How long the dialogues keep what they store. Hashes go before the votes are parted, so that no address leads to them any more. */
export const dialogueRetention = (secret: Buffer, { maps, elsewhere }: Pick<Room, 'maps' | 'elsewhere'>): readonly Retention[] => [
  {
    kind: 'proof',
    tables: ['voice_proof', 'letter_code'],
    days: { usual: 30, least: 0, most: 90 },
    ground: 'task',
    outcome: 'deleted',
    inTown: deleteProofsOfArchived,
  },
  {
    kind: 'voluntary',
    tables: ['voluntary_answer', 'voluntary_setup'],
    days: { usual: 90, least: 0, most: 365 },
    ground: 'consent',
    outcome: 'deleted',
    inTown: deleteVoluntaryOfArchived,
  },
  {
    kind: 'quarantine',
    tables: ['quarantine', 'quarantine_member', 'quarantined_vote'],
    days: { usual: 180, least: 30, most: 365 },
    ground: 'security',
    outcome: 'deleted',
    inTown: deleteQuarantinedOfArchived,
  },
  {
    kind: 'vote',
    tables: ['participant', 'vote', 'voice', 'map_snapshot', 'map_people', 'sheet', 'sheet_run'],
    days: votesKept,
    ground: 'task',
    outcome: 'anonymised',
    inTown: (db, before) => severArchived(db, before, secret, { maps, elsewhere }),
  },
  { kind: 'statement', tables: ['statement', 'statement_edit', ...moderation], ground: 'task', outcome: 'stays' },
  {
    kind: 'rejected',
    tables: ['statement'],
    days: { usual: 180, least: 30, most: 730 },
    ground: 'task',
    outcome: 'deleted',
    inTown: deleteRejectedTexts,
  },
  {
    kind: 'reporter',
    tables: ['report'],
    days: fixed(daysToKeepReporter),
    ground: 'duty',
    outcome: 'deleted',
    inTown: async (db, before) => Number((await forgetReporters(db, before))[0]?.numUpdatedRows ?? 0n),
  },
  {
    kind: 'unconfirmed',
    tables: ['subscriber'],
    days: fixed(daysToConfirm),
    ground: 'consent',
    outcome: 'deleted',
    inTown: async (db, before) => Number((await deleteUnconfirmed(db, before))[0]?.numDeletedRows ?? 0n),
  },
  {
    kind: 'subscription',
    tables: ['subscriber', 'subscription'],
    days: { usual: 180, least: 30, most: 730 },
    ground: 'consent',
    outcome: 'deleted',
    inTown: deleteEndedSubscriptions,
  },
  { kind: 'kiosk', tables: [], ground: 'security', outcome: 'deleted' },
  {
    kind: 'result',
    tables: ['dialogue', 'news', 'map_day', 'told', 'representation', 'population_edition', 'population_count', ...translations],
    ground: 'impersonal',
    outcome: 'stays',
  },
]

/** Decisions and what was said against them, without a participant; claims last ten minutes. */
const moderation = ['moderation_decision', 'moderation_claim', 'moderation_policy', 'moderation_reminder', 'appeal']
const translations = ['translation', 'translation_setup', 'translation_order', 'translation_service', 'translation_use']

async function severArchived(
  db: Write,
  before: Date,
  secret: Buffer,
  { maps, elsewhere }: Pick<Room, 'maps' | 'elsewhere'>,
): Promise<number> {
  let severed = 0
  for (const dialogue of await ownArchivedBefore(db, before)) {
    const moved = await severVotes(db, dialogue, voluntaryPseudonyms(secret, dialogue))
    if (moved > 0) db.afterCommit(() => maps.refreshSoon(db.municipality, dialogue))
    severed += moved
  }
  return severed + (await deleteIdleParticipants(db, before, await elsewhere.held(db)))
}
