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
}

export const fallbackColour = '#1f5fa8'

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

export type KeyRefusal = 'ags-digits' | 'ags-state' | 'ars-digits' | 'ars-ags' | 'parent-district-digits' | 'parent-district-state'

/**
 * Checks the official keys of a municipality. AGS: state 2, region 1, district 2, municipality 3 digits (a district ends after 5);
 * ARS: AGS[0..5], association 4, AGS[5..8]. An association of municipalities has no AGS of its own (Destatis, GV-ISys).
 */
export function judgeKeys(
  keys: Pick<Municipality, 'kind' | 'state' | 'ags' | 'ars' | 'parentDistrictAgs'>,
): Partial<Record<'ags' | 'ars' | 'parentDistrictAgs', KeyRefusal>> {
  const refusals: Partial<Record<'ags' | 'ars' | 'parentDistrictAgs', KeyRefusal>> = {}
  const { kind, state, ags, ars, parentDistrictAgs } = keys
  if (ags !== null) {
    if (!(kind === 'district' ? /^\d{5}$/ : /^\d{8}$/).test(ags)) refusals.ags = 'ags-digits'
    else if (!ags.startsWith(state)) refusals.ags = 'ags-state'
  }
  if (ars !== null) {
    if (!/^\d{12}$/.test(ars)) refusals.ars = 'ars-digits'
    else if (ags?.length === 8 && `${ars.slice(0, 5)}${ars.slice(9)}` !== ags) refusals.ars = 'ars-ags'
  }
  if (parentDistrictAgs !== null) {
    if (!/^\d{5}$/.test(parentDistrictAgs)) refusals.parentDistrictAgs = 'parent-district-digits'
    else if (!parentDistrictAgs.startsWith(state)) refusals.parentDistrictAgs = 'parent-district-state'
  }
  return refusals
}
