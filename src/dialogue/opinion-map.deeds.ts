import { sumPairs } from './opinion-map.moments.ts'
import { placeRowsInGroups, placeRowsOnPlane, sumGroups } from './opinion-map.places.ts'
import { countVotes, fillRows, sortRows } from './opinion-map.rows.ts'
import { takeFingerprints } from './opinion-map.sample.ts'

/** Everything that threads do for each other. What they give back can be copied; what they write stands in shared memory. */
export const deeds = { countVotes, fillRows, sortRows, takeFingerprints, sumPairs, placeRowsOnPlane, placeRowsInGroups, sumGroups }
export type Deeds = typeof deeds
