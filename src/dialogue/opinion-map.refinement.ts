import { chunksOf } from './opinion-map.chunks.ts'
import { worked } from './opinion-map.kernel.ts'
import type { VoteMatrix } from './opinion-map.matrix.ts'
import { addedMixtures, crowdFrom, noMixtureSums } from './opinion-map.mixture.ts'
import { inTheMiddle, type People } from './opinion-map.people.ts'
import type { Crowd } from './opinion-map.posterior.ts'
import { addedRegressions, placedSums, placePeople, type Responses, regressionsFrom } from './opinion-map.response.ts'

/** What places anybody by their answers, and tells their group by the place. */
export type Fitted = { responses: Responses; mixture: Crowd }

/**
 * How statements are answered and where groups stand, each the better for knowing the other: people are placed as members of their groups,
 * not of one bell. `people` are moved along; `weight`: how often each row counts.
 */
export function refined(votes: VoteMatrix, people: People, { responses, mixture }: Fitted, rounds: number, weight?: Float64Array): Fitted {
  return worked(votes, people, kernel => {
    let fitted: Fitted = { responses, mixture }
    for (let round = 0; round < rounds; round++) {
      const sums = chunksOf(people.rows).map(rows => {
        const crowd = noMixtureSums(fitted.mixture.k)
        return { regressions: placedSums(kernel, fitted.responses, rows, fitted.mixture, weight, crowd), crowd }
      })
      fitted = {
        responses: regressionsFrom(sums.map(({ regressions }) => regressions).reduce(addedRegressions), votes.columns, fitted.responses),
        mixture: crowdFrom(sums.map(({ crowd }) => crowd).reduce(addedMixtures)),
      }
    }
    placePeople(kernel, fitted.responses, fitted.mixture)
    return fitted
  })
}

/** For people whom the fit has not seen, weights settle in so many rounds. */
const roundsOfPlacing = 3

/** Everyone where their own votes put them. */
export function placed(votes: VoteMatrix, { responses, mixture }: Fitted): People {
  const people = inTheMiddle(votes.rows)
  worked(votes, people, kernel => {
    for (let round = 0; round < roundsOfPlacing; round++) placePeople(kernel, responses, mixture)
  })
  return people
}
