import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomStream } from '../src/dialogue/opinion-map.random.ts'
import type { Row } from './table.ts'

const votes = Number(process.env.LEITBILD_BENCH_VOTES ?? 3_000_000)
const [votesEach, statements] = [30, 1000]
const bytesPerVote = 60

const ways = {
  bytes: 'votes from their bytes',
  whole: 'the same, sorted, the last of each pair kept',
  library: 'votes through csv-parse, for comparison',
}

/** How fast, and in how much memory, a votes.csv in the layout of Pol.is is read. LEITBILD_BENCH_VOTES=30000000 for a very large one. */
export async function benchCsv(): Promise<Row[]> {
  const { bavail, bsize } = statfsSync(tmpdir())
  if (bavail * bsize < 2 * votes * bytesPerVote)
    return [{ bench: 'csv', note: `SKIPPED: ${tmpdir()} has no room for ${(votes * bytesPerVote) / 1e6} MB twice` }]
  const directory = mkdtempSync(join(tmpdir(), 'leitbild-csv-'))
  try {
    const path = join(directory, 'votes.csv')
    writeVotes(path)
    return Object.entries(ways).map(([way, bench]) => ({ bench, ...measure(way, path) }))
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** In a process of its own; MB/s per core counts the processor time of the whole process, its start included. */
function measure(way: string, path: string): Row {
  const megabytes = statSync(path).size / 1e6
  const answer = execFileSync(process.execPath, [join(import.meta.dirname, 'csv.reader.ts'), way, path], { encoding: 'utf8' })
  const read: { votes: number; seconds: number; cpuSeconds: number; peakMegabytes: number } = JSON.parse(answer)
  if (read.votes !== votes) throw new Error(`${way}: ${read.votes} votes were read of ${votes}`)
  return {
    votes,
    MB: Math.round(megabytes),
    seconds: Math.round(read.seconds * 100) / 100,
    'MB/s': Math.round(megabytes / read.seconds),
    'MB/s per core': Math.round(megabytes / read.cpuSeconds),
    'peak MB': Math.round(read.peakMegabytes),
  }
}

/** People and statements in no order, as votes come in: the hardest order to sort. */
function writeVotes(path: string) {
  const random = randomStream(1, 1)
  const people = Math.ceil(votes / votesEach)
  const file = openSync(path, 'w')
  let lines = ['timestamp,datetime,comment-id,voter-id,vote\n']
  for (let vote = 0; vote < votes; vote++) {
    const [person, statement, answer] = [Math.floor(random() * people), Math.floor(random() * statements), Math.floor(random() * 3) - 1]
    lines.push(`${1_700_000_000_000 + 37 * vote},Wed Nov 15 00:13:20 CET 2023,${statement},${person},${answer}\n`)
    if (lines.length < 50_000 && vote + 1 < votes) continue
    writeSync(file, lines.join(''))
    lines = []
  }
  closeSync(file)
}
