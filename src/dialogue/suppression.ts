// The small-number rule of everything that is published: pages, API, files and reports. `fewest` is the town's threshold. It has three parts:
// a count of fewer people is hidden; so is any other from which it could be worked out (visibleCounts); and what was told is told anew only
// when nobody can work out such a count from the difference (isStep). docs/decisions/0019 says why.

/**
 * Which of these counts may be told when everybody knows their total, to which `unlisted` (never told) belongs as well. A count below
 * `fewest` is hidden, and so are the next smallest ones until nobody can work it out, knowing this rule or not: what is hidden has more
 * than one part, and together so many that each part could by itself reach `fewest`.
 */
export function visibleCounts(counts: readonly number[], fewest: number, unlisted = 0): boolean[] {
  const total = sum(counts) + unlisted
  const visible = counts.map(count => total >= fewest && count >= fewest)
  while (!isSafe(counts, visible, unlisted, fewest)) {
    const smallest = smallestOf(counts, visible)
    if (smallest === undefined) break
    visible[smallest] = false
  }
  return visible
}

function isSafe(counts: readonly number[], visible: readonly boolean[], unlisted: number, fewest: number): boolean {
  const hidden = counts.filter((_, index) => !visible[index])
  if (hidden.length === 0) return unlisted === 0 || unlisted >= fewest
  const parts = hidden.length + (unlisted > 0 ? 1 : 0)
  return parts > 1 && sum(hidden) + unlisted > fewest
}

function smallestOf(counts: readonly number[], visible: readonly boolean[]): number | undefined {
  return counts.reduce<number | undefined>(
    (best, count, index) => (visible[index] && (best === undefined || count < counts[best]!) ? index : best),
    undefined,
  )
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)

/**
 * Whether counts that were told before may be told anew: some have changed, and each that has by `fewest` or more, since the difference is a
 * count of people too. All of a table are to be asked about together, with what is in none of its cells. A changed answer alone changes no
 * count: it waits for the next step.
 */
export function isStep(before: readonly number[], now: readonly number[], fewest: number): boolean {
  const changes = now.map((count, index) => Math.abs(count - before[index]!)).filter(change => change > 0)
  return changes.length > 0 && changes.every(change => change >= fewest)
}
