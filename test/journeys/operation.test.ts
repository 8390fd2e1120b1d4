import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Server, startServer, temporaryDirectory } from '../testing/server.ts'

describe('running an instance', () => {
  let running: Server[] = []
  const start = async (options: Parameters<typeof startServer>[0]) => {
    const server = await startServer(options)
    running.push(server)
    return server
  }
  afterEach(async () => {
    await Promise.all(running.map(server => server.kill('SIGKILL')))
    running = []
  })

  test('a second start on existing data serves what the first one stored', async () => {
    const directory = temporaryDirectory('twice')
    const first = await start({ directory, options: ['--demo'] })
    expect(await first.kill('SIGTERM')).toBe(0)
    const second = await start({ directory })
    const page = await fetch(`${second.address}/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Erfundingen')
  })

  test('SIGTERM answers what has begun and ends without an error', async () => {
    const server = await start({ directory: temporaryDirectory('drain') })
    const body = 'email=niemand%40beispiel.example'
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length, 'sec-fetch-site': 'same-origin' }
    const begun = request(`${server.address}/anmelden`, { method: 'POST', headers })
    const answered = new Promise<number | undefined>((resolve, reject) =>
      begun.once('response', response => resolve(response.statusCode)).once('error', reject),
    )
    begun.write(body.slice(0, 10))
    await new Promise(resolve => setTimeout(resolve, 200)) // the request is under way
    const ended = server.kill('SIGTERM')
    await expect.poll(() => server.log()).toContain('stopping')
    begun.end(body.slice(10))
    expect(await answered).toBeLessThan(400)
    expect(await ended).toBe(0)
  })

  test('a second process on the same directory refuses with a clear message', async () => {
    const directory = temporaryDirectory('two')
    await start({ directory })
    await expect(start({ directory })).rejects.toThrow(directory)
  })

  test('a data directory that is a file is named at start', async () => {
    const file = join(temporaryDirectory('file'), 'data')
    writeFileSync(file, '')
    await expect(start({ directory: file })).rejects.toThrow(file)
  })

  test('mistakes of the configuration are all told before anything starts', async () => {
    const wrong = start({ directory: temporaryDirectory('wrong'), environment: { LEITBILD_SMTP: 'nonsense', LEITBILD_LOG: 'loud' } })
    await expect(wrong).rejects.toThrow(/LEITBILD_SMTP[\s\S]*LEITBILD_LOG/)
  })

  test('the log is one JSON object a line', async () => {
    const directory = temporaryDirectory('log')
    mkdirSync(directory, { recursive: true })
    const server = await start({ directory })
    await fetch(`${server.address}/gibt-es-nicht?token=geheim`)
    await server.kill('SIGTERM')
    const lines = server
      .log()
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines.map(line => line.msg)).toContain('answered')
    expect(server.log()).not.toContain('geheim')
  })
})
