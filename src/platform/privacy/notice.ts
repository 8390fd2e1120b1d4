import { interfaceLanguages, type Language, languageOf, type Translate, translatorFor } from '#platform/languages'
import type { PrivacySetup } from './privacy.ts'
import type { ActiveProcessing, Subjects } from './processing.ts'
import type { Retention, RetentionKind } from './retention.ts'

/** What notice and record say: what is done now, and how long what comes of it is kept. */
export type Disclosure = {
  setup: PrivacySetup
  processings: readonly ActiveProcessing[]
  retentions: readonly Retention[]
  /** Day on which retention times were last carried out. */
  lastRun: string | undefined
}

const order: readonly Subjects[] = ['visitors', 'participants', 'subscribers', 'staff', 'everybody']

/** Readers first, staff late; of the times only those of data that arise. */
export function disclosureOf(
  found: readonly ActiveProcessing[],
  retentions: readonly Retention[],
  setup: PrivacySetup,
  lastRun: string | undefined,
): Disclosure {
  const processings = [...found].sort((a, b) => order.indexOf(a.subjects) - order.indexOf(b.subjects))
  const named = new Set<RetentionKind>(processings.flatMap(({ retention }) => retention))
  return { setup, processings, retentions: retentions.filter(({ kind }) => named.has(kind)), lastRun }
}

/** The language the notice is told in: texts of law are complete in the languages of the whole interface, elsewhere German is told. */
export function toldIn(language: Language): { language: Language; t: Translate; isForeign: boolean } {
  const isComplete = interfaceLanguages.some(({ code }) => code === language.code)
  const told = isComplete ? language : languageOf('de')
  return { language: told, t: translatorFor(told.code), isForeign: !isComplete }
}
