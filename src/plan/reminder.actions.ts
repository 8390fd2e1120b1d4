import { dayOf, hourOfDay, reminderHour } from '#dialogue'
import type { Database } from '#platform/db'
import { measures } from './measure.store.ts'
import { askedFor } from './round.actions.ts'
import { rounds } from './round.store.ts'
import { isRunning } from './round.ts'
import { mailReminder, type Post } from './update.mail.ts'
import { linksOf, markReminder, questions } from './update.store.ts'
import { dueReminder } from './update.ts'

/**
 * Reminds whoever has not answered seven days and one day before the end of a round, and says how many mails that made. The mark of a
 * reminder and its mail commit together: however often this runs, none is sent twice.
 */
export async function remindDepartments(database: Database, post: Post, now: Date): Promise<number> {
  if (hourOfDay(now) < reminderHour) return 0
  const today = dayOf(now)
  const due = await database.reading(post.municipality.id, async db => {
    const running = (await rounds(db)).filter(round => isRunning(round, today))
    const links = (await Promise.all(running.map(({ id }) => linksOf(db, id)))).flat()
    const asked = await questions(
      db,
      links.map(({ id }) => id),
    )
    const all = await measures(db)
    return links.flatMap(link => {
      const days = link.revokedAt ? undefined : dueReminder(dayOf(link.createdAt), link.endsOn, today)
      const open = asked.filter(({ linkId, answer }) => linkId === link.id && answer === null)
      const about = [...new Set([...askedFor(all, open, 'update'), ...askedFor(all, open, 'lead')])]
      return days && about.length > 0 ? [{ link, days, about }] : []
    })
  })
  if (due.length === 0) return 0
  return database.writing(post.municipality.id, async db => {
    let sent = 0
    for (const { link, days, about } of due)
      if (await markReminder(db, link.id, days, now)) {
        await mailReminder(db, post, link, about)
        sent++
      }
    return sent
  })
}
