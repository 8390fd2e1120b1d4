import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { enqueue } from '#platform/jobs'
import { dayOf } from './dialogue.ts'
import { isUnchecked, statements } from './statement.store.ts'
import type { Order, OrderRefusal, OrderStanding } from './translation.machine.ts'

declare module '#platform/db' {
  interface TownTables {
    translation_service: { municipality_id: string; is_on: boolean }
    translation_use: { municipality_id: string; month: string; characters: number }
    translation_order: {
      municipality_id: string
      dialogue_id: string
      language: string
      state: OrderStanding['state']
      reason: OrderRefusal | null
      attempts: number
      changed_at: Date
    }
  }
}

export async function isServiceOn(db: Read): Promise<boolean> {
  const row = await db.selectFrom('translation_service').select('is_on').where('municipality_id', '=', db.municipality).executeTakeFirst()
  return row?.is_on ?? false
}

export const switchService = (db: Write, isOn: boolean) =>
  db
    .insertInto('translation_service')
    .values({ municipality_id: db.municipality, is_on: isOn })
    .onConflict(same => same.column('municipality_id').doUpdateSet({ is_on: isOn }))
    .execute()

/**
 * Numbers of the statements that may leave the instance: approved, and looked at by somebody, since what nobody has looked at yet could
 * name people.
 */
export async function checkedStatements(db: Read, dialogue: string): Promise<ReadonlySet<number>> {
  const rows = await statements(db, dialogue)
    .select('number')
    .where('state', '=', 'approved')
    .where(sql<boolean>`not ${isUnchecked}`)
    .execute()
  return new Set(rows.map(({ number }) => number))
}

// ── The month's characters ──────────────────────────────────────────────────────────────────────────────────────────────────

const monthOf = (now: Date) => `${dayOf(now).slice(0, 7)}-01`

export async function charactersUsed(db: Read, now: Date): Promise<number> {
  const row = await use(db, now).executeTakeFirst()
  return row?.characters ?? 0
}

/** The same, and nobody else can count until this transaction ends: two workers never share the last characters. */
export async function lockCharacters(db: Write, now: Date): Promise<number> {
  await db
    .insertInto('translation_use')
    .values({ municipality_id: db.municipality, month: monthOf(now), characters: 0 })
    .onConflict(known => known.doNothing())
    .execute()
  const { characters } = await use(db, now).forUpdate().executeTakeFirstOrThrow()
  return characters
}

/** Counts characters before they are sent; a negative number gives back what a service has refused. */
export const countCharacters = (db: Write, characters: number, now: Date) =>
  db
    .updateTable('translation_use')
    .set({ characters: sql<number>`characters + ${characters}` })
    .where('municipality_id', '=', db.municipality)
    .where('month', '=', monthOf(now))
    .execute()

const use = (db: Read, now: Date) =>
  db.selectFrom('translation_use').select('characters').where('municipality_id', '=', db.municipality).where('month', '=', monthOf(now))

// ── Orders ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Queues the order, or what is left of it. */
export async function queueOrder(db: Write, dialogue: string, language: string, now: Date) {
  await putOrder(db, dialogue, { language, state: 'waiting', reason: null, attempts: 0, changedAt: now })
  const order: Order = { municipality: db.municipality, dialogue, language }
  await enqueue(db, 'translation', order)
}

export async function putOrder(db: Write, dialogue: string, { language, changedAt, ...standing }: OrderStanding) {
  const values = { ...standing, changed_at: changedAt }
  await db
    .insertInto('translation_order')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, language, ...values })
    .onConflict(same => same.columns(['municipality_id', 'dialogue_id', 'language']).doUpdateSet(values))
    .execute()
}

export const findOrder = (db: Read, dialogue: string, language: string): Promise<OrderStanding | undefined> =>
  db
    .selectFrom('translation_order')
    .select(['language', 'state', 'reason', 'attempts', 'changed_at as changedAt'])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('language', '=', language)
    .executeTakeFirst()
