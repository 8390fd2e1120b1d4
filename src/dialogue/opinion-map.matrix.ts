/**
 * Votes as a sparse matrix, row by row: the answers of row r stand at `start[r]` to `start[r + 1]`, their statements in
 * `column`, ascending.
 */
export type VoteMatrix = {
  rows: number
  columns: number
  start: Uint32Array
  column: Uint32Array
  answer: Int8Array
}

/** How a statement was answered. */
export type Counts = { agree: Uint32Array; disagree: Uint32Array; pass: Uint32Array }

/** The rows with at least `fewest` votes, and the row each came from. */
export function rowsWithVotes(votes: VoteMatrix, fewest: number): { matrix: VoteMatrix; from: Uint32Array } {
  const kept: number[] = []
  for (let row = 0; row < votes.rows; row++) if (votes.start[row + 1]! - votes.start[row]! >= fewest) kept.push(row)
  return { matrix: selectRows(votes, kept), from: Uint32Array.from(kept) }
}

/** The first rows alone. Rows stand in an order that has nothing to do with opinion, so they are a random sample. */
export function firstRows(votes: VoteMatrix, most: number): VoteMatrix {
  const rows = Math.min(most, votes.rows)
  const end = votes.start[rows]!
  const start = votes.start.subarray(0, rows + 1)
  return { ...votes, rows, start, column: votes.column.subarray(0, end), answer: votes.answer.subarray(0, end) }
}

/** Counts of answers per statement, over the rows for which `isCounted` holds. */
export function answerCounts(votes: VoteMatrix, isCounted: (row: number) => boolean = () => true): Counts {
  const counts = {
    agree: new Uint32Array(votes.columns),
    disagree: new Uint32Array(votes.columns),
    pass: new Uint32Array(votes.columns),
  }
  for (let row = 0; row < votes.rows; row++) {
    if (!isCounted(row)) continue
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const answer = votes.answer[vote]!
      const count = answer > 0 ? counts.agree : answer < 0 ? counts.disagree : counts.pass
      count[votes.column[vote]!]!++
    }
  }
  return counts
}

/**
 * Every answer less the mean of its statement's seen answers. An unseen statement stands at that mean, which is 0 here:
 * leaving it out of the sums is exact. `weight` (one per row) makes it the mean of resampled people.
 */
export function centredAnswers(votes: VoteMatrix, weight?: Float64Array): Float64Array {
  const sum = new Float64Array(votes.columns)
  const seen = new Float64Array(votes.columns)
  for (let row = 0; row < votes.rows; row++) {
    const times = weight ? weight[row]! : 1
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      sum[votes.column[vote]!]! += times * votes.answer[vote]!
      seen[votes.column[vote]!]! += times
    }
  }
  const centred = new Float64Array(votes.answer.length)
  for (let column = 0; column < votes.columns; column++) sum[column] = seen[column] ? sum[column]! / seen[column]! : 0
  for (let vote = 0; vote < centred.length; vote++) centred[vote] = votes.answer[vote]! - sum[votes.column[vote]!]!
  return centred
}

function selectRows(votes: VoteMatrix, rows: readonly number[]): VoteMatrix {
  const start = new Uint32Array(rows.length + 1)
  rows.forEach((row, index) => {
    start[index + 1] = start[index]! + votes.start[row + 1]! - votes.start[row]!
  })
  const column = new Uint32Array(start[rows.length]!)
  const answer = new Int8Array(start[rows.length]!)
  rows.forEach((row, index) => {
    column.set(votes.column.subarray(votes.start[row]!, votes.start[row + 1]!), start[index]!)
    answer.set(votes.answer.subarray(votes.start[row]!, votes.start[row + 1]!), start[index]!)
  })
  return { rows: rows.length, columns: votes.columns, start, column, answer }
}
