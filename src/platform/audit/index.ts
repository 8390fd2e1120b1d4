export { type Deed, newestDeeds, note, noteForInstance, ownEntries, ownInstanceEntries } from './audit.store.ts'
export { type AuditEntry, actorOf, type Tampering } from './chain.ts'
export { type Verified, verifyAudit, verifyInstanceAudit } from './verification.ts'
