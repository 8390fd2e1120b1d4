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
