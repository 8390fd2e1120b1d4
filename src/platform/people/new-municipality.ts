import { interfaceLanguages } from '#platform/languages'
import { type CreationRefusals, judgeNewMunicipality, type NewMunicipality } from '#platform/municipalities'
import type { Posted } from '#platform/web'

/** The questions about a new municipality; `town` is its name, since `name` is that of a person in the same form. */
export const municipalityFields = ['town', 'kind', 'state', 'ags', 'slug'] as const
export type MunicipalityField = (typeof municipalityFields)[number]
export type MunicipalityInput = Record<MunicipalityField, string>
export type MunicipalityRefusal = NonNullable<CreationRefusals[keyof CreationRefusals]>
export type MunicipalityRefusals = Partial<Record<MunicipalityField, MunicipalityRefusal>>

export const emptyMunicipality: MunicipalityInput = { town: '', kind: 'town', state: '', ags: '', slug: '' }

/** A new municipality offers every language the pages speak, until it chooses. */
export const typedFrom = ({ town, kind, state, ags, slug }: MunicipalityInput): NewMunicipality => ({
  name: town,
  kind,
  state,
  ags,
  slug,
  languages: interfaceLanguages.map(({ code }) => code),
})

export const municipalityInput = (form: Posted): MunicipalityInput => ({
  town: form.text('town'),
  kind: form.text('kind'),
  state: form.text('state'),
  ags: form.text('ags'),
  slug: form.text('slug'),
})

export function judgeMunicipality(input: MunicipalityInput, isTaken: (slug: string) => boolean): MunicipalityRefusals | undefined {
  const { slug, refusals } = judgeNewMunicipality(typedFrom(input))
  if (!refusals.slug && isTaken(slug)) refusals.slug = 'slug-taken'
  return byField(refusals)
}

function byField({ name: town, ...rest }: CreationRefusals): MunicipalityRefusals | undefined {
  const refusals: CreationRefusals & MunicipalityRefusals = { ...rest, ...(town && { town }) }
  return Object.keys(refusals).length > 0 ? refusals : undefined
}
