import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { type Database, databaseOn } from '#platform/db'
import { openLog } from '#platform/log'
import { MapRefresher } from '../src/dialogue/map-refresher.ts'
import { findOwnOnMap } from '../src/dialogue/map-snapshot.store.ts'
import { forgetWithVotes } from '../src/dialogue/participant.store.ts'
import { ShownResults } from '../src/dialogue/shown-results.ts'
import { approvedStatements } from '../src/dialogue/statement.store.ts'
import { openEmbedded } from '../src/platform/db/embedded.ts'
import { openServer } from '../src/platform/db/postgres-server.ts'
import { startTemporaryPostgres } from '../src/platform/testing/postgres.ts'
import { temporaryDirectory } from '../test/testing/server.ts'
import { votesOfTown } from './opinion.votes.ts'
import { percentiles, type Row } from './table.ts'

const sizes = [
  { people: 2000, statements: 100 },
  { people: 10_000, statements: 200 },
  { people: 100_000, statements: 500 },
]

/**
 * How long the server's thread is held up while a map is refreshed and read, and how long others wait for the database meanwhile. A part of
 * it is named by the number of people, or by the database: `refresh:10000`, `refresh:postgres`.
 */
export async function benchRefresh(part?: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of ['embedded', 'postgres'] as const) {
    if (part === 'postgres' || part === 'embedded' ? part !== kind : part && kind === 'postgres') continue
    for (const size of sizes) {
      if (Number(part) && Number(part) !== size.people) continue
      const opened = await openEmpty(kind)
      if (opened) rows.push(...(await measuredOn(opened, size)))
      else rows.push({ bench: 'refresh', note: 'SKIPPED: no PostgreSQL here' })
      await opened?.close()
    }
  }
  return rows
}

type Opened = { kind: Database['kind']; database: Database; pool: pg.Pool; close(): Promise<void> }

async function openEmpty(kind: Database['kind']): Promise<Opened | undefined> {
  if (kind === 'embedded') {
    const embedded = await openEmbedded(temporaryDirectory('bench'))
    const database = await databaseOn(kind, embedded)
    return { kind, database, pool: embedded.pool, close: () => database.close() }
  }
  const server = await startTemporaryPostgres({ durable: true })
  if (!server) return undefined
  const opened = await openServer({ url: server.url, connections: 4 })
  const database = await databaseOn(kind, opened)
  const close = async () => {
    await database.close()
    await server.stop()
  }
  return { kind, database, pool: opened.pool as pg.Pool, close }
}

async function measuredOn({ kind, database, pool }: Opened, size: (typeof sizes)[number]): Promise<Row[]> {
  const { town, dialogue, people, votes } = await fill(pool, size)
  const maps = new MapRefresher(database, openLog('error', { write: line => console.error(line) }), () => new Date())
  const shown = new ShownResults()
  const watched = async (what: string, work: () => Promise<unknown>): Promise<Row> => ({
    database: kind,
    people: people.length,
    votes,
    what,
    ...(await watch(database, town, work)),
  })
  const rows = [
    await watched('everything read, stored', () => maps.refresh(town, dialogue)),
    await watched('one ballot', () => maps.refresh(town, dialogue, new Set([people[0]!]))),
  ]
  await pool.query('update vote set answer = 1 where participant_id = $1', [people[1]])
  rows.push(await watched('one ballot changed, stored', () => maps.refresh(town, dialogue, new Set([people[1]!]))))
  rows.push(await watched('own place', () => database.reading(town, db => findOwnOnMap(db, dialogue, people[7]!))))
  const statements = await database.reading(town, db => approvedStatements(db, dialogue))
  rows.push(await watched('results shown', () => database.reading(town, db => shown.of(db, dialogue, statements, 5))))
  rows.push(await watched('one person forgotten', () => database.writing(town, db => forgetWithVotes(db, people[5]!))))
  rows.push(await watched('everything read again', () => maps.refresh(town, dialogue)))
  await maps.close()
  return rows
}

