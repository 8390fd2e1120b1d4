import type { Write } from '#platform/db'
import type { Translate } from '#platform/languages'
import { sendMail } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { noteAsking, putSubscriber, putSubscription } from './subscription.store.ts'
import type { SubscriberLinks } from './subscription.ts'

/** One confirmation mail a day and address: nobody's mailbox is filled by somebody else. */
const hoursBetweenMails = 24

type Wish = { email: string; language: string; t: Translate; address: string; now: Date }

/**
 * Remembers that an address wants to be told about a dialogue, and mails it the link that confirms it. Whether the address was known
 * shows nowhere.
 */
export async function subscribe(db: Write, municipality: Municipality, dialogue: Dialogue, links: SubscriberLinks, wish: Wish) {
  const subscriber = await putSubscriber(db, wish.email, wish.language, wish.now)
  await putSubscription(db, subscriber.id, dialogue.id)
  if (subscriber.isConfirmed) return
  if (!subscriber.isNew && wish.now.getTime() - subscriber.askedAt.getTime() < hoursBetweenMails * 3600_000) return
  await noteAsking(db, subscriber.id, wish.now)
  const token = links.tokenFor(subscriber.id, municipality.id)
  await sendMail(db, {
    to: wish.email,
    subject: wish.t('mail.confirmation.subject', { town: municipality.name }),
    text: wish.t('mail.confirmation.text', {
      town: municipality.name,
      question: dialogue.question,
      url: wish.address + paths.confirmation.to({ town: municipality.slug, token }),
      days: daysToConfirm,
    }),
  })
}

export const daysToConfirm = 7
