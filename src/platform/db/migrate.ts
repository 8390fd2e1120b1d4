import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { projectRoot } from '../config/index.ts'
import type { AllTables } from './handle.ts'

export class MigrationRefused extends Error {
  override name = 'MigrationRefused'
}

/** Applies every numbered file of migrations/ that this database has not seen, each in a transaction of its own. */
export async function migrate(kysely: Kysely<AllTables>, directory = join(projectRoot, 'migrations')) {
  await kysely.transaction().execute(async transaction => {
    await sql`select pg_advisory_xact_lock(${firstStart})`.execute(transaction) // of two who make the table at once, one would fail
    await sql`create table if not exists schema_migration (
      number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`.execute(
      transaction,
    )
  })
  for (const migration of migrationsIn(directory)) await applyOnce(kysely, migration)
  await refuseNewerSchema(kysely, directory)
}

/** Any number that is ours. */
const firstStart = 7_160_433

type Migration = { number: number; name: string; text: string; sha256: string }

function migrationsIn(directory: string): Migration[] {
  return readdirSync(directory)
    .filter(name => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map(name => {
      const text = readFileSync(join(directory, name), 'utf8')
      return { number: Number(name.slice(0, 4)), name, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

async function applyOnce(kysely: Kysely<AllTables>, migration: Migration) {
  await kysely.transaction().execute(async transaction => {
    await sql`lock table schema_migration in exclusive mode`.execute(transaction) // two processes starting at once: one waits
    const applied = await transaction
      .selectFrom('schema_migration')
      .select('sha256')
      .where('number', '=', migration.number)
      .executeTakeFirst()
    if (applied && applied.sha256 !== migration.sha256)
      throw new MigrationRefused(`migrations/${migration.name} differs from the one this database was made with`)
    if (applied) return
    await sql.raw(migration.text).execute(transaction)
    await transaction
      .insertInto('schema_migration')
      .values({ number: migration.number, name: migration.name, sha256: migration.sha256 })
      .execute()
  })
}

async function refuseNewerSchema(kysely: Kysely<AllTables>, directory: string) {
  const newest = await kysely.selectFrom('schema_migration').select('number').orderBy('number', 'desc').limit(1).executeTakeFirst()
  const known = migrationsIn(directory).at(-1)?.number ?? 0
  if (newest && newest.number > known)
    throw new MigrationRefused(`The database is at schema ${newest.number}, this program knows ${known}: start the newer program`)
}
