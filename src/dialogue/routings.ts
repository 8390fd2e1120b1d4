import type { Routing } from './routing.ts'

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

  /** The routing by the newest map. */
  keepNewest(municipality: string, dialogue: string, routing: Routing): void {
    this.keep(`${municipality} ${dialogue}`, routing)
  }

  private keep(key: string, routing: Routing | 'wanted') {
    if (this.kept.size > 1000) this.kept.clear()
    this.kept.set(key, routing)
  }
}
