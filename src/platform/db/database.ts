import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, type Logger, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Config } from '../config/index.ts'
import { openEmbedded } from './embedded.ts'
import {
  type AllTables,
  type Id,
  type InstanceRead,
  type InstanceWrite,
  instanceHandle,
  type Read,
  readOnly,
  townHandle,
  type Write,
} from './handle.ts'
import { migrate } from './migrate.ts'
import { MunicipalityGuard } from './municipality-guard.ts'
import { openServer } from './postgres-server.ts'

/**
 * The only way to the data. Work runs in one transaction: `reading` refuses to write (PostgreSQL refuses too),
 * `writing` commits when the work returns and rolls back when it throws. Inside the work only its handle may be used.
 */
export type Database = {
  readonly kind: 'embedded' | 'postgres'
  reading<Result>(municipality: Id, work: (db: Read) => Promise<Result>): Promise<Result>
  writing<Result>(municipality: Id, work: (db: Write) => Promise<Result>): Promise<Result>
  readingInstance<Result>(work: (db: InstanceRead) => Promise<Result>): Promise<Result>
  writingInstance<Result>(work: (db: InstanceWrite) => Promise<Result>): Promise<Result>
  /** What autovacuum and the checkpointer do on a server; the embedded database has neither. */
  maintain(): Promise<void>
  close(): Promise<void>
}

// A calendar day has no time and no zone: it stays YYYY-MM-DD. Counts fit into a number.
pg.types.setTypeParser(pg.types.builtins.DATE, day => day)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

type Pool = ConstructorParameters<typeof PostgresDialect>[0] extends { pool: infer P } ? Exclude<P, (...args: never[]) => unknown> : never

export type OpenPool = { pool: Pool; maintain(): Promise<void>; close(): Promise<void> }

/** Opens the database of the configuration and brings its schema up to date. */
export async function openDatabase(config: Config['database']): Promise<Database> {
  if (config.kind === 'embedded') {
    const embedded = await openEmbedded(config.directory)
    return databaseOn('embedded', embedded)
  }
  return databaseOn('postgres', await openServer(config))
}

type Watch = { guarded?: boolean; log?: Logger }

/** For tests: the same database on a pool that was opened elsewhere. `guarded` checks that every query names its municipality, `log` hears of each. */
export async function databaseOn(kind: Database['kind'], opened: OpenPool, { guarded = false, log }: Watch = {}): Promise<Database> {
  const kysely = new Kysely<AllTables>({
    dialect: new PostgresDialect({ pool: opened.pool }),
    log,
    plugins: guarded ? [new MunicipalityGuard()] : [],
  })
  try {
    await migrate(kysely)
  } catch (error) {
    await opened.close()
    throw error
  }
  const begin = async <Result>(isReadOnly: boolean, work: Work<Result>): Promise<Result> => {
    // The embedded database has one session: a second transaction inside the first would wait for itself for ever.
    if (around.getStore()?.isRunning) throw new Error('A transaction was begun inside another one: use the handle at hand')
    const self = { isRunning: true }
    const afterwards: (() => void)[] = []
    const run = async (transaction: Transaction<AllTables>) => {
      if (isReadOnly) await readOnly.execute(transaction)
      return work(transaction, then => void afterwards.push(then))
    }
    try {
      const result = await around.run(self, () => kysely.transaction().execute(run))
      for (const then of afterwards) then()
      return result
    } finally {
      self.isRunning = false
    }
  }
  return {
    kind,
    reading: (municipality, work) => begin(true, (transaction, after) => work(townHandle(transaction, municipality, after))),
    writing: (municipality, work) => begin(false, (transaction, after) => work(townHandle(transaction, municipality, after))),
    readingInstance: work => begin(true, (transaction, after) => work(instanceHandle(transaction as never, after))),
    writingInstance: work => begin(false, (transaction, after) => work(instanceHandle(transaction as never, after))),
    maintain: opened.maintain,
    close: opened.close,
  }
}

type Work<Result> = (transaction: Transaction<AllTables>, afterCommit: (work: () => void) => void) => Promise<Result>

/** The transaction around the code that runs now, if any; timers set inside one outlive it, hence the flag. */
const around = new AsyncLocalStorage<{ isRunning: boolean }>()
