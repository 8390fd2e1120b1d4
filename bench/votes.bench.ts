import { sql } from 'kysely'
import pg from 'pg'
import { openDatabase } from '#platform/db'
import { startTemporaryPostgres } from '../src/platform/testing/postgres.ts'
import { type Server, startServer, temporaryDirectory } from '../test/testing/server.ts'
import { Voter } from '../test/testing/voter.ts'
import { percentiles, type Row } from './table.ts'

const votingPage = '/erfundingen/dialog/zusammenleben'
const votesPerSession = 20
const seconds = 10

/** Full anonymous sessions: open the page, 20 votes, each durable before it is answered, each answer with the next statement. */
export async function benchVotes(): Promise<Row[]> {
  const rows: Row[] = []
  const directory = temporaryDirectory('bench')
  for (const connections of [8, 32])
    rows.push(
      await measure('embedded', connections, await startServer({ directory, options: ['--demo'] }), () => embeddedCounts(directory)),
    )
  const postgres = await startTemporaryPostgres({ durable: true })
  if (postgres) {
    for (const connections of [8, 32])
      rows.push(
        await measure('postgres', connections, await startServer({ databaseUrl: postgres.url, options: ['--demo'] }), () =>
          serverCounts(postgres.url),
        ),
      )
    await postgres.stop()
  }
  return rows
}

type Counts = { votes: number; participants: number }

async function measure(database: string, connections: number, server: Server, counts: () => Promise<Counts>): Promise<Row> {
  await voteFor(server, connections, 2) // warm up
  const run = await voteFor(server, connections, seconds)
  const memory = server.residentMegabytes()
  await server.kill('SIGTERM')
  const { votes } = await counts()
  return {
    bench: 'votes',
    database,
    connections,
    'votes/s': Math.round(run.latencies.length / run.seconds),
    ...percentiles(run.latencies),
    sessions: run.sessions,
    failed: run.failed,
    'votes stored': votes,
    'MB resident': Math.round(memory),
  }
}

async function voteFor(server: Server, connections: number, seconds: number) {
  const begun = performance.now()
  const run = { latencies: [] as number[], sessions: 0, failed: 0, seconds: 0 }
  const isOver = () => performance.now() - begun > seconds * 1000
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const voter = new Voter(server.address, votingPage)
      for (let session = 0; !isOver(); session++) {
        try {
          await voter.open()
          for (let vote = 0; vote < votesPerSession && !isOver(); vote++) {
            const asked = performance.now()
            await voter.vote((['agree', 'disagree', 'pass'] as const)[(index + session + vote) % 3] ?? 'pass')
            run.latencies.push(performance.now() - asked)
          }
          run.sessions++
        } catch {
          run.failed++
        }
      }
      voter.close()
    }),
  )
  run.seconds = (performance.now() - begun) / 1000
  return run
}

async function embeddedCounts(directory: string): Promise<Counts> {
  const database = await openDatabase({ kind: 'embedded', directory })
  const town = await database.readingInstance(db => db.selectFrom('municipality').select('id').executeTakeFirstOrThrow())
  const [counts] = await database.reading(town.id, db =>
    db.rows<Counts>(sql`select (select count(*) from vote where municipality_id = ${town.id})::int as votes,
      (select count(*) from participant where municipality_id = ${town.id})::int as participants`),
  )
  await database.close()
  return counts ?? { votes: 0, participants: 0 }
}

async function serverCounts(url: string): Promise<Counts> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    'select (select count(*) from vote)::int as votes, (select count(*) from participant)::int as participants',
  )
  await client.end()
  return rows[0]
}
