import type { OwnOnMap } from './map-snapshot.store.ts'
import { constants, fewestVotesToBeMapped } from './opinion-map.constants.ts'
import { type OwnPlace, ownPlace } from './opinion-map.own.ts'
import type { AnswerCode } from './vote.ts'

/** Where one person stands on the map, for nobody else's eyes. `answers`: on statements that count. */
export type OwnPosition =
  | { state: 'no-map' }
  | { state: 'too-few-answers'; answers: number; missing: number }
  | { state: 'placed'; answers: number; place: OwnPlace; precision: Precision; group: OwnGroup | null }

/** The group (by its id in the map) in which the newest map has this person, and how surely. */
export type OwnGroup = { id: number; belonging: 'core' | 'likely' | 'edge' }
export type Precision = 'fine' | 'rough' | 'coarse'

export function ownPosition(map: OwnOnMap | undefined, votes: readonly { number: number; answer: AnswerCode }[]): OwnPosition {
  if (!map) return { state: 'no-map' }
  const indexOf = new Map(map.numbers.map((number, index) => [number, index]))
  const given = votes.flatMap(({ number, answer }) => {
    const statement = indexOf.get(number)
    return statement === undefined ? [] : [{ statement, answer }]
  })
  const missing = fewestVotesToBeMapped(map.numbers.length) - given.length
  if (missing > 0) return { state: 'too-few-answers', answers: given.length, missing }
  const place = ownPlace(map.model, given)
  return { state: 'placed', answers: given.length, place, precision: precisionOf(place), group: ownGroup(map) }
}

/** From here the halo is less than half, and less than three quarters, as wide as the whole crowd. */
const precisionOf = ({ certainty }: OwnPlace): Precision => (certainty >= 0.75 ? 'fine' : certainty >= 0.45 ? 'rough' : 'coarse')

const likelyFrom = 0.7

function ownGroup({ group, chance }: OwnOnMap): OwnGroup | null {
  if (group === null || chance === null) return null
  return { id: group, belonging: chance >= constants.coreFrom ? 'core' : chance >= likelyFrom ? 'likely' : 'edge' }
}
