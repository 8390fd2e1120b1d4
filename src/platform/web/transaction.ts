import type { MiddlewareHandler } from 'hono'
import type { Reading, Town, Writing } from './context.ts'

/** Gives the route a handle that can only read, in one read-only transaction. */
export const reading: MiddlewareHandler<Town & Reading> = async (c, next) => {
  await c.var.services.database.reading(c.var.municipality.id, async db => {
    c.set('db', db)
    await next()
    if (c.error) throw c.error // Hono keeps a handler's error out of next(): without this the transaction would commit
  })
}

/** Gives the route a handle that can write, in one transaction that commits before the answer leaves. */
export const writing: MiddlewareHandler<Town & Writing> = async (c, next) => {
  await c.var.services.database.writing(c.var.municipality.id, async db => {
    c.set('db', db)
    await next()
    if (c.error) throw c.error
  })
  c.var.services.wakeJobs()
}
