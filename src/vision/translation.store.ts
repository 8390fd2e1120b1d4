import type { Read, Write } from '#platform/db'
import { originalsOf, type Pair, type Translation } from './translation.ts'
import { textOf } from './vision.store.ts'
import type { Vision } from './vision.ts'

declare module '#platform/db' {
  interface TownTables {
    vision_translation: {
      municipality_id: string
      vision_id: string
      item: string
      language: string
      text: string
      origin: Translation['origin']
      state: Translation['state']
      original: string
    }
  }
}

/** What a vision says now, text by text, beside what it says in each of these languages. */
export async function pairsOf(db: Read, vision: Vision, languages: readonly string[]): Promise<Map<string, Pair[]>> {
  const originals = originalsOf(vision, await textOf(db, vision.id))
  const rows = await db
    .selectFrom('vision_translation')
    .select(['item', 'language', 'text', 'state', 'origin', 'original as of'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision.id)
    .execute()
  const found = new Map(rows.map(({ item, language, ...translation }) => [`${language} ${item}`, translation]))
  return new Map(
    languages.map(language => [
      language,
      originals.map(original => ({ ...original, translation: found.get(`${language} ${original.item}`) ?? null })),
    ]),
  )
}

/** What somebody has written takes the place of what stood there. */
export const putTranslation = (
  db: Write,
  vision: string,
  { item, language, ...translation }: { item: string; language: string; text: string; state: Translation['state']; original: string },
) =>
  db
    .insertInto('vision_translation')
    .values({ municipality_id: db.municipality, vision_id: vision, item, language, ...translation, origin: 'person' })
    .onConflict(same =>
      same.columns(['municipality_id', 'vision_id', 'item', 'language']).doUpdateSet({ ...translation, origin: 'person' }),
    )
    .execute()
