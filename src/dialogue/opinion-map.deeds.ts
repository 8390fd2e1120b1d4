import { sumPairs } from './opinion-map.moments.ts'
import { place } from './opinion-map.places.ts'
import { countVotes, fillRows, sortRows } from './opinion-map.rows.ts'
import { takeFingerprints } from './opinion-map.sample.ts'

/** Everything that threads do for each other. What they give back can be copied; what they write stands in shared memory. */
export const deeds = { countVotes, fillRows, sortRows, takeFingerprints, sumPairs, place }
export type Deeds = typeof deeds
