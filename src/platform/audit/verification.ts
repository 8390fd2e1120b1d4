import type { Database } from '#platform/db'
import { auditHead, entriesAfter, instanceAuditHead, instanceEntriesAfter } from './audit.store.ts'
import { type AuditEntry, type AuditHead, chainWalk, type Tampering } from './chain.ts'

/** What the check of one chain found; `head`: its newest entry, none if nothing has been noted. */
export type Verified = { head: AuditHead | undefined; tamperings: Tampering[] }

/** Checks the audit log of a municipality. Deeds noted meanwhile are checked as well. */
export const verifyAudit = (database: Database, municipality: string): Promise<Verified> =>
  database.reading(municipality, db =>
    verified(
      after => entriesAfter(db, after, page),
      () => auditHead(db),
    ),
  )

/** Checks the instance's own audit log. */
export const verifyInstanceAudit = (database: Database): Promise<Verified> =>
  database.readingInstance(db =>
    verified(
      after => instanceEntriesAfter(db, after, page),
      () => instanceAuditHead(db),
    ),
  )

const page = 1000

async function verified(read: (after: number) => Promise<AuditEntry[]>, readHead: () => Promise<AuditHead | undefined>): Promise<Verified> {
  const walk = chainWalk()
  let head: AuditHead | undefined
  for (let entries = await read(0); entries.length > 0 || head === undefined; entries = await read(walk.end().position)) {
    for (const entry of entries) walk.visit(entry)
    head = await readHead()
    if (entries.length === 0) break
  }
  return { head, tamperings: walk.foundUpTo(head) }
}
