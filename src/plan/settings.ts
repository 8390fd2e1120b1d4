import { type Contacts, contactChoices, type Plan } from './plan.ts'

/** What the plan says of itself, as typed. */
export type SettingsValues = { title: string; introduction: string }
export type SettingsRefusal = 'title-missing' | 'too-long' | 'changed-meanwhile'
export type SettingsRefusals = Partial<Record<keyof SettingsValues, SettingsRefusal>>

/** What of the plan everybody sees, as chosen. */
export type PublicationValues = { isPublished: boolean; contacts: string } & Record<PublishedPart, boolean>
export const publishedParts = ['showsMoney', 'showsPosts', 'showsLights', 'showsObstacles'] as const
export type PublishedPart = (typeof publishedParts)[number]
export type PublicationRefusal = 'title-first' | 'contacts-unknown' | 'changed-meanwhile'
export type PublicationRefusals = Partial<Record<keyof PublicationValues, PublicationRefusal>>

export const longestInPlan = { title: 160, introduction: 5000 } as const

/** A published plan has a title. */
export function judgeSettings(values: SettingsValues, { isPublished }: Pick<Plan, 'isPublished'>): SettingsRefusals | undefined {
  const refusals: SettingsRefusals = {}
  if (values.title === '' && isPublished) refusals.title = 'title-missing'
  for (const field of ['title', 'introduction'] as const) if (values[field].length > longestInPlan[field]) refusals[field] = 'too-long'
  return Object.keys(refusals).length > 0 ? refusals : undefined
}

export type JudgedPublication = Omit<PublicationValues, 'contacts'> & { contacts: Contacts }

export function judgePublication(
  values: PublicationValues,
  { title }: Pick<Plan, 'title'>,
): JudgedPublication | { refusals: PublicationRefusals } {
  const contacts = contactChoices.find(known => known === values.contacts)
  if (!contacts) return { refusals: { contacts: 'contacts-unknown' } }
  return values.isPublished && title === '' ? { refusals: { isPublished: 'title-first' } } : { ...values, contacts }
}

export const settingsOf = ({ title, introduction }: Plan): SettingsValues => ({ title, introduction })

export const publicationOf = ({ title: _, introduction: __, ...publication }: Plan): PublicationValues => publication
