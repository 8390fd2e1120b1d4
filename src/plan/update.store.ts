import type { Read, Write } from '#platform/db'
import type { Ask, Question, UpdateAnswer, UpdateLink } from './update.ts'

const links = (db: Read) =>
  db
    .selectFrom('update_link')
    .select([
      'id',
      'round_id as roundId',
      'department_id as departmentId',
      'mail',
      'name',
      'ends_on as endsOn',
      'delegated_from as delegatedFrom',
      'revoked_at as revokedAt',
      'last_used_on as lastUsedOn',
      'created_at as createdAt',
    ])
    .where('municipality_id', '=', db.municipality)

export type StoredLink = UpdateLink & { createdAt: Date }

/** The links of a round, or with null those of requests to lead, in the order of the people's names. */
export const linksOf = (db: Read, roundId: string | null): Promise<StoredLink[]> =>
  links(db)
    .where('round_id', roundId === null ? 'is' : '=', roundId)
    .orderBy('name')
    .orderBy('id')
    .execute()

export const linkByHash = (db: Read, hash: string): Promise<StoredLink | undefined> =>
  links(db).where('token_hash', '=', hash).executeTakeFirst()

/** A link, held until the transaction ends. */
export const lockLink = (db: Write, id: string): Promise<StoredLink | undefined> =>
  links(db).where('id', '=', id).forUpdate().executeTakeFirst()

/** The link and those it took the place of, newest first. */
export async function chainOf(db: Read, link: StoredLink): Promise<StoredLink[]> {
  if (!link.delegatedFrom) return [link]
  const before = await links(db).where('id', '=', link.delegatedFrom).executeTakeFirst()
  return before ? [link, ...(await chainOf(db, before))] : [link]
}

export async function isDelegated(db: Read, id: string): Promise<boolean> {
  const later = await db
    .selectFrom('update_link')
    .select('id')
    .where('municipality_id', '=', db.municipality)
    .where('delegated_from', '=', id)
    .executeTakeFirst()
  return later !== undefined
}

export const putLink = (db: Write, link: Omit<StoredLink, 'revokedAt' | 'lastUsedOn'>, tokenHash: string) =>
  db
    .insertInto('update_link')
    .values({
      municipality_id: db.municipality,
      id: link.id,
      round_id: link.roundId,
      department_id: link.departmentId,
      token_hash: tokenHash,
      mail: link.mail,
      name: link.name,
      ends_on: link.endsOn,
      created_at: link.createdAt,
      delegated_from: link.delegatedFrom,
    })
    .execute()

export const setRevoked = (db: Write, id: string, at: Date) =>
  db
    .updateTable('update_link')
    .set({ revoked_at: at })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()

export const setUsed = (db: Write, id: string, day: string) =>
  db.updateTable('update_link').set({ last_used_on: day }).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

/** What these links ask. */
export const questions = (db: Read, linkIds: readonly string[]): Promise<Question[]> =>
  linkIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('update_link_measure')
        .select(['link_id as linkId', 'measure_id as measureId', 'asks_for as asksFor', 'department_id as departmentId'])
        .select(['answer', 'reason', 'answered_at as answeredAt'])
        .where('municipality_id', '=', db.municipality)
        .where('link_id', 'in', linkIds)
        .execute()

export const ask = (db: Write, linkId: string, asked: readonly { measureId: string; asksFor: Ask; departmentId: string | null }[]) =>
  db
    .insertInto('update_link_measure')
    .values(
      asked.map(({ measureId, asksFor, departmentId }) => ({
        municipality_id: db.municipality,
        link_id: linkId,
        measure_id: measureId,
        asks_for: asksFor,
        department_id: departmentId,
        answer: null,
        answered_at: null,
      })),
    )
    .onConflict(same => same.columns(['municipality_id', 'link_id', 'measure_id', 'asks_for']).doNothing())
    .execute()

type Answered = { linkId: string; measureId: string; asksFor: Ask; answer: UpdateAnswer; reason: string }

export const putAnswer = (db: Write, { linkId, measureId, asksFor, answer, reason }: Answered, at: Date) =>
  db
    .updateTable('update_link_measure')
    .set({ answer, reason, answered_at: at })
    .where('municipality_id', '=', db.municipality)
    .where('link_id', '=', linkId)
    .where('measure_id', '=', measureId)
    .where('asks_for', '=', asksFor)
    .execute()

/** What one link asked, another asks from now on, with what was answered. */
export const moveQuestions = (db: Write, from: string, to: string) =>
  db
    .updateTable('update_link_measure')
    .set({ link_id: to })
    .where('municipality_id', '=', db.municipality)
    .where('link_id', '=', from)
    .execute()

/** The coordination asks again what somebody handed over. */
export const reopenQuestion = (db: Write, linkId: string, measureId: string) =>
  db
    .updateTable('update_link_measure')
    .set({ answer: null, reason: '', answered_at: null })
    .where('municipality_id', '=', db.municipality)
    .where('link_id', '=', linkId)
    .where('measure_id', '=', measureId)
    .where('asks_for', '=', 'update')
    .execute()

/** These links no longer ask this about the measure, unless they have had their answer. */
export const withdrawQuestions = async (db: Write, linkIds: readonly string[], measureId: string, asksFor: Ask) => {
  if (linkIds.length === 0) return
  await db
    .deleteFrom('update_link_measure')
    .where('municipality_id', '=', db.municipality)
    .where('link_id', 'in', linkIds)
    .where('measure_id', '=', measureId)
    .where('asks_for', '=', asksFor)
    .where('answer', 'is', null)
    .execute()
}

/** Links by which somebody answers for this department. */
export const linksOfDepartment = (db: Read, departmentId: string): Promise<StoredLink[]> =>
  links(db).where('department_id', '=', departmentId).execute()

/** Links that ask this department whether it will lead the measure and have had no answer. */
export const linksAskingToLead = (db: Read, measureId: string, departmentId: string): Promise<StoredLink[]> =>
  links(db)
    .where('id', 'in', asking =>
      asking
        .selectFrom('update_link_measure')
        .select('link_id')
        .where('municipality_id', '=', db.municipality)
        .where('measure_id', '=', measureId)
        .where('asks_for', '=', 'lead')
        .where('department_id', '=', departmentId)
        .where('answer', 'is', null),
    )
    .execute()

/** Which reminders these links have had: of which end, how many days before. */
export const sentReminders = (db: Read, linkIds: readonly string[]): Promise<{ linkId: string; endsOn: string; daysBefore: number }[]> =>
  db
    .selectFrom('update_reminder')
    .select(['link_id as linkId', 'ends_on as endsOn', 'days_before as daysBefore'])
    .where('municipality_id', '=', db.municipality)
    .where('link_id', 'in', linkIds)
    .execute()

/** False if this reminder of the link was sent before. */
export async function markReminder(
  db: Write,
  { id, endsOn }: Pick<StoredLink, 'id' | 'endsOn'>,
  daysBefore: number,
  now: Date,
): Promise<boolean> {
  const marked = await db
    .insertInto('update_reminder')
    .values({ municipality_id: db.municipality, link_id: id, ends_on: endsOn, days_before: daysBefore, sent_at: now })
    .onConflict(same => same.columns(['municipality_id', 'link_id', 'ends_on', 'days_before']).doNothing())
    .returning('link_id')
    .execute()
  return marked.length > 0
}
