import { sql } from 'kysely'
import type { Read } from '#platform/db'
import { daysFor, findPrivacySetup } from '#platform/privacy'
import { votesKept } from './retention.ts'

/**
 * When votes are parted from the browsers they came from, by the dialogue's id: from then on nobody votes with the pseudonym they had in it.
 * Of archived dialogues people voted in here; the pseudonyms of an import are nobody's from the beginning.
 */
export async function votesPartAt(db: Read, dialogues: readonly string[]): Promise<Map<string, Date>> {
  const { periods } = await findPrivacySetup(db)
  const days = daysFor({ kind: 'vote', days: votesKept }, periods) ?? 0
  const rows = await db.rows<{ id: string; archivedAt: Date }>(sql`
    select id, coalesce(
      (select max(news.at) from news where news.municipality_id = ${db.municipality} and news.dialogue_id = dialogue.id
        and news.kind = 'dialogue-archived'), revised_at) as "archivedAt"
    from dialogue
    where municipality_id = ${db.municipality} and id = any(${[...dialogues]}::uuid[]) and phase = 'archived' and import_digest is null`)
  return new Map(rows.map(({ id, archivedAt }) => [id, new Date(new Date(archivedAt).getTime() + days * 86_400_000)]))
}

/** Whether people have voted in these dialogues, and nobody holds the pseudonym of those votes any more. */
export async function areVotesParted(db: Read, dialogues: readonly string[]): Promise<boolean> {
  const [found] = await db.rows<{ isParted: boolean | null }>(sql`
    select bool_and(participant.is_severed) as "isParted" from vote
    join participant on participant.municipality_id = vote.municipality_id and participant.id = vote.participant_id
    where vote.municipality_id = ${db.municipality} and vote.dialogue_id = any(${[...dialogues]}::uuid[])`)
  return found?.isParted ?? false
}
