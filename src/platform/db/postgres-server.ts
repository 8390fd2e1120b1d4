import pg from 'pg'
import type { OpenPool } from './database.ts'
import { analyseWhatChanged } from './upkeep.ts'

/** The PostgreSQL of DATABASE_URL cannot hold our data; the message says why, and never the password. */
export class ServerUnusable extends Error {
  override name = 'ServerUnusable'
}

const oldestVersion = 150_000

/** How long a request waits for a connection, to a server that is away or among others who wait. */
const patienceMilliseconds = 15_000

/** Opens a pool on a PostgreSQL server that has what we need. A server that goes away later may come back: the next use connects anew. */
export async function openServer({ url, connections }: { url: string; connections: number }): Promise<OpenPool> {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: patienceMilliseconds, keepAlive: true })
  pool.on('error', () => {}) // an idle connection that breaks is replaced at the next use
  // one that breaks in the middle of a transaction fails its query; told as an event besides, it would end the process
  pool.on('connect', client => void client.on('error', () => {}))
  try {
    await requireUsable(pool)
  } catch (error) {
    await pool.end()
    throw error instanceof ServerUnusable
      ? error
      : new ServerUnusable(`${placeOf(url)} does not answer: ${reasonOf(error)}`, { cause: error })
  }
  return { pool: pool as never, maintain: () => analyseWhatChanged(pool), close: () => pool.end() }
}

async function requireUsable(pool: pg.Pool) {
  const { rows } = await pool.query<Facts>(facts)
  const [{ version, name, encoding, mayCreate, hasTrigrams }] = rows as [Facts]
  if (Number(version) < oldestVersion)
    throw new ServerUnusable(`DATABASE_URL: the server is PostgreSQL ${name}; PostgreSQL 15 or newer is needed`)
  if (encoding !== 'UTF8')
    throw new ServerUnusable(
      `DATABASE_URL: the database is encoded in ${encoding}; make one with: create database … encoding 'UTF8' template template0`,
    )
  if (!hasTrigrams)
    throw new ServerUnusable('DATABASE_URL: the server has no extension pg_trgm; install its "contrib" package (postgresql-contrib)')
  if (!mayCreate)
    throw new ServerUnusable('DATABASE_URL: this user may not create tables; let it own the database: alter database … owner to …')
}

type Facts = { version: string; name: string; encoding: string; mayCreate: boolean; hasTrigrams: boolean }

const facts = `
  select current_setting('server_version_num') as version, current_setting('server_version') as name,
    current_setting('server_encoding') as encoding,
    coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreate",
    exists (select from pg_available_extensions where name = 'pg_trgm') as "hasTrigrams"`

function placeOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `DATABASE_URL: the PostgreSQL at ${host || 'localhost'}${pathname}`
}

function reasonOf(error: unknown): string {
  const causes = error instanceof AggregateError ? error.errors : [error]
  return [...new Set(causes.map(cause => (cause as Error).message || String((cause as { code?: string }).code)))].join('; ')
}
