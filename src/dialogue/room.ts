import type { Services } from '#platform/web'
import { Agendas } from './agenda.ts'
import { BallotBox } from './ballot-box.ts'
import { type Challenges, challenges } from './challenge.ts'
import { CoordinationWatch } from './coordination.watch.ts'
import { type Kiosks, kiosks } from './kiosk.ts'
import { MapRefresher } from './map-refresher.ts'
import { Newcomers } from './newcomers.ts'
import type { OwnDataSlot } from './own-data.slot.ts'
import { type Pseudonyms, pseudonyms } from './participant.ts'
import { Routings } from './routings.ts'
import { ShownResults } from './shown-results.ts'

/** What the dialogues keep between requests. */
export type Room = {
  readonly agendas: Agendas
  readonly ballots: BallotBox
  readonly challenges: Challenges
  readonly kiosks: Kiosks
  readonly maps: MapRefresher
  readonly shown: ShownResults
  readonly routings: Routings
  readonly newcomers: Newcomers
  readonly pseudonyms: Pseudonyms
  readonly watch: CoordinationWatch
  readonly elsewhere: OwnDataSlot
  close(): Promise<void>
}

export function openRoom(services: Services, elsewhere: OwnDataSlot): Room {
  const { database, now, secret, log } = services
  const routings = new Routings((municipality, dialogue) => maps.refreshSoon(municipality, dialogue))
  const maps: MapRefresher = new MapRefresher(database, log, now, routings)
  const newcomers = new Newcomers(now)
  const watch = new CoordinationWatch(services, newcomers, (municipality, dialogue) => maps.refreshSoon(municipality, dialogue))
  const ballots = new BallotBox(database, now, (municipality, dialogue, voters) => {
    maps.refreshSoon(municipality, dialogue, voters)
    watch.lookSoon(municipality, dialogue)
  })
  return {
    agendas: new Agendas(database, now),
    ballots,
    challenges: challenges(secret),
    kiosks: kiosks(secret),
    maps,
    shown: new ShownResults(),
    routings,
    newcomers,
    pseudonyms: pseudonyms(secret),
    watch,
    elsewhere,
    close: async () => {
      await ballots.empty()
      await watch.close()
      await maps.close()
    },
  }
}
