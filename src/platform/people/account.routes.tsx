import { Hono } from 'hono'
import { notFound, readForm, type Visit } from '#platform/web'
import { type AccountContext, signedInPerson } from './access.routes.ts'
import { changeOwnName, endAllOtherSessions, endOwnSession } from './account.actions.ts'
import { AccountPage, type AccountRefusals, accountDeeds } from './account.page.tsx'
import { passkeysOf } from './passkey.store.ts'
import { paths } from './paths.ts'
import { townsOf } from './person.store.ts'
import { sessionsOf } from './session.store.ts'
import { isId } from './token.ts'

export const accountRoutes = new Hono<Visit>()
  .get(paths.account.pattern, signedInPerson, c => accountPage(c))
  .post(paths.ownName.pattern, signedInPerson, async c => {
    const name = (await readForm(c)).text('name')
    const refusal = await c.var.services.database.writingInstance(db => changeOwnName(db, c.var.signedIn, name))
    return refusal ? accountPage(c, { name: { name, refusal } }) : c.redirect(paths.account.to({}, { getan: 'name-changed' }), 303)
  })
  .post(paths.otherSessionsEnd.pattern, signedInPerson, async c => {
    await c.var.services.database.writingInstance(db => endAllOtherSessions(db, c.var.signedIn))
    return c.redirect(paths.account.to({}, { getan: 'sessions-ended' }), 303)
  })
  .post(paths.sessionEnd.pattern, signedInPerson, async c => {
    const session = c.req.param('session')
    const isEnded = isId(session) && (await c.var.services.database.writingInstance(db => endOwnSession(db, c.var.signedIn, session)))
    return isEnded ? c.redirect(paths.account.to({}, { getan: 'session-ended' }), 303) : notFound()
  })

/** The account as it is, with what was refused beside its field. */
export async function accountPage(c: AccountContext, refusals?: AccountRefusals) {
  const { database, now } = c.var.services
  const { personId } = c.var.signedIn
  const stored = await database.readingInstance(async db => ({
    towns: await townsOf(db, personId),
    sessions: await sessionsOf(db, personId, now()),
    passkeys: await passkeysOf(db, personId),
  }))
  const done = accountDeeds.find(deed => deed === c.req.query('getan'))
  return c.html(<AccountPage c={c} {...stored} done={done} refusals={refusals} />, refusals ? 422 : 200)
}
