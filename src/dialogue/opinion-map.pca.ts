import { multiplier } from './opinion-map.kernel.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import type { Moments } from './opinion-map.moments.ts'
import { randomStream } from './opinion-map.random.ts'
import { symmetricEigen } from './opinion-map.symmetric.ts'

/** Axes of the largest variance. `loadings`: one unit vector of length `columns` per axis; `variance`: sum of squares along it per row. */
export type Axes = { count: number; columns: number; loadings: Float64Array[]; variance: Float64Array }

export type Effort = {
  /** Axes wanted, at most four; fewer come back when the votes do not span as many. */
  axes: number
  /** Multiplications with the votes between restarts. */
  steps: number
  /** Restarts at most. */
  restarts: number
  /** A vector is found when its residual is below this share of the largest variance. */
  tolerance: number
  /** Where to begin: axes of nearly the same votes. */
  near?: Axes
}

/** Far below what six published digits can show. */
export const exactly = { steps: 10, restarts: 40, tolerance: 1e-9 }

/** Vectors multiplied at once: as many axes as are ever wanted. */
const blockWidth = 4

/**
 * Principal axes of the centred votes (`centred`, one per vote, see centredAnswers) without ever forming the dense matrix: block
 * Krylov subspaces with full orthogonalisation and Rayleigh–Ritz, restarted (Saad, Numerical Methods for Large Eigenvalue
 * Problems, ch. 6). The start is fixed and the sums run in the order of the matrix, so equal input gives equal bits.
 */
export function principalAxes(votes: VoteMatrix, centred: Float64Array, effort: Effort): Axes {
  return axesOf(vectors => multiplied(votes, centred, vectors), votes.columns, votes.rows, effort)
}

/** The same where a hundredth is near enough, of votes without passing, with numbers of 32 bits. `values`: one per vote. */
export function nearlyPrincipalAxes(votes: VoteMatrix, values: Float64Array, effort: Effort): Axes {
  const multiply = multiplier(votes, values)
  const product = (vectors: Float64Array[]) => {
    const to = multiply(interleaved(vectors, votes.columns))
    return vectors.map((_, i) => separate(to, i, votes.columns))
  }
  return axesOf(product, votes.columns, votes.rows, effort)
}

/** The same from second moments: what a walk over all votes would give, at a cost that does not depend on their number. */
export function axesOfProducts(products: Float64Array, { columns, people }: Pick<Moments, 'columns' | 'people'>, effort: Effort): Axes {
  return axesOf(vectors => denseProduct(products, columns, vectors), columns, people, effort)
}

type Multiply = (vectors: Float64Array[]) => Float64Array[]

function axesOf(multiply: Multiply, columns: number, people: number, effort: Effort): Axes {
  const wanted = Math.min(effort.axes, columns)
  const block = Math.min(blockWidth, columns)
  let start = startBlock(columns, block, effort.near)
  let ritz: Ritz = { vectors: [], values: new Float64Array(0), residual: 0 }
  for (let restart = 0; restart < effort.restarts; restart++) {
    ritz = rayleighRitz(krylov(multiply, columns, start, effort.steps), wanted, block)
    if (ritz.residual <= effort.tolerance * (ritz.values[0] ?? 0)) break
    start = ritz.vectors
  }
  return toAxes(ritz, wanted, columns, people)
}

/** The strongest `count` axes alone. */
export const firstAxes = (axes: Axes, count: number): Axes => ({
  ...axes,
  count: Math.min(count, axes.count),
  loadings: axes.loadings.slice(0, count),
  variance: axes.variance.slice(0, count),
})

function toAxes(ritz: Ritz, wanted: number, columns: number, people: number): Axes {
  const real = ritz.vectors.slice(0, wanted).filter((_, axis) => ritz.values[axis]! > 1e-9 * Math.max(1, ritz.values[0]!))
  return {
    count: real.length,
    columns,
    loadings: real.map(pointed),
    variance: ritz.values.slice(0, real.length).map(value => value / Math.max(1, people)),
  }
}

/** An eigenvector has no sign of its own: the side with the heavier tail of loadings is called positive. */
function pointed(loading: Float64Array): Float64Array {
  let skew = 0
  for (const value of loading) skew += value * value * value
  return skew < 0 ? loading.map(value => -value) : loading
}

type Basis = { vectors: Float64Array[]; images: Float64Array[] }
type Ritz = { vectors: Float64Array[]; values: Float64Array; residual: number }

function krylov(multiply: Multiply, columns: number, start: Float64Array[], steps: number): Basis {
  const basis: Basis = { vectors: [], images: [] }
  let block = start
  for (let step = 0; step < steps && basis.vectors.length < columns; step++) {
    const fresh = block.map(vector => orthogonalised(vector, basis.vectors)).filter(vector => vector !== undefined)
    if (fresh.length === 0) break
    block = multiply(fresh)
    basis.images.push(...block)
  }
  return basis
}

