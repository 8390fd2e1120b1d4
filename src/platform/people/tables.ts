import type { Generated } from 'kysely'
import type { Role } from '#platform/web'

type MembershipTable = { municipality_id: string; person_id: string; role: Role; since: Generated<Date> }

declare module '#platform/db' {
  interface InstanceTables {
    person: { id: string; email: string; name: string; is_operator: Generated<boolean>; created_at: Generated<Date> }
    sign_in_link: {
      token_hash: string
      person_id: string | null
      purpose: 'set-up' | 'sign-in'
      expires_at: Date
      created_at: Generated<Date>
    }
    session: {
      token_hash: string
      id: string
      person_id: string
      device: Generated<string>
      created_at: Generated<Date>
      last_seen_at: Generated<Date>
      expires_at: Date
    }
    passkey: {
      credential_id: string
      person_id: string
      public_key: Buffer
      counter: number
      transports: string[]
      name: string
      created_at: Generated<Date>
      last_used_at: Date | null
    }
    passkey_challenge: { challenge: string; person_id: string | null; expires_at: Date }
    /** Of the instance too, for the one question across towns: where does this person work? */
    membership: MembershipTable
  }
  interface TownTables {
    membership: MembershipTable
    invitation: {
      municipality_id: string
      id: string
      email: string
      role: Role
      token_hash: string
      invited_by: string | null
      expires_at: Date
      created_at: Generated<Date>
    }
  }
}
