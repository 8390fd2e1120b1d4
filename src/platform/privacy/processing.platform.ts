import type { Read } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { providerInUse } from '../people/oidc.store.ts'
import { processingOf } from './processing.ts'

type Facts = { mailHost: string | undefined; staffProvider: string | undefined }

async function factsOf(db: Read, _town: Municipality, { config }: Services): Promise<Facts> {
  const provider = await providerInUse(db)
  return {
    mailHost: config.mail && new URL(config.mail.server).hostname,
    staffProvider: provider?.forStaff ? provider.host : undefined,
  }
}

/** What the platform does with personal data. */
export const platformProcessing = processingOf<Facts>(factsOf, [
  { key: 'visit', activeWhen: () => true, basis: 'security', subjects: 'visitors', retention: ['log', 'network'] },
  {
    key: 'staff',
    activeWhen: () => true,
    basis: 'task',
    subjects: 'staff',
    retention: ['account', 'session', 'link', 'invitation', 'audit'],
  },
  {
    key: 'staff-provider',
    activeWhen: ({ staffProvider }) => staffProvider !== undefined,
    basis: 'task',
    subjects: 'staff',
    retention: ['account'],
    recipients: ({ staffProvider }) => [staffProvider ?? ''],
    values: ({ staffProvider }) => ({ provider: staffProvider ?? '' }),
  },
  {
    key: 'mail',
    activeWhen: ({ mailHost }) => mailHost !== undefined,
    basis: 'task',
    subjects: 'subscribers',
    retention: ['job'],
    recipients: ({ mailHost }) => [mailHost ?? ''],
    values: ({ mailHost }) => ({ host: mailHost ?? '' }),
  },
  { key: 'backup', activeWhen: () => true, basis: 'security', subjects: 'everybody', retention: ['backup'] },
])
