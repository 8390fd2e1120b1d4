import { setImmediate } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'

/**
 * A pool with the one session that PGlite has: whoever holds its client has the database alone, the others wait. Asking for a second
 * client while holding the first would wait for itself; that ends with an error after 30 seconds.
 */
export function singleSession(pglite: PGlite): pg.Pool {
  // the pool throws a client away after an error; a connection of its own keeps late messages of the old one from the new one
  class Session extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, ...createPgConfig(pglite) } as pg.ClientConfig)
      this.query = turningTheLoop(this.query.bind(this)) as typeof this.query
    }
  }
  const pool = new pg.Pool({
    Client: Session,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 30_000,
    onConnect: client => beginAfresh(client, pglite),
  })
  pool.on('error', () => {}) // only a fault ends an idle client, and that is told elsewhere
  return pool
}

/**
 * PGlite answers in the very turn of the event loop in which it was asked: a long row of statements would be one long step in which nobody
 * else is heard. So the loop turns after each.
 */
const turningTheLoop =
  (query: (...given: never[]) => unknown) =>
  (...given: never[]): unknown => {
    const answer = query(...given)
    return answer instanceof Promise ? answer.finally(() => setImmediate()) : answer
  }

/** PGlite's session outlives the client: what an earlier one left open must not pass to the next. */
async function beginAfresh(client: pg.ClientBase, pglite: PGlite) {
  if (pglite.isInTransaction()) await client.query('rollback')
  await client.query('discard all')
}
