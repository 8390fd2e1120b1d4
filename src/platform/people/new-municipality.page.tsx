import { kinds, states } from '#platform/municipalities'
import { Field, type VisitContext } from '#platform/web'
import { longestTownName, type MunicipalityInput, type MunicipalityRefusals, proposedSlug } from './new-municipality.ts'

export const emptyMunicipality: MunicipalityInput = { town: '', kind: 'town', state: '', ags: '', slug: '' }

/** The questions about a municipality that comes onto the instance. */
export function MunicipalityFields({ c, input, refusals }: { c: VisitContext; input: MunicipalityInput; refusals: MunicipalityRefusals }) {
  const { t } = c.var
  const refusal = (field: keyof MunicipalityInput) => refusals[field] && t(`people.refusal.${refusals[field]}`)
  return (
    <>
      <Field
        kind="text"
        name="town"
        label={t('people.town.name')}
        hint={t('people.town.name-hint')}
        value={input.town}
        maxlength={longestTownName}
        refusal={refusal('town')}
        required
      />
      <Field
        kind="radio"
        name="kind"
        label={t('people.town.kind')}
        value={input.kind}
        options={kinds.map(kind => ({ value: kind, label: t(`municipality.kind.${kind}`) }))}
        refusal={refusal('kind')}
        required
      />
      <Field
        kind="select"
        name="state"
        label={t('people.town.state')}
        value={input.state}
        options={[{ value: '', label: t('people.choose') }, ...stateOptions]}
        refusal={refusal('state')}
        width="medium"
        required
      />
      <Field
        kind="text"
        name="ags"
        label={t('people.town.ags')}
        optional={t('people.optional')}
        hint={t('people.town.ags-hint')}
        value={input.ags}
        inputmode="numeric"
        width="short"
        refusal={refusal('ags')}
      />
      <Field
        kind="text"
        name="slug"
        label={t('people.town.slug')}
        optional={t('people.optional')}
        hint={t('people.town.slug-hint', { address: c.var.services.config.http.address })}
        value={input.slug || proposedSlug(input.town)}
        width="medium"
        spellcheck={false}
        refusal={refusal('slug')}
      />
    </>
  )
}

const stateOptions = Object.entries(states)
  .map(([value, label]) => ({ value, label }))
  .sort((a, b) => a.label.localeCompare(b.label, 'de'))
