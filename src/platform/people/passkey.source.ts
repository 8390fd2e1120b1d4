import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server'
import type { BrowserAnswer, Site } from './passkey.ts'
import type { Passkey } from './passkey.store.ts'

type Owner = { id: string; email: string; name: string }
type TakeChallenge = (challenge: string) => Promise<boolean>

/** What the browser needs to make a passkey; it must be able to find it again without being told who asks. */
export const registrationQuestion = (site: Site, owner: Owner, existing: { credential_id: string; transports: string[] }[]) =>
  generateRegistrationOptions({
    rpName: site.name,
    rpID: site.host,
    userID: new Uint8Array(Buffer.from(owner.id)),
    userName: owner.email,
    userDisplayName: owner.name,
    attestationType: 'none',
    excludeCredentials: existing.map(({ credential_id: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })

export const signInQuestion = (site: Site) => generateAuthenticationOptions({ rpID: site.host, userVerification: 'required' })

/** The new passkey, if the answer is genuine and fits a challenge of ours. */
export async function verifiedRegistration(site: Site, answer: BrowserAnswer, takeChallenge: TakeChallenge) {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: takeChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
    })
    return registrationInfo?.credential
  } catch (error) {
    return refusedBy(error)
  }
}

/** The passkey's new counter, if the answer is genuine, fits a challenge of ours, and names the passkey's owner. */
export async function verifiedSignIn(site: Site, answer: BrowserAnswer, passkey: Passkey, takeChallenge: TakeChallenge) {
  try {
    const response = answer as AuthenticationResponseJSON
    const credential: WebAuthnCredential = { id: passkey.id, publicKey: passkey.publicKey, counter: passkey.counter }
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: takeChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      credential,
    })
    const named = response.response.userHandle
    const isOwners = named === undefined || Buffer.from(named, 'base64url').toString() === passkey.personId
    return verified && isOwners ? authenticationInfo.newCounter : undefined
  } catch (error) {
    return refusedBy(error)
  }
}

/** The library throws plain errors for answers that do not fit; a broken database connection must not look like one. */
function refusedBy(error: unknown): undefined {
  if (error instanceof Error && !('code' in error && typeof error.code === 'string' && /^([0-9A-Z]{5}|E[A-Z]+)$/.test(error.code))) return undefined
  throw error
}
