import type { Read, Write } from '#platform/db'
import { type DecisionPaper, paperColumns, paperSelection } from '#vision'

/** What staff have written into the decision paper of the plan. */
export async function findPlanPaper(db: Read): Promise<{ paper: DecisionPaper; revisedAt: Date } | undefined> {
  const row = await db.selectFrom('plan_paper').select(paperSelection).where('municipality_id', '=', db.municipality).executeTakeFirst()
  if (!row) return undefined
  const { revisedAt, ...paper } = row
  return { paper, revisedAt }
}

export const putPlanPaper = (db: Write, paper: DecisionPaper, now: Date) => {
  const values = paperColumns(paper, now)
  return db
    .insertInto('plan_paper')
    .values({ municipality_id: db.municipality, ...values })
    .onConflict(same => same.column('municipality_id').doUpdateSet(values))
    .execute()
}
