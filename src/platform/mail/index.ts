export { mailHandlers } from './mail.handler.ts'
export { forgetUnsentLink, sendMail, unsentLinks } from './mail.store.ts'
export type { Mail, MailLink } from './mail.ts'
