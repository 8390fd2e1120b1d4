import { type Database, openDatabase } from '#platform/db'
import { openLog } from '#platform/log'
import { type Municipality, putMunicipality } from '#platform/municipalities'
import { MapRefresher } from '../src/dialogue/map-refresher.ts'
import { sessionCookie } from '../src/platform/people/session.ts'
import { startTemporaryPostgres } from '../src/platform/testing/postgres.ts'
import { Browser } from '../test/testing/browser.ts'
import { largePages, publishLargeVision, putLargeVision, rewordLargeVision } from '../test/testing/large-vision.ts'
import { type Server, startServer, temporaryDirectory } from '../test/testing/server.ts'
import { beginStaffSession } from '../test/testing/staff-session.ts'
import { testTown } from '../test/testing/town.ts'
import { percentiles, type Row } from './table.ts'

const rounds = 20
const warmUps = 2

/** How long a server takes for the pages of a vision with 500 sentences and 10,000 linked statements; `vision:embedded` is a part. */
export async function benchVision(part?: string): Promise<Row[]> {
  const rows: Row[] = []
  if (part !== 'postgres') rows.push(...(await measuredOn({ kind: 'embedded' })))
  if (part === 'embedded') return rows
  const postgres = await startTemporaryPostgres({ durable: true })
  if (!postgres) return [...rows, { page: 'SKIPPED: no PostgreSQL here' }]
  rows.push(...(await measuredOn({ kind: 'postgres', url: postgres.url })))
  await postgres.stop()
  return rows
}

type Place = { kind: 'embedded' } | { kind: 'postgres'; url: string }

async function measuredOn(place: Place): Promise<Row[]> {
  const directory = temporaryDirectory('bench-vision')
  const town = testTown()
  const withDatabase = async <Result>(work: (database: Database) => Promise<Result>) => {
    const database = await openDatabase(
      place.kind === 'embedded' ? { kind: 'embedded', directory } : { kind: 'postgres', url: place.url, connections: 4 },
    )
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  // the embedded database belongs to one process at a time: between two turns of the server it is ours
  const withServer = async <Result>(work: (coordinator: Browser) => Promise<Result>) => {
    const server = await startServer({ directory, databaseUrl: place.kind === 'postgres' ? place.url : undefined })
    try {
      return await work(browserOf(server, token))
    } finally {
      await server.kill('SIGTERM')
    }
  }
  const token = await withDatabase(database => fill(database, town))
  await withServer(coordinator => publishLargeVision(coordinator, 'Entwurf'))
  await withDatabase(database => database.writing(town.id, rewordLargeVision))
  await withServer(coordinator => publishLargeVision(coordinator, 'Zweiter Entwurf'))
  return withServer(async coordinator => {
    const rows: Row[] = []
    for (const page of largePages) rows.push({ database: place.kind, page, ...(await measured(coordinator, page)) })
    return rows
  })
}

/** Returns the token of a coordinator's session. */
async function fill(database: Database, town: Municipality): Promise<string> {
  await database.writingInstance(db => putMunicipality(db, town))
  const dialogues = await database.writing(town.id, putLargeVision)
  await database.maintain()
  const maps = new MapRefresher(database, openLog('error', { write: line => console.error(line) }), () => new Date())
  for (const dialogue of dialogues) await maps.refresh(town.id, dialogue)
  await maps.close()
  const person = { name: 'Bench', email: 'bench@example.org', isOperator: false }
  const { token } = await database.writing(town.id, db => beginStaffSession(db, 'coordinator', person, new Date()))
  return token
}

function browserOf({ address }: Server, token: string): Browser {
  const request = (path: string, init?: RequestInit) => fetch(address + path, { ...init, redirect: 'manual' })
  const browser = new Browser({ request } as ConstructorParameters<typeof Browser>[0])
  browser.setCookie(sessionCookie, token)
  return browser
}

/** The first of all pages is that of a server that has just started. */
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
