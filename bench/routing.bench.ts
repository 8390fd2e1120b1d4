import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { projectRoot } from '#platform/config'
import { opinionMap } from '../src/dialogue/opinion-map.ts'
import { readPolisExport } from '../src/dialogue/polis.source.ts'
import { divisionOf } from '../src/dialogue/routing.division.ts'
import { addVotes, nextStatement, noSums, routingFrom } from '../src/dialogue/routing.ts'
import type { AnswerCode } from '../src/dialogue/vote.ts'
import {
  type Answered,
  allVotes,
  asPolis,
  asWeDo,
  type Camps,
  campsOf,
  choiceOf,
  errorOf,
  inRandomOrder,
  type Replay,
  type Router,
  replay,
  votesPerStatement,
} from './routing.replay.ts'
import type { Row } from './table.ts'

const routers: Record<string, (seed: number) => Router> = { random: inRandomOrder, 'Pol.is': asPolis, ours: asWeDo }
const seeds = [1, 2, 3, 4, 5]
const refreshEvery = 0.05

/** Real conversations asked again with half the answers, in three orders: how far off agreement per group is, and who is left behind. */
export async function benchRouting(): Promise<Row[]> {
  const folder = join(process.env.LEITBILD_SHARED_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'conversations')
  if (!existsSync(folder)) return [{ bench: 'routing', note: 'SKIPPED: no conversations there (LEITBILD_SHARED_DATA names their folder)' }]
  const conversations = await Promise.all(
    readdirSync(folder)
      .sort()
      .map(async name => {
        const answered = await readAnswered(join(folder, name))
        return { name, answered, camps: campsOf(answered) }
      }),
  )
  const rows = conversations.flatMap(({ name, answered, camps }) =>
    Object.entries(routers).map(([router, make]) => ({ conversation: name, router, ...measured(answered, camps, make) })),
  )
  const means = Object.keys(routers).map(router => ({
    conversation: 'mean',
    router,
    ...meanOf(rows.filter(row => row.router === router).map(({ conversation: _, router: __, ...figures }) => figures)),
  }))
  return [...rows, ...means, ...choosing()]
}

/** Processor time in which the next statement is chosen for somebody who has answered thirty. */
function choosing(): Row[] {
  return [100, 500, 1000].map(count => {
    const people = Array.from({ length: 200 }, (_, person) => {
      return new Map(Array.from({ length: 30 }, (_, answer) => [(person * 37 + answer * 11) % count, ((person + answer) % 3) - 1] as const))
    })
    const votes = allVotes({ statements: count, people: people as Answered['people'] })
    const sums = noSums(votes, divisionOf(opinionMap(votes)))
    addVotes(sums, votes, 0, votes.answer.length)
    const routing = routingFrom(votes, sums)
    const choice = choiceOf(votes.statementIds)
    const answers = new Map(votes.statementIds.slice(0, 30).map((id, index) => [id, ((index % 3) - 1) as AnswerCode]))
    const begun = process.cpuUsage()
    for (let person = 0; person < choices; person++) nextStatement(choice, answers, `participant ${person}`, routing)
    return {
      conversation: `choosing among ${count}`,
      router: 'ours',
      microseconds: Math.round((10 * process.cpuUsage(begun).user) / choices) / 10,
    }
  })
}
const choices = 20_000

type Figures = Record<string, number>

function measured(answered: Answered, camps: readonly Camps[], make: (seed: number) => Router): Figures {
  return meanOf(
    seeds.map(seed => {
      const given = replay(answered, make(seed), { refreshEvery })
      const { mean, rootMeanSquare } = errorOf(answered, given, camps)
      const counts = votesPerStatement(answered, given)
      return {
        'mean error': mean,
        'rms error': rootMeanSquare,
        'fewest votes': counts[0] ?? 0,
        'median votes': counts[Math.floor(counts.length / 2)] ?? 0,
        ...latecomers(answered, make(seed), seed),
      }
    }),
  )
}

const soon = 20
/** One statement in ten arrives when half of the people have come. */
const isLate = (statement: number, seed: number) => statement % 10 === seed % 10

/**
 * People who come until a late statement has twenty votes, counted over those who really answered it; mean over late statements that
 * enough of them answered for it to be possible. `late in time`: share of those that got their twenty at all.
 */
function latecomers(answered: Answered, router: Router, seed: number): Figures {
  const half = Math.floor(answered.people.length / 2)
  const couldAsk = new Map<number, number>()
  const votes = new Map<number, number>()
  const waited = new Map<number, number>()
  const onVote: Replay['onVote'] = (person, statement) => {
    if (!isLate(statement, seed)) return
    const count = (votes.get(statement) ?? 0) + 1
    votes.set(statement, count)
    if (count === soon) waited.set(statement, answered.people.slice(half, person + 1).filter(answers => answers.has(statement)).length)
  }
  replay(answered, router, { refreshEvery, arrivesAfter: statement => (isLate(statement, seed) ? half : 0), onVote })
  for (const answers of answered.people.slice(half))
    for (const statement of answers.keys()) if (isLate(statement, seed)) couldAsk.set(statement, (couldAsk.get(statement) ?? 0) + 1)
  const possible = [...couldAsk].filter(([, people]) => people >= 2 * soon).map(([statement]) => statement)
  if (possible.length === 0) return {}
  const reached = possible.filter(statement => waited.has(statement))
  return {
    'late in time': reached.length / possible.length,
    'asked people to 20': reached.reduce((sum, statement) => sum + waited.get(statement)!, 0) / reached.length,
  }
}

/** Mean of each figure over the rows that have it. */
function meanOf(rows: readonly Figures[]): Figures {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  return Object.fromEntries(
    names.map(name => {
      const values = rows.flatMap(row => (row[name] === undefined || Number.isNaN(row[name]) ? [] : [row[name]]))
      return [name, Math.round((100 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 100]
    }),
  )
}

/** A published conversation, people in the order of their first vote. */
async function readAnswered(directory: string): Promise<Answered> {
  const result = await readPolisExport(directory)
  if ('refusal' in result) throw new Error(`${directory}: ${JSON.stringify(result.refusal)}`)
  const { votes } = result.conversation
  const firstVote = await firstVotes(join(directory, 'votes.csv'))
  const people = votes.participantIds.map(id => ({ since: firstVote.get(id) ?? 0, answers: new Map<number, AnswerCode>() }))
  votes.answer.forEach((answer, vote) => {
    people[votes.participant[vote]!]!.answers.set(votes.statement[vote]!, answer as AnswerCode)
  })
  return { statements: votes.statementIds.length, people: people.sort((a, b) => a.since - b.since).map(({ answers }) => answers) }
}

/** Time of the first vote of each person, in milliseconds since 1970. */
async function firstVotes(file: string): Promise<Map<string, number>> {
  const first = new Map<string, number>()
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true }))) {
    const time = Number(row.timestamp)
    if (time < (first.get(row['voter-id']) ?? Number.POSITIVE_INFINITY)) first.set(row['voter-id'], time)
  }
  return first
}
