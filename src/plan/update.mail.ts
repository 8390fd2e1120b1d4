import type { Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { sendMail } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import type { Measure } from './measure.ts'
import type { MeasureField, MeasureFields } from './measure-change.ts'
import { paths } from './paths.ts'
import type { UpdateLink } from './update.ts'
import { tokenOf } from './update.ts'

/** What mails to departments are written with. */
export type Post = { municipality: Municipality; address: string; secret: Buffer }

/** The language of the administration; nobody is asked for another. */
const t = translatorFor('de')
const dayIn = (day: string) => new Intl.DateTimeFormat('de', { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(day))

const listed = (measures: readonly Pick<Measure, 'number' | 'title'>[]) =>
  measures.map(({ number, title }) => `– ${number} ${title}`).join('\n')

const urlOf = ({ municipality, address, secret }: Post, link: Pick<UpdateLink, 'id'>) =>
  address + paths.update.to({ town: municipality.slug, token: tokenOf(secret, link.id) })

/** Who passed it on, and why, if they said so. */
export type PassedOn = { from: string; reason?: string }
type Invited = { link: UpdateLink; updates: readonly Measure[]; leads: readonly Measure[]; passedOn?: PassedOn }

/** The link, what it asks, and that nobody else should have it. */
export function mailInvitation(db: Write, post: Post, { link, updates, leads, passedOn }: Invited) {
  const town = post.municipality.name
  const parts = [
    t('plan.update.mail.greeting', { name: link.name }),
    passedOn ? passedOnInWords(passedOn) : t('plan.update.mail.round', { town }),
    ...(updates.length > 0 ? [`${t('plan.update.mail.measures', { count: updates.length })}\n${listed(updates)}`] : []),
    ...(leads.length > 0 ? [`${t('plan.update.mail.leads', { count: leads.length })}\n${listed(leads)}`] : []),
    `${t('plan.update.mail.link')}\n${urlOf(post, link)}`,
    t('plan.update.mail.until', { day: dayIn(link.endsOn) }),
    t('plan.update.mail.yours-alone'),
  ]
  const subject = updates.length > 0 ? t('plan.update.mail.round-subject', { town }) : t('plan.update.mail.lead-subject', { town })
  return sendMail(db, { to: link.mail, subject, text: parts.join('\n\n') })
}

const passedOnInWords = ({ from, reason }: PassedOn) =>
  reason ? t('plan.update.mail.handed-to-you', { from, reason }) : t('plan.update.mail.passed-on', { from })

export function mailReminder(db: Write, post: Post, link: UpdateLink, open: readonly Measure[]) {
  const town = post.municipality.name
  return sendMail(db, {
    to: link.mail,
    subject: t('plan.update.mail.reminder-subject', { town, day: dayIn(link.endsOn) }),
    text: [
      t('plan.update.mail.greeting', { name: link.name }),
      `${t('plan.update.mail.reminder', { count: open.length, day: dayIn(link.endsOn) })}\n${listed(open)}`,
      `${t('plan.update.mail.link')}\n${urlOf(post, link)}`,
      t('plan.update.mail.no-change-hint'),
      t('plan.update.mail.yours-alone'),
    ].join('\n\n'),
  })
}

/** What was done by a link, told to everybody it belongs or belonged to. */
export async function mailDeed(
  db: Write,
  post: Post,
  owners: readonly Pick<UpdateLink, 'mail'>[],
  subject: string,
  said: readonly string[],
) {
  const text = [...said, t('plan.update.mail.not-you', { town: post.municipality.name })].join('\n\n')
  for (const to of new Set(owners.map(({ mail }) => mail.toLowerCase())))
    await sendMail(db, { to, subject: `${post.municipality.name}: ${subject}`, text })
}

export type FieldChange = { field: MeasureField; before: unknown; after: unknown }

/** A change in words, one field to a paragraph. */
export const changesInWords = (changes: readonly FieldChange[]) =>
  changes.map(({ field, before, after }) => `${t(`plan.measure.field.${field}`)}:\n${inWords(field, before)} → ${inWords(field, after)}`)

function inWords(field: MeasureField, value: unknown): string {
  if (value === null || value === '') return t('plan.change.empty')
  if (field === 'status') return t(`plan.word.status.${value as MeasureFields['status']}`)
  if (field === 'light') return t(`plan.word.light.${value as 'green'}`)
  if (field === 'statedOn') return dayIn(String(value))
  return `„${String(value)}“`
}
