import type { MiddlewareHandler } from 'hono'
import { asStaff } from '#platform/people'
import { notFound, type Town, type TownContext } from '#platform/web'
import { findMeasure } from './measure.store.ts'
import type { Measure } from './measure.ts'

export type InMeasure = { Variables: Town['Variables'] & { measure: Measure } }

/** A request about a measure, as pages and functions take it. */
export type MeasureContext = TownContext & { readonly var: InMeasure['Variables'] }

/** Who writes a measure at the desk, and who reads it there. */
export const measureWriters = asStaff('editor')
export const measureReaders = asStaff('editor', 'moderator', 'reader')

/** Finds the measure of the address, before any transaction begins. */
export const aboutMeasure: MiddlewareHandler<InMeasure> = async (c, next) => {
  const { services, municipality } = c.var
  const found = await services.database.reading(municipality.id, db => findMeasure(db, c.req.param('measure') ?? ''))
  c.set('measure', found ?? notFound())
  await next()
}

export const mayWriteMeasures = (c: TownContext) => c.var.role === 'coordinator' || c.var.role === 'editor'
