import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { ContributionCounts } from './amendment.ts'
import { contributions } from './contribution.store.ts'

/** How many amendments and comments everybody can read, by the number of the sentence. */
export async function countsBySentence(db: Read, vision: string): Promise<Map<number, ContributionCounts>> {
  const rows = await db.rows<ContributionCounts & { number: number }>(sql`
    select sentence.number, count(*) filter (where kind = 'amendment')::integer as amendments,
      count(*) filter (where kind = 'comment')::integer as comments
    from contribution
    join sentence on sentence.municipality_id = ${db.municipality} and sentence.id = contribution.sentence_id
    where contribution.municipality_id = ${db.municipality} and contribution.vision_id = ${vision} and contribution.state = 'approved'
    group by sentence.number`)
  return new Map(rows.map(({ number, ...counts }) => [number, counts]))
}

/** How many amendments wait for a decision. */
export async function undecidedAmendments(db: Read, vision: string): Promise<number> {
  const { count } = await contributions(db, vision)
    .innerJoin('amendment', join =>
      join
        .onRef('amendment.municipality_id', '=', 'contribution.municipality_id')
        .onRef('amendment.contribution_id', '=', 'contribution.id'),
    )
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('contribution.state', '=', 'approved')
    .where('amendment.decision', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
