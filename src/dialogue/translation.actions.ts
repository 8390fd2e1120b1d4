import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { BadRequest, notFound, type SignedIn } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { deleteTranslation, lockTranslations, putTranslation, putTranslationSetup, translationPairs } from './translation.store.ts'
import { judgeTranslation, originAfter, type StoredState, type TranslationRefusal, tidiedFor, versionOf } from './translation.ts'

/** Which text in which language; `seen`: the version of both that was on the page. */
export type TranslationPlace = { item: string; language: string; seen: string }

/** Somebody of staff writes a translation or approves one. */
export async function saveTranslation(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  place: TranslationPlace,
  wish: { text: string; state: StoredState },
  now: Date,
): Promise<TranslationRefusal | undefined> {
  const { item, language } = place
  const pair = await lockPair(db, dialogue, place)
  if (pair === 'changed-meanwhile') return pair
  const text = tidiedFor(item, wish.text)
  const refusal = judgeTranslation(item, text)
  if (refusal) return refusal
  const { text: originalText, language: originalLanguage } = pair.original
  const of = { text: originalText, language: originalLanguage }
  await putTranslation(db, dialogue.id, { item, language, text, state: wish.state, origin: originAfter(pair.translation, text), of }, now)
  const deed = wish.state === 'approved' ? 'translation-approved' : 'translation-drafted'
  await note(db, { personId: by.personId, deed, subject: dialogue.slug, details: { item, language } })
}

export async function removeTranslation(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  place: TranslationPlace,
): Promise<TranslationRefusal | undefined> {
  const pair = await lockPair(db, dialogue, place)
  if (pair === 'changed-meanwhile') return pair
  const { item, language } = place
  await deleteTranslation(db, dialogue.id, item, language)
  await note(db, { personId: by.personId, deed: 'translation-removed', subject: dialogue.slug, details: { item, language } })
}

async function lockPair(db: Write, dialogue: Dialogue, { item, language, seen }: TranslationPlace) {
  await lockTranslations(db, dialogue)
  const { pairs } = await translationPairs(db, dialogue, language)
  const pair = pairs.find(({ original }) => original.item === item) ?? notFound()
  return versionOf(pair) === seen ? pair : 'changed-meanwhile'
}

/** In which language the town writes, and whether a machine's words are shown before anybody has looked at them. */
export async function changeTranslationSetup(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  wish: { language: string; showsUnreviewed: boolean },
  languages: readonly string[],
) {
  if (!languages.includes(wish.language)) throw new BadRequest('value-unknown') // no page offers it
  await putTranslationSetup(db, dialogue, wish)
  await note(db, { personId: by.personId, deed: 'translation-setup-changed', subject: dialogue.slug, details: wish })
}
