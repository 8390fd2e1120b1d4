/**
 * `npm run bench` runs the usual ones, `npm run bench -- votes map` some, `npm run bench -- opinion-quality:shuffled` a part of one; a table for
 * people, then one line of JSON.
 */
import { benchAbuse } from './abuse.bench.ts'
import { benchCrash } from './crash.bench.ts'
import { benchCsv } from './csv.bench.ts'
import { benchMaps } from './map.bench.ts'
import { benchOpinion } from './opinion.bench.ts'
import { benchOpinionQuality } from './opinion-quality.bench.ts'
import { benchPages } from './page.bench.ts'
import { benchPlan } from './plan.bench.ts'
import { benchRefresh } from './refresh.bench.ts'
import { benchRouting } from './routing.bench.ts'
import { printTable, type Row } from './table.ts'
import { benchVision } from './vision.bench.ts'
import { benchVotes } from './votes.bench.ts'

const benches: Record<string, (part?: string) => Promise<Row[]>> = {
  pages: benchPages,
  map: benchMaps,
  opinion: benchOpinion,
  'opinion-quality': benchOpinionQuality,
  refresh: benchRefresh,
  routing: benchRouting,
  votes: benchVotes,
  vision: benchVision,
  plan: benchPlan,
  csv: benchCsv,
  abuse: benchAbuse,
  crash: benchCrash,
}
const usual = ['pages', 'map', 'opinion', 'votes', 'csv', 'abuse'] // the crash run takes many minutes: by name only

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !(benchOf(name) in benches))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}

const results: Record<string, Row[]> = {}
for (const name of wanted.length > 0 ? wanted : usual) {
  console.log(`── ${name}`)
  results[name] = (await benches[benchOf(name)]?.(name.split(':')[1])) ?? []
  printTable(results[name])
}
console.log(JSON.stringify(results))
process.exit(0)

function benchOf(name: string): string {
  return name.split(':')[0] ?? name
}
