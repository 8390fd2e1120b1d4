import { type Level, levels } from './level.ts'
import { agreement, type Tally } from './vote.ts'

/** How people of one level have answered one statement. */
export type LevelTally = Tally & { level: Level; statement: number }

/** Agreement by level, one row a statement, in the order of `levels`. */
export type LevelComparison = { levels: { level: Level; people: number }[]; rows: { statement: number; agreements: number[] }[] }

/**
 * Sets levels side by side where numbers allow. What all have said together is public, so one level too small to show would follow from the
 * others: then none is shown, and of a statement likewise. Undefined where there is nothing to set side by side.
 */
export function compareLevels(
  people: readonly { level: Level; people: number }[],
  tallies: readonly LevelTally[],
  fewest: number,
): LevelComparison | undefined {
  const present = levels.flatMap(level => people.filter(one => one.level === level && one.people > 0))
  if (present.length < 2 || present.some(({ people }) => people < fewest)) return undefined
  const numbers = [...new Set(tallies.map(({ statement }) => statement))].sort((a, b) => a - b)
  const rows = numbers.flatMap(statement => {
    const agreements = present.flatMap(({ level }) => {
      const tally = tallies.find(one => one.level === level && one.statement === statement)
      const share = tally && agreement(tally, fewest)
      return share === undefined ? [] : [share]
    })
    return agreements.length === present.length ? [{ statement, agreements }] : []
  })
  return { levels: present, rows }
}
