import type { MiddlewareHandler } from 'hono'
import type { DialogueDoor } from '#dialogue'
import { notFound, type Services, type Town, type TownContext } from '#platform/web'
import { findVision } from './vision.store.ts'
import type { Vision } from './vision.ts'

/** What the visions keep between requests. */
export type Room = { readonly services: Services; readonly dialogues: DialogueDoor }

export type InVision = { Variables: Town['Variables'] & { vision: Vision } }

/** A request about a vision, as pages and functions take it. */
export type VisionContext = TownContext & { readonly var: InVision['Variables'] }

/** Finds the vision of the address, before any transaction begins. */
export const aboutVision: MiddlewareHandler<InVision> = async (c, next) => {
  const { services, municipality } = c.var
  c.set('vision', (await services.database.reading(municipality.id, db => findVision(db, c.req.param('vision') ?? ''))) ?? notFound())
  await next()
}

/** A number that stands in the address. */
export function numberIn(c: VisionContext, name: string): number {
  const text = c.req.param(name) ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : notFound()
}
