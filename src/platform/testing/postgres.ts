import { type ChildProcessByStdio, execFile, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

export type TemporaryPostgres = { url: string; stop(): Promise<void> }

const oldestMajor = 15

/**
 * Starts a PostgreSQL of its own in a temporary directory, on 127.0.0.1 with a free port, and removes it at `stop` or when this
 * process ends. Undefined where no PostgreSQL ≥ 15 is found. Without `durable` it does not sync: quick, for tests.
 */
export async function startTemporaryPostgres({ durable = false } = {}): Promise<TemporaryPostgres | undefined> {
  const binaries = findBinaries()
  if (!binaries) return undefined
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnFreePort(binaries, durable)
    } catch (error) {
      if (attempt === 3 || !String(error).includes('could not bind')) throw error // another process was quicker to take the port
    }
  }
}

async function startOnFreePort(binaries: string, durable: boolean): Promise<TemporaryPostgres> {
  const user = unprivilegedUser()
  const directory = mkdtempSync(join(tmpdir(), 'leitbild-postgres-'))
  if (user) chownSync(directory, user.uid, user.gid)
  try {
    const password = randomBytes(16).toString('hex')
    await makeCluster(binaries, directory, password, user)
    const port = await freePort()
    const server = spawnServer(binaries, directory, port, durable, user)
    const url = `postgres://leitbild:${password}@127.0.0.1:${port}/postgres`
    await untilReady(server, url)
    return { url, stop: () => stopServer(server) }
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    throw error
  }
}

type User = { uid: number; gid: number }

/** The directory of the newest PostgreSQL that is recent enough. */
export function findBinaries(): string | undefined {
  return candidates()
    .map(directory => ({ directory, major: majorOf(directory) }))
    .filter(({ major }) => major >= oldestMajor)
    .sort((a, b) => b.major - a.major)
    .at(0)?.directory
}

function candidates(): string[] {
  const given = process.env.LEITBILD_POSTGRES_BIN
  if (given) return [given]
  const distribution = '/usr/lib/postgresql'
  return [
    ...(process.env.PATH ?? '').split(delimiter),
    ...(existsSync(distribution) ? readdirSync(distribution).map(major => join(distribution, major, 'bin')) : []),
    '/usr/local/pgsql/bin',
  ]
}

function majorOf(directory: string): number {
  if (!existsSync(join(directory, 'postgres')) || !existsSync(join(directory, 'initdb'))) return 0
  try {
    return Number(/(\d+)/.exec(execFileSync(join(directory, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** PostgreSQL refuses to run as root: then it runs as its own user, or as nobody. */
function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // no such user
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody')
}

async function makeCluster(binaries: string, directory: string, password: string, user: User | undefined) {
  const passwordFile = join(directory, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  const settings = [
    '--username=leitbild',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]
  await promisify(execFile)(join(binaries, 'initdb'), [...settings, '-D', join(directory, 'data')], { ...user, cwd: directory })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

type Server = ChildProcessByStdio<Writable, null, Readable> & { complaints: string }

// the end of standard input, also by the death of this process, stops the server; the directory goes with it
const watch = `
  directory=$1; shift
  exec 3<&0
  "$@" </dev/null 3<&- &
  server=$!
  ( cat <&3 >/dev/null; kill -INT $server 2>/dev/null ) &
  stopper=$!
  wait $server
  kill $stopper 2>/dev/null
  rm -rf "$directory"`

function spawnServer(binaries: string, directory: string, port: number, durable: boolean, user: User | undefined): Server {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 50,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const parameters = Object.entries(settings).flatMap(([name, setting]) => ['-c', `${name}=${setting}`])
  const child = spawn('sh', ['-c', watch, 'sh', directory, join(binaries, 'postgres'), '-D', join(directory, 'data'), ...parameters], {
    ...user,
    cwd: directory,
    detached: true, // an interrupt from the terminal must not reach it before the tests are through
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const server = Object.assign(child, { complaints: '' })
  child.stderr.setEncoding('utf8').on('data', text => {
    server.complaints = (server.complaints + text).slice(-10_000)
  })
  child.stdin.on('error', () => {}) // it ended by itself
  return server
}

async function untilReady(server: Server, url: string) {
  for (let waited = 0; waited < 20_000 && server.exitCode === null; waited += 50) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await setTimeout(50)
    }
  }
  await stopServer(server)
  throw new Error(`PostgreSQL did not start: ${server.complaints}`)
}

async function stopServer(server: Server) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.stdin.end()
  await gone
}
