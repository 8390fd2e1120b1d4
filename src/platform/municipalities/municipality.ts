import { createHash } from 'node:crypto'
import { publicLanguages } from '../languages/index.ts'
import { defaultTownColour } from '../web/look/town-colour.ts'

export const kinds = ['town', 'municipality', 'association', 'district'] as const
export type Kind = (typeof kinds)[number]

/** The sixteen states by the first two digits of the official key. */
export const states = {
  '01': 'Schleswig-Holstein',
  '02': 'Hamburg',
  '03': 'Niedersachsen',
  '04': 'Bremen',
  '05': 'Nordrhein-Westfalen',
  '06': 'Hessen',
  '07': 'Rheinland-Pfalz',
  '08': 'Baden-Württemberg',
  '09': 'Bayern',
  '10': 'Saarland',
  '11': 'Berlin',
  '12': 'Brandenburg',
  '13': 'Mecklenburg-Vorpommern',
  '14': 'Sachsen',
  '15': 'Sachsen-Anhalt',
  '16': 'Thüringen',
} as const
export type State = keyof typeof states
export const isState = (text: string): text is State => text in states

export type Municipality = {
  id: string
  slug: string
  name: string
  kind: Kind
  state: State
  ags: string | null
  ars: string | null
  parentDistrictAgs: string | null
  languages: string[]
  colour: string
  contactEmail: string | null
  imprint: string
  responsiblePerson: string
  privacyNotice: string
  accessibilityStatement: string
  isDemo: boolean
  crestDigest: string | null
  /** Counts of fewer people are told to nobody. */
  fewestToShow: number
}

/** Official statistics hide counts below 3 to 5 people; where many know each other, a town may ask for more. */
export const fewestToShowLimits = { least: 3, usual: 5, most: 30 } as const

export const fallbackColour = defaultTownColour

/** First segments of a town's own pages, which answer at / too while the town is alone on its instance. */
export const townSegments: ReadonlySet<string> = new Set([
  'barrierefreiheit',
  'datenschutz',
  'dialog',
  'farbe.css',
  'impressum',
  'verwaltung',
  'wappen',
])

/** First segments of an address that can never be a town's name. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  ...townSegments,
  'abmelden',
  'anmelden',
  'api',
  'betrieb',
  'einladung',
  'einrichten',
  'favicon.ico',
  'favicon.svg',
  'healthz',
  'konto',
  'readyz',
  'robots.txt',
  'static',
])

/** Languages a municipality can offer. */
export const knownLanguages: readonly string[] = publicLanguages.map(({ code }) => code)

/** What a municipality says of itself; everything but its address, its crest and whether it is an example. */
export type Settings = Omit<Municipality, 'id' | 'slug' | 'isDemo' | 'crestDigest'>

/** Settings as somebody typed them: each may be missing, and kind and state may be anything. */
export type TypedSettings = {
  [Field in keyof Settings]?: Settings[Field] | (Settings[Field] extends string[] ? readonly string[] : string | null)
}

export const longest = {
  name: 80,
  slug: 60,
  contactEmail: 200,
  responsiblePerson: 300,
  imprint: 6000,
  privacyNotice: 40_000,
  accessibilityStatement: 40_000,
} as const

export type SettingsRefusal =
  | KeyRefusal
  | 'name-length'
  | 'kind-missing'
  | 'state-missing'
  | 'language-unknown'
  | 'colour-form'
  | 'email-form'
  | 'text-too-long'
  | 'fewest-out-of-range'
export type SettingsRefusals = Partial<Record<keyof Settings, SettingsRefusal>>

/** Brings what was typed into the form that is stored: keys without blanks, no text as null where that means unknown, German first. */
export function settingsFrom(typed: TypedSettings): Settings {
  const text = (field: keyof typeof typed) => String(typed[field] ?? '').trim()
  const key = (field: 'ags' | 'ars' | 'parentDistrictAgs') => text(field).replace(/\s/g, '') || null
  const wanted = new Set<string>(['de', ...(typed.languages ?? [])])
  return {
    name: text('name').replace(/\s+/g, ' '),
    kind: text('kind') as Kind,
    state: text('state') as State,
    ags: key('ags'),
    ars: key('ars'),
    parentDistrictAgs: key('parentDistrictAgs'),
    languages: [...knownLanguages.filter(code => wanted.delete(code)), ...wanted],
    colour: text('colour').toLowerCase() || fallbackColour,
    contactEmail: text('contactEmail') || null,
    responsiblePerson: text('responsiblePerson'),
    imprint: text('imprint'),
    privacyNotice: text('privacyNotice'),
    accessibilityStatement: text('accessibilityStatement'),
    fewestToShow: wholeNumber(typed.fewestToShow ?? fewestToShowLimits.usual),
  }
}

const wholeNumber = (typed: string | number) => (/^\s*\d{1,6}\s*$/.test(String(typed)) ? Number(typed) : Number.NaN)

