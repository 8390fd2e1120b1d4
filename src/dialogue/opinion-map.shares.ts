/** z of a one-sided 95 % bound. */
const oneSided95 = 1.6448536269514722

/** Lower bound of a share, one-sided 95 % unless another z is given (Wilson 1927). 0 without votes. */
export function wilsonLower(hits: number, votes: number, z = oneSided95): number {
  if (votes === 0) return 0
  const z2 = z * z
  const share = hits / votes
  const centre = share + z2 / (2 * votes)
  const reach = z * Math.sqrt((share * (1 - share)) / votes + z2 / (4 * votes * votes))
  return Math.max(0, (centre - reach) / (1 + z2 / votes))
}

/** Upper bound of a share, one-sided 95 % (Wilson 1927). 1 without votes. */
export const wilsonUpper = (hits: number, votes: number) => 1 - wilsonLower(votes - hits, votes)

/** Lower bound of the difference of two shares, first less second, one-sided 95 % (Newcombe 1998, method 10). */
export function differenceLower(hits: number, votes: number, otherHits: number, otherVotes: number): number {
  const share = hits / votes
  const other = otherHits / otherVotes
  const down = share - wilsonLower(hits, votes)
  const up = wilsonUpper(otherHits, otherVotes) - other
  return share - other - Math.sqrt(down * down + up * up)
}

/** A share drawn to one half, as Pol.is does: (hits + 1) / (votes + 2). Never 0 or 1, so that products and ratios stay finite. */
export const smoothedShare = (hits: number, votes: number) => (hits + 1) / (votes + 2)

/** z of the two-proportion test with pooled share, one vote added for and against on each side as in Pol.is. */
export function twoProportionZ(hits: number, votes: number, otherHits: number, otherVotes: number): number {
  const pooled = (hits + otherHits + 2) / (votes + otherVotes + 4)
  const gap = smoothedShare(hits, votes) - smoothedShare(otherHits, otherVotes)
  return gap / Math.sqrt(pooled * (1 - pooled) * (1 / (votes + 2) + 1 / (otherVotes + 2)))
}

/** P(Z > z) of the standard normal: power series near 0, continued fraction in the tail (Abramowitz and Stegun 26.2.11, 26.2.14). */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z)
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
  return z < 2.5 ? 0.5 - density * oddSeries(z) : density / tailFraction(z)
}

function oddSeries(z: number): number {
  let term = z
  let sum = z
  for (let odd = 3; Math.abs(term) > 1e-17 * sum && odd < 200; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return sum
}

function tailFraction(z: number): number {
  let fraction = z
  for (let depth = 60; depth >= 1; depth--) fraction = z + depth / fraction
  return fraction
}

/** Which of the p-values pass at this false discovery rate (Benjamini and Hochberg 1995). */
export function discoveries(pValues: readonly number[], rate: number): boolean[] {
  const sorted = [...pValues].sort((a, b) => a - b)
  let limit = -1
  sorted.forEach((p, index) => {
    if (p <= (rate * (index + 1)) / sorted.length) limit = p
  })
  return pValues.map(p => p <= limit)
}
