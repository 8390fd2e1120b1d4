import type { Municipality } from '#platform/municipalities'
import type { Role, Services } from '#platform/web'
import type { App } from '../../src/app.ts'
import { formTokens } from '../../src/platform/people/access.routes.ts'
import { sessionCookie } from '../../src/platform/people/session.ts'
import { Browser } from './browser.ts'
import { beginStaffSession } from './staff-session.ts'

export type StaffBrowser = Browser & { personId: string; csrf: string }

/** A browser in which somebody with this role in the town is signed in; the same address is the same person. */
export async function signInForTest(
  { app, services }: { app: Pick<App, 'request'>; services: Services },
  town: Pick<Municipality, 'id'>,
  role: Role,
  { name = `Testperson ${role}`, email = `${role}.${town.id.slice(0, 8)}@example.org`, isOperator = false } = {},
): Promise<StaffBrowser> {
  const { personId, token, sessionId } = await services.database.writing(town.id, db =>
    beginStaffSession(db, role, { name, email, isOperator }, services.now()),
  )
  const browser = new Browser(app)
  browser.setCookie(sessionCookie, token)
  return Object.assign(browser, { personId, csrf: formTokens(services.secret).sign(sessionId) })
}

export type QueuedMail = { to: string | null; subject: string; text: string; link: { url: string } | null }

/** Mails that wait to be sent, the oldest first. */
export async function queuedMails({ database }: Services): Promise<QueuedMail[]> {
  const jobs = await database.readingInstance(db =>
    db.selectFrom('job').select('payload').where('kind', '=', 'mail').orderBy('created_at').execute(),
  )
  return jobs.map(({ payload }) => payload as QueuedMail)
}

/** Path of the link in the newest mail to this address. */
export async function linkMailedTo(email: string, services: Services): Promise<string> {
  const mail = (await queuedMails(services)).findLast(({ to }) => to === email)
  if (!mail?.link) throw new Error(`No link was mailed to ${email}`)
  const { pathname, search } = new URL(mail.link.url)
  return pathname + search
}
