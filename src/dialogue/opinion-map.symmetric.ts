/** Eigenvalues, largest first, and the vectors as rows of `vectors` (size × size). */
export type Eigen = { values: Float64Array; vectors: Float64Array }

const mostSweeps = 60

/** Eigenvalues and vectors of a small symmetric matrix (size × size, row by row) by cyclic Jacobi rotations (Golub and Van Loan, 8.5). */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice()
  const v = identity(size)
  const scale = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  for (let sweep = 0; sweep < mostSweeps && largestOffDiagonal(a, size) > scale * 1e-15; sweep++) {
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q)
  }
  return sorted(a, v, size)
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const off = a[p * size + q]!
  if (off === 0) return
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * off)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let i = 0; i < size; i++) {
    const ip = a[i * size + p]!
    const iq = a[i * size + q]!
    a[i * size + p] = c * ip - s * iq
    a[i * size + q] = s * ip + c * iq
  }
  turnRows(a, size, p, q, c, s)
  turnRows(v, size, p, q, c, s)
}

function turnRows(m: Float64Array, size: number, p: number, q: number, c: number, s: number): void {
  for (let i = 0; i < size; i++) {
    const pi = m[p * size + i]!
    const qi = m[q * size + i]!
    m[p * size + i] = c * pi - s * qi
    m[q * size + i] = s * pi + c * qi
  }
}

function largestOffDiagonal(a: Float64Array, size: number): number {
  let most = 0
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) most = Math.max(most, Math.abs(a[i * size + j]!))
  return most
}

function sorted(a: Float64Array, v: Float64Array, size: number): Eigen {
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[j * size + j]! - a[i * size + i]! || i - j)
  const values = Float64Array.from(order, i => a[i * size + i]!)
  const vectors = new Float64Array(size * size)
  order.forEach((i, row) => {
    vectors.set(v.subarray(i * size, (i + 1) * size), row * size)
  })
  return { values, vectors }
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1
  return matrix
}
