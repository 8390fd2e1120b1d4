/** Tables instead of exp and log, which would take most of the time: errors of a hundredth do not show in sums over answers. */
const stepsPerUnit = 64

const largest = 100
const weights = Float64Array.from({ length: largest * stepsPerUnit + 1 }, (_, i) => {
  const xi = Math.sqrt(Math.max(i, 1e-3) / stepsPerUnit)
  return Math.tanh(xi / 2) / (2 * xi)
})

/** ω = tanh(ξ/2) / 2ξ by ξ²: the weight of an answer as evidence, by the bound of Jaakkola and Jordan (2000). */
export function boundWeight(square: number): number {
  return square < largest ? weights[(square * stepsPerUnit + 0.5) | 0]! : 0.5 / Math.sqrt(square)
}

/** log σ(ξ) − ξ/2 + ωξ²/2 by ξ²: what the bound adds to the likelihood of an answer beside h·a/2 − ωh²/2. */
export function boundHeight(square: number): number {
  return square < largest ? heights[(square * stepsPerUnit + 0.5) | 0]! : heightAt(square)
}

function heightAt(square: number): number {
  const xi = Math.sqrt(Math.max(square, 1e-4))
  return -Math.log1p(Math.exp(-xi)) - xi / 2 + (xi * Math.tanh(xi / 2)) / 4
}

const heights = Float64Array.from({ length: largest * stepsPerUnit + 1 }, (_, i) => heightAt(i / stepsPerUnit))

const farthest = 16
const logs = Float64Array.from(
  { length: 2 * farthest * stepsPerUnit },
  (_, i) => -Math.log1p(Math.exp(farthest - (i + 0.5) / stepsPerUnit)),
)

/** log 1 / (1 + e⁻ˣ) */
export function logOfChance(x: number): number {
  return x <= -farthest ? x : x >= farthest ? 0 : logs[((x + farthest) * stepsPerUnit) | 0]!
}
