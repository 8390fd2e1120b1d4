import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openMapComputer } from '../src/dialogue/opinion-map.compute.ts'
import { type Findings, findings, ledgerOf, type Stage } from '../src/dialogue/opinion-map.engine.ts'
import { noIdentity } from '../src/dialogue/opinion-map.identity.ts'
import { LiveMap } from '../src/dialogue/opinion-map.live.ts'
import type { BallotPage } from '../src/dialogue/opinion-map.reading.ts'
import { adjustedRandIndex } from '../src/dialogue/opinion-map.similarity.ts'
import { openCrew } from '../src/dialogue/opinion-map.threads.ts'
import type { VoteList } from '../src/dialogue/opinion-map.ts'
import { type Town, votesOfTown } from './opinion.votes.ts'
import { percentiles, type Row } from './table.ts'

/** The largest first, so that the most memory is its own. */
const sizes: (Town & { runs: number })[] = [
  { people: 1_000_000, statements: 1000, seed: 1, runs: 2 },
  { people: 100_000, statements: 500, seed: 1, runs: 5 },
  { people: 10_000, statements: 200, seed: 1, runs: 7 },
]
const changes = 20

/**
 * The whole analysis of generated towns on two threads, by stage; one vote more on a map that is kept; and how long the thread that asks
 * for it, the server's, is held up. The first run of each size has cold code.
 */
export async function benchOpinion(): Promise<Row[]> {
  const crew = openCrew(2)
  const rows: Row[] = []
  for (const { runs, ...town } of sizes) {
    const { votes, truth } = votesOfTown(town)
    const size = `${town.people} × ${town.statements}, ${votes.answer.length} votes`
    for (let run = 1; run <= runs; run++) {
      const { found, seconds } = analysed(votes, crew)
      const ari = Math.round(1000 * adjustedRandIndex(found.groupOf, truth)) / 1000
      if (run === 1 || run === runs) rows.push({ bench: `${size}, run ${run}`, ...seconds, k: found.k, ari, 'most MB': mostMegabytes() })
    }
    if (town.people === 100_000) rows.push(...oneVoteMore(votes, crew), ...(await delaysOfServer(votes)))
  }
  await crew.close()
  return rows
}

function analysed(votes: VoteList, crew: ReturnType<typeof openCrew>): { found: Findings; seconds: Row } {
  const seconds: Row = {}
  const begun = performance.now()
  let before = begun
  const reached = (stage: Stage) => {
    seconds[stage] = inSeconds(performance.now() - before)
    before = performance.now()
  }
  const { found } = findings(ledgerOf(votes, crew, reached), crew, undefined, reached)
  return { found, seconds: { ...seconds, total: inSeconds(performance.now() - begun) } }
}

function oneVoteMore(votes: VoteList, crew: ReturnType<typeof openCrew>): Row[] {
  const live = new LiveMap(votes, crew)
  live.find()
  const milliseconds = Array.from({ length: changes }, (_, change) => {
    const ballot = withOneMore(votes, 4711 * change)
    const begun = performance.now()
    live.put(ballot)
    live.find()
    return performance.now() - begun
  })
  return [{ bench: 'one vote more', ...percentiles(milliseconds), 'most ms': Math.round(Math.max(...milliseconds)) }]
}

/** What a person says, and one more. */
function withOneMore({ participant, statement, answer, participantIds }: VoteList, person: number): BallotPage[number] {
  const from = participant.indexOf(person)
  const to = participant.indexOf(person + 1)
  const statements = new Set(statement.subarray(from, to))
  const added = statements.values().next().value === 0 ? 1 : 0
  const isFirst = !statements.has(added)
  return {
    participant: participantIds[person]!,
    statements: Uint32Array.from([...statement.subarray(from, to), ...(isFirst ? [added] : [])]),
    answers: Int8Array.from([...answer.subarray(from, to), ...(isFirst ? [1] : [])]),
    arrival,
  }
}

async function delaysOfServer(votes: VoteList): Promise<Row[]> {
  const computer = openMapComputer()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const numbers = votes.statementIds.map((_, place) => place + 1)
  await computer.read('town', numbers, pagesOf(votes), { letters: noIdentity, people: nobody() }, 5)
  const ballots = Array.from({ length: changes }, (_, change) => withOneMore(votes, 1234 * change))
  const milliseconds: number[] = []
  const turns = ownTimeOfTurns()
  delay.enable()
  for (const ballot of ballots) {
    const begun = performance.now()
    await computer.put('town', inOnePage(ballot), 5)
    milliseconds.push(performance.now() - begun)
  }
  delay.disable()
  const mostOfOneTurn = turns.end()
  await computer.close()
  return [
    {
      bench: 'server: one vote more, as text',
      ...percentiles(milliseconds),
      'event loop held up, most ms': Math.round(delay.max / 1e5) / 10,
      'by its own work': Math.round(mostOfOneTurn / 100) / 10,
    },
  ]
}

/** The most microseconds of processor time that this thread took from one tick of a millisecond to the next: what other load holds up is not in it. */
function ownTimeOfTurns(): { end(): number } {
  let most = 0
  let last = process.threadCpuUsage()
  const tick = () => {
    const next = process.threadCpuUsage()
    most = Math.max(most, next.user + next.system - last.user - last.system)
    last = next
  }
  const timer = setInterval(tick, 1)
  return {
    end() {
      clearInterval(timer)
      tick()
      return most
    },
  }
}

async function* nobody() {}

async function* inOnePage(ballot: BallotPage[number]) {
  yield [ballot]
}

const arrival = { day: '2026-10-01', channel: 'online', level: 'anonymous' } as const

async function* pagesOf({ participantIds, participant, statement, answer }: VoteList): AsyncGenerator<BallotPage> {
  const page: BallotPage[number][] = []
  let from = 0
  for (let person = 0; person < participantIds.length; person++) {
    let to = from
    while (to < participant.length && participant[to] === person) to++
    page.push({ participant: participantIds[person]!, statements: statement.slice(from, to), answers: answer.slice(from, to), arrival })
    from = to
    if (page.length === 75 || person + 1 === participantIds.length) yield page.splice(0)
  }
}

const inSeconds = (milliseconds: number) => Math.round(milliseconds) / 1000
const mostMegabytes = () => Math.round(process.resourceUsage().maxRSS / 1000)
