import { Hono } from 'hono'
import { networkOf, notFound, RateLimit, readForm, type Visit } from '#platform/web'
import { signedInPerson } from './access.routes.ts'
import { accountPage } from './account.routes.tsx'
import { askForNewPasskey, askForPasskey, nameOwnPasskey, registerPasskey, removeOwnPasskey, signInByPasskey } from './passkey.actions.ts'
import { siteAt } from './passkey.ts'
import { ownAddress, paths } from './paths.ts'
import { SignInPage } from './sign-in.page.tsx'
import { browsingOf, welcome } from './sign-in.routes.tsx'

/** Every look at the sign-in page may ask for a challenge, and a whole town hall may stand behind one network address. */
const limit = () => new RateLimit({ most: 120, seconds: 15 * 60 })

export function passkeyRoutes() {
  const network = limit()
  return new Hono<Visit>()
    .post(paths.passkeySignInQuestion.pattern, async c => {
      const { database, config, now } = c.var.services
      network.count(networkOf(c), now())
      return c.json(await database.writingInstance(db => askForPasskey(db, siteAt(config.http.address), now())))
    })
    .post(paths.passkeySignIn.pattern, async c => {
      const { database, config, now } = c.var.services
      network.count(networkOf(c), now())
      const form = await readForm(c)
      const returnTo = ownAddress(form.text('zu'))
      const { entered, refusal } = await database.writingInstance(db =>
        signInByPasskey(db, form.text('answer'), siteAt(config.http.address), browsingOf(c)),
      )
      return entered ? welcome(c, entered, returnTo) : c.html(<SignInPage c={c} returnTo={returnTo} passkeyRefusal={refusal} />, 422)
    })
    .post(paths.passkeyQuestion.pattern, signedInPerson, async c => {
      const { database, config, now } = c.var.services
      return c.json(await database.writingInstance(db => askForNewPasskey(db, c.var.signedIn, siteAt(config.http.address), now())))
    })
    .post(paths.passkeys.pattern, signedInPerson, async c => {
      const { database, config, now } = c.var.services
      const form = await readForm(c)
      const made = { answer: form.text('answer'), name: form.text('name') }
      const refusal = await database.writingInstance(db => registerPasskey(db, c.var.signedIn, made, siteAt(config.http.address), now()))
      return refusal
        ? accountPage(c, { newPasskey: { name: made.name, refusal } })
        : c.redirect(paths.account.to({}, { getan: 'passkey-added' }), 303)
    })
    .post(paths.passkeyName.pattern, signedInPerson, async c => {
      const name = (await readForm(c)).text('name')
      const passkey = c.req.param('passkey')
      const refusal = await c.var.services.database.writingInstance(db => nameOwnPasskey(db, c.var.signedIn.personId, passkey, name))
      if (refusal === 'unknown') return notFound()
      return refusal
        ? accountPage(c, { passkey: { id: passkey, name, refusal } })
        : c.redirect(paths.account.to({}, { getan: 'passkey-renamed' }), 303)
    })
    .post(paths.passkeyRemoval.pattern, signedInPerson, async c => {
      const isGone = await c.var.services.database.writingInstance(db =>
        removeOwnPasskey(db, c.var.signedIn.personId, c.req.param('passkey')),
      )
      return isGone ? c.redirect(paths.account.to({}, { getan: 'passkey-removed' }), 303) : notFound()
    })
}
