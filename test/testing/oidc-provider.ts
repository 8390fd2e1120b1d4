import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider'

type Claims = { email?: string; email_verified?: boolean }

/** One key for all providers of a run: making one takes longer than signing in. */
const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const aMinute = 60

/** A real provider on this machine; whoever comes is signed in as `account` at once. */
export class TestProvider {
  account = 'account-1'
  claims: Claims = {}
  refuses = false
  private server: Server | undefined
  readonly port: number
  private constructor(port: number) {
    this.port = port
  }

  static async open(redirectUri: string): Promise<TestProvider> {
    const socket = createServer().listen(0, '127.0.0.1')
    await once(socket, 'listening')
    const provider = new TestProvider((socket.address() as AddressInfo).port)
    socket.close()
    await once(socket, 'close')
    await provider.start(redirectUri)
    return provider
  }

  get issuer() {
    return `http://127.0.0.1:${this.port}`
  }

  async start(redirectUri: string) {
    const oidc = new Provider(this.issuer, {
      clients: [{ client_id: 'leitbild', client_secret: 'geheim-genug', redirect_uris: [redirectUri] }],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: () => '/interaction' },
      cookies: { keys: ['test'] },
      jwks: { keys: [signingKey] },
      adapter: memory(),
      ttl: { AccessToken: aMinute, Grant: aMinute, IdToken: aMinute, Interaction: aMinute, Session: aMinute },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...this.claims }) }),
      loadExistingGrant: async context => {
        const { client, session } = context.oidc
        if (!client || !session?.accountId) return undefined
        const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId })
        grant.addOIDCScope('openid email')
        await grant.save()
        return grant
      },
    })
    const answer = oidc.callback()
    this.server = createServer((request, response) => {
      if (request.url !== '/interaction') return void answer(request, response)
      const result = this.refuses ? { error: 'access_denied' } : { login: { accountId: this.account } }
      void oidc.interactionFinished(request, response, result)
    }).listen(this.port, '127.0.0.1')
    await once(this.server, 'listening')
  }

  async stop() {
    this.server?.closeAllConnections()
    this.server?.close()
    if (this.server?.listening) await once(this.server, 'close')
  }

  /** Goes through the provider's pages as a browser would; the address it is sent back to. */
  async visit(address: string): Promise<string> {
    const cookies = new Map<string, string>()
    for (let next = address; ; ) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(next, { redirect: 'manual', headers: cookie ? { cookie } : {} })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
      }
      const location = response.headers.get('location')
      if (!location) throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
      next = new URL(location, next).href
      if (!next.startsWith(this.issuer)) return next
    }
  }
}

/** What a provider stores, for as long as it runs. */
function memory(): (kind: string) => Adapter {
  const kept = new Map<string, AdapterPayload>()
  const found = (key: 'uid' | 'userCode', value: string) => [...kept.values()].find(payload => payload[key] === value)
  return kind => ({
    upsert: async (id, payload) => void kept.set(`${kind} ${id}`, payload),
    find: async id => kept.get(`${kind} ${id}`),
    findByUid: async uid => found('uid', uid),
    findByUserCode: async userCode => found('userCode', userCode),
    consume: async id => void Object.assign(kept.get(`${kind} ${id}`) ?? {}, { consumed: Math.floor(Date.now() / 1000) }),
    destroy: async id => void kept.delete(`${kind} ${id}`),
    revokeByGrantId: async grantId => {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key)
    },
  })
}
