import { randomBytes } from 'node:crypto'
import type { InstanceWrite } from './handle.ts'

/** The key that signs cookies and forms: made at the first start, the same for every process on this database. */
export async function instanceSecret(db: InstanceWrite): Promise<Buffer> {
  await db
    .insertInto('instance_setting')
    .values({ name: 'secret', value: randomBytes(32).toString('base64') })
    .onConflict(same => same.column('name').doNothing())
    .execute()
  const { value } = await db.selectFrom('instance_setting').select('value').where('name', '=', 'secret').executeTakeFirstOrThrow()
  return Buffer.from(value, 'base64')
}
