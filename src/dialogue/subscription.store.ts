import { randomUUID } from 'node:crypto'
import { type Generated, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { fateKinds, type NewsKind } from './subscription.ts'

declare module '#platform/db' {
  interface TownTables {
    subscriber: {
      municipality_id: string
      id: string
      email: string
      language: string
      asked_at: Date
      confirmed_at: Date | null
      last_digest_at: Date | null
      last_digest_week: Generated<string>
    }
    subscription: { municipality_id: string; subscriber_id: string; dialogue_id: string }
    news: { municipality_id: string; id: string; dialogue_id: string; statement_id: string | null; kind: NewsKind; at: Date }
  }
}

export type Subscriber = { id: string; isNew: boolean; askedAt: Date; isConfirmed: boolean }

/** A finer time could be matched with that of a vote in a server's log. */
const hourOf = (moment: Date) => new Date(Math.floor(moment.getTime() / 3600_000) * 3600_000)

/** The subscriber with this address, made if there is none; the language is that of the newest wish. Waits for others with the same wish. */
export async function putSubscriber(db: Write, email: string, language: string, now: Date): Promise<Subscriber> {
  const row = await db
    .insertInto('subscriber')
    .values({
      municipality_id: db.municipality,
      id: randomUUID(),
      email,
      language,
      asked_at: hourOf(now),
      confirmed_at: null,
      last_digest_at: null,
    })
    .onConflict(known => known.columns(['municipality_id', 'email']).doUpdateSet({ language }))
    .returning(['id', 'asked_at', 'confirmed_at', sql<boolean>`xmax = 0`.as('is_new')])
    .executeTakeFirstOrThrow()
  if (row.is_new) await writeAgain(db, row.id)
  return { id: row.id, isNew: row.is_new, askedAt: row.asked_at, isConfirmed: row.confirmed_at !== null }
}

/**
 * Rows stand in a table in the order in which they came, and people subscribe in the order in which they voted. So a new one and the next others
 * by id, which is chance, are written again in the order of their ids.
 */
async function writeAgain(db: Write, subscriber: string) {
  const others = await db.rows<{ id: string }>(sql`
    select id from subscriber where municipality_id = ${db.municipality} order by id < ${subscriber}::uuid, id limit 40`)
  for (const { id } of others.sort((a, b) => (a.id < b.id ? -1 : 1)))
    await db
      .updateTable('subscriber')
      .set({ language: sql`language` })
      .where('municipality_id', '=', db.municipality)
      .where('id', '=', id)
      .execute()
}

export const noteAsking = (db: Write, subscriber: string, now: Date) =>
  db
    .updateTable('subscriber')
    .set({ asked_at: hourOf(now) })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', subscriber)
    .execute()

export const putSubscription = (db: Write, subscriber: string, dialogue: string) =>
  db
    .insertInto('subscription')
    .values({ municipality_id: db.municipality, subscriber_id: subscriber, dialogue_id: dialogue })
    .onConflict(known => known.doNothing())
    .execute()

/** Whether the subscriber is still there. */
export async function confirmSubscriber(db: Write, subscriber: string, now: Date): Promise<boolean> {
  const rows = await db
    .updateTable('subscriber')
    .set({ confirmed_at: sql`coalesce(confirmed_at, ${hourOf(now)})` })
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', subscriber)
    .returning('id')
    .execute()
  return rows.length > 0
}

export const findSubscriber = (db: Read, subscriber: string) =>
  db
    .selectFrom('subscriber')
    .select(['email', 'confirmed_at'])
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', subscriber)
    .executeTakeFirst()

/** All that is stored about a subscriber (GDPR Article 15), with the dialogues they follow. */
export async function findSubscriberData(db: Read, subscriber: string) {
  const known = await db
    .selectFrom('subscriber')
    .select(['email', 'language', 'asked_at as askedAt', 'confirmed_at as confirmedAt', 'last_digest_at as lastDigestAt'])
    .where('municipality_id', '=', db.municipality)
    .where('id', '=', subscriber)
    .executeTakeFirst()
  if (!known) return undefined
  const dialogues = await db
    .selectFrom('subscription')
    .innerJoin('dialogue', join =>
      join.onRef('dialogue.municipality_id', '=', 'subscription.municipality_id').onRef('dialogue.id', '=', 'subscription.dialogue_id'),
    )
    .select(['dialogue.question', 'dialogue.languages'])
    .where('subscription.municipality_id', '=', db.municipality)
    .where('subscription.subscriber_id', '=', subscriber)
    .orderBy('dialogue.created_at')
    .execute()
  return { ...known, dialogues }
}
export type SubscriberData = NonNullable<Awaited<ReturnType<typeof findSubscriberData>>>

export const deleteSubscriber = (db: Write, subscriber: string) =>
  db.deleteFrom('subscriber').where('municipality_id', '=', db.municipality).where('id', '=', subscriber).execute()

export const deleteUnconfirmed = (db: Write, askedBefore: Date) =>
  db
    .deleteFrom('subscriber')
    .where('municipality_id', '=', db.municipality)
    .where('confirmed_at', 'is', null)
    .where('asked_at', '<', askedBefore)
    .execute()

export type News = { dialogue: string; statement?: string; kind: NewsKind; at: Date }

/** Something subscribers are told about, in the transaction in which it comes true. */
export const putNews = (db: Write, news: News) => db.insertInto('news').values(toRow(db, news)).execute()

/** The same for all that one deed brings about. */
export async function putAllNews(db: Write, news: readonly News[]) {
  for (let from = 0; from < news.length; from += rowsAtOnce)
    await db
      .insertInto('news')
      .values(news.slice(from, from + rowsAtOnce).map(one => toRow(db, one)))
      .execute()
}

/** A statement of PostgreSQL takes at most 65,535 parameters. */
const rowsAtOnce = 1000

const toRow = (db: Write, { dialogue, statement, kind, at }: News) => ({
  municipality_id: db.municipality,
  id: randomUUID(),
  dialogue_id: dialogue,
  statement_id: statement ?? null,
  kind,
  at,
})

export type DueSubscriber = { id: string; email: string; language: string; since: Date }

/** Takes subscribers who have had no digest in this week, so that nobody else takes them too. */
export async function takeDueSubscribers(db: Write, week: string, until: Date, most: number): Promise<DueSubscriber[]> {
  const rows = await db.rows<{ id: string; email: string; language: string; since: Date }>(sql`
    with due as (
      select id, coalesce(last_digest_at, confirmed_at) as since from subscriber
      where municipality_id = ${db.municipality} and confirmed_at is not null and last_digest_week <> ${week}
      order by id limit ${most} for update skip locked
    )
    update subscriber set last_digest_week = ${week}, last_digest_at = ${until} from due
    where subscriber.municipality_id = ${db.municipality} and subscriber.id = due.id
    returning subscriber.id, subscriber.email, subscriber.language, due.since`)
  return rows
}

export type NewsItem = {
  dialogue: string
  slug: string
  question: string
  languages: string[]
  kind: NewsKind
  number: number | null
  text: string | null
  language: string | null
}

/** What has come true since then in the dialogues the subscriber wants to be told about, in the order of dialogues and time. */
export const newsFor = (db: Read, subscriber: string, since: Date, until: Date): Promise<NewsItem[]> =>
  db.rows<NewsItem>(sql`
    select dialogue.id as dialogue, dialogue.slug, dialogue.question, dialogue.languages, news.kind, statement.number, statement.text, statement.language
    from subscription
    join dialogue on dialogue.municipality_id = subscription.municipality_id and dialogue.id = subscription.dialogue_id
    join news on news.municipality_id = dialogue.municipality_id and news.dialogue_id = dialogue.id
    left join statement on statement.municipality_id = news.municipality_id and statement.id = news.statement_id
    where subscription.municipality_id = ${db.municipality} and subscription.subscriber_id = ${subscriber}
      and news.at > ${since} and news.at <= ${until} and dialogue.phase <> 'draft'
      and (news.kind <> all(${['statement-approved', ...fateKinds]}::text[]) or statement.state = 'approved')
    order by dialogue.slug, news.at, statement.number`)
