import { createTransport } from 'nodemailer'
import type { Config } from '#platform/config'
import type { QueuedMail } from './mail.ts'

const patienceMilliseconds = 20_000

/** Hands mails to the mail server of the configuration; throws when it does not take one. */
export function openMailServer({ server, from }: NonNullable<Config['mail']>) {
  const transport = createTransport({
    url: server,
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
    dnsTimeout: patienceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async ({ to, subject, text, html, unsubscribe }: QueuedMail & { to: string }) => {
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      subject,
      text,
      ...(html && { html }),
      headers: {
        'Auto-Submitted': 'auto-generated', // RFC 3834: out-of-office replies are not wanted
        ...(unsubscribe && { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      },
    })
  }
}