/** Everything that cannot be stored as it is, by field. */
export function judgeSettings(settings: Settings): SettingsRefusals {
  const refusals: SettingsRefusals = judgeKeys(settings)
  const refuse = (field: keyof Settings, refusal: SettingsRefusal, isWrong: boolean) => {
    if (isWrong) refusals[field] = refusal
  }
  for (const field of ['responsiblePerson', 'imprint', 'privacyNotice', 'accessibilityStatement'] as const)
    refuse(field, 'text-too-long', settings[field].length > longest[field])
  refuse('name', 'name-length', settings.name.length < 2 || settings.name.length > longest.name)
  refuse('kind', 'kind-missing', !kinds.includes(settings.kind))
  refuse('state', 'state-missing', !isState(settings.state))
  refuse('languages', 'language-unknown', !settings.languages.every(code => knownLanguages.includes(code)))
  refuse('colour', 'colour-form', !/^#[0-9a-f]{6}$/.test(settings.colour))
  refuse('contactEmail', 'email-form', settings.contactEmail !== null && !isEmail(settings.contactEmail))
  const { least, most } = fewestToShowLimits
  refuse('fewestToShow', 'fewest-out-of-range', !(settings.fewestToShow >= least && settings.fewestToShow <= most))
  return refusals
}

const isEmail = (text: string) => text.length <= longest.contactEmail && /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/.test(text)

const settingFields = Object.keys(settingsFrom({})) as (keyof Settings)[]

/** Names of the fields in which two settings differ. */
export const changedFields = (before: Settings, after: Settings) =>
  settingFields.filter(field => String(before[field] ?? '') !== String(after[field] ?? ''))

/** A short name for the settings as they are, to see whether somebody else changed them meanwhile. */
export const versionOf = (settings: Settings) =>
  createHash('sha256')
    .update(JSON.stringify(settingFields.map(field => settings[field])))
    .digest('base64url')
    .slice(0, 16)

export type SlugRefusal = 'slug-form' | 'slug-reserved' | 'slug-taken'

/** A name in the address: small letters, digits and single hyphens, and none that means another page. */
export function judgeSlug(slug: string): SlugRefusal | undefined {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length < 2 || slug.length > longest.slug) return 'slug-form'
  return reservedSlugs.has(slug) ? 'slug-reserved' : undefined
}

export type KeyRefusal =
  | 'ags-digits'
  | 'ags-district-digits'
  | 'ags-state'
  | 'ars-digits'
  | 'ars-state'
  | 'ars-ags'
  | 'parent-district-digits'
  | 'parent-district-state'
  | 'parent-district-ags'
  | 'parent-district-of-district'

type Keys = Pick<Settings, 'kind' | 'state' | 'ags' | 'ars' | 'parentDistrictAgs'>

/**
 * Checks the official keys of a municipality. AGS: state 2, region 1, district 2, municipality 3 digits (a district ends after 5);
 * ARS: AGS[0..5], association 4, AGS[5..8]; of a district AGS and seven zeros (Destatis, GV-ISys). Leading zeros count, so keys are text.
 */
export function judgeKeys({
  kind,
  state,
  ags,
  ars,
  parentDistrictAgs,
}: Keys): Partial<Record<'ags' | 'ars' | 'parentDistrictAgs', KeyRefusal>> {
  const refusals: ReturnType<typeof judgeKeys> = {}
  const isDistrict = kind === 'district'
  if (ags !== null) {
    if (!(isDistrict ? /^\d{5}$/ : /^\d{8}$/).test(ags)) refusals.ags = isDistrict ? 'ags-district-digits' : 'ags-digits'
    else if (!ags.startsWith(state)) refusals.ags = 'ags-state'
  }
  const knownAgs = refusals.ags ? null : ags
  if (ars !== null) {
    if (!/^\d{12}$/.test(ars)) refusals.ars = 'ars-digits'
    else if (!ars.startsWith(state)) refusals.ars = 'ars-state'
    else if (knownAgs && !isArsOf(ars, knownAgs)) refusals.ars = 'ars-ags'
  }
  if (parentDistrictAgs !== null) {
    if (isDistrict) refusals.parentDistrictAgs = 'parent-district-of-district'
    else if (!/^\d{5}$/.test(parentDistrictAgs)) refusals.parentDistrictAgs = 'parent-district-digits'
    else if (!parentDistrictAgs.startsWith(state)) refusals.parentDistrictAgs = 'parent-district-state'
    else if (knownAgs && !knownAgs.startsWith(parentDistrictAgs)) refusals.parentDistrictAgs = 'parent-district-ags'
  }
  return refusals
}

const isArsOf = (ars: string, ags: string) => (ags.length === 5 ? ars === `${ags}0000000` : `${ars.slice(0, 5)}${ars.slice(9)}` === ags)
