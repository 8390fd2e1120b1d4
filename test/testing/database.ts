import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, databaseOn } from '#platform/db'
import { openServer } from '../../src/platform/db/postgres-server.ts'
import { openTemporaryEmbedded } from '../../src/platform/testing/embedded-template.ts'

type Opened = { database: Database; truncate(): Promise<void> }
let opened: Promise<Opened> | undefined

/** The one database of this worker, empty. */
export async function emptyDatabase(): Promise<Database> {
  opened ??= open()
  const { database, truncate } = await opened
  await truncate()
  return database
}

let asked = 0
const countQueries = () => {
  asked++
}

/** How many queries the database of this worker is asked meanwhile. */
export async function queriesDuring(work: () => Promise<unknown>): Promise<number> {
  const before = asked
  await work()
  return asked - before
}

/** Whether this run is on a server; undefined in the project of the embedded database. */
const serverUrl = () => inject('postgresUrl') as string | undefined

async function open(): Promise<Opened> {
  const url = serverUrl()
  return url ? openOnServer(url) : openEmbedded()
}

async function openEmbedded(): Promise<Opened> {
  const embedded = await openTemporaryEmbedded()
  const database = await databaseOn('embedded', embedded, { guarded: true, log: countQueries })
  return { database, truncate: () => truncateWith(text => (embedded.pool as unknown as pg.Pool).query(text)) }
}

async function openOnServer(url: string): Promise<Opened> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  await server.query(`create database ${name}`)
  await server.end()
  const address = new URL(url)
  address.pathname = `/${name}`
  const opened = await openServer({ url: address.href, connections: 5 })
  const database = await databaseOn('postgres', opened, { guarded: true, log: countQueries })
  return { database, truncate: () => truncateWith(text => (opened.pool as unknown as pg.Pool).query(text)) }
}

async function truncateWith(query: (text: string) => Promise<{ rows: Record<string, string>[] }>) {
  const { rows } = await query(`select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'`)
  await query(`truncate ${rows.map(row => row.tablename).join(', ')}`)
}
