import type { AuditEntry } from '#platform/audit'
import type { Role } from '#platform/web'

/** An entry of the audit log by or about somebody; `where` is a town's name, null for the instance. */
export type OwnDeed = Pick<AuditEntry, 'at' | 'deed' | 'subject' | 'details'> & { where: string | null }

/** Everything stored about one person of staff (GDPR Article 15). Hashes of tokens and keys tell nothing of them and stay where they are. */
export type OwnData = {
  account: { id: string; email: string; name: string; isOperator: boolean; createdAt: Date }
  towns: { slug: string; name: string; role: Role; since: Date; isLinkedToProvider: boolean }[]
  sessions: { device: string; createdAt: Date; lastSeenAt: Date; expiresAt: Date }[]
  passkeys: { name: string; createdAt: Date; lastUsedAt: Date | null }[]
  invitations: { town: string; email: string; role: Role; createdAt: Date }[]
  deeds: OwnDeed[]
}

export type ErasureRefusal = { reason: 'not-understood' | 'last-operator' } | { reason: 'last-coordinator'; towns: string[] }
