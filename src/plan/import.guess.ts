import { dayIn, wordIn } from './import.cell.ts'
import type { FileRow } from './import.file.ts'
import { bodyOf, headsOf, type Mapping } from './import.mapping.ts'
import { headNames, measureColumn, otherHeads, type TableHead, tableHeads } from './measure.table.ts'

/** What the heads of a file let one suppose: its head is the row in which most columns are known. */
export function guessMapping(rows: readonly FileRow[]): Mapping {
  const guesses = headsOf(rows).map(({ line, cells }) => guessBelow(rows, line, cells))
  const known = ({ columns }: Mapping) => Object.keys(columns).length
  return guesses.reduce((best, guess) => (known(guess) > known(best) ? guess : best))
}

export const guessBelow = (rows: readonly FileRow[], head: number, cells: readonly string[]): Mapping => ({
  head,
  columns: guessColumns(cells, bodyOf(rows, { head })),
})

/** First those that are called exactly so, then those whose name holds one we know. Each column is taken once. */
export function guessColumns(heads: readonly string[], body: readonly FileRow[]): Mapping['columns'] {
  const columns: Mapping['columns'] = {}
  const taken = new Set<number>()
  const folded = heads.map(fold)
  const take = (key: TableHead, isMeant: (head: string) => boolean) => {
    if (columns[key] !== undefined) return
    const place = folded.findIndex(
      (head, place) => head !== '' && !taken.has(place) && isMeant(head) && (!isManifold(key, head) || fits(key, body, place)),
    )
    if (place < 0) return
    columns[key] = place
    taken.add(place)
  }
  for (const key of tableHeads) take(key, found => found === fold(headNames[key]))
  for (const key of tableHeads) for (const name of otherNames(key)) take(key, found => found === fold(name))
  for (const key of tableHeads)
    for (const name of [headNames[key], ...otherNames(key)].map(fold))
      take(key, found => name.length >= shortestPart && found.includes(name))
  return columns
}

const otherNames = (key: TableHead) => otherHeads[key] ?? []

/** Shorter words stand in too many others: Amt in Amtsleitung, Ende in Endbericht. */
const shortestPart = 7

/** Upper and lower case, blanks, dots and hyphens tell nothing. */
const fold = (head: string) =>
  head
    .normalize('NFKC')
    .toLocaleLowerCase('de')
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** So many cells tell what a column is about. */
const mostLookedAt = 50

/** Under Stand one town writes a word, another a date, and a third what happened; under Ziel one a number and another a sentence. */
const isManifold = (key: TableHead, head: string) =>
  key === 'goals' || tableHeads.filter(each => [headNames[each], ...otherNames(each)].some(name => fold(name) === head)).length > 1

/** At least half of what stands in the column can be meant. */
function fits(key: TableHead, body: readonly FileRow[], place: number): boolean {
  const said = body.slice(0, mostLookedAt).flatMap(({ cells }) => cells[place] || [])
  return said.filter(text => canSay(key, text)).length * 2 >= said.length
}

function canSay(key: TableHead, text: string): boolean {
  const isDay = dayIn(text, 'first') !== undefined
  if (key === 'goals') return !/\p{L}/u.test(text)
  if (key === 'period' || measureColumn[key].kind === 'day') return isDay
  return measureColumn[key].kind === 'word' ? wordIn(key, text) !== undefined : !isDay
}
