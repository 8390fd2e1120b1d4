import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { pairsOf, putTranslation } from './translation.store.ts'
import { longestTranslation, type Translation, type TranslationRefusal } from './translation.ts'
import { lockVision } from './vision.store.ts'

/** `seen`: the original and the translation the form was made from. */
export type TranslationWish = {
  item: string
  language: string
  text: string
  state: Translation['state']
  seen: { original: string; translation: string }
}

/** Somebody translates a text, or looks a translation over. What a colleague has changed since the page was made is not overruled unseen. */
export async function saveTranslation(
  db: Write,
  by: SignedIn,
  slug: string,
  { item, language, text, state, seen }: TranslationWish,
): Promise<TranslationRefusal | undefined> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  const pair = (await pairsOf(db, vision, [language])).get(language)?.find(each => each.item === item) ?? notFound()
  if (pair.original !== seen.original || (pair.translation?.text ?? '') !== seen.translation) return 'changed-meanwhile'
  if (text.trim() === '') return 'text-missing'
  if (text.length > longestTranslation) return 'text-too-long'
  await putTranslation(db, vision.id, { item, language, text: text.trim(), state, original: pair.original })
  await note(db, { personId: by.personId, deed: 'vision-translated', subject: slug, details: { language, item, state } })
}
