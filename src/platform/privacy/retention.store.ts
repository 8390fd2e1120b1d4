import type { InstanceWrite, Read, Write } from '#platform/db'

declare module '#platform/db' {
  interface TownTables {
    retention_run: { municipality_id: string; day: string }
  }
}

/** Takes the day for this transaction: false where it has been carried out on it already. Of two at once, one waits. */
export async function takeDay(db: Write, day: string): Promise<boolean> {
  const taken = await db
    .insertInto('retention_run')
    .values({ municipality_id: db.municipality, day })
    .onConflict(known => known.column('municipality_id').doUpdateSet({ day }).where('retention_run.day', '<', day))
    .returning('day')
    .executeTakeFirst()
  return taken !== undefined
}

/** The same for what belongs to no town. */
export async function takeInstanceDay(db: InstanceWrite, day: string): Promise<boolean> {
  const taken = await db
    .insertInto('instance_setting')
    .values({ name: 'retention-day', value: day })
    .onConflict(known => known.column('name').doUpdateSet({ value: day }).where('instance_setting.value', '<', day))
    .returning('value')
    .executeTakeFirst()
  return taken !== undefined
}

export const lastDay = async (db: Read): Promise<string | undefined> =>
  (await db.selectFrom('retention_run').select('day').where('municipality_id', '=', db.municipality).executeTakeFirst())?.day
