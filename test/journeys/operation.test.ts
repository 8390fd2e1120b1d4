import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { projectRoot } from '#platform/config'
import { openDatabase } from '#platform/db'
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

  test('a signal told twice, as npm and a terminal do, is one wish: what has begun is still answered', async () => {
    const server = await start({ directory: temporaryDirectory('twice-told') })
    const agent = new Agent({ keepAlive: true })
    const body = 'email=niemand%40beispiel.example'
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length, 'sec-fetch-site': 'same-origin' }
    const begun = request(`${server.address}/anmelden`, { method: 'POST', headers, agent })
    const answered = new Promise<IncomingMessage>((resolve, reject) => begun.once('response', resolve).once('error', reject))
    begun.write(body.slice(0, 10))
    await new Promise(resolve => setTimeout(resolve, 200)) // the request is under way
    const ended = server.kill('SIGINT')
    server.process.kill('SIGINT')
    server.process.kill('SIGTERM')
    await expect.poll(() => server.log()).toContain('stopping')
    begun.end(body.slice(10))
    const answer = await answered
    answer.resume()
    expect(answer.statusCode).toBe(200)
    const finishing = performance.now()
    expect(await ended).toBe(0)
    expect(performance.now() - finishing).toBeLessThan(3000) // the connection was not kept for a next request
    expect(server.log()).toContain('"stopped"')
    agent.destroy()
  })

  test.skipIf(process.platform === 'win32')('where npm is told to end, the server ends with it', async () => {
    const directory = temporaryDirectory('npm')
    const log = join(directory, 'log')
    const serve = `LEITBILD_PORT=0 LEITBILD_DATA='${directory}' npm_lifecycle_event=start '${process.execPath}' dist/main.js serve > '${log}' 2>&1; true`
    const shell = spawn('sh', ['-c', serve], { cwd: projectRoot, stdio: 'ignore' }) // as npm does; it stays beside the server
    const said = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
    await expect.poll(said, { timeout: 30_000 }).toContain('"ready"')
    shell.kill('SIGTERM')
    await expect.poll(said, { timeout: 15_000 }).toContain('"stopped"')
  })

  test('a port that is taken is named, with what to do', async () => {
    const { address } = await start({ directory: temporaryDirectory('port') })
    const port = Number(new URL(address).port)
    const child = spawnSync(process.execPath, [join(projectRoot, 'dist', 'main.js'), 'serve'], {
      env: { PATH: process.env.PATH, LEITBILD_PORT: String(port), LEITBILD_DATA: temporaryDirectory('port-too') },
      encoding: 'utf8',
    })
    expect(child.status).toBe(1)
    expect(child.stderr.trim()).toMatch(/^LEITBILD_PORT: localhost:\d+ is in use by another process\. .*$/)
  })

  test('a database that does not answer is named, without its password', async () => {
    const refused = start({ databaseUrl: 'postgres://leitbild:geheim@127.0.0.1:1/leitbild' })
    await expect(refused).rejects.toThrow('DATABASE_URL: the PostgreSQL at 127.0.0.1:1/leitbild does not answer')
    await expect(refused).rejects.not.toThrow('geheim')
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

  test('the audit log is checked from the command line, and what was changed in it is named', async () => {
    const directory = temporaryDirectory('audit')
    const demo = await start({ directory, options: ['--demo'] })
    await demo.kill('SIGTERM')
    const verify = () =>
      spawnSync(process.execPath, [join(projectRoot, 'dist', 'main.js'), 'audit', 'verify'], {
        env: { PATH: process.env.PATH, LEITBILD_DATA: directory },
        encoding: 'utf8',
      })
    expect(verify()).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^erfundingen: 3 entries hold, newest hash [0-9a-f]{64}$/m),
    })
    const database = await openDatabase({ kind: 'embedded', directory })
    const [town] = await database.readingInstance(db => db.selectFrom('municipality').select('id').execute())
    await database.writing(town?.id ?? '', db =>
      db
        .updateTable('audit_entry')
        .set({ deed: 'something-else' })
        .where('municipality_id', '=', town?.id ?? '')
        .execute(),
    )
    await database.close()
    expect(verify()).toMatchObject({ status: 1, stdout: expect.stringContaining('erfundingen: TAMPERED\n  entry 1 was changed') })
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
