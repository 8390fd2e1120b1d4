import { constants, methodSeed } from './opinion-map.constants.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { type Random, randomStream } from './opinion-map.random.ts'

/**
 * What the same people might have answered to the same statements if they were two groups: every statement keeps its general support, each group
 * differs from it on half of the statements.
 */
export function plantedGroups(votes: VoteMatrix, run: number): VoteMatrix {
  const random = randomStream(methodSeed + 4, run)
  const support = supportOf(votes)
  const chances = [0, 1].map(() =>
    support.map(odds => 1 / (1 + Math.exp(-odds - (random() < 0.5 ? constants.plantedShift * bell(random) : 0)))),
  )
  const answer = new Int8Array(votes.answer.length)
  for (let row = 0; row < votes.rows; row++) {
    const agreement = chances[random() < 0.5 ? 0 : 1]!
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++)
      answer[vote] = random() < agreement[votes.column[vote]!]! ? 1 : -1
  }
  return { ...votes, answer }
}

/** Log odds of agreeing, per statement. */
function supportOf(votes: VoteMatrix): Float64Array {
  const agree = new Float64Array(votes.columns).fill(0.5)
  const disagree = new Float64Array(votes.columns).fill(0.5)
  for (let vote = 0; vote < votes.start[votes.rows]!; vote++) {
    const side = votes.answer[vote]! > 0 ? agree : disagree
    side[votes.column[vote]!]!++
  }
  return agree.map((count, column) => Math.log(count / disagree[column]!))
}

/** Normal deviate (Box and Muller 1958). */
const bell = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
