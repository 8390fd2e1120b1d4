import type { JobHandlers } from '#platform/jobs'
import type { Services } from '#platform/web'
import { forgetExpiredUnsentLinks, keepUnsentLink } from './mail.store.ts'
import { isTooLate, type QueuedMail } from './mail.ts'
import { openMailServer } from './smtp.source.ts'

/** Does the queue's mails: over the mail server, or, where none is set, by showing the link to who runs the instance. */
export function mailHandlers(
  { config, database, now }: Pick<Services, 'config' | 'database' | 'now'>,
  print: (text: string) => void = text => void process.stderr.write(text),
): JobHandlers {
  const carry = config.mail && openMailServer(config.mail)
  return {
    mail: async payload => {
      const mail = payload as QueuedMail
      const { to, link } = mail
      if (to === null || isTooLate(mail, now())) return
      if (carry) return carry({ ...mail, to })
      if (!link) return
      await database.writingInstance(async db => {
        await forgetExpiredUnsentLinks(db, now())
        await keepUnsentLink(db, { ...link, expiresAt: new Date(link.expiresAt) }, to)
      })
      print(`\n  Link for ${link.purpose} (no mail server is set): ${link.url}\n\n`)
    },
  }
}
