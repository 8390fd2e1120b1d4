import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing'
import { openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../../test/testing/staff.ts'

let instance: TestInstance
let mo: StaffBrowser
beforeEach(async () => {
  instance = await openTestInstance()
  const town = await instance.addTown()
  mo = (await instance.staff(town, 'moderator', { name: 'Mo', email: 'mo@example.org' })) as StaffBrowser
})
afterEach(() => instance.close())

test('a passkey that was added signs in without a mail', async () => {
  const device = new Device()
  expect((await addPasskey(mo, device)).headers.get('location')).toBe('/konto?getan=passkey-added')
  expect(await mo.page('/konto')).toContain('Diensthandy')
  const browser = instance.visitor()
  const response = await browser.post('/anmelden/passkey', { answer: device.signIn(await challenge(browser)) })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/musterstadt/verwaltung')
  expect(await browser.page('/konto')).toContain('Mo')
})

test('the browser is asked for a passkey it can find by itself, checked by finger, face or PIN', async () => {
  const question = await ask(mo, '/konto/passkeys/anfrage', { csrf: mo.csrf })
  expect(question).toMatchObject({
    rp: { id: 'localhost', name: 'Leitbild' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
})

test('a challenge is good for one answer', async () => {
  const device = new Device()
  await addPasskey(mo, device)
  const browser = instance.visitor()
  const answer = device.signIn(await challenge(browser))
  expect((await browser.post('/anmelden/passkey', { answer })).status).toBe(303)
  const again = await instance.visitor().post('/anmelden/passkey', { answer })
  expect(again.status).toBe(422)
  expect(again.headers.get('set-cookie')).toBeNull()
  expect(await again.text()).toContain('konnte nicht geprüft werden')
})

test('a challenge expires, and one for somebody else or another purpose is worth nothing', async () => {
  const device = new Device()
  await addPasskey(mo, device)
  const late = device.signIn(await challenge(instance.visitor()))
  instance.clock.now = new Date(instance.clock.now.getTime() + 15 * 60_000)
  expect((await instance.visitor().post('/anmelden/passkey', { answer: late })).status).toBe(422)
  const { challenge: forRegistration } = await ask(mo, '/konto/passkeys/anfrage', { csrf: mo.csrf })
  expect((await instance.visitor().post('/anmelden/passkey', { answer: device.signIn(forRegistration) })).status).toBe(422)
  expect(
    (await mo.post('/konto/passkeys', { csrf: mo.csrf, name: 'Falsch', answer: new Device().register(await challenge(mo), mo.personId) }))
      .status,
  ).toBe(422)
})

test.each([
  ['made for another site', { origin: 'https://leitbild.example' }],
  ['given without checking who holds the device', { flags: 0x01 }],
  ['signed by another key', { forged: true }],
  ['that names another person', { userHandle: 'somebody' }],
  ['with a counter that went back', { counter: 0 }],
])('an answer %s is refused', async (_, faults) => {
  const device = new Device()
  await addPasskey(mo, device)
  expect((await instance.visitor().post('/anmelden/passkey', { answer: device.signIn(await challenge(mo)) })).status).toBe(303)
  expect((await instance.visitor().post('/anmelden/passkey', { answer: device.signIn(await challenge(mo), faults) })).status).toBe(422)
})

test.each(['', 'null', '{', '[]', '{"id":"x"}', '{"id":"x","response":{}}', '{"id":"x","response":{"clientDataJSON":"bnVsbA"}}'])(
  'an answer that is none (%s) is refused',
  async answer => expect((await instance.visitor().post('/anmelden/passkey', { answer })).status).toBe(422),
)

test('a passkey nobody here registered is refused', async () => {
  const stray = new Device()
  stray.register('x', mo.personId)
  const response = await instance.visitor().post('/anmelden/passkey', { answer: stray.signIn(await challenge(mo)) })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('ist hier nicht bekannt')
})

test('a passkey can be renamed and removed by its owner only; removed, it opens nothing', async () => {
  const device = new Device()
  await addPasskey(mo, device)
  const [town] = instance.services.municipalities.all()
  const eve = await instance.staff(town!, 'coordinator')
  const at = `/konto/passkeys/${device.id}`
  expect((await eve.post(`${at}/name`, { csrf: eve.csrf, name: 'Meiner' })).status).toBe(404)
  expect((await eve.post(`${at}/entfernung`, { csrf: eve.csrf })).status).toBe(404)
  expect((await mo.submit('/konto', `${at}/name`, { name: '' })).status).toBe(422)
  expect((await mo.submit('/konto', `${at}/name`, { name: 'Altes Handy' })).status).toBe(303)
  expect(await mo.page('/konto')).toContain('Altes Handy')
  expect((await mo.submit('/konto', `${at}/entfernung`, {})).status).toBe(303)
  expect((await instance.visitor().post('/anmelden/passkey', { answer: device.signIn(await challenge(mo)) })).status).toBe(422)
})

test('a passkey without a name, or one that is registered already, is not added', async () => {
  const device = new Device()
  expect((await addPasskey(mo, device, '')).status).toBe(422)
  expect((await addPasskey(mo, device)).status).toBe(303)
  expect((await addPasskey(mo, device)).status).toBe(422)
})

test('adding a passkey needs the token of the session', async () => {
  expect((await mo.post('/konto/passkeys/anfrage', {})).status).toBe(400)
  expect((await mo.post('/konto/passkeys', { name: 'x', answer: '{}' })).status).toBe(400)
  expect((await instance.visitor().post('/konto/passkeys/anfrage', {})).status).toBe(403)
})

type Question = { challenge: string }
const ask = async (browser: Browser, path: string, fields: Record<string, string>) =>
  (await (await browser.post(path, fields)).json()) as Question
const challenge = async (browser: Browser) => (await ask(browser, '/anmelden/passkey/anfrage', {})).challenge

async function addPasskey(browser: StaffBrowser, device: Device, name = 'Diensthandy') {
  const { challenge } = await ask(browser, '/konto/passkeys/anfrage', { csrf: browser.csrf })
  return browser.post('/konto/passkeys', { csrf: browser.csrf, name, answer: device.register(challenge, browser.personId) })
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()
const base64url = (data: Uint8Array | string) => Buffer.from(data).toString('base64url')
type Faults = { origin?: string; flags?: number; forged?: boolean; userHandle?: string; counter?: number }

/** An authenticator in software: ES256, no attestation, counts its uses. */
class Device {
  readonly credential = randomBytes(32)
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private owner = ''
  private counter = 0

  get id() {
    return base64url(this.credential)
  }

  register(challenge: string, owner: string): string {
    this.owner = owner
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' })
    const key = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ]),
    )
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 32]), this.credential, key])
    const authData = new Uint8Array(Buffer.concat([authenticatorData(0x45, 0), attested]))
    const attestationObject = isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    )
    return this.answer({
      clientDataJSON: base64url(clientData('webauthn.create', challenge)),
      attestationObject: base64url(attestationObject),
    })
  }

  signIn(challenge: string, { origin, flags = 0x05, forged, userHandle = this.owner, counter = ++this.counter }: Faults = {}): string {
    const [client, data] = [clientData('webauthn.get', challenge, origin), authenticatorData(flags, counter)]
    const key = forged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.keys.privateKey
    const signature = createSign('sha256')
      .update(Buffer.concat([data, sha256(client)]))
      .sign(key)
    return this.answer({
      clientDataJSON: base64url(client),
      authenticatorData: base64url(data),
      signature: base64url(signature),
      userHandle: base64url(userHandle),
    })
  }

  private answer(response: Record<string, string>) {
    return JSON.stringify({ id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response })
  }
}

const clientData = (type: string, challenge: string, origin = 'http://localhost:3000') =>
  JSON.stringify({ type, challenge, origin, crossOrigin: false })

function authenticatorData(flags: number, counter: number) {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([sha256('localhost'), Buffer.from([flags]), count])
}
