import type { Comment } from './polis.comments.ts'
import type { LastVotes } from './polis.last-votes.ts'

/**
 * Whether +1 means agree, judged by the columns agrees and disagrees of comments.csv: by how many votes the sums differ as read, and
 * with the sign turned. They never fit exactly, for Pol.is counts some repeated votes; a turned sign shows in most of the votes.
 */
export type SignCheck = {
  result: 'confirmed' | 'contradicted' | 'undecided' | 'unchecked'
  /** Agreeing and disagreeing votes by the columns of comments.csv. */
  counted: number
  differing: number
  differingIfTurned: number
}

export const unchecked: SignCheck = { result: 'unchecked', counted: 0, differing: 0, differingIfTurned: 0 }

/** The smaller difference decides; equal ones, as for statements as often agreed to as not, decide nothing. */
export function signCheck(comments: Comment[], votes: LastVotes): SignCheck {
  const tallies = talliesOf(votes)
  const check = { ...unchecked }
  for (const { id, agrees, disagrees } of comments) {
    if (agrees === null || disagrees === null) continue
    const { agree, disagree } = tallies.get(id) ?? { agree: 0, disagree: 0 }
    check.counted += agrees + disagrees
    check.differing += Math.abs(agree - agrees) + Math.abs(disagree - disagrees)
    check.differingIfTurned += Math.abs(disagree - agrees) + Math.abs(agree - disagrees)
  }
  if (check.counted === 0) return unchecked
  const lead = check.differingIfTurned - check.differing
  return { ...check, result: lead > 0 ? 'confirmed' : lead < 0 ? 'contradicted' : 'undecided' }
}

function talliesOf({ statementIds, statement, answer }: LastVotes): Map<string, { agree: number; disagree: number }> {
  const tallies = statementIds.map(() => ({ agree: 0, disagree: 0 }))
  answer.forEach((given, vote) => {
    if (given > 0) tallies[statement[vote]!]!.agree++
    else if (given < 0) tallies[statement[vote]!]!.disagree++
  })
  return new Map(statementIds.map((id, index) => [id, tallies[index]!]))
}