/** Besides the work somebody asks the database for next to nothing, again and again. */
async function watch(database: Database, town: string, work: () => Promise<unknown>): Promise<Row> {
  const waits: number[] = []
  let isOver = false
  const visitor = (async () => {
    while (!isOver) {
      const asked = performance.now()
      await database.reading(town, db => db.selectFrom('dialogue').select('id').where('municipality_id', '=', town).execute())
      waits.push(performance.now() - asked)
      await setTimeout(2)
    }
  })()
  const pauses = pausesOfThread()
  await setTimeout(20)
  const begun = performance.now()
  await work()
  const took = performance.now() - begun
  await setTimeout(20)
  isOver = true
  await visitor
  return { 'took ms': Math.round(took), ...pauses.end(), 'visitor p50 ms': percentiles(waits)['p50 ms'], 'visitor most ms': most(waits) }
}

/**
 * The longest time between two turns of a timer of a millisecond, by the clock and by the thread's own processor time: what others on the
 * same machine take is in the first only, what the disk takes too.
 */
function pausesOfThread() {
  const [clock, processor]: [number[], number[]] = [[], []]
  let [at, used] = [performance.now(), processorTime()]
  const timer = setInterval(() => {
    const [now, usedNow] = [performance.now(), processorTime()]
    clock.push(now - at)
    processor.push(usedNow - used)
    at = now
    used = usedNow
  }, 1)
  return {
    end(): Row {
      clearInterval(timer)
      return {
        'longest pause ms': most(clock),
        'p99 ms': percentiles(clock)['p99 ms'],
        'longest busy ms': most(processor),
        'busy p99 ms': percentiles(processor)['p99 ms'],
      }
    },
  }
}

function processorTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const most = (values: readonly number[]) => Math.round(10 * values.reduce((most, value) => Math.max(most, value), 0)) / 10

/** A town that has voted. References are not checked one by one: that would be most of the time. */
async function fill(pool: pg.Pool, size: (typeof sizes)[number]) {
  const [town, dialogue] = [randomUUID(), randomUUID()]
  const { votes } = votesOfTown({ ...size, seed: 1 })
  const people = votes.participantIds.map(() => randomUUID() as string)
  const statements = votes.statementIds.map(() => randomUUID() as string)
  const client = await pool.connect()
  await client.query(`set session_replication_role = replica`)
  await client.query(
    `insert into municipality (id, slug, name, kind, state, colour, languages) values ($1, 'town', 'Town', 'town', '09', '#1f5fa8', '{de}')`,
    [town],
  )
  await client.query(
    `insert into dialogue (municipality_id, id, slug, question, description, phase, residents_may_add, moderation, statement_length, languages)
     values ($1, $2, 'talk', 'How?', '', 'open', true, 'before', 140, '{de}')`,
    [town, dialogue],
  )
  await client.query(
    `insert into statement (municipality_id, id, dialogue_id, number, text, language, origin, state, submitted_on)
     select $1, id, $2, number, 'Statement ' || number, 'de', 'seed', 'approved', '2026-09-01' from unnest($3::uuid[]) with ordinality as given(id, number)`,
    [town, dialogue, statements],
  )
  for (let from = 0; from < people.length; from += portion)
    await client.query(
      `insert into participant (municipality_id, id, channel, first_seen) select $1, id, 'online', '2026-09-10' from unnest($2::uuid[]) as given(id)`,
      [town, people.slice(from, from + portion)],
    )
  for (let from = 0; from < votes.answer.length; from += portion) {
    const part = <All extends Uint32Array | Int8Array>(all: All) => Array.from(all.subarray(from, from + portion))
    await client.query(
      `insert into vote (municipality_id, dialogue_id, participant_id, statement_id, answer, cast_on)
       select $1, $2, *, '2026-09-10' from unnest($3::uuid[], $4::uuid[], $5::smallint[])`,
      [
        town,
        dialogue,
        part(votes.participant).map(person => people[person]),
        part(votes.statement).map(statement => statements[statement]),
        part(votes.answer),
      ],
    )
  }
  await client.query('set session_replication_role = default')
  client.release()
  await pool.query('analyze')
  return { town, dialogue, people, votes: votes.answer.length }
}

const portion = 10_000
