import { note, noteForInstance } from '#platform/audit'
import type { Database, InstanceWrite, Write } from '#platform/db'
import { findPrivacySetup } from './privacy.store.ts'
import { takeDay, takeInstanceDay } from './retention.store.ts'
import { dueBefore, type Retention } from './retention.ts'

/**
 * Carries out all retention times once a day, in one transaction a town: an interrupted run has done nothing and is made up for at the
 * next call. The audit log tells how many rows of each kind, never which.
 */
export async function carryOutRetention(database: Database, towns: readonly { id: string }[], retentions: readonly Retention[], now: Date) {
  const day = now.toISOString().slice(0, 10)
  await database.writingInstance(db => inInstance(db, retentions, day, now))
  for (const { id } of towns) await database.writing(id, db => inTown(db, retentions, day, now))
}

async function inInstance(db: InstanceWrite, retentions: readonly Retention[], day: string, now: Date) {
  if (!(await takeInstanceDay(db, day))) return
  const counts: Record<string, number> = {}
  for (const retention of retentions)
    if (retention.inInstance) counts[retention.kind] = await retention.inInstance(db, dueBefore(retention, {}, now))
  await noteForInstance(db, { personId: null, deed: 'retention-carried-out', details: withSum(counts) })
}

async function inTown(db: Write, retentions: readonly Retention[], day: string, now: Date) {
  if (!(await takeDay(db, day))) return
  const { periods } = await findPrivacySetup(db)
  const counts: Record<string, number> = {}
  for (const retention of retentions)
    if (retention.inTown) counts[retention.kind] = await retention.inTown(db, dueBefore(retention, periods, now))
  await note(db, { personId: null, deed: 'retention-carried-out', details: withSum(counts) })
}

const withSum = (counts: Record<string, number>) => ({ ...counts, count: Object.values(counts).reduce((sum, count) => sum + count, 0) })
