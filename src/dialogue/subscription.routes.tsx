import { Hono } from 'hono'
import { judgeEmail, readEmail } from '#platform/people'
import { isTooMuch, RateLimit, readForm, reading, type Town, writing } from '#platform/web'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { subscribe } from './subscription.actions.ts'
import { SubscriberPage, SubscriptionPage } from './subscription.page.tsx'
import { confirmSubscriber, deleteSubscriber, findSubscriber } from './subscription.store.ts'
import { type SubscriptionRefusal, subscriberLinks } from './subscription.ts'
import { questionText } from './translation.page.tsx'
import { aboutDialogue, type DialogueContext, type InDialogue } from './visitor.ts'

/** Wishes of one network in an hour. */
const mostPerNetwork = { most: 20, seconds: 3600 }

export const subscriptionRoutes = (room: Room) => {
  const limit = new RateLimit(mostPerNetwork)
  return new Hono<InDialogue>()
    .get(paths.subscription.pattern, aboutDialogue(room), c =>
      c.html(<SubscriptionPage c={c} desk={{ email: '', isAsked: c.req.query('gesendet') !== undefined, canSend: canSend(c) }} />),
    )

    .post(paths.subscription.pattern, aboutDialogue(room), writing, async c => {
      const { agenda, db, language, municipality, services, t } = c.var
      const typed = (await readForm(c)).text('email')
      const refused = (refusal: SubscriptionRefusal) =>
        c.html(
          <SubscriptionPage c={c} desk={{ email: typed, refusal, isAsked: false, canSend: canSend(c) }} />,
          refusal === 'too-many-at-once' ? 429 : 422,
        )
      const refusal = judgeEmail(typed)
      if (refusal) return refused(refusal)
      if (isTooMuch(c, limit)) return refused('too-many-at-once')
      const { address } = services.config.http
      const dialogue = { ...agenda.dialogue, question: questionText(c, agenda.dialogue) }
      await subscribe(db, municipality, dialogue, subscriberLinks(services.secret), {
        email: readEmail(typed) ?? typed,
        language: language.code,
        t,
        address,
        now: services.now(),
      })
      db.afterCommit(services.wakeJobs)
      return c.redirect(paths.subscription.to({ town: municipality.slug, dialogue: agenda.dialogue.slug }, { gesendet: 1 }), 303)
    })
}

/** Behind the links in mails; no dialogue is named, one subscriber may follow several. */
export const subscriberRoutes = new Hono<Town>()
  .get(paths.confirmation.pattern, reading, async c => {
    const { token, subscriber } = subscriberIn(c)
    const isThere = subscriber !== undefined && (await findSubscriber(c.var.db, subscriber)) !== undefined
    return c.html(<SubscriberPage c={c} token={token} deed="confirm" state={isThere ? 'asked' : 'gone'} />)
  })
  .post(paths.confirmation.pattern, writing, async c => {
    const { token, subscriber } = subscriberIn(c)
    const isConfirmed = subscriber !== undefined && (await confirmSubscriber(c.var.db, subscriber, c.var.services.now()))
    return c.html(<SubscriberPage c={c} token={token} deed="confirm" state={isConfirmed ? 'done' : 'gone'} />)
  })
  .get(paths.unsubscription.pattern, reading, async c => {
    const { token, subscriber } = subscriberIn(c)
    const isThere = subscriber !== undefined && (await findSubscriber(c.var.db, subscriber)) !== undefined
    return c.html(<SubscriberPage c={c} token={token} deed="end" state={isThere ? 'asked' : 'done'} />)
  })
  // Mail programs post here by themselves (RFC 8058), without a page before.
  .post(paths.unsubscription.pattern, writing, async c => {
    const { token, subscriber } = subscriberIn(c)
    if (subscriber !== undefined) await deleteSubscriber(c.var.db, subscriber)
    return c.html(<SubscriberPage c={c} token={token} deed="end" state="done" />)
  })

function subscriberIn(c: { req: { param(name: 'token'): string }; var: Town['Variables'] }) {
  const token = c.req.param('token')
  return { token, subscriber: subscriberLinks(c.var.services.secret).open(token, c.var.municipality.id) }
}

const canSend = (c: DialogueContext) => c.var.services.config.mail !== undefined
