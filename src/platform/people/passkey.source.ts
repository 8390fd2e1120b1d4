import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server'
import type { Passkey } from './passkey.store.ts'
import type { BrowserAnswer, Site } from './passkey.ts'

// EdDSA, ES256, RS256: what devices in use can do. The library would offer what Node still calls experimental.
const supportedAlgorithmIDs = [-8, -7, -257]

type Owner = { id: string; email: string; name: string }

/** What the browser needs to make a passkey; it must be able to find it again without being told who asks. */
export const registrationQuestion = (site: Site, owner: Owner, existing: { credential_id: string; transports: string[] }[]) =>
  generateRegistrationOptions({
    rpName: site.name,
    rpID: site.host,
    userID: new Uint8Array(Buffer.from(owner.id)),
    userName: owner.email,
    userDisplayName: owner.name,
    attestationType: 'none',
    supportedAlgorithmIDs,
    excludeCredentials: existing.map(({ credential_id: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })

export const signInQuestion = (site: Site) => generateAuthenticationOptions({ rpID: site.host, userVerification: 'required' })

/** The new passkey, if the answer is genuine and answers this challenge. */
export async function verifiedRegistration(site: Site, answer: BrowserAnswer, challenge: string) {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      supportedAlgorithmIDs,
    })
    return registrationInfo?.credential
  } catch {
    return undefined // the library throws for every answer that does not fit
  }
}

/** The passkey's new counter, if the answer is genuine, answers this challenge, and names the passkey's owner. */
export async function verifiedSignIn(site: Site, answer: BrowserAnswer, passkey: Passkey, challenge: string) {
  try {
    const response = answer as AuthenticationResponseJSON
    const credential: WebAuthnCredential = { id: passkey.id, publicKey: passkey.publicKey, counter: passkey.counter }
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      credential,
    })
    const named = response.response.userHandle
    const isOwners = named === undefined || Buffer.from(named, 'base64url').toString() === passkey.personId
    return verified && isOwners ? authenticationInfo.newCounter : undefined
  } catch {
    return undefined // the library throws for every answer that does not fit
  }
}
