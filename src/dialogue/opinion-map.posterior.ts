import type { Rows } from './opinion-map.chunks.ts'
import type { People } from './opinion-map.people.ts'

/** People as k bells of equal shape on three axes: `centres` (k × 3), the `shape` within groups (3 × 3) and the `share` of each group. */
export type Crowd = { k: number; centres: Float64Array; shape: Float64Array; share: Float64Array }

/**
 * What answers and crowd together say about one person: chance of each group, mean of the position under each (k × 3), its covariance, which
 * is the same under all (3 × 3, upper triangle row by row), and the log likelihood.
 */
export type Posterior = { chance: Float64Array; mean: Float64Array; covariance: Float64Array; likelihood: number }

/** Visits these rows. The posterior is reused from row to row. */
export function eachRow(people: People, crowd: Crowd, { from, to }: Rows, visit: (row: number, posterior: Posterior) => void): void {
  const seen = observer(crowd)
  for (let row = from; row < to; row++) visit(row, seen(people, row))
}

/** What the formulas need of a crowd: the precision P within groups (upper triangle), and per group P·c and the log of its share and density at 0. */
export function termsOf({ k, centres, shape, share }: Crowd): { precision: Float64Array; towards: Float64Array; offset: Float64Array } {
  const [p00, p01, p02, p11, p12, p22, determinant] = inverse3(shape[0]!, shape[1]!, shape[2]!, shape[4]!, shape[5]!, shape[8]!)
  const towards = new Float64Array(3 * k)
  const offset = new Float64Array(k)
  for (let group = 0; group < k; group++) {
    const [x, y, z] = [centres[3 * group]!, centres[3 * group + 1]!, centres[3 * group + 2]!]
    towards[3 * group] = p00 * x + p01 * y + p02 * z
    towards[3 * group + 1] = p01 * x + p11 * y + p12 * z
    towards[3 * group + 2] = p02 * x + p12 * y + p22 * z
    const square = x * towards[3 * group]! + y * towards[3 * group + 1]! + z * towards[3 * group + 2]!
    offset[group] = Math.log(Math.max(share[group]!, 1e-12)) - 0.5 * square - 0.5 * Math.log(determinant)
  }
  return { precision: Float64Array.of(p00, p01, p02, p11, p12, p22), towards, offset }
}

/** Sees one row after the other; the result is overwritten by the next. */
export function observer(crowd: Crowd): (people: People, row: number) => Posterior {
  const { k } = crowd
  const posterior: Posterior = {
    chance: new Float64Array(k),
    mean: new Float64Array(3 * k),
    covariance: new Float64Array(6),
    likelihood: 0,
  }
  const { chance, mean, covariance } = posterior
  const { precision, towards, offset } = termsOf(crowd)
  const [p00, p01, p02, p11, p12, p22] = precision as unknown as [number, number, number, number, number, number]
  return ({ gram, pull, height }, row) => {
    const at = 9 * row
    const g00 = gram[at]! + p00
    const g01 = gram[at + 1]! + p01
    const g02 = gram[at + 2]! + p02
    const g11 = gram[at + 4]! + p11
    const g12 = gram[at + 5]! + p12
    const g22 = gram[at + 8]! + p22
    const a = g11 * g22 - g12 * g12
    const b = g02 * g12 - g01 * g22
    const c = g01 * g12 - g02 * g11
    const volume = g00 * a + g01 * b + g02 * c
    const c00 = a / volume
    const c01 = b / volume
    const c02 = c / volume
    const c11 = (g00 * g22 - g02 * g02) / volume
    const c12 = (g01 * g02 - g00 * g12) / volume
    const c22 = (g00 * g11 - g01 * g01) / volume
    covariance[0] = c00
    covariance[1] = c01
    covariance[2] = c02
    covariance[3] = c11
    covariance[4] = c12
    covariance[5] = c22
    const x = pull[3 * row]!
    const y = pull[3 * row + 1]!
    const z = pull[3 * row + 2]!
    let most = Number.NEGATIVE_INFINITY
    for (let group = 0, place = 0; group < k; group++, place += 3) {
      const fx = x + towards[place]!
      const fy = y + towards[place + 1]!
      const fz = z + towards[place + 2]!
      const mx = c00 * fx + c01 * fy + c02 * fz
      const my = c01 * fx + c11 * fy + c12 * fz
      const mz = c02 * fx + c12 * fy + c22 * fz
      mean[place] = mx
      mean[place + 1] = my
      mean[place + 2] = mz
      const log = offset[group]! + 0.5 * (mx * fx + my * fy + mz * fz)
      chance[group] = log
      if (log > most) most = log
    }
    let sum = 0
    for (let group = 0; group < k; group++) {
      const times = Math.exp(chance[group]! - most)
      chance[group] = times
      sum += times
    }
    for (let group = 0; group < k; group++) chance[group]! /= sum
    posterior.likelihood = height[row]! + most + Math.log(sum) - 0.5 * Math.log(volume)
    return posterior
  }
}

/** Between the centres of two groups, in standard deviations within groups. */
export function distanceBetween({ centres, shape }: Crowd, a: number, b: number): number {
  const [p00, p01, p02, p11, p12, p22] = inverse3(shape[0]!, shape[1]!, shape[2]!, shape[4]!, shape[5]!, shape[8]!)
  const x = centres[3 * b]! - centres[3 * a]!
  const y = centres[3 * b + 1]! - centres[3 * a + 1]!
  const z = centres[3 * b + 2]! - centres[3 * a + 2]!
  return Math.sqrt(x * (x * p00 + 2 * y * p01 + 2 * z * p02) + y * (y * p11 + 2 * z * p12) + z * z * p22)
}

/** Inverse of a symmetric 3 × 3 matrix by its upper triangle, and its determinant. */
export function inverse3(a: number, b: number, c: number, d: number, e: number, f: number) {
  const [p, q, r] = [d * f - e * e, c * e - b * f, b * e - c * d]
  const determinant = a * p + b * q + c * r
  return [
    p / determinant,
    q / determinant,
    r / determinant,
    (a * f - c * c) / determinant,
    (b * c - a * e) / determinant,
    (a * d - b * b) / determinant,
    determinant,
  ] as const
}
