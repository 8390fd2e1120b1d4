import type { DialogueDoor } from '#dialogue'
import { notFound, type Services, type TownContext } from '#platform/web'

/** What the plan keeps between requests. */
export type Room = { readonly services: Services; readonly dialogues: DialogueDoor }

/** A number that stands in the address. */
export function numberIn(c: TownContext, name: string): number {
  const text = c.req.param(name) ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : notFound()
}
