import { dayOf, hourOfDay, reminderHour } from '#dialogue'
import type { Database, Read } from '#platform/db'
import type { Measure } from './measure.ts'
import { askedIn } from './round.actions.ts'
import { rounds } from './round.store.ts'
import { isRunning } from './round.ts'
import { mailReminder, type Post } from './update.mail.ts'
import { linksOf, markReminder, questions, type StoredLink, sentReminders } from './update.store.ts'
import { dueReminder, type reminderDays } from './update.ts'

/**
 * Reminds whoever has not answered seven days and one day before the end of a round, and says how many mails that made. The mark of a
 * reminder and its mail commit together: however often this runs, none is sent twice.
 */
export async function remindDepartments(database: Database, post: Post, now: Date): Promise<number> {
  if (hourOfDay(now) < reminderHour) return 0
  const { id } = post.municipality
  if ((await database.reading(id, db => remindersDue(db, dayOf(now)))).length === 0) return 0
  return database.writing(id, async db => {
    let sent = 0
    for (const { link, days, about } of await remindersDue(db, dayOf(now)))
      if (await markReminder(db, link, days, now)) {
        await mailReminder(db, post, link, about)
        sent++
      }
    return sent
  })
}

type Reminder = { link: StoredLink; days: (typeof reminderDays)[number]; about: Measure[] }

/** Reminders whose day has come and that were not sent, of links that still open something nobody has answered. */
async function remindersDue(db: Read, today: string): Promise<Reminder[]> {
  const due = await linksDue(db, today)
  if (due.length === 0) return []
  const ids = due.map(({ link }) => link.id)
  const [sent, asked] = [await sentReminders(db, ids), await questions(db, ids)]
  const reminders: Reminder[] = []
  for (const { link, days } of due) {
    const isSent = sent.some(({ linkId, endsOn, daysBefore }) => linkId === link.id && endsOn === link.endsOn && daysBefore === days)
    const open = asked.filter(({ linkId, answer }) => linkId === link.id && answer === null)
    if (isSent || open.length === 0) continue
    const { updates, leads } = await askedIn(db, open)
    reminders.push({ link, days, about: [...leads, ...updates] })
  }
  return reminders
}

/** Links of running rounds for which the day of a reminder has come. */
async function linksDue(db: Read, today: string) {
  const running = (await rounds(db)).filter(round => isRunning(round, today))
  const links = (await Promise.all(running.map(({ id }) => linksOf(db, id)))).flat()
  return links.flatMap(link => {
    const days = link.revokedAt ? undefined : dueReminder(dayOf(link.createdAt), link.endsOn, today)
    return days ? [{ link, days }] : []
  })
}
