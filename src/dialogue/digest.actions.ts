import type { Database, Write } from '#platform/db'
import { languageOf, translatorFor } from '#platform/languages'
import { sendMail } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import { type Digest, digestHtml, digestText } from './digest.tsx'
import { paths } from './paths.ts'
import { daysToConfirm } from './subscription.actions.ts'
import { type DueSubscriber, deleteUnconfirmed, type NewsItem, newsFor, takeDueSubscribers } from './subscription.store.ts'
import { dueWeek, type SubscriberLinks } from './subscription.ts'

/** A deed that has begun shows when it commits: by then it has happened, and no digest has passed it by. */
const settlingMinutes = 10
/** Few enough that votes on the embedded database hardly wait. */
const subscribersAtOnce = 20

/**
 * Sends every subscriber with news the one digest of this week. Who is taken, their mark and their mail commit together: however often
 * this runs, and wherever it is interrupted, nobody gets two and nobody is left out.
 */
export async function sendDigests(
  database: Database,
  municipality: Municipality,
  links: SubscriberLinks,
  address: string,
  now: Date,
): Promise<number> {
  await database.writing(municipality.id, db => deleteUnconfirmed(db, new Date(now.getTime() - daysToConfirm * 86_400_000)))
  const week = dueWeek(now)
  const until = new Date(now.getTime() - settlingMinutes * 60_000)
  if (!week) return 0
  let sent = 0
  for (let taken = subscribersAtOnce; taken === subscribersAtOnce; ) {
    taken = await database.writing(municipality.id, async db => {
      const due = await takeDueSubscribers(db, week, until, subscribersAtOnce)
      for (const subscriber of due) sent += await sendDigest(db, municipality, subscriber, until, links, address)
      return due.length
    })
  }
  return sent
}

async function sendDigest(
  db: Write,
  municipality: Municipality,
  subscriber: DueSubscriber,
  until: Date,
  links: SubscriberLinks,
  address: string,
): Promise<0 | 1> {
  const news = await newsFor(db, subscriber.id, subscriber.since, until)
  if (news.length === 0) return 0
  const t = translatorFor(subscriber.language)
  const token = links.tokenFor(subscriber.id, municipality.id)
  const unsubscribeUrl = address + paths.unsubscription.to({ town: municipality.slug, token })
  const digest: Digest = {
    town: municipality.name,
    language: languageOf(subscriber.language),
    t,
    dialogues: byDialogue(news, slug => address + paths.results.to({ town: municipality.slug, dialogue: slug })),
    unsubscribeUrl,
  }
  await sendMail(db, {
    to: subscriber.email,
    subject: t('mail.digest.subject', { town: municipality.name }),
    text: digestText(digest),
    html: digestHtml(digest),
    unsubscribe: unsubscribeUrl,
  })
  return 1
}

function byDialogue(news: NewsItem[], urlOf: (slug: string) => string): Digest['dialogues'] {
  return [...Map.groupBy(news, ({ slug }) => slug)].map(([slug, own]) => ({
    question: own[0]?.question ?? '',
    url: urlOf(slug),
    news: withoutRepeats(own),
  }))
}

/** What was decided twice is told once. */
const withoutRepeats = (news: NewsItem[]) => [...new Map(news.map(item => [`${item.kind} ${item.number}`, item])).values()]
