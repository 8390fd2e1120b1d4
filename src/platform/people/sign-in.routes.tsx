import { Hono, type MiddlewareHandler } from 'hono'
import { networkOf, RateLimit, readForm, type SignedIn, type Visit, type VisitContext } from '#platform/web'
import { forgetSession, rememberSession, signedInPerson } from './access.routes.ts'
import { doorsFor } from './oidc.routes.tsx'
import { ownAddress, paths } from './paths.ts'
import { findPerson } from './person.store.ts'
import { judgeEmail, readEmail } from './person.ts'
import { deviceOf, sessionEnd } from './session.ts'
import { askForLink, type Browsing, homeOf, signInByLink, signOut } from './sign-in.actions.ts'
import { LinkSentPage, SignInPage, SpentLinkPage, UseLinkPage } from './sign-in.page.tsx'
import { isLinkOpen } from './sign-in-link.store.ts'

/** A whole town hall may stand behind one network address; a single mailbox must not be flooded. */
const limits = () => ({
  network: new RateLimit({ most: 30, seconds: 15 * 60 }),
  address: new RateLimit({ most: 5, seconds: 15 * 60 }),
})

export function signInRoutes() {
  const { network, address } = limits()
  return new Hono<Visit>()
    .get(paths.signIn.pattern, async c => {
      const returnTo = ownAddress(c.req.query('zu'))
      if (c.var.signedIn) return c.redirect(await destination(c, c.var.signedIn.personId, returnTo), 303)
      return c.html(<SignInPage c={c} returnTo={returnTo} doors={await doorsFor(c, returnTo)} />)
    })
    .post(paths.signIn.pattern, async c => {
      const form = await readForm(c)
      const returnTo = ownAddress(form.text('zu'))
      const refusal = judgeEmail(form.text('email'))
      if (refusal)
        return c.html(
          <SignInPage c={c} email={form.text('email')} returnTo={returnTo} refusal={refusal} doors={await doorsFor(c, returnTo)} />,
          422,
        )
      const { services, t } = c.var
      const email = readEmail(form.text('email')) ?? ''
      network.count(networkOf(c), services.now())
      address.count(email, services.now())
      await services.database.writingInstance(db =>
        askForLink(db, { email, returnTo, address: services.config.http.address, t, now: services.now() }),
      )
      services.wakeJobs()
      return c.html(<LinkSentPage c={c} email={email} />)
    })
    .get(paths.signInLink.pattern, async c => {
      const { database, now } = c.var.services
      const token = c.req.param('token')
      const isOpen = await database.readingInstance(db => isLinkOpen(db, 'sign-in', token, now()))
      if (!isOpen) return c.html(<SpentLinkPage c={c} kind="sign-in" />, 410)
      return c.html(<UseLinkPage c={c} token={token} returnTo={ownAddress(c.req.query('zu'))} />)
    })
    .post(paths.signInLink.pattern, async c => {
      const returnTo = ownAddress((await readForm(c)).text('zu'))
      const entered = await c.var.services.database.writingInstance(db => signInByLink(db, c.req.param('token'), browsingOf(c)))
      if (!entered) return c.html(<SpentLinkPage c={c} kind="sign-in" />, 410)
      return welcome(c, entered, returnTo)
    })
    .post(paths.signOut.pattern, unlessSignedOut, signedInPerson, async c => {
      await signOutHere(c, c.var.signedIn)
      return c.redirect('/', 303)
    })
}

/** Ends the session of this browser. Not to be asked within a transaction. */
export async function signOutHere(c: VisitContext, signedIn: SignedIn) {
  await c.var.services.database.writingInstance(db => signOut(db, signedIn))
  forgetSession(c)
}

/** Signing out twice, in two tabs, is no mistake. */
const unlessSignedOut: MiddlewareHandler<Visit> = async (c, next) => (c.var.signedIn ? next() : c.redirect('/', 303))

/** Hands over the new session and leads on. */
export async function welcome(c: VisitContext, { personId, token }: { personId: string; token: string }, returnTo?: string) {
  const now = c.var.services.now()
  rememberSession(c, token, sessionEnd(now, now))
  return c.redirect(await destination(c, personId, returnTo), 303)
}

export const browsingOf = (c: VisitContext): Browsing => ({
  device: deviceOf(c.req.header('user-agent') ?? ''),
  signedIn: c.var.signedIn,
  now: c.var.services.now(),
})

const destination = async (c: VisitContext, personId: string, returnTo: string | undefined) =>
  returnTo ??
  (await c.var.services.database.readingInstance(async db => {
    const person = await findPerson(db, personId)
    return person ? homeOf(db, person) : '/'
  }))
