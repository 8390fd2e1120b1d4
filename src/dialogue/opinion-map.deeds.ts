import { bridgingScores } from './opinion-map.bridging.ts'
import { refitted } from './opinion-map.candidates.ts'
import { plantedAreSeen } from './opinion-map.decision.ts'
import { certaintyOfFew } from './opinion-map.minority.ts'
import { sumPairs } from './opinion-map.moments.ts'
import { placeRowsInGroups, placeRowsOnPlane, sumGroups } from './opinion-map.places.ts'
import { similarityOfFewerVotes, similarityOfResampled } from './opinion-map.repeat.ts'
import { countVotes, fillRows, sortRows } from './opinion-map.rows.ts'
import { takeFingerprints } from './opinion-map.sample.ts'
import { shuffledVariance } from './opinion-map.shuffle.ts'
import { axesOfTown } from './opinion-map.town.ts'
import { valleyBetween } from './opinion-map.valley.ts'

/** Everything that threads do for each other. What they give back can be copied; what they write stands in shared memory. */
export const deeds = {
  axesOfTown,
  shuffledVariance,
  refitted,
  valleyBetween,
  similarityOfResampled,
  similarityOfFewerVotes,
  certaintyOfFew,
  plantedAreSeen,
  bridgingScores,
  countVotes,
  fillRows,
  sortRows,
  takeFingerprints,
  sumPairs,
  placeRowsOnPlane,
  placeRowsInGroups,
  sumGroups,
}
export type Deeds = typeof deeds
