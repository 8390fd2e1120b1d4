import { type Generated, sql } from 'kysely'
import type { AppealDecision, AppealState, RejectionReason } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { contributions } from './contribution.store.ts'
import type { Contribution, ContributionState } from './contribution.ts'

declare module '#platform/db' {
  interface TownTables {
    contribution_appeal: {
      municipality_id: string
      contribution_id: string
      text: string
      language: string
      appealed_on: string
      state: Generated<AppealState>
      answer: Generated<string>
      decided_by: Generated<string | null>
      decided_at: Generated<Date | null>
      is_same_person: Generated<boolean>
    }
  }
}

export type Appealable = Pick<Contribution, 'id' | 'number' | 'kind' | 'text' | 'language'> & { isRejected: boolean; isAppealed: boolean }

/** The contribution with this number, if this author brought it in. */
export async function findAppealable(db: Read, vision: string, number: number, authorKey: string): Promise<Appealable | undefined> {
  const row = await contributions(db, vision)
    .select(['id', 'number', 'kind', 'text', 'language', 'state'])
    .select(isAppealed(db).as('isAppealed'))
    .where('number', '=', number)
    .where('author_key', '=', authorKey)
    .executeTakeFirst()
  if (!row) return undefined
  const { state, ...found } = row
  return { ...found, isRejected: state === 'rejected' }
}

const isAppealed = (db: Read) => sql<boolean>`exists (
  select from contribution_appeal appeal where appeal.municipality_id = ${db.municipality} and appeal.contribution_id = contribution.id)`

export type NewAppeal = { contribution: string; text: string; language: string; day: string }

export const putAppeal = (db: Write, { contribution, text, language, day }: NewAppeal) =>
  db
    .insertInto('contribution_appeal')
    .values({ municipality_id: db.municipality, contribution_id: contribution, text, language, appealed_on: day })
    .execute()

export type OwnAppeal = { state: AppealState; text: string; answer: string }

/** What an author has said against rejections and what became of it, by the contribution's id. */
export async function ownAppeals(db: Read, vision: string, authorKey: string): Promise<Map<string, OwnAppeal>> {
  const rows = await appeals(db, vision)
    .select(['appeal.contribution_id as id', 'appeal.state', 'appeal.text', 'appeal.answer'])
    .where('contribution.author_key', '=', authorKey)
    .execute()
  return new Map(rows.map(({ id, ...appeal }) => [id, appeal]))
}

export type ListedAppeal = OwnAppeal & {
  language: string
  appealedOn: string
  isSamePerson: boolean
  rejectedBy: string | null
  rejected: Pick<Contribution, 'number' | 'text' | 'language'> & { state: ContributionState; reason: RejectionReason | null }
}

/** Open ones first, the oldest of them at the top; then what was decided, the latest first. */
export const appealsIn = (db: Read, vision: string): Promise<ListedAppeal[]> =>
  db.rows(sql`
    select appeal.state, appeal.text, appeal.answer, appeal.language, appeal.appealed_on as "appealedOn",
      appeal.is_same_person as "isSamePerson", ${lastRejectedBy(db)} as "rejectedBy",
      json_build_object('number', contribution.number, 'text', contribution.text, 'language', contribution.language,
        'state', contribution.state, 'reason', contribution.rejection_reason) as rejected
    from contribution_appeal appeal
    join contribution on contribution.municipality_id = appeal.municipality_id and contribution.id = appeal.contribution_id
    where appeal.municipality_id = ${db.municipality} and contribution.vision_id = ${vision}
    order by appeal.state = 'open' desc, appeal.decided_at desc nulls first, appeal.appealed_on, contribution.number
    limit ${mostListed}`)

const mostListed = 200

export async function openAppeals(db: Read, vision: string): Promise<number> {
  const { count } = await appeals(db, vision)
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('appeal.state', '=', 'open')
    .executeTakeFirstOrThrow()
  return count
}

const appeals = (db: Read, vision: string) =>
  db
    .selectFrom('contribution_appeal as appeal')
    .innerJoin('contribution', join =>
      join.onRef('contribution.municipality_id', '=', 'appeal.municipality_id').onRef('contribution.id', '=', 'appeal.contribution_id'),
    )
    .where('appeal.municipality_id', '=', db.municipality)
    .where('contribution.vision_id', '=', vision)

export type JudgedAppeal = { state: AppealState; rejectedBy: string | null }

/** How the appeal against the rejection of a contribution stands, and who rejected it last, if that is known. */
export async function findAppeal(db: Read, contribution: string): Promise<JudgedAppeal | undefined> {
  const [row] = await db.rows<JudgedAppeal>(sql`
    select appeal.state, ${lastRejectedBy(db)} as "rejectedBy"
    from contribution_appeal appeal where appeal.municipality_id = ${db.municipality} and appeal.contribution_id = ${contribution}`)
  return row
}

const lastRejectedBy = (db: Read) => sql`(
  select person_id from contribution_decision decision
  where decision.municipality_id = ${db.municipality} and decision.contribution_id = appeal.contribution_id and decision.verdict = 'rejected'
  order by decision.at desc limit 1)`

export type AppealVerdictGiven = AppealDecision & { by: string; isSamePerson: boolean; at: Date }

export const putAppealVerdict = (db: Write, contribution: string, { verdict, answer, by, isSamePerson, at }: AppealVerdictGiven) =>
  db
    .updateTable('contribution_appeal')
    .set({ state: verdict, answer, decided_by: by, decided_at: at, is_same_person: isSamePerson })
    .where('municipality_id', '=', db.municipality)
    .where('contribution_id', '=', contribution)
    .execute()