/** Adds the part of `vector` that is new to the basis, twice cleaned (Kahan and Parlett: twice is enough). Undefined if nothing is new. */
function orthogonalised(vector: Float64Array, basis: Float64Array[]): Float64Array | undefined {
  const rest = vector.slice()
  const before = Math.sqrt(dot(rest, rest))
  for (let pass = 0; pass < 2; pass++) for (const known of basis) subtract(rest, known, dot(rest, known))
  const length = Math.sqrt(dot(rest, rest))
  if (!(length > 1e-10 * before)) return undefined
  for (let i = 0; i < rest.length; i++) rest[i]! /= length
  basis.push(rest)
  return rest
}

/** YᵀY times each vector, Y being the centred votes: one walk over the votes for the whole block of at most four. */
function multiplied(votes: VoteMatrix, centred: Float64Array, vectors: Float64Array[]): Float64Array[] {
  const from = interleaved(vectors, votes.columns)
  const to = new Float64Array(votes.columns * blockWidth)
  const { start, column } = votes
  for (let row = 0; row < votes.rows; row++) {
    const end = start[row + 1]!
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let vote = start[row]!; vote < end; vote++) {
      const value = centred[vote]!
      const at = column[vote]! * blockWidth
      a += value * from[at]!
      b += value * from[at + 1]!
      c += value * from[at + 2]!
      d += value * from[at + 3]!
    }
    for (let vote = start[row]!; vote < end; vote++) {
      const value = centred[vote]!
      const at = column[vote]! * blockWidth
      to[at]! += value * a
      to[at + 1]! += value * b
      to[at + 2]! += value * c
      to[at + 3]! += value * d
    }
  }
  return vectors.map((_, i) => separate(to, i, votes.columns))
}

function denseProduct(products: Float64Array, columns: number, vectors: Float64Array[]): Float64Array[] {
  const from = interleaved(vectors, columns)
  const to = new Float64Array(columns * blockWidth)
  for (let row = 0; row < columns; row++) {
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let column = 0, at = 0; column < columns; column++, at += blockWidth) {
      const value = products[row * columns + column]!
      a += value * from[at]!
      b += value * from[at + 1]!
      c += value * from[at + 2]!
      d += value * from[at + 3]!
    }
    to.set([a, b, c, d], row * blockWidth)
  }
  return vectors.map((_, i) => separate(to, i, columns))
}

function rayleighRitz(basis: Basis, wanted: number, kept: number): Ritz {
  const size = basis.vectors.length
  if (size === 0) return { vectors: [], values: new Float64Array(0), residual: 0 }
  const projected = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const value = dot(basis.vectors[i]!, basis.images[j]!)
      projected[i * size + j] = value
      projected[j * size + i] = value
    }
  }
  const { values, vectors } = symmetricEigen(projected, size)
  const count = Math.min(kept, size)
  const rows = Array.from({ length: count }, (_, row) => vectors.subarray(row * size, (row + 1) * size))
  const ritzVectors = rows.map(row => combined(basis.vectors, row))
  let residual = 0
  for (let axis = 0; axis < Math.min(wanted, count); axis++) {
    const error = combined(basis.images, rows[axis]!)
    subtract(error, ritzVectors[axis]!, values[axis]!)
    residual = Math.max(residual, Math.sqrt(dot(error, error)))
  }
  return { vectors: ritzVectors, values: values.slice(0, count), residual }
}

function startBlock(columns: number, width: number, near?: Axes): Float64Array[] {
  const random = randomStream(columns, width)
  const fresh = Array.from({ length: width }, () => Float64Array.from({ length: columns }, () => random() - 0.5))
  return near ? [...near.loadings, ...fresh].slice(0, width) : fresh
}

function interleaved(vectors: Float64Array[], columns: number): Float64Array {
  const all = new Float64Array(columns * blockWidth)
  vectors.forEach((vector, i) => {
    for (let column = 0; column < columns; column++) all[column * blockWidth + i] = vector[column]!
  })
  return all
}

function separate(all: Float64Array | Float32Array, i: number, columns: number): Float64Array {
  const vector = new Float64Array(columns)
  for (let column = 0; column < columns; column++) vector[column] = all[column * blockWidth + i]!
  return vector
}

function combined(vectors: Float64Array[], share: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0]!.length)
  for (let i = 0; i < vectors.length; i++) subtract(sum, vectors[i]!, -share[i]!)
  return sum
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function subtract(from: Float64Array, vector: Float64Array, times: number): void {
  for (let i = 0; i < from.length; i++) from[i]! -= times * vector[i]!
}
