import { createHash } from 'node:crypto'

/** An entry of the audit log as it stands in the database. */
export type AuditEntry = {
  id: string
  position: number
  at: Date
  /** Null once the person has been erased. */
  person_id: string | null
  /** Hash of the person's id, empty where nobody did it. */
  actor: string
  deed: string
  subject: string
  details: unknown
  previous: string
  /** Empty for entries older than the chain. */
  hash: string
}

/** The end of a chain: its newest entry. */
export type AuditHead = { position: number; hash: string }

export type Tampering = {
  position: number
  kind: /** The entry's content does not have its hash. */
    | 'changed'
    /** The entry does not follow the one before it. */
    | 'broken'
    /** Entries between the one before and this one are gone. */
    | 'missing'
    /** The person named is not the one who did it. */
    | 'person-changed'
    /** An entry without a hash after the chain had begun. */
    | 'unchained'
    /** The newest entry is not the one the head names. */
    | 'cut'
}

export const actorOf = (personId: string | null) => (personId === null ? '' : sha256(personId))

/** SHA-256 over the entry's content and the hash before it. Names of details in alphabetical order, so that storing cannot reorder them. */
export const hashOf = ({ position, at, actor, deed, subject, details, previous }: Omit<AuditEntry, 'id' | 'person_id' | 'hash'>) =>
  sha256(JSON.stringify([position, at.toISOString(), actor, deed, subject, inOrder(details), previous]))

/** Visits a chain from its first entry to its last and names everything that does not hold. */
export function chainWalk() {
  const found: Tampering[] = []
  let last: AuditHead = start
  return {
    visit(entry: AuditEntry) {
      found.push(...kindsOf(entry, last).map(kind => ({ position: entry.position, kind })))
      last = { position: entry.position, hash: entry.hash }
    },
    end: (): AuditHead => last,
    foundUpTo(head: AuditHead = start): Tampering[] {
      const isWhole = head.position === last.position && head.hash === last.hash
      return isWhole ? found : [...found, { position: last.position, kind: 'cut' }]
    },
  }
}

const start: AuditHead = { position: 0, hash: '' }

function kindsOf(entry: AuditEntry, last: AuditHead): Tampering['kind'][] {
  const kinds: Tampering['kind'][] = []
  if (entry.position !== last.position + 1) kinds.push('missing')
  else if (entry.previous !== last.hash) kinds.push('broken')
  if (entry.hash === '') return last.hash === '' ? kinds : [...kinds, 'unchained']
  if (hashOf(entry) !== entry.hash) kinds.push('changed')
  if (entry.person_id !== null && actorOf(entry.person_id) !== entry.actor) kinds.push('person-changed')
  return kinds
}

const inOrder = (details: unknown) => Object.entries(details as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
