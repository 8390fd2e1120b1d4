import type { Child } from 'hono/jsx'
import type { Town, TownContext } from '#platform/web'
import type { SequenceOwner } from './sequence.actions.ts'

/** Where a consultation sequence is written. */
export type SequencePlace = {
  /** from the start of the room to what it is about */
  way: { label: Child; href: string }[]
  /** of what bodies and resolutions are called */
  language: string
  /** what it is for, in a sentence */
  lead: string
  /** where one goes on when bodies have decided */
  next?: { label: string; href: string }
  address: {
    list(query?: Record<string, string | number>): string
    step(id: string): string
    place(id: string): string
    removal(id: string): string
    council(id: string): string
  }
}

export type InSequence = { Variables: Town['Variables'] & { owner: SequenceOwner; place: SequencePlace } }

/** A request about a consultation sequence, as pages and functions take it. */
export type SequenceContext = TownContext & { readonly var: InSequence['Variables'] }
