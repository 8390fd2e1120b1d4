import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import type pg from 'pg'
import { makeCluster, refuseOtherMajor, removeUnfinished } from './embedded-cluster.ts'
import { type DiskOperations, requireWritable, SyncingDisk } from './embedded-disk.ts'
import { DatabaseBroken, DataDirectoryUnusable } from './embedded-errors.ts'
import { endAtFirstFault } from './embedded-fault.ts'
import { lockDirectory } from './embedded-lock.ts'
import { singleSession } from './embedded-session.ts'
import { vacuumWhatChanged } from './upkeep.ts'

export { DatabaseBroken, DataDirectoryInUse, DataDirectoryUnusable } from './embedded-errors.ts'

export type Embedded = {
  /** One session: whoever holds its client has the database alone. */
  readonly pool: pg.Pool
  /** What autovacuum and the checkpointer do on a server; to be called now and then. */
  maintain(): Promise<void>
  close(): Promise<void>
}

export type EmbeddedOptions = {
  /** Called once when the database stopped in the middle of its work. By default the process ends with the error. */
  onBroken?: (error: DatabaseBroken) => void
  /** For tests: wraps the operations on the disk. */
  disk?: (operations: DiskOperations) => void
}

const firstStartBytes = 128_000_000 // a new cluster, a second segment of the log and some room
const startBytes = 40_000_000 // recovery and the next checkpoint need two segments of the log, 16 MiB each

/** Bytes of write-ahead log after which a checkpoint is made; they are what a start after a crash has to read again. */
const checkpointBytes = 64 * 1024 * 1024

/** Opens the embedded database in a directory, which it makes at the first start. */
export async function openEmbedded(directory: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const place = resolve(directory)
  const cluster = join(place, 'database')
  requireWritable(place, existsSync(cluster) ? startBytes : firstStartBytes)
  const lock = lockDirectory(place, join(place, 'database.lock'))
  try {
    removeUnfinished(cluster)
    if (!existsSync(cluster)) await makeCluster(cluster)
    refuseOtherMajor(cluster)
    return await openCluster(place, cluster, lock, options)
  } catch (error) {
    lock.release()
    throw error
  }
}

async function openCluster(place: string, cluster: string, lock: { release(): void }, options: EmbeddedOptions): Promise<Embedded> {
  const disk = new SyncingDisk(cluster, options.disk)
  const complaints: string[] = []
  const pglite = await startPostgres(place, disk, complaints)
  const fault = endAtFirstFault(pglite.Module, cause => {
    const error = new DatabaseBroken(`The embedded database stopped: ${complaints.at(-1) ?? (cause as Error)?.message}`, { cause })
    ;(options.onBroken ?? endProcess)(error)
    return error
  })
  const pool = singleSession(pglite)
  const close = async () => {
    await pool.end()
    // after a fault nothing more may be written: the next start recovers from the log
    if (!fault.error) await pglite.close()
    lock.release()
  }
  try {
    await requireSyncs(pool, disk)
  } catch (error) {
    await close()
    throw error
  }
  checkpointByVolume(pool, disk)
  return {
    pool,
    async maintain() {
      await vacuumWhatChanged(pool)
      await pool.query('checkpoint')
    },
    close,
  }
}

async function startPostgres(place: string, disk: SyncingDisk, complaints: string[]): Promise<PGlite> {
  try {
    return await PGlite.create({
      fs: disk,
      extensions: { pg_trgm },
      startParams: durableStart,
      onStderr: line => {
        if (/\b(PANIC|FATAL):/.test(line)) complaints.push(line.replace(/^.*?(PANIC|FATAL):\s*/, ''))
        return false
      },
    })
  } catch (error) {
    throw new DataDirectoryUnusable(place, `the database in it does not start (${complaints.at(-1) ?? (error as Error)?.message})`, {
      cause: error,
    })
  }
}

const durableStart = [
  ...PGlite.defaultStartParams.filter(parameter => parameter !== '-F'), // -F is: no fsync
  ...Object.entries({
    fsync: 'on',
    wal_sync_method: 'fsync', // fdatasync and open_sync do nothing in WebAssembly
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: '32MB',
    wal_buffers: '1MB',
    max_connections: '5',
    min_wal_size: '64MB',
    max_wal_size: '128MB',
  }).flatMap(([name, setting]) => ['-c', `${name}=${setting}`]),
]

/** One commit must bring at least one sync of the log: otherwise nothing that is acknowledged would be safe. */
async function requireSyncs(pool: pg.Pool, disk: SyncingDisk) {
  const before = disk.walSyncs
  await pool.query(`select pg_logical_emit_message(true, 'leitbild', 'start')`)
  if (disk.walSyncs === before)
    throw new Error('The embedded database does not sync its log at a commit: nothing would survive a power loss')
}

/** A single session has no checkpointer: without this the log grows for ever and a start after a crash takes ever longer. */
function checkpointByVolume(pool: pg.Pool, disk: SyncingDisk) {
  pool.on('release', () => {
    if (disk.walBytes < checkpointBytes) return
    disk.walBytes = 0
    pool.query('checkpoint').catch(() => {}) // tried again after as many bytes; maintain() tells the error
  })
}

function endProcess(error: DatabaseBroken) {
  setImmediate(() => {
    throw error
  })
}
