import type { Database, Read, Write } from '#platform/db'
import { languageOf, translatorFor } from '#platform/languages'
import { sendMail } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import { type Digest, digestHtml, digestText } from './digest.tsx'
import { paths } from './paths.ts'
import { daysToConfirm } from './subscription.actions.ts'
import { type DueSubscriber, deleteUnconfirmed, type NewsItem, newsFor, takeDueSubscribers } from './subscription.store.ts'
import { dueWeek, isFate, type SubscriberLinks } from './subscription.ts'
import { translationsOf } from './translation.store.ts'
import { type Original, originalOf, type Translations, wordingFor } from './translation.ts'

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
  const known: Known = new Map()
  let sent = 0
  for (let taken = subscribersAtOnce; taken === subscribersAtOnce; ) {
    taken = await database.writing(municipality.id, async db => {
      const due = await takeDueSubscribers(db, week, until, subscribersAtOnce)
      for (const subscriber of due) sent += await sendDigest(db, municipality, subscriber, until, links, address, known)
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
  known: Known,
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
    dialogues: await worded(
      db,
      news,
      subscriber.language,
      known,
      slug => address + paths.results.to({ town: municipality.slug, dialogue: slug }),
      (slug, number) => address + paths.statement.to({ town: municipality.slug, dialogue: slug, statement: number }),
    ),
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

/** Translations by dialogue: many subscribers ask for the same. */
type Known = Map<string, Translations>

/** News by dialogue, in the language of whoever gets them. */
async function worded(
  db: Read,
  news: NewsItem[],
  reader: string,
  known: Known,
  urlOf: (slug: string) => string,
  pageOf: (slug: string, statement: number) => string,
): Promise<Digest['dialogues']> {
  const dialogues: Digest['dialogues'] = []
  for (const [{ dialogue: id, slug, question, languages }, own] of groupsOf(news)) {
    const translations = await translationsOf(db, { id, languages }, known.get(id))
    known.set(id, translations)
    const say = (original: Original) => wordingFor(translations, reader, original)
    dialogues.push({
      question: say({ item: 'question', text: question, language: translations.setup.language }),
      url: urlOf(slug),
      news: withoutRepeats(own).map(({ kind, number, text, language }) => ({
        kind,
        number,
        url: number !== null && isFate(kind) ? pageOf(slug, number) : undefined,
        wording: number === null ? null : say(originalOf({ number, text: text ?? '', language: language ?? 'de' })),
      })),
    })
  }
  return dialogues
}

const groupsOf = (news: NewsItem[]) => [...Map.groupBy(news, ({ slug }) => slug).values()].map(own => [own[0]!, own] as const)

/** What was decided twice is told once, and of the fates of a statement the last. */
const withoutRepeats = (news: NewsItem[]) => [...new Map(news.map(item => [aboutWhat(item), item])).values()]
const aboutWhat = ({ kind, number }: NewsItem) => `${isFate(kind) ? 'fate' : kind} ${number}`
