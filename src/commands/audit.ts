import { type Tampering, type Verified, verifyAudit, verifyInstanceAudit } from '#platform/audit'
import type { Config } from '#platform/config'
import { openServices } from '../services.ts'

const usage = `audit verify

  Checks the audit log of every municipality and of the instance: whether an entry was changed, taken out or put in. Prints the newest
  hash of each; whoever keeps it elsewhere can compare later.`

/** Answers 0 if every chain holds, 1 if one does not. */
export async function checkAudit(config: Config, [action, ...rest]: string[]): Promise<number> {
  if (action !== 'verify' || rest.length > 0) {
    console.error(usage)
    return 2
  }
  const services = await openServices({ ...config, log: 'silent' })
  try {
    const chains = [{ name: 'instance', verified: await verifyInstanceAudit(services.database) }]
    for (const { id, slug } of services.municipalities.all())
      chains.push({ name: slug, verified: await verifyAudit(services.database, id) })
    for (const { name, verified } of chains) console.log(reportOf(name, verified))
    return chains.every(({ verified }) => verified.tamperings.length === 0) ? 0 : 1
  } finally {
    await services.database.close()
  }
}

function reportOf(name: string, { head, tamperings }: Verified): string {
  const entries = head?.position ?? 0
  if (tamperings.length > 0) return [`${name}: TAMPERED`, ...tamperings.map(tampering => `  ${sentenceOf(tampering)}`)].join('\n')
  return `${name}: ${entries} ${entries === 1 ? 'entry holds' : 'entries hold'}${head?.hash ? `, newest hash ${head.hash}` : ''}`
}

function sentenceOf({ position, kind }: Tampering): string {
  switch (kind) {
    case 'changed':
      return `entry ${position} was changed`
    case 'broken':
      return `entry ${position} does not follow the one before it`
    case 'missing':
      return `entries right before ${position} are missing`
    case 'person-changed':
      return `entry ${position} names another person than the one who did it`
    case 'unchained':
      return `entry ${position} was put in without a hash`
    case 'cut':
      return `the log does not end where it should: its last entry is ${position}`
  }
}
