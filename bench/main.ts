/** `npm run bench` runs them all, `npm run bench -- votes map` some; a table for people, then one line of JSON. */
import { benchCrash } from './crash.bench.ts'
import { benchCsv } from './csv.bench.ts'
import { benchMaps } from './map.bench.ts'
import { benchPages } from './page.bench.ts'
import { benchRouting } from './routing.bench.ts'
import { printTable, type Row } from './table.ts'
import { benchVotes } from './votes.bench.ts'

const benches: Record<string, () => Promise<Row[]>> = {
  pages: benchPages,
  map: benchMaps,
  routing: benchRouting,
  votes: benchVotes,
  csv: benchCsv,
  crash: benchCrash,
}
const usual = ['pages', 'map', 'votes', 'csv'] // the crash run takes many minutes: by name only

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}

const results: Record<string, Row[]> = {}
for (const name of wanted.length > 0 ? wanted : usual) {
  console.log(`── ${name}`)
  results[name] = (await benches[name]?.()) ?? []
  printTable(results[name])
}
console.log(JSON.stringify(results))
process.exit(0)
