import { randomUUID } from 'node:crypto'
import slugify from '@sindresorhus/slugify'
import { interfaceLanguages } from '#platform/languages'
import { fallbackColour, isState, judgeKeys, type Kind, kinds, type Municipality, reservedSlugs } from '#platform/municipalities'

export type MunicipalityInput = { town: string; kind: string; state: string; ags: string; slug: string }
export type MunicipalityRefusal =
  | 'town-missing'
  | 'town-too-long'
  | 'kind-missing'
  | 'state-missing'
  | 'ags-digits'
  | 'ags-state'
  | 'slug-invalid'
  | 'slug-reserved'
  | 'slug-taken'
export type MunicipalityRefusals = Partial<Record<keyof MunicipalityInput, MunicipalityRefusal>>

export const longestTownName = 120
const longestSlug = 60

const isKind = (text: string): text is Kind => kinds.some(kind => kind === text)

/** The address proposed for a town: Bad Königshofen i. Grabfeld → bad-koenigshofen-i-grabfeld. */
export const proposedSlug = (town: string) => slugify(town).slice(0, longestSlug).replace(/-+$/, '')

/** Says what is wrong with the input, or returns the municipality it describes. */
export function judgeMunicipality(
  { town, kind, state, ags, slug: wanted }: MunicipalityInput,
  isTaken: (slug: string) => boolean,
): { municipality: Municipality; refusals?: undefined } | { municipality?: undefined; refusals: MunicipalityRefusals } {
  const refusals: MunicipalityRefusals = {}
  const slug = wanted || proposedSlug(town)
  if (town === '') refusals.town = 'town-missing'
  else if (town.length > longestTownName) refusals.town = 'town-too-long'
  if (!isKind(kind)) refusals.kind = 'kind-missing'
  if (!isState(state)) refusals.state = 'state-missing'
  const slugRefusal = judgeSlug(slug, isTaken)
  if (slugRefusal && (wanted || town)) refusals.slug = slugRefusal
  if (!isKind(kind) || !isState(state)) return { refusals }
  const keys = { kind, state, ags: ags.replaceAll(' ', '') || null, ars: null, parentDistrictAgs: null }
  const agsRefusal = judgeKeys(keys).ags
  if (agsRefusal === 'ags-digits' || agsRefusal === 'ags-state') refusals.ags = agsRefusal
  if (Object.keys(refusals).length > 0) return { refusals }
  return {
    municipality: {
      id: randomUUID(),
      slug,
      name: town,
      ...keys,
      languages: interfaceLanguages.map(({ code }) => code),
      colour: fallbackColour,
      contactEmail: null,
      imprint: '',
      responsiblePerson: '',
      privacyNotice: '',
      accessibilityStatement: '',
      isDemo: false,
      crestDigest: null,
    },
  }
}

function judgeSlug(slug: string, isTaken: (slug: string) => boolean): MunicipalityRefusal | undefined {
  if (slug.length > longestSlug || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return 'slug-invalid'
  if (reservedSlugs.has(slug)) return 'slug-reserved'
  return isTaken(slug) ? 'slug-taken' : undefined
}
