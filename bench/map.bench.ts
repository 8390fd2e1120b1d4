import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#platform/config'
import { opinionMap, type VoteList } from '../src/dialogue/opinion-map.ts'
import { readPolisExport } from '../src/dialogue/polis.source.ts'
import { percentiles, type Row } from './table.ts'

const runs = 11

/** The opinion map of each published conversation, on one core. */
export async function benchMaps(): Promise<Row[]> {
  const folder = join(process.env.LEITBILD_SHARED_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'conversations')
  if (!existsSync(folder)) return [{ bench: 'map', note: 'SKIPPED: no conversations there (LEITBILD_SHARED_DATA names their folder)' }]
  const rows: Row[] = []
  for (const name of readdirSync(folder).sort()) {
    const result = await readPolisExport(join(folder, name))
    if ('refusal' in result) throw new Error(`${name}: ${JSON.stringify(result.refusal)}`)
    rows.push({ bench: `map of ${name}`, ...measure(result.conversation.votes) })
  }
  return rows
}

function measure(votes: VoteList): Row {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const begun = performance.now()
    opinionMap(votes)
    times.push(performance.now() - begun)
  }
  const { k, counts } = opinionMap(votes)
  const { 'p50 ms': median } = percentiles(times)
  return {
    participants: counts.participants,
    statements: counts.statements,
    votes: counts.votes,
    k,
    'median ms': median,
    'best ms': Math.round(Math.min(...times) * 10) / 10,
  }
}
