import { randomUUID } from 'node:crypto'
import { type Generated, sql } from 'kysely'
import type { InstanceWrite, Write } from '#platform/db'

declare module '#platform/db' {
  interface InstanceTables {
    job: {
      id: string
      kind: string
      payload: unknown
      run_at: Generated<Date>
      attempts: Generated<number>
      last_error: string | null
      created_at: Generated<Date>
    }
  }
}

export type Job = { id: string; kind: string; payload: unknown; attempts: number }

/** Asks for work after this transaction has committed. */
export const enqueue = (db: Write | InstanceWrite, kind: string, payload: unknown) =>
  (db as InstanceWrite)
    .insertInto('job')
    .values({ id: randomUUID(), kind, payload: JSON.stringify(payload) })
    .execute()

/** Takes the next due job and puts it off by `leaseSeconds`, so that a crash in the middle of it only delays it. */
export async function takeDueJob(db: InstanceWrite, now: Date, leaseSeconds: number): Promise<Job | undefined> {
  const due = await db
    .selectFrom('job')
    .select(['id', 'kind', 'payload', 'attempts'])
    .where('run_at', '<=', now)
    .orderBy('run_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!due) return undefined
  await db
    .updateTable('job')
    .set({ run_at: new Date(now.getTime() + leaseSeconds * 1000), attempts: sql`attempts + 1` })
    .where('id', '=', due.id)
    .execute()
  return { ...due, attempts: due.attempts + 1 }
}

export const finishJob = (db: InstanceWrite, id: string) => db.deleteFrom('job').where('id', '=', id).execute()

export const postponeJob = (db: InstanceWrite, id: string, until: Date, error: string) =>
  db.updateTable('job').set({ run_at: until, last_error: error }).where('id', '=', id).execute()

/** No job waits so long: whatever is left of one names people in its mail. */
export const forgetOldJobs = (db: InstanceWrite, before: Date) => db.deleteFrom('job').where('created_at', '<', before).execute()
