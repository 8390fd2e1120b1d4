/** A municipality's provider of accounts, with its secret in the clear. */
export type OidcProvider = {
  /** what people know it by: "BundID", "Konto der Stadtverwaltung" */
  label: string
  issuer: string
  clientId: string
  clientSecret: string
  scopes: string
  subjectClaim: string
  emailClaim: string
  /** says whether the e-mail address is verified */
  verifiedClaim: string
  forStaff: boolean
  forParticipants: boolean
}

export type OidcField = keyof OidcProvider
export type OidcFieldRefusal = 'value-missing' | 'issuer-wrong' | 'issuer-insecure' | 'scopes-without-openid' | 'value-too-long'
export type OidcRefusals = Partial<Record<OidcField, OidcFieldRefusal>>

export const newProvider: OidcProvider = {
  label: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  scopes: 'openid email',
  subjectClaim: 'sub',
  emailClaim: 'email',
  verifiedClaim: 'email_verified',
  forStaff: false,
  forParticipants: false,
}

export const textFields = ['label', 'issuer', 'clientId', 'clientSecret', 'scopes', 'subjectClaim', 'emailClaim', 'verifiedClaim'] as const
const longestValue = 500

/** Checks a provider's values. */
export function judgeProvider(values: OidcProvider): OidcRefusals | undefined {
  const refusals: OidcRefusals = {}
  for (const field of textFields) {
    if (values[field] === '') refusals[field] = 'value-missing'
    else if (values[field].length > longestValue) refusals[field] = 'value-too-long'
  }
  refusals.issuer ??= judgeIssuer(values.issuer)
  if (!values.scopes.split(/\s+/).includes('openid')) refusals.scopes ??= 'scopes-without-openid'
  return Object.values(refusals).some(Boolean) ? refusals : undefined
}

function judgeIssuer(issuer: string): OidcFieldRefusal | undefined {
  if (!URL.canParse(issuer)) return 'issuer-wrong'
  const { protocol, username, search, hash } = new URL(issuer)
  if (username || search || hash || !['http:', 'https:'].includes(protocol)) return 'issuer-wrong'
  return protocol === 'http:' && !isLoopback(issuer) ? 'issuer-insecure' : undefined
}

/** A provider on this very machine, for trying things out: the only one that may be asked without encryption. */
export const isLoopback = (address: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)

/** What is taken of an account: never more than this. */
export type OidcAccount = { subject: string; email: string | undefined; isEmailVerified: boolean }

/** Reads an account's claims as the municipality has mapped them; undefined where there is no subject. */
export function accountOf(claims: Readonly<Record<string, unknown>>, provider: OidcProvider): OidcAccount | undefined {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : undefined)
  const subject = text(provider.subjectClaim)
  const verified = claims[provider.verifiedClaim]
  // Keycloak's mappers for SAML attributes hand booleans on as text
  return subject ? { subject, email: text(provider.emailClaim), isEmailVerified: verified === true || verified === 'true' } : undefined
}

export type OidcRefusal =
  | 'not-set-up'
  | 'provider-down'
  | 'cancelled'
  | 'attempt-expired'
  | 'answer-wrong'
  | 'email-not-verified'
  | 'not-a-member'
  | 'other-account'
  | 'beyond-this-town'

/** A sign-in that has begun: kept sealed in the browser that began it, for ten minutes. */
export type OidcAttempt = {
  town: string
  purpose: OidcPurpose
  state: string
  nonce: string
  verifier: string
  returnTo: string
  until: number
}
export type OidcPurpose = 'staff' | 'participant'
export const attemptMinutes = 10

/** Milliseconds to leave a provider alone after so many failures: 2 s, 4 s, 8 s … 5 minutes at most. */
export const pauseAfter = (failures: number) => Math.min(1000 * 2 ** failures, 5 * 60_000)
