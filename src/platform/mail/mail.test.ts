import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readConfig } from '#platform/config'
import type { Database } from '#platform/db'
import { startJobWorker } from '#platform/jobs'
import { openLog } from '#platform/log'
import { emptyDatabase } from '#testing'
import { type Mail, mailHandlers, sendMail, unsentLinks } from './index.ts'

type Received = { to: string[]; from: string; content: string }
let database: Database
let server: SMTPServer
let received: Received[]
let refusals: number
let log: string[]
let printed: string[]
let now: Date

beforeEach(async () => {
  database = await emptyDatabase()
  ;[received, refusals, log, printed, now] = [[], 0, [], [], new Date(Date.now() + 1000)]
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _, done) =>
      refusals-- > 0 ? done(Object.assign(new Error(`try ${address} later`), { responseCode: 451 })) : done(),
    onData: (stream, { envelope }, done) => {
      void text(stream).then(content => {
        received.push({
          to: envelope.rcptTo.map(({ address }) => address),
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          content,
        })
        done()
      })
    },
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(() => new Promise<void>(resolve => server.close(() => resolve())))

const mail: Mail = { to: 'eva@example.org', subject: 'Grüße aus Musterstadt', text: 'Guten Tag Eva,\n\nschön, dass Sie da sind.\n' }

test('a mail goes out after its deed has committed, with its subject and text whole', async () => {
  await database.writingInstance(db => sendMail(db, mail))
  await work()
  expect(received).toHaveLength(1)
  expect(received[0]).toMatchObject({ to: ['eva@example.org'], from: 'leitbild@example.org' })
  expect(received[0]?.content).toContain('Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_Musterstadt?=')
  expect(received[0]?.content).toContain('Auto-Submitted: auto-generated')
  expect(await waiting()).toBe(0)
})

test('a digest goes out as text and HTML, and one click of the mail program ends it', async () => {
  const unsubscribe = 'https://dialog.example.org/musterstadt/benachrichtigung/x/ende'
  await database.writingInstance(db => sendMail(db, { ...mail, html: '<p>Schön, dass Sie da sind.</p>', unsubscribe }))
  await work()
  expect(received[0]?.content).toContain('multipart/alternative')
  expect(received[0]?.content).toContain('text/html')
  expect(received[0]?.content.replaceAll('\r\n ', ' ')).toContain(`List-Unsubscribe: <${unsubscribe}>`)
  expect(received[0]?.content).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
})

test('a mail whose deed failed never goes out', async () => {
  const failed = database.writingInstance(async db => {
    await sendMail(db, mail)
    throw new Error('the deed failed')
  })
  await expect(failed).rejects.toThrow('the deed failed')
  await work()
  expect(received).toEqual([])
})

test('a mail server that is busy is asked again later, and no address stands in the log', async () => {
  refusals = 1
  await database.writingInstance(db => sendMail(db, mail))
  await work()
  expect(received).toEqual([])
  expect(await waiting()).toBe(1)
  now = new Date(now.getTime() + 10 * 60_000)
  await work()
  expect(received).toHaveLength(1)
  expect(log.join()).toContain('job failed')
  expect(log.join()).not.toContain('example.org')
})

test('a mail server that is away loses no mail', async () => {
  await new Promise<void>(resolve => server.close(() => resolve()))
  await database.writingInstance(db => sendMail(db, mail))
  await work()
  expect(await waiting()).toBe(1)
  expect(log.join()).not.toContain('example.org')
})

test('a link that has expired meanwhile is not sent any more', async () => {
  await database.writingInstance(db => sendMail(db, { ...mail, link: link(now) }))
  await work()
  expect(received).toEqual([])
  expect(await waiting()).toBe(0)
})

test('a mail to nobody goes nowhere', async () => {
  await database.writingInstance(db => sendMail(db, { ...mail, to: undefined, link: link(later()) }))
  await work()
  await database.writingInstance(db => sendMail(db, { ...mail, to: undefined, link: link(later()) }))
  await work({ withServer: false })
  expect(received).toEqual([])
  expect(printed).toEqual([])
})

test('without a mail server the link is shown, without the address, until it expires', async () => {
  await database.writingInstance(db => sendMail(db, { ...mail, link: link(later()) }))
  await work({ withServer: false })
  expect(printed.join()).toContain('Link for sign-in (no mail server is set): http://localhost:3000/anmelden/abc')
  expect(printed.join() + log.join()).not.toContain('example.org')
  expect(await links()).toMatchObject([{ recipient: 'eva@example.org', purpose: 'sign-in' }])
  now = new Date(later().getTime() + 1)
  expect(await links()).toEqual([])
})

const later = () => new Date(now.getTime() + 15 * 60_000)
const link = (expiresAt: Date) => ({ id: 'hash', purpose: 'sign-in' as const, url: 'http://localhost:3000/anmelden/abc', expiresAt })
const links = () => database.readingInstance(db => unsentLinks(db, now))
const waiting = () => database.readingInstance(async db => (await db.selectFrom('job').select('id').execute()).length)

/** Lets the worker do what is due, with a mail server or without. */
async function work({ withServer = true } = {}) {
  const port = (server.server.address() as AddressInfo | null)?.port ?? 9
  const mail = withServer ? { server: `smtp://127.0.0.1:${port}`, from: 'leitbild@example.org' } : undefined
  const config = { ...readConfig({}), mail }
  const handlers = mailHandlers({ config, database, now: () => now }, line => void printed.push(line))
  const worker = startJobWorker(database, handlers, openLog('info', { write: line => void log.push(line) }), () => now)
  const isIdle = async () =>
    (await database.readingInstance(db => db.selectFrom('job').select('id').where('run_at', '<=', now).execute())).length === 0
  await vi.waitFor(async () => expect(await isIdle()).toBe(true), { timeout: 10_000 })
  await worker.stop()
}
