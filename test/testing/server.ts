import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '#platform/config'

/** A real server process, as `npm start` runs it. */
export type Server = {
  address: string
  process: ChildProcess
  /** Milliseconds from the start of the process to the first answer of /readyz. */
  readyAfter: number
  /** What it wrote to standard error: the set-up link, links without a mail server. */
  errors(): string
  log(): string
  /** Resident memory in megabytes. */
  residentMegabytes(): number
  kill(signal: NodeJS.Signals): Promise<number | null>
}

export type ServerOptions = {
  directory?: string
  databaseUrl?: string
  options?: string[]
  port?: number
  environment?: Record<string, string>
}

/** Starts dist/main.js and resolves when it is ready; rejects with what it printed when it ends before. */
export async function startServer({ directory, databaseUrl, options = [], port, environment = {} }: ServerOptions): Promise<Server> {
  const begun = performance.now()
  const chosenPort = port ?? (await freePort())
  const address = `http://localhost:${chosenPort}`
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'main.js'), 'serve', ...options], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LEITBILD_PORT: String(chosenPort),
      LEITBILD_ADDRESS: address,
      ...(directory && { LEITBILD_DATA: directory }),
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { log: '', errors: '' }
  child.stdout?.on('data', data => {
    output.log += data
  })
  child.stderr?.on('data', data => {
    output.errors += data
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  let isOver = false
  void ended.then(() => {
    isOver = true
  })
  while (!(await isReady(address))) {
    if (isOver) throw new Error(`The server ended before it was ready:\n${output.errors}\n${output.log}`)
    await new Promise(resolve => setTimeout(resolve, 15))
  }
  return {
    address,
    process: child,
    readyAfter: performance.now() - begun,
    errors: () => output.errors,
    log: () => output.log,
    residentMegabytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    kill: signal => {
      child.kill(signal)
      return ended
    },
  }
}

const isReady = (address: string) =>
  fetch(`${address}/readyz`).then(
    response => response.ok,
    () => false,
  )

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}

/** A directory that is removed when the process ends. */
export function temporaryDirectory(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `leitbild-${name}-`))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  return directory
}
