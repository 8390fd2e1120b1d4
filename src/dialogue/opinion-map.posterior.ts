import type { Rows } from './opinion-map.chunks.ts'
import { type Evidence, invert } from './opinion-map.positions.ts'

export type Known = Pick<Evidence, 'rows' | 'axes' | 'gram' | 'pull'>
export type Model = { centres: Float64Array; shape: Float64Array; share: Float64Array }
/** Of one row: chance of each group, mean of the position under each group (k × axes), its covariance, log likelihood. */
export type Posterior = { chance: Float64Array; mean: Float64Array; covariance: Float64Array; likelihood: number }

/** Evidence in units of the noise: G/σ² and g/σ². */
export function perNoise({ rows, axes, gram, pull, noise }: Evidence): Known {
  if (noise === 1) return { rows, axes, gram, pull }
  return { rows, axes, gram: gram.map(value => value / noise), pull: pull.map(value => value / noise) }
}

/** Visits these rows with what their votes and the model say about each. The posterior is reused from row to row. */
export function eachRow(
  { axes, gram, pull }: Known,
  k: number,
  model: Model,
  { from, to }: Rows,
  visit: (row: number, posterior: Posterior) => void,
): void {
  const inverseShape = model.shape.slice()
  const halfLogShape = 0.5 * Math.log(invert(inverseShape, axes))
  const { towards, offset } = groupTerms(model, inverseShape, k, axes)
  const posterior = {
    chance: new Float64Array(k),
    mean: new Float64Array(k * axes),
    covariance: new Float64Array(axes * axes),
    likelihood: 0,
  }
  const { chance, mean, covariance } = posterior
  const force = new Float64Array(axes)
  for (let row = from; row < to; row++) {
    for (let i = 0; i < axes * axes; i++) covariance[i] = gram[row * axes * axes + i]! + inverseShape[i]!
    const halfLog = 0.5 * Math.log(invert(covariance, axes))
    let most = Number.NEGATIVE_INFINITY
    for (let group = 0; group < k; group++) {
      let square = 0
      for (let i = 0; i < axes; i++) force[i] = pull[row * axes + i]! + towards[group * axes + i]!
      for (let i = 0; i < axes; i++) {
        let at = 0
        for (let j = 0; j < axes; j++) at += covariance[i * axes + j]! * force[j]!
        mean[group * axes + i] = at
        square += at * force[i]!
      }
      chance[group] = offset[group]! + 0.5 * square
      most = Math.max(most, chance[group]!)
    }
    let sum = 0
    for (let group = 0; group < k; group++) sum += chance[group] = Math.exp(chance[group]! - most)
    for (let group = 0; group < k; group++) chance[group]! /= sum
    posterior.likelihood = most + Math.log(sum) - halfLogShape - halfLog
    visit(row, posterior)
  }
}

/** Per group: S⁻¹c and log share − ½ cᵀS⁻¹c. */
function groupTerms({ centres, share }: Model, inverseShape: Float64Array, k: number, axes: number) {
  const towards = new Float64Array(k * axes)
  const offset = share.map(part => Math.log(Math.max(part, 1e-12)))
  for (let group = 0; group < k; group++) {
    for (let i = 0; i < axes; i++) {
      let sum = 0
      for (let j = 0; j < axes; j++) sum += inverseShape[i * axes + j]! * centres[group * axes + j]!
      towards[group * axes + i] = sum
      offset[group]! -= 0.5 * sum * centres[group * axes + i]!
    }
  }
  return { towards, offset }
}
