import type { Stability, StabilityReason } from './opinion-map.choice.ts'

/** How sure the map is, as the name of one sentence. */
export type Certainty =
  | Exclude<StabilityReason, 'stable'>
  /** Groups can be seen, and with a tenth fewer votes the picture would be the same, much the same, or another. */
  | 'groups-same'
  | 'groups-similar'
  | 'groups-shifting'
  /** Groups can be seen; what fewer votes would change was not computed. */
  | 'groups'

/** Mean adjusted Rand index from which two pictures are called the same: of a hundred people about five at most stand elsewhere. */
export const samePictureFrom = 0.9

export function certaintyOf({ reason, fewerVotes, threshold }: Pick<Stability, 'reason' | 'fewerVotes' | 'threshold'>): Certainty {
  if (reason !== 'stable') return reason
  if (fewerVotes === null) return 'groups'
  if (fewerVotes >= samePictureFrom) return 'groups-same'
  return fewerVotes >= threshold ? 'groups-similar' : 'groups-shifting'
}
