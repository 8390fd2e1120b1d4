import * as client from 'openid-client'
import { isLoopback, type OidcAttempt, type OidcProvider, pauseAfter } from './oidc.ts'

const patienceSeconds = 10

/**
 * What providers say about themselves, asked for when first needed. One that does not answer is left alone for a while that grows with
 * every failure, and then asked again; nothing is given up.
 */
export class ProviderBooks {
  private readonly books = new Map<string, Book>()
  private readonly now: () => Date

  constructor(now: () => Date) {
    this.now = now
  }

  /** Undefined while the provider cannot be reached. */
  async of(provider: OidcProvider): Promise<client.Configuration | undefined> {
    const key = JSON.stringify([provider.issuer, provider.clientId, provider.clientSecret])
    const known = this.books.get(key)
    const time = this.now().getTime()
    if (known?.state === 'read' && time < known.until) return known.configuration
    if (known?.state === 'failed' && time < known.notBefore) return undefined
    try {
      const configuration = await discover(provider)
      this.books.set(key, { state: 'read', configuration, until: time + hoursKept * 3600_000 })
      return configuration
    } catch {
      const failures = known?.state === 'failed' ? known.failures + 1 : 1
      this.books.set(key, { state: 'failed', failures, notBefore: time + pauseAfter(failures) })
      return undefined
    }
  }
}

type Book = { state: 'read'; configuration: client.Configuration; until: number } | { state: 'failed'; failures: number; notBefore: number }

/** Providers change their addresses and keys now and then. */
const hoursKept = 12

const discover = ({ issuer, clientId, clientSecret }: OidcProvider) =>
  client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: patienceSeconds,
    execute: isLoopback(issuer) ? [client.allowInsecureRequests] : [],
  })

export type BegunSignIn = Pick<OidcAttempt, 'state' | 'nonce' | 'verifier'> & { address: string }

/** Where the browser goes to sign in: authorization code flow with PKCE, state and nonce. */
export async function begin(book: client.Configuration, provider: OidcProvider, redirectUri: string): Promise<BegunSignIn> {
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const address = client.buildAuthorizationUrl(book, {
    redirect_uri: redirectUri,
    scope: provider.scopes,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return { address: address.href, state, nonce, verifier }
}

/** The claims about whoever came back, from ID token and user info; undefined where the answer does not hold. */
export async function finish(
  book: client.Configuration,
  answered: URL,
  { state, nonce, verifier }: Pick<OidcAttempt, 'state' | 'nonce' | 'verifier'>,
): Promise<Record<string, unknown> | undefined> {
  try {
    const tokens = await client.authorizationCodeGrant(book, answered, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) return undefined
    const more = book.serverMetadata().userinfo_endpoint ? await client.fetchUserInfo(book, tokens.access_token, claims.sub) : {}
    return { ...more, ...claims }
  } catch {
    return undefined
  }
}
