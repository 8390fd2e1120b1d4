/** Adjusted Rand index of two groupings of the same rows (Hubert and Arabie 1985): 1 the same, around 0 by chance. */
export function adjustedRandIndex(a: Uint8Array, b: Uint8Array): number {
  const width = 256
  const together = new Map<number, number>()
  const inA = new Map<number, number>()
  const inB = new Map<number, number>()
  for (let row = 0; row < a.length; row++) {
    count(together, a[row]! * width + b[row]!)
    count(inA, a[row]!)
    count(inB, b[row]!)
  }
  const expected = (pairs(inA) * pairs(inB)) / Math.max(1, (a.length * (a.length - 1)) / 2)
  const most = (pairs(inA) + pairs(inB)) / 2
  return most === expected ? 1 : (pairs(together) - expected) / (most - expected)
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function pairs(counts: Map<number, number>): number {
  let sum = 0
  for (const size of counts.values()) sum += (size * (size - 1)) / 2
  return sum
}
