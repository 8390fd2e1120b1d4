import { forgetActors, forgetInstanceActors } from '../audit/audit.store.ts'
import { forgetOldJobs } from '../jobs/job.store.ts'
import { forgetExpiredUnsentLinks } from '../mail/mail.store.ts'
import { forgetExpiredInvitations } from '../people/invitation.store.ts'
import { forgetExpiredChallenges } from '../people/passkey.store.ts'
import { forgetIdlePersons } from '../people/person.store.ts'
import { forgetEndedSessions } from '../people/session.store.ts'
import { forgetExpiredLinks } from '../people/sign-in-link.store.ts'
import { fixed, type Retention } from './retention.ts'

const rows = (results: readonly { numDeletedRows: bigint }[]) =>
  Number(results.reduce((sum, { numDeletedRows }) => sum + numDeletedRows, 0n))

/** How long the platform keeps what it stores. The rooms have tables of their own. */
export const platformRetention: readonly Retention[] = [
  {
    kind: 'account',
    tables: ['person', 'passkey', 'membership', 'staff_subject'],
    days: fixed(90),
    ground: 'task',
    outcome: 'deleted',
    inInstance: forgetIdlePersons,
  },
  {
    kind: 'session',
    tables: ['session'],
    ground: 'security',
    outcome: 'deleted',
    inInstance: async (db, before) => rows(await forgetEndedSessions(db, before)),
  },
  {
    kind: 'link',
    tables: ['sign_in_link', 'unsent_link', 'passkey_challenge'],
    ground: 'security',
    outcome: 'deleted',
    inInstance: async (db, before) =>
      rows([
        ...(await forgetExpiredLinks(db, before)),
        ...(await forgetExpiredUnsentLinks(db, before)),
        ...(await forgetExpiredChallenges(db, before)),
      ]),
  },
  {
    kind: 'invitation',
    tables: ['invitation'],
    days: { usual: 30, least: 0, most: 90 },
    ground: 'task',
    outcome: 'deleted',
    inTown: async (db, before) => rows(await forgetExpiredInvitations(db, before)),
  },
  {
    kind: 'job',
    tables: ['job'],
    days: fixed(14),
    ground: 'task',
    outcome: 'deleted',
    inInstance: async (db, before) => rows(await forgetOldJobs(db, before)),
  },
  {
    kind: 'audit',
    tables: ['audit_entry', 'audit_head', 'instance_audit_entry', 'instance_audit_head', 'retention_run'],
    days: { usual: 1095, least: 365, most: 3650 },
    ground: 'accountability',
    outcome: 'anonymised',
    inTown: forgetActors,
    inInstance: forgetInstanceActors,
  },
  { kind: 'log', tables: [], ground: 'security', outcome: 'outside' },
  { kind: 'network', tables: [], ground: 'security', outcome: 'deleted' },
  { kind: 'backup', tables: [], ground: 'security', outcome: 'outside' },
  {
    kind: 'town',
    tables: ['municipality', 'crest', 'oidc_provider', 'privacy_setup', 'instance_setting', 'schema_migration'],
    ground: 'impersonal',
    outcome: 'stays',
  },
]
