/** Newcomers are forgotten after so long: an attack that takes longer is slower than the town's own people. */
export const rememberedHours = 6

/**
 * A network that brings more newcomers than this in ten minutes is asked a question. A school class of 30 around one router is not; in a
 * full town hall, or behind a mobile provider's shared address, everybody answers one easy question.
 */
export const unquestioned = { newcomers: 40, minutes: 10 } as const

/** Beyond this the oldest are forgotten: some ten megabytes, and more people than a small town has. */
const mostRemembered = 50_000

export type Newcomer = { readonly participant: string; readonly network: string; readonly at: number }

/**
 * Who has just begun to take part in a town, and from which network: in memory only, never stored, never logged, gone with the process.
 * A pseudonym begins once in a town, whichever dialogue it votes in.
 */
export class Newcomers {
  private readonly now: () => Date
  private readonly towns = new Map<string, Arrivals>()

  constructor(now: () => Date) {
    this.now = now
  }

  /** Somebody's first vote or first statement. */
  arrive(municipality: string, participant: string, network: string) {
    if (!tells(network)) return
    const town = this.towns.get(municipality) ?? { newcomers: new Map(), latest: new Map() }
    this.towns.set(municipality, town)
    if (town.newcomers.has(participant)) return
    const at = this.now().getTime()
    forgetOld(town, at)
    town.newcomers.set(participant, { participant, network, at })
    town.latest.set(network, [...(town.latest.get(network) ?? []), at].slice(-unquestioned.newcomers))
  }

  /** Whether so many have just come from this network that the next one is asked a question. */
  isRush(municipality: string, network: string): boolean {
    const latest = this.towns.get(municipality)?.latest.get(network) ?? []
    return latest.length === unquestioned.newcomers && latest[0]! > this.now().getTime() - unquestioned.minutes * 60_000
  }

  /** The oldest first. */
  in(municipality: string): Newcomer[] {
    const town = this.towns.get(municipality)
    if (!town) return []
    forgetOld(town, this.now().getTime())
    return [...town.newcomers.values()]
  }
}

/** `newcomers` in the order in which they came; `latest`: times of the latest arrivals, per network. */
type Arrivals = { newcomers: Map<string, Newcomer>; latest: Map<string, number[]> }

function forgetOld({ newcomers, latest }: Arrivals, now: number) {
  const since = now - rememberedHours * 3600_000
  for (const { participant, network, at } of newcomers.values()) {
    if (at > since && newcomers.size < mostRemembered) break
    newcomers.delete(participant)
    if ((latest.get(network)?.at(-1) ?? 0) <= since) latest.delete(network)
  }
}

/** The machine itself is no network: behind a proxy that the configuration does not name, everybody would be one crowd. */
const tells = (network: string) => !['', '127.0.0', '::1'].includes(network)
