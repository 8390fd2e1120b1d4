export const contactChoices = ['none', 'role', 'name'] as const
/** What is told of who heads a department. */
export type Contacts = (typeof contactChoices)[number]

/** The plan of a town, and what of it the town has chosen to publish. */
export type Plan = {
  title: string
  introduction: string
  isPublished: boolean
  contacts: Contacts
  showsMoney: boolean
  showsPosts: boolean
  showsLights: boolean
  showsObstacles: boolean
}

/** A town that has chosen nothing publishes nothing. */
export const unpublished: Plan = {
  title: '',
  introduction: '',
  isPublished: false,
  contacts: 'none',
  showsMoney: true,
  showsPosts: true,
  showsLights: true,
  showsObstacles: false,
}

/** Action fields a plan starts with, as keys of their names; the order of the list of 2026, editable. */
export const usualFields = [
  'language',
  'education',
  'work',
  'housing',
  'health',
  'residence',
  'administration',
  'participation',
  'culture',
  'safety',
  'mobility',
  'welcome',
] as const

/** Target groups a plan starts with: integration is everybody's, so all residents come first. */
export const usualTargetGroups = [
  'all',
  'newcomers',
  'children',
  'youth',
  'women',
  'older',
  'workers',
  'refugees',
  'volunteers',
  'administration',
] as const

export type ActionField = { id: string; slug: string; name: string }
export type TargetGroup = { id: string; slug: string; name: string }
