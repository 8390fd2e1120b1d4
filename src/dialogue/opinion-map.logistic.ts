/** Tables instead of exp and log, which would take most of the time: their errors do not show in sums over answers. Small, so that they stay in the cache. */
export const stepsOfBound = 16
/** Beyond this ξ² the bound is as good as its limit, ω = 1/2ξ and height −ξ/4. */
export const largestBound = 100

/**
 * The bound of Jaakkola and Jordan (2000) by ξ², two numbers a step: ω = tanh(ξ/2) / 2ξ, the weight of an answer as evidence; and the height
 * log σ(ξ) − ξ/2 + ωξ²/2, which it adds to the likelihood of an answer a beside a·h/2 − ωh²/2.
 */
export const boundTable = Float32Array.from({ length: 2 * (largestBound * stepsOfBound + 1) }, (_, i) => {
  const square = (i >> 1) / stepsOfBound
  return i % 2 === 0 ? weightAt(Math.sqrt(Math.max(square, 1e-3 / stepsOfBound))) : heightAt(Math.sqrt(square))
})

function weightAt(xi: number): number {
  return Math.tanh(xi / 2) / (2 * xi)
}

function heightAt(xi: number): number {
  return -Math.log1p(Math.exp(-xi)) - xi / 2 + (xi * Math.tanh(xi / 2)) / 4
}
