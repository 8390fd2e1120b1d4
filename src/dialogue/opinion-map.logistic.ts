/** Tables instead of exp and log, which would take most of the time: their errors do not show in sums over answers. Small, so that they stay in the cache. */
const stepsPerUnit = 16
const largest = 100

const weights = Float32Array.from({ length: largest * stepsPerUnit + 1 }, (_, i) => weightAt(Math.sqrt(Math.max(i, 1e-3) / stepsPerUnit)))
const heights = Float32Array.from({ length: largest * stepsPerUnit + 1 }, (_, i) => heightAt(Math.sqrt(i / stepsPerUnit)))

/** ω = tanh(ξ/2) / 2ξ by ξ²: the weight of an answer as evidence, by the bound of Jaakkola and Jordan (2000). */
export function boundWeight(square: number): number {
  return square < largest ? weights[(square * stepsPerUnit + 0.5) | 0]! : weightAt(Math.sqrt(square))
}

/** log σ(ξ) − ξ/2 + ωξ²/2 by ξ²: what the bound adds to the likelihood of an answer a beside a·h/2 − ωh²/2. */
export function boundHeight(square: number): number {
  return square < largest ? heights[(square * stepsPerUnit + 0.5) | 0]! : heightAt(Math.sqrt(square))
}

function weightAt(xi: number): number {
  return Math.tanh(xi / 2) / (2 * xi)
}

function heightAt(xi: number): number {
  return -Math.log1p(Math.exp(-xi)) - xi / 2 + (xi * Math.tanh(xi / 2)) / 4
}

const farthest = 16
const logStepsPerUnit = 64
const logs = Float32Array.from(
  { length: 2 * farthest * logStepsPerUnit },
  (_, i) => -Math.log1p(Math.exp(farthest - (i + 0.5) / logStepsPerUnit)),
)

/** log 1 / (1 + e⁻ˣ) */
export function logOfChance(x: number): number {
  return x <= -farthest ? x : x >= farthest ? 0 : logs[((x + farthest) * logStepsPerUnit) | 0]!
}
