import type { MessageKey, MessageValues, Translate } from '#platform/languages'
import { isId } from './token.ts'

type Told = { deed: string; subject: string; details: unknown }

/** What was done, in words; a room's deed without a sentence here is still told by its name. `about`: whom it was done to. */
export function sentenceOf(t: Translate, { deed, subject, details }: Told, about: string | null): string {
  try {
    const named = isId(subject) && { name: about ?? t('people.record.erased') }
    return t(`people.deed.${deed}` as MessageKey, { ...named, ...(details as MessageValues), subject })
  } catch {
    return t('people.record.other', { deed, subject })
  }
}
