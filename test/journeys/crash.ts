import { sql } from 'kysely'
import { openDatabase } from '#platform/db'
import { startServer } from '../testing/server.ts'
import { type VoteGiven, Voter } from '../testing/voter.ts'

export type CrashReport = { kills: number; acknowledged: number; lost: VoteGiven[]; slowestStart: number }

const votingPage = '/erfundingen/dialog/zusammenleben'
const voters = 8

/** Kills the server at random moments under load, starts it again on the same directory, and looks for every acknowledged vote. */
export async function crashAgainAndAgain(
  directory: string,
  kills: number,
  onKill: (done: number) => void = () => {},
): Promise<CrashReport> {
  const acknowledged: VoteGiven[] = []
  let slowestStart = 0
  for (let kill = 0; kill < kills; kill++) {
    const server = await startServer({ directory, options: kill === 0 ? ['--demo'] : [], environment: { LEITBILD_LOG: 'error' } })
    if (kill > 0) slowestStart = Math.max(slowestStart, server.readyAfter)
    const load = Promise.all(Array.from({ length: voters }, () => voteUntilDeath(server.address, acknowledged)))
    await Promise.race([someVotesLater(acknowledged), load]) // voters that end by themselves must not be waited for
    await server.kill('SIGKILL')
    await load
    onKill(kill + 1)
  }
  return { kills, acknowledged: acknowledged.length, lost: await missingIn(directory, acknowledged), slowestStart }
}

/** A random moment under load: after up to sixty further votes, and some milliseconds more, so that it falls between two as well. */
async function someVotesLater(acknowledged: readonly VoteGiven[]) {
  const enough = acknowledged.length + Math.random() * 60
  while (acknowledged.length < enough) await new Promise(resolve => setTimeout(resolve, 1))
  await new Promise(resolve => setTimeout(resolve, Math.random() * 20))
}

async function voteUntilDeath(address: string, acknowledged: VoteGiven[]) {
  const voter = new Voter(address, votingPage)
  try {
    for (let session = 0; ; session++) {
      await voter.open()
      for (let vote = 0; vote < 20; vote++) {
        const given = await voter.vote((['agree', 'disagree', 'pass'] as const)[(session + vote) % 3] ?? 'pass')
        if (given) acknowledged.push(given)
      }
    }
  } catch {
    voter.close() // the server is gone
  }
}

async function missingIn(directory: string, acknowledged: readonly VoteGiven[]): Promise<VoteGiven[]> {
  const database = await openDatabase({ kind: 'embedded', directory })
  try {
    const town = await database.readingInstance(db =>
      db.selectFrom('municipality').select('id').where('is_demo', '=', true).executeTakeFirstOrThrow(),
    )
    const rows = await database.reading(town.id, db =>
      db.rows<{ participant_id: string; statement_id: string; answer: number }>(
        sql`select participant_id, statement_id, answer from vote where municipality_id = ${town.id}`,
      ),
    )
    const stored = new Map(rows.map(row => [`${row.participant_id} ${row.statement_id}`, row.answer]))
    const codes = { agree: 1, disagree: -1, pass: 0 }
    return acknowledged.filter(({ participant, statement, answer }) => stored.get(`${participant} ${statement}`) !== codes[answer])
  } finally {
    await database.close()
  }
}
