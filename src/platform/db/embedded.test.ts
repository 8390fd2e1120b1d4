import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { temporaryDataDirectory } from '../testing/embedded-template.ts'
import { DatabaseBroken, DataDirectoryInUse, DataDirectoryUnusable, type Embedded, type EmbeddedOptions, openEmbedded } from './embedded.ts'
import type { DiskOperations, Stream } from './embedded-disk.ts'

const isRoot = process.getuid?.() === 0
const cleanUps: (() => unknown)[] = []

let ready: Promise<string> | undefined

afterAll(async () => {
  if (ready) rmSync(await ready, { recursive: true, force: true })
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

describe('A start', () => {
  test('makes the database the first time and finds its rows the next time', async () => {
    const directory = join(emptyDirectory(), 'made', 'by', 'us')
    const first = await open(directory)
    await first.pool.query('create extension pg_trgm')
    await first.pool.query(`create table town as select 'Musterstadt' as name`)
    await first.close()
    const second = await open(directory)
    expect((await second.pool.query(`select similarity(name, 'Musterdorf') > 0.3 as similar from town`)).rows).toEqual([{ similar: true }])
  })

  test('after a first start that was cut off makes the database anew', async () => {
    const directory = emptyDirectory()
    const cutOff = startProcess(directory)
    await vi.waitUntil(() => readdirSync(directory).some(name => name.startsWith('database.unfinished-')), { timeout: 20_000 })
    await setTimeout(200)
    await kill(cutOff)
    const { pool } = await open(directory)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    expect(readdirSync(directory).filter(name => name.includes('unfinished'))).toEqual([])
  })

  test('refuses a database made by another PostgreSQL', async () => {
    const directory = emptyDirectory()
    mkdirSync(join(directory, 'database'))
    writeFileSync(join(directory, 'database', 'PG_VERSION'), '17\n')
    const refusal = await refused(directory)
    expect(refusal).toBeInstanceOf(DataDirectoryUnusable)
    expect(refusal.message).toContain(`${directory} cannot be used: it was made by PostgreSQL 17, this program brings PostgreSQL 18`)
  })

  test('refuses a directory whose database is damaged, and says what PostgreSQL says', async () => {
    const directory = await readyDirectory()
    const control = join(directory, 'database', 'global', 'pg_control')
    const sound = readFileSync(control)
    writeFileSync(control, Buffer.alloc(8192))
    const refusal = await refused(directory)
    writeFileSync(control, sound)
    expect(refusal).toBeInstanceOf(DataDirectoryUnusable)
    expect(refusal.message).toMatch(/does not start \(database files are incompatible with server\)/)
  })

  test('names a path that is a file', async () => {
    const file = join(emptyDirectory(), 'data')
    writeFileSync(file, '')
    expect((await refused(file)).message).toBe(`The data directory ${file} cannot be used: it is not a directory`)
    expect((await refused(join(file, 'below'))).message).toContain('a part of its path is not a directory')
  })

  test('names a directory in which this user may not write', async () => {
    const directory = emptyDirectory()
    chmodSync(directory, 0o555)
    const [line] = await linesUntil(startProcess(directory, isRoot ? { uid: 65534, gid: 65534 } : {}), 1)
    expect(line).toEqual({
      name: 'DataDirectoryUnusable',
      message: `The data directory ${directory} cannot be used: this user has no permission to write there`,
    })
  })

  test.runIf(isRoot)('names a read-only file system', async () => {
    const directory = mounted('size=1m,ro')
    expect((await refused(directory)).message).toBe(`The data directory ${directory} cannot be used: it is on a read-only file system`)
  })

  test.runIf(isRoot)('names a full disk', async () => {
    const small = mounted('size=30m')
    expect((await refused(small)).message).toMatch(/cannot be used: the disk is full \(31 MB are free, at least 128 MB are needed\)$/)
    const full = mounted('size=64k')
    writeFileSync(join(full, 'ballast'), Buffer.alloc(65_536))
    expect((await refused(full)).message).toMatch(/cannot be used: the disk is full$/)
  })
})

describe('The lock', () => {
  test('refuses a second opening in the same process and lets go at the close', async () => {
    const directory = await readyDirectory()
    const first = await open(directory)
    expect(await refused(directory)).toBeInstanceOf(DataDirectoryInUse)
    await first.close()
    await open(directory)
  })

  test('refuses a second process at once, names the directory, and goes with the first process when that is killed', async () => {
    const directory = await readyDirectory()
    const first = startProcess(directory)
    const lines = await linesUntil(first, 40)
    expect(lines[0]).toEqual({ opened: true })
    const asked = performance.now()
    const refusal = await refused(directory)
    expect(performance.now() - asked).toBeLessThan(500)
    expect(refusal).toBeInstanceOf(DataDirectoryInUse)
    expect(refusal.message).toContain(`The data directory ${directory} is in use by another process`)
    const said = await kill(first)
    const { pool } = await open(directory)
    const { rows } = await pool.query<{ largest: number; rows: number }>(
      'select max(number) as largest, count(*)::integer as rows from counted',
    )
    expect(rows[0]!.largest).toBeGreaterThanOrEqual(said.at(-1)!.committed!)
    expect(rows[0]!.rows).toBe(rows[0]!.largest)
  })
})

describe('A commit', () => {
  test('syncs the log before it is acknowledged', async () => {
    let syncs = 0
    const { pool } = await open(await readyDirectory(), { disk: ({ NODEFS }) => preceding(NODEFS.stream_ops, 'fsync', () => syncs++) })
    await makeVoices(pool)
    const syncsBefore = syncs
    for (let i = 0; i < 20; i++) await pool.query('insert into voice values ($1)', [i])
    expect(syncs - syncsBefore).toBeGreaterThanOrEqual(20)
  })

  test('that would not be synced keeps the database from opening', async () => {
    const forgetful = ({ NODEFS }: DiskOperations) => Object.assign(NODEFS.stream_ops, { fsync: () => 0 })
    expect((await refused(await readyDirectory(), { disk: forgetful })).message).toContain('does not sync its log')
  })

  test('whose sync fails is not acknowledged, and nothing is answered after it', async () => {
    await expectFault('EIO', (faulty, disk) => preceding(disk.NODEFS.stream_ops, 'fsync', stream => isWal(stream) && faulty()))
  })

  test('for whose log the disk is too full is not acknowledged, and nothing is answered after it', async () => {
    await expectFault('ENOSPC', (faulty, disk) => preceding(disk.NODEFS.stream_ops, 'write', stream => isWal(stream) && faulty()))
  })

  test('for whose rows the disk is too full fails, and the session goes on', async () => {
    let isFull = false
    const directory = await readyDirectory()
    const { pool, close } = await open(directory, {
      disk: disk => preceding(disk.NODEFS.stream_ops, 'write', stream => isFull && !isWal(stream) && failing(disk, 'ENOSPC')),
    })
    await makeVoices(pool)
    isFull = true
    await expect(pool.query(`insert into voice select n, repeat('x', 1000) from generate_series(1, 1000) n`)).rejects.toMatchObject({
      code: '53100',
    })
    isFull = false
    await pool.query(`insert into voice values (1, 'heard')`)
    await close()
    expect((await (await open(directory)).pool.query('select text from voice')).rows).toEqual([{ text: 'heard' }])
  })

  test.runIf(isRoot)('on a disk that really fills up fails, and all acknowledged rows are there when there is room again', async () => {
    const disk = mounted('size=140m')
    const onBroken = vi.fn()
    const { pool, close } = await open(disk, { onBroken })
    await makeVoices(pool)
    const ballast = join(disk, 'ballast')
    execFileSync('sh', ['-c', `head -c 70000000 /dev/zero > ${ballast}`])
    let acknowledged = 0
    const insert = () =>
      pool.query(`insert into voice select $1::integer, repeat('x', 1000) from generate_series(1, 1000)`, [acknowledged + 1])
    await expect(
      (async () => {
        for (; acknowledged < 200; acknowledged++) await insert()
      })(),
    ).rejects.toThrow(/No space left on device/)
    await close()
    rmSync(ballast)
    const again = await open(disk)
    const { rows } = await again.pool.query<{ number: number; rows: number }>(
      'select number, count(*)::integer as rows from voice group by 1 order by 1',
    )
    expect(rows).toEqual(Array.from({ length: acknowledged }, (_, i) => ({ number: i + 1, rows: 1000 })))
  })

  async function expectFault(code: string, arm: (faulty: () => void, disk: DiskOperations) => void) {
    let isFaulty = false
    const onBroken = vi.fn()
    const directory = await readyDirectory()
    const { pool, close } = await open(directory, { onBroken, disk: disk => arm(() => isFaulty && failing(disk, code), disk) })
    await makeVoices(pool)
    await pool.query(`insert into voice values (1, 'acknowledged')`)
    isFaulty = true
    await expect(pool.query(`insert into voice values (1, 'lost')`)).rejects.toBeInstanceOf(DatabaseBroken)
    isFaulty = false
    await expect(pool.query('select 1')).rejects.toBeInstanceOf(DatabaseBroken)
    expect(onBroken).toHaveBeenCalledOnce()
    await close()
    const { rows } = await (await open(directory)).pool.query('select text from voice')
    expect(rows[0]).toEqual({ text: 'acknowledged' })
  }
})

describe('The session', () => {
  test('is usable after an error, within a transaction and outside of one', async () => {
    const { pool } = await open(await readyDirectory())
    const client = await pool.connect()
    await client.query('begin')
    await client.query('create table gone (number integer)')
    await expect(client.query('select 1 / $1::integer', [0])).rejects.toThrow('division by zero')
    await expect(client.query('select 1')).rejects.toThrow('current transaction is aborted')
    await client.query('rollback')
    client.release()
    await expect(pool.query('select $1::integer', ['no number'])).rejects.toThrow('invalid input syntax')
    expect((await pool.query(`select to_regclass('gone') as gone, $1::integer as one`, [1])).rows).toEqual([{ gone: null, one: 1 }])
  })

  test('lets others be heard between two statements', async () => {
    const { pool } = await open(await readyDirectory())
    const client = await pool.connect()
    const heard: number[] = []
    for (let statement = 0; statement < 10; statement++) {
      setImmediate().then(() => heard.push(statement))
      await client.query('select 1')
      heard.push(-1)
    }
    client.release()
    expect(heard).toEqual(Array.from({ length: 10 }, (_, statement) => [statement, -1]).flat())
  })

  test('passes nothing on to the next client when a client is thrown away in the middle of a transaction', async () => {
    const { pool } = await open(await readyDirectory())
    const client = await pool.connect()
    await client.query('begin')
    await client.query('create table gone (number integer)')
    client.release(true)
    expect((await pool.query(`select to_regclass('gone') as gone`)).rows).toEqual([{ gone: null }])
  })
})

describe('Upkeep', () => {
  test('keeps the log short under a lasting load, without being asked', async () => {
    const directory = await readyDirectory()
    const { pool } = await open(directory)
    await makeVoices(pool)
    for (let i = 0; i < 150; i++)
      await pool.query(`insert into voice select $1::integer, repeat('x', 1000) from generate_series(1, 1000)`, [i])
    const segments = readdirSync(join(directory, 'database', 'pg_wal')).filter(name => /^[0-9A-F]{24}$/.test(name))
    expect(segments.length).toBeLessThanOrEqual(9) // 160 MB were written, in segments of 16 MB
  })

  test('vacuums and analyses what changed, and nothing twice', async () => {
    const { pool, maintain } = await open(await readyDirectory())
    await makeVoices(pool)
    await pool.query(`insert into voice select n, 'said' from generate_series(1, 5000) n`)
    for (let round = 1; round <= 4; round++) await pool.query('update voice set text = $1', [`said ${round}`])
    await setTimeout(1100) // PostgreSQL counts changes at most once a second
    await pool.query('select 1')
    await maintain()
    const counts = 'select vacuum_count::integer as vacuums, n_dead_tup::integer as dead from pg_stat_all_tables where relname = $1'
    expect((await pool.query(counts, ['voice'])).rows).toEqual([{ vacuums: 1, dead: 0 }])
    expect((await pool.query(`select reltuples from pg_class where relname = 'voice'`)).rows).toEqual([{ reltuples: 5000 }])
    await maintain()
    expect((await pool.query(counts, ['voice'])).rows).toEqual([{ vacuums: 1, dead: 0 }])
  })
})

async function open(directory: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const embedded = await openEmbedded(directory, options)
  let isOpen = true
  const close = async () => {
    if (isOpen) await embedded.close()
    isOpen = false
  }
  cleanUps.push(close)
  return { ...embedded, close }
}

const refused = async (directory: string, options?: EmbeddedOptions): Promise<Error> =>
  openEmbedded(directory, options).then(
    async embedded => {
      await embedded.close()
      throw new Error(`${directory} was opened`)
    },
    error => error,
  )

function emptyDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'leitbild-data-'))
  cleanUps.push(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** One directory for all tests; a copy for each would be most of their time. */
function readyDirectory(): Promise<string> {
  ready ??= temporaryDataDirectory()
  return ready
}

const makeVoices = (pool: Embedded['pool']) => pool.query('drop table if exists voice; create table voice (number integer, text text)')

function mounted(settings: string): string {
  const directory = emptyDirectory()
  execFileSync('mount', ['-t', 'tmpfs', '-o', settings, 'tmpfs', directory])
  cleanUps.push(() => execFileSync('umount', ['-l', directory]))
  return directory
}

type Line = { opened?: true; committed?: number; name?: string; message?: string }
type Process = ChildProcess & { said: Line[] }

function startProcess(directory: string, user: { uid?: number; gid?: number } = {}): Process {
  const script = join(import.meta.dirname, 'embedded-test-process.ts')
  const child = spawn(process.execPath, [script, directory], { ...user, stdio: ['ignore', 'pipe', 'inherit'] })
  const started = Object.assign(child, { said: [] as Line[] })
  createInterface({ input: child.stdout }).on('line', line => {
    if (line.endsWith('}')) started.said.push(JSON.parse(line))
  })
  cleanUps.push(() => kill(started))
  return started
}

async function linesUntil(child: Process, count: number): Promise<Line[]> {
  await vi.waitUntil(() => child.said.length >= count || child.exitCode !== null, { timeout: 30_000, interval: 10 })
  return child.said
}

async function kill(child: Process): Promise<Line[]> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  return child.said
}

const isWal = ({ node }: Stream) => node.parent.name === 'pg_wal'

/** Fails like the operating system does. */
function failing({ NODEFS }: DiskOperations, code: string) {
  NODEFS.tryFSOperation(() => {
    throw Object.assign(new Error(code), { code })
  })
}

function preceding<Name extends 'fsync' | 'write'>(
  operations: DiskOperations['NODEFS']['stream_ops'],
  name: Name,
  act: (stream: Stream) => unknown,
) {
  const original = operations[name] as (stream: Stream, ...rest: unknown[]) => number
  const replaced = (stream: Stream, ...rest: unknown[]) => {
    act(stream)
    return original(stream, ...rest)
  }
  Object.assign(operations, { [name]: replaced })
}
