import { type Database, openDatabase } from '#platform/db'
import { type Municipality, putMunicipality } from '#platform/municipalities'
import { sessionCookie } from '../src/platform/people/session.ts'
import { startTemporaryPostgres } from '../src/platform/testing/postgres.ts'
import { Browser } from '../test/testing/browser.ts'
import { type Server, startServer, temporaryDirectory } from '../test/testing/server.ts'
import { beginStaffSession } from '../test/testing/staff-session.ts'
import { testTown } from '../test/testing/town.ts'
import { percentiles, type Row } from './table.ts'

const rounds = 20
const warmUps = 2

/** A database of its own for a town, and a server on it. */
export type Place = {
  kind: 'embedded' | 'postgres'
  town: Municipality
  withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result>
  /** Somebody of staff at a server that has just started; `token`: of their session. */
  withServer<Result>(token: string, work: (staff: Browser) => Promise<Result>): Promise<Result>
}

/** Both kinds of database one after the other; `part` is one of them. */
export async function onDatabases(part: string | undefined, measuredOn: (place: Place) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  if (part !== 'postgres') rows.push(...(await measuredOn(placeOn('embedded'))))
  if (part === 'embedded') return rows
  const postgres = await startTemporaryPostgres({ durable: true })
  if (!postgres) return [...rows, { page: 'SKIPPED: no PostgreSQL here' }]
  rows.push(...(await measuredOn(placeOn('postgres', postgres.url))))
  await postgres.stop()
  return rows
}

/** The embedded database belongs to one process at a time: between two turns of the server it is ours. */
function placeOn(kind: Place['kind'], url = ''): Place {
  const directory = temporaryDirectory('bench-pages')
  return {
    kind,
    town: testTown(),
    withDatabase: async work => {
      const database = await openDatabase(kind === 'embedded' ? { kind, directory } : { kind, url, connections: 4 })
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
    withServer: async (token, work) => {
      const server = await startServer({ directory, databaseUrl: kind === 'postgres' ? url : undefined })
      try {
        return await work(browserOf(server, token))
      } finally {
        await server.kill('SIGTERM')
      }
    },
  }
}

/** Puts the town there with somebody who coordinates; returns the token of their session. */
export async function beginTown(database: Database, town: Municipality): Promise<string> {
  await database.writingInstance(db => putMunicipality(db, town))
  const person = { name: 'Bench', email: 'bench@example.org', isOperator: false }
  return (await database.writing(town.id, db => beginStaffSession(db, 'coordinator', person, new Date()))).token
}

function browserOf({ address }: Server, token: string): Browser {
  const request = (path: string, init?: RequestInit) => fetch(address + path, { ...init, redirect: 'manual' })
  const browser = new Browser({ request } as ConstructorParameters<typeof Browser>[0])
  browser.setCookie(sessionCookie, token)
  return browser
}

/** How long each page takes; the first of all is that of a server that has just started. */
export async function measuredPages(browser: Browser, pages: readonly string[], said: Row): Promise<Row[]> {
  const rows: Row[] = []
  for (const page of pages) rows.push({ ...said, page, ...(await measured(browser, page)) })
  return rows
}

async function measured(browser: Browser, page: string): Promise<Row> {
  const times: number[] = []
  let [bytes, first] = [0, 0]
  for (let round = 0; round < warmUps + rounds; round++) {
    const asked = performance.now()
    bytes = Buffer.byteLength(await browser.page(page))
    const took = performance.now() - asked
    if (round === 0) first = took
    if (round >= warmUps) times.push(took)
  }
  return { 'first ms': Math.round(first), ...percentiles(times), kB: Math.round(bytes / 1000) }
}
