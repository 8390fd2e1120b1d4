import { centredAnswers, type VoteMatrix } from './opinion-map.matrix.ts'
import { shared } from './opinion-map.rows.ts'

/** The votes without passing, which takes no side: to the model of groups it would only be noise. */
export function sidesOf(votes: VoteMatrix): VoteMatrix {
  const start = shared.integers(votes.rows + 1)
  const column = shared.integers(votes.column.length)
  const answer = shared.answers(votes.answer.length)
  let kept = 0
  for (let row = 0; row < votes.rows; row++) {
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      if (votes.answer[vote] === 0) continue
      column[kept] = votes.column[vote]!
      answer[kept++] = votes.answer[vote]!
    }
    start[row + 1] = kept
  }
  return { ...votes, start, column: column.subarray(0, kept), answer: answer.subarray(0, kept) }
}

/**
 * Every answer less the mean of its statement, in standard deviations of the statement: what chance contributes is then alike everywhere, and
 * weak common axes show best. One answer more of deviation 1 keeps statements that all answer alike from being divided by 0.
 */
export function standardised(votes: VoteMatrix): Float64Array {
  const centred = centredAnswers(votes)
  const squares = new Float64Array(votes.columns).fill(1)
  const seen = new Float64Array(votes.columns).fill(1)
  for (let vote = 0; vote < centred.length; vote++) {
    squares[votes.column[vote]!]! += centred[vote]! ** 2
    seen[votes.column[vote]!]!++
  }
  const scale = squares.map((sum, column) => Math.sqrt(seen[column]! / sum))
  const answers = shared.numbers(centred.length)
  for (let vote = 0; vote < centred.length; vote++) answers[vote] = centred[vote]! * scale[votes.column[vote]!]!
  return answers
}
