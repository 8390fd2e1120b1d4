import { chunksOf } from './opinion-map.chunks.ts'
import { type Kernel, tried, worked } from './opinion-map.kernel.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { addedMixtures, crowdFrom } from './opinion-map.mixture.ts'
import { firstPeople, inTheMiddle, type People } from './opinion-map.people.ts'
import type { Crowd } from './opinion-map.posterior.ts'
import { addedRegressions, placedSums, placePeople, type Responses, regressionsFrom } from './opinion-map.response.ts'

/** What places anybody by their answers, and tells their group by the place. */
export type Fitted = { responses: Responses; mixture: Crowd }

/**
 * How statements are answered and where groups stand, each the better for knowing the other: people are placed as members of their groups,
 * not of one bell. `people` are moved along; `weight`: how often each row counts.
 */
export function refined(votes: VoteMatrix, people: People, { responses, mixture }: Fitted, rounds: number, weight?: Float64Array): Fitted {
  const work = (kernel: Kernel) => {
    let fitted: Fitted = { responses, mixture }
    for (let round = 0; round < rounds; round++) {
      const sums = chunksOf(people.rows).map(rows => placedSums(kernel, fitted.responses, rows, fitted.mixture))
      fitted = {
        responses: regressionsFrom(sums.map(({ regressions }) => regressions).reduce(addedRegressions), votes.columns, fitted.responses),
        mixture: crowdFrom(sums.map(({ crowd }) => crowd).reduce(addedMixtures)),
      }
    }
    placePeople(kernel, fitted.responses, people.rows, fitted.mixture)
    return fitted
  }
  return worked(votes, people, work, weight)
}

/** For people whom the fit has not seen, weights settle in so many rounds. */
const roundsOfPlacing = 3

/** Everyone where their own votes put them. */
export function placed(votes: VoteMatrix, fitted: Fitted): People {
  const people = inTheMiddle(votes.rows)
  worked(votes, people, kernel => place(kernel, votes.rows, fitted))
  return people
}

/** The same for at most `mostAtOnce` people of whom only their chances of the groups are asked; these stand as told at Kernel. */
export const withChancesOf = (votes: VoteMatrix, fitted: Fitted, see: (chances: Float32Array) => void): void =>
  tried(votes, firstPeople(few, votes.rows), kernel => {
    place(kernel, votes.rows, fitted)
    see(kernel.chances(fitted.mixture.k))
  })

export const mostAtOnce = 1024
const few = inTheMiddle(mostAtOnce)

function place(kernel: Kernel, rows: number, { responses, mixture }: Fitted): void {
  for (let round = 0; round < roundsOfPlacing; round++) placePeople(kernel, responses, rows, mixture)
}
