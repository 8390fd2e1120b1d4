/** Reads one votes.csv in a process of its own, so that its peak memory is its own, and tells as JSON what that took. */
import { Ballots } from '../src/dialogue/polis.ballots.ts'
import { fileOnDisk, parseRows, wholeLines } from '../src/dialogue/polis.csv.ts'
import { readPolisVotes } from '../src/dialogue/polis.source.ts'
import { readLongVotes, voteRows } from '../src/dialogue/polis.votes.ts'

const [way, path] = process.argv.slice(2) as ['bytes' | 'library' | 'whole', string]
const ways = {
  bytes: async () => (await readLongVotes(await theFile())).count,
  library: async () => {
    const [file, ballots] = [await theFile(), new Ballots()]
    await parseRows(file, wholeLines(file), voteRows(file, ballots))
    return ballots.count
  },
  whole: async () => {
    const result = await readPolisVotes(path)
    if ('refusal' in result) throw new Error(JSON.stringify(result.refusal))
    return result.conversation.report.votesRead
  },
}

const begun = performance.now()
const votes = await ways[way]()
const seconds = (performance.now() - begun) / 1000
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
console.log(JSON.stringify({ votes, seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 }))

async function theFile() {
  const file = await fileOnDisk(path)
  if (!file) throw new Error(`${path} is missing`)
  return file
}
