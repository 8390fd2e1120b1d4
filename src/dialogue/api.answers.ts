import type { Municipality } from '#platform/municipalities'
import { apiPaths } from './api.paths.ts'
import type { Answers } from './api.schema.ts'
import { type Dialogue, isOpen } from './dialogue.ts'
import { attributionOf } from './open-data.ts'
import { paths } from './paths.ts'
import type { Results } from './results.ts'
import type { Statement } from './statement.ts'
import { originalOf, publishedOf, publishedTownTexts, type Translations } from './translation.ts'

export const municipalityAnswer = (address: string, municipality: Municipality): Answers['municipality'] => ({
  slug: municipality.slug,
  name: municipality.name,
  kind: municipality.kind,
  state: municipality.state,
  ags: municipality.ags,
  ars: municipality.ars,
  languages: municipality.languages,
  isExample: municipality.isDemo,
  links: { page: `${address}/${municipality.slug}`, dialogues: address + apiPaths.dialogues.to({ town: municipality.slug }) },
})

/** Of a public dialogue only: a draft has no answer. */
export function dialogueAnswer(
  address: string,
  municipality: Municipality,
  dialogue: Dialogue,
  translations: Translations,
  now: Date,
): Answers['dialogue'] {
  const at = { town: municipality.slug, dialogue: dialogue.slug }
  return {
    slug: dialogue.slug,
    municipality: municipality.slug,
    question: dialogue.question,
    description: dialogue.description,
    language: translations.setup.language,
    translations: publishedTownTexts(translations, dialogue),
    phase: dialogue.phase as Answers['dialogue']['phase'],
    isOpen: isOpen(dialogue, now),
    opensAt: dialogue.opensAt?.toISOString() ?? null,
    closesAt: dialogue.closesAt?.toISOString() ?? null,
    languages: dialogue.languages,
    ...sourceOf(municipality, dialogue),
    links: {
      page: address + paths.dialogue.to(at),
      statements: address + apiPaths.statements.to(at),
      results: address + apiPaths.results.to(at),
      resultsPage: address + paths.results.to(at),
      openData: address + paths.openData.to(at),
    },
  }
}

export const statementsAnswer = (
  municipality: Municipality,
  dialogue: Dialogue,
  statements: readonly Statement[],
  translations: Translations,
): Answers['statements'] => ({
  ...sourceOf(municipality, dialogue),
  statements: statements.map(statement => {
    const { number, text, language, enteredFor = null, enteredForName = '' } = statement
    return { number, text, language, enteredFor, enteredForName, translations: publishedOf(translations, originalOf(statement)) }
  }),
})

/** `results`: undefined while nothing is computed, null while too few have voted. */
export function resultsAnswer(municipality: Municipality, dialogue: Dialogue, results: Results | undefined | null): Answers['results'] {
  const source = sourceOf(municipality, dialogue)
  if (!results) return { ...source, state: results === null ? 'too-few-people' : 'not-yet-computed', results: null }
  const { basis, ...shown } = results
  return {
    ...source,
    state: 'available',
    results: {
      ...shown,
      groups: shown.groups.map(({ colour: _, ...group }) => group),
      method: basis.method,
      computedAt: basis.computedAt.toISOString(),
    },
  }
}

const sourceOf = (municipality: Municipality, dialogue: Dialogue) => ({
  licence: dialogue.licence,
  attribution: attributionOf({ municipality, dialogue }),
})
