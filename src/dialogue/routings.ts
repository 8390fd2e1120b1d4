import type { OpinionMap, VoteList } from './opinion-map.ts'
import { divisionOf } from './routing.division.ts'
import { addVotes, noSums, type Routing, routingFrom } from './routing.ts'

/**
 * Keeps the routing of each dialogue in memory, ready before anybody asks: it is made anew with every map. Nothing of it is stored, and
 * nothing in it is about a person.
 */
export class Routings {
  private readonly kept = new Map<string, Routing | 'wanted'>()
  private readonly onMissing: (municipality: string, dialogue: string) => void

  constructor(onMissing: (municipality: string, dialogue: string) => void) {
    this.onMissing = onMissing
  }

  /** Undefined until the first map after the start: it is asked for, nobody waits for it. */
  of(municipality: string, dialogue: string): Routing | undefined {
    const key = `${municipality} ${dialogue}`
    const kept = this.kept.get(key)
    if (kept === undefined) {
      this.keep(key, 'wanted')
      this.onMissing(municipality, dialogue)
    }
    return kept === 'wanted' ? undefined : kept
  }

  isKnown(municipality: string, dialogue: string): boolean {
    return typeof this.kept.get(`${municipality} ${dialogue}`) === 'object'
  }

  /** Counts the votes in turns, between which others' requests are answered. */
  async learn(municipality: string, dialogue: string, votes: VoteList, map: OpinionMap): Promise<void> {
    const sums = noSums(votes, divisionOf(map))
    for (let from = 0; from < votes.answer.length; from += votesInTurn) {
      addVotes(sums, votes, from, from + votesInTurn)
      await new Promise(resolve => setImmediate(resolve))
    }
    this.keep(`${municipality} ${dialogue}`, routingFrom(votes, sums))
  }

  private keep(key: string, routing: Routing | 'wanted') {
    if (this.kept.size > 1000) this.kept.clear()
    this.kept.set(key, routing)
  }
}

/** About two milliseconds. */
const votesInTurn = 200_000
