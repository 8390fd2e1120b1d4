import type { Services } from '#platform/web'
import { Agendas } from './agenda.ts'
import { BallotBox } from './ballot-box.ts'
import { MapRefresher } from './map-refresher.ts'
import { type Pseudonyms, pseudonyms } from './participant.ts'
import { Routings } from './routings.ts'

/** What the dialogues keep between requests. */
export type Room = {
  readonly agendas: Agendas
  readonly ballots: BallotBox
  readonly maps: MapRefresher
  readonly routings: Routings
  readonly pseudonyms: Pseudonyms
  close(): Promise<void>
}

export function openRoom({ database, now, secret, log }: Services): Room {
  const routings = new Routings((municipality, dialogue) => maps.refreshSoon(municipality, dialogue))
  const maps: MapRefresher = new MapRefresher(database, log, now, routings)
  const ballots = new BallotBox(database, now, (municipality, dialogue) => maps.refreshSoon(municipality, dialogue))
  return {
    agendas: new Agendas(database, now),
    ballots,
    maps,
    routings,
    pseudonyms: pseudonyms(secret),
    close: async () => {
      await ballots.empty()
      await maps.close()
    },
  }
}
