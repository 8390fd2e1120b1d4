import { methodSeed } from './opinion-map.constants.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { randomStream } from './opinion-map.random.ts'

/** The votes in two parts; every vote is dropped with the same chance. `stream` names the draw. */
export function divided(votes: VoteMatrix, share: number, stream: number): { kept: VoteMatrix; dropped: VoteMatrix } {
  const random = randomStream(methodSeed + 3, stream)
  const kept = emptyLike(votes)
  const dropped = emptyLike(votes)
  for (let row = 0; row < votes.rows; row++) {
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      const part = random() < share ? dropped : kept
      const place = part.start[row + 1]!++
      part.column[place] = votes.column[vote]!
      part.answer[place] = votes.answer[vote]!
    }
    if (row + 1 < votes.rows) for (const part of [kept, dropped]) part.start[row + 2] = part.start[row + 1]!
  }
  return { kept, dropped }
}

const emptyLike = ({ rows, columns, column }: VoteMatrix): VoteMatrix => ({
  rows,
  columns,
  start: new Uint32Array(rows + 1),
  column: new Uint32Array(column.length),
  answer: new Int8Array(column.length),
})
