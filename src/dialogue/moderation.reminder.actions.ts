import type { Database, Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { sendMail } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import { membersOf } from '#platform/people'
import { isModerator } from './appeal.ts'
import { allDialogues } from './dialogue.store.ts'
import { dayOf, hourOfDay, reminderHour } from './dialogue.ts'
import { markReminder, overdueIn } from './moderation.reminder.store.ts'
import { paths } from './paths.ts'

/**
 * Tells the moderators once a day what waits longer than the town promises, and says how many mails that made. The mark of the day and
 * the mails commit together: however often this runs, a day brings each of them one mail at most.
 */
export async function remindModerators(database: Database, municipality: Municipality, address: string, now: Date): Promise<number> {
  if (hourOfDay(now) < reminderHour) return 0
  const overdue = await database.reading(municipality.id, async db => {
    const found = []
    for (const { id, slug, question, phase } of await allDialogues(db)) {
      const count = phase === 'archived' ? 0 : await overdueIn(db, id, now)
      if (count > 0) found.push({ question, count, url: address + paths.desk.moderation.to({ town: municipality.slug, dialogue: slug }) })
    }
    return found
  })
  if (overdue.length === 0) return 0
  return database.writing(municipality.id, async db =>
    (await markReminder(db, dayOf(now))) ? mailModerators(db, municipality, overdue) : 0,
  )
}

async function mailModerators(db: Write, { name }: Municipality, overdue: { question: string; count: number; url: string }[]) {
  const t = translatorFor('de') // the language of the administration; nobody is asked for another
  const moderators = (await membersOf(db)).filter(isModerator)
  const list = overdue.map(dialogue => t('mail.reminder.dialogue', dialogue)).join('\n\n')
  for (const { email } of moderators)
    await sendMail(db, {
      to: email,
      subject: t('mail.reminder.subject', { town: name }),
      text: t('mail.reminder.text', { town: name, list }),
    })
  return moderators.length
}
