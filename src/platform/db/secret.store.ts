import { createHmac } from 'node:crypto'
import type { InstanceWrite } from './handle.ts'

/** Earlier versions kept the key in the database, where every backup had it. Taken out once it stands elsewhere. */
export const findOldKey = async (db: InstanceWrite): Promise<Buffer | undefined> => {
  const row = await db.selectFrom('instance_setting').select('value').where('name', '=', 'secret').executeTakeFirst()
  return row && Buffer.from(row.value, 'base64')
}

export const deleteOldKey = (db: InstanceWrite) => db.deleteFrom('instance_setting').where('name', '=', 'secret').execute()

/** Whether the database has been used with a key. */
export const isMarked = async (db: InstanceWrite): Promise<boolean> =>
  (await db.selectFrom('instance_setting').select('name').where('name', '=', 'key-mark').executeTakeFirst()) !== undefined

/** Whether this is the key the database has been used with; a database that knows none takes this one. The mark does not tell the key. */
export async function isKeyOf(db: InstanceWrite, key: Buffer): Promise<boolean> {
  const mark = createHmac('sha256', key).update('mark of the key').digest('base64url')
  await db
    .insertInto('instance_setting')
    .values({ name: 'key-mark', value: mark })
    .onConflict(same => same.column('name').doNothing())
    .execute()
  const { value } = await db.selectFrom('instance_setting').select('value').where('name', '=', 'key-mark').executeTakeFirstOrThrow()
  return value === mark
}
