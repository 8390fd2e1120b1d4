export { type Deed, newestDeeds, note, noteForInstance } from './audit.store.ts'
export type { Tampering } from './chain.ts'
export { type Verified, verifyAudit, verifyInstanceAudit } from './verification.ts'
