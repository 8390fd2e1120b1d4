import { fewestToShowLimits, kinds, longest, slugOf, states } from '#platform/municipalities'
import { Field, type VisitContext } from '#platform/web'
import type { MunicipalityField, MunicipalityInput, MunicipalityRefusal, MunicipalityRefusals } from './new-municipality.ts'

export const municipalityRefusalIn = (c: VisitContext, refusal: MunicipalityRefusal) =>
  c.var.t(`municipality.refusal.${refusal}`, { longest: longest.name, ...fewestToShowLimits })

/** The questions about a municipality that comes onto the instance. */
export function MunicipalityFields({ c, input, refusals }: { c: VisitContext; input: MunicipalityInput; refusals: MunicipalityRefusals }) {
  const { t } = c.var
  const refusal = (field: MunicipalityField) => refusals[field] && municipalityRefusalIn(c, refusals[field])
  return (
    <>
      <Field
        kind="text"
        name="town"
        label={t('people.town.name')}
        hint={t('municipality.settings.name-hint')}
        value={input.town}
        maxlength={longest.name}
        refusal={refusal('town')}
        required
      />
      <Field
        kind="radio"
        name="kind"
        label={t('municipality.settings.kind')}
        value={input.kind}
        options={kinds.map(kind => ({ value: kind, label: t(`municipality.kind.${kind}`) }))}
        refusal={refusal('kind')}
        required
      />
      <Field
        kind="select"
        name="state"
        label={t('municipality.settings.state')}
        value={input.state}
        options={[{ value: '', label: t('municipality.settings.choose-state') }, ...stateOptions]}
        refusal={refusal('state')}
        width="medium"
        required
      />
      <Field
        kind="text"
        name="ags"
        label={t('municipality.settings.ags')}
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
        value={input.slug || slugOf(input.town)}
        maxlength={longest.slug}
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
