import { Hono } from 'hono'
import type { Services, Visit } from './context.ts'

/** A process manager asks again soon: it must not wait as long as a visitor would. */
const patienceMilliseconds = 3000

/** `/healthz`: the process answers. `/readyz`: the database answers too. */
export const healthRoutes = ({ database, log }: Pick<Services, 'database' | 'log'>, patience = patienceMilliseconds) =>
  new Hono<Visit>()
    .get('/healthz', c => c.json({ status: 'alive' }, 200, neverKept))
    .get('/readyz', async c => {
      const asked = database.readingInstance(db => db.selectFrom('schema_migration').select('number').limit(1).execute())
      const answer = await Promise.race([asked.catch((error: Error) => error), late(patience)])
      if (!(answer instanceof Error)) return c.json({ status: 'ready' }, 200, neverKept)
      log.warn({ error: (answer as { code?: string }).code ?? answer.name }, 'not ready')
      return c.json({ status: 'not-ready' }, 503, neverKept)
    })

const neverKept = { 'cache-control': 'no-store' }

const late = (milliseconds: number) =>
  new Promise<Error>(resolve => {
    setTimeout(() => resolve(new Error('The database does not answer')), milliseconds).unref()
  })
