import { type Generated, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Dialogue } from './dialogue.ts'
import { approvedStatements } from './statement.store.ts'
import type { Statement } from './statement.ts'
import {
  originalOf,
  originalsOf,
  type Pair,
  pairsIn,
  type StoredState,
  type Translation,
  type TranslationOrigin,
  type TranslationSetup,
  type Translations,
  townItems,
  usualSetup,
  type Wording,
  wordingFor,
} from './translation.ts'

declare module '#platform/db' {
  interface TownTables {
    translation_setup: {
      municipality_id: string
      dialogue_id: string
      language: string
      shows_unreviewed: Generated<boolean>
      revision: Generated<number>
    }
    translation: {
      municipality_id: string
      dialogue_id: string
      item: string
      language: string
      text: string
      origin: TranslationOrigin
      state: StoredState
      original: string
      original_language: string
      revised_at: Date
    }
  }
}

type OfDialogue = Pick<Dialogue, 'id' | 'languages'>

export async function translationSetupOf(db: Read, dialogue: OfDialogue): Promise<TranslationSetup> {
  const row = await db
    .selectFrom('translation_setup')
    .select(['language', 'shows_unreviewed as showsUnreviewed', 'revision'])
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue.id)
    .executeTakeFirst()
  return row ?? usualSetup(dialogue)
}

/** All translations of a dialogue. What is `known` from earlier is not read again unless something has changed. */
export async function translationsOf(db: Read, dialogue: OfDialogue, known?: Translations): Promise<Translations> {
  const setup = await translationSetupOf(db, dialogue)
  if (setup.revision === 0) return { setup, byItem: new Map() }
  if (setup.revision === known?.setup.revision) return { setup, byItem: known.byItem }
  const rows = await translations(db).where('dialogue_id', '=', dialogue.id).execute()
  return { setup, byItem: Map.groupBy(rows.map(fromRow), ({ item }) => item) }
}

/** Translations of question and description alone. */
export async function townTranslationsOf(db: Read, dialogue: OfDialogue): Promise<Translations> {
  const setup = await translationSetupOf(db, dialogue)
  const rows = await translations(db).where('dialogue_id', '=', dialogue.id).where('item', 'in', townItems).execute()
  return { setup, byItem: Map.groupBy(rows.map(fromRow), ({ item }) => item) }
}

/** What a dialogue says to somebody who reads this language: its statements by id, and `question` and `description`. */
export async function textsIn(
  db: Read,
  dialogue: Pick<Dialogue, 'id' | 'languages' | 'question' | 'description'>,
  language: string,
): Promise<ReadonlyMap<string, Wording>> {
  const known = await translationsOf(db, dialogue)
  const statements = await approvedStatements(db, dialogue.id)
  const town = originalsOf(dialogue, known.setup, []).map(original => [original.item, original] as const)
  const all = [...town, ...statements.map(statement => [statement.id, originalOf(statement)] as const)]
  return new Map(all.map(([id, original]) => [id, wordingFor(known, language, original)]))
}

/** What the question of each dialogue of the town says in this language, by the dialogue's id. */
export async function questionsIn(
  db: Read,
  dialogues: readonly Pick<Dialogue, 'id' | 'languages' | 'question'>[],
  language: string,
): Promise<ReadonlyMap<string, Wording>> {
  const setups = await db
    .selectFrom('translation_setup')
    .select(['dialogue_id', 'language', 'shows_unreviewed as showsUnreviewed', 'revision'])
    .where('municipality_id', '=', db.municipality)
    .execute()
  const rows = await translations(db).select('dialogue_id').where('item', '=', 'question').execute()
  const byDialogue = Map.groupBy(rows, row => row.dialogue_id)
  return new Map(
    dialogues.map(dialogue => {
      const setup = setups.find(({ dialogue_id }) => dialogue_id === dialogue.id) ?? usualSetup(dialogue)
      const byItem = new Map([['question', (byDialogue.get(dialogue.id) ?? []).map(fromRow)]])
      return [dialogue.id, wordingFor({ setup, byItem }, language, { item: 'question', text: dialogue.question, language: setup.language })]
    }),
  )
}

/** A statement as somebody quotes it, in words that may be older than those it has today. */
export type QuotedStatement = Pick<Statement, 'number' | 'text' | 'language'> & { dialogue: { slug: string } }

/** What quoted statements say in this language, in their order: a translation of other words than those quoted is not shown. */
export async function quotesIn(db: Read, statements: readonly QuotedStatement[], language: string): Promise<Wording[]> {
  const slugs = [...new Set(statements.map(({ dialogue }) => dialogue.slug))]
  const dialogues = await db
    .selectFrom('dialogue')
    .select(['id', 'slug', 'languages'])
    .where('municipality_id', '=', db.municipality)
    .where('slug', 'in', slugs.length > 0 ? slugs : [''])
    .execute()
  const known = new Map<string, Translations>()
  for (const dialogue of dialogues) {
    const items = statements.filter(statement => statement.dialogue.slug === dialogue.slug).map(({ number }) => String(number))
    const rows = await translations(db).where('dialogue_id', '=', dialogue.id).where('item', 'in', items).execute()
    known.set(dialogue.slug, {
      setup: await translationSetupOf(db, dialogue),
      byItem: Map.groupBy(rows.map(fromRow), ({ item }) => item),
    })
  }
  return statements.map(({ dialogue, ...statement }) => {
    const { text, language: original } = statement
    const translations = known.get(dialogue.slug)
    return translations ? wordingFor(translations, language, originalOf(statement)) : { text, language: original }
  })
}

/** Every text of a dialogue that can be voted on or read, beside its translation into this language. */
export async function translationPairs(
  db: Read,
  dialogue: Dialogue,
  language: string,
): Promise<{ setup: TranslationSetup; pairs: Pair[] }> {
  const { setup, byItem } = await translationsOf(db, dialogue)
  return { setup, pairs: pairsIn(language, originalsOf(dialogue, setup, await approvedStatements(db, dialogue.id)), byItem) }
}

const translations = (db: Read) =>
  db
    .selectFrom('translation')
    .select(['item', 'language', 'text', 'origin', 'state', 'original', 'original_language'])
    .where('municipality_id', '=', db.municipality)
    .orderBy('language')

type Row = Omit<Translation, 'of'> & { original: string; original_language: string }

const fromRow = ({ item, language, text, origin, state, original, original_language }: Row): Translation => ({
  item,
  language,
  text,
  origin,
  state,
  of: { text: original, language: original_language },
})

// ── Deeds ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Makes others who change translations of this dialogue wait until this transaction ends, and whoever keeps them read them again. */
export const lockTranslations = (db: Write, dialogue: OfDialogue) =>
  db
    .insertInto('translation_setup')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue.id, language: usualSetup(dialogue).language, revision: 1 })
    .onConflict(known =>
      known.columns(['municipality_id', 'dialogue_id']).doUpdateSet({ revision: sql<number>`translation_setup.revision + 1` }),
    )
    .execute()

export async function putTranslationSetup(
  db: Write,
  dialogue: OfDialogue,
  { language, showsUnreviewed }: Pick<TranslationSetup, 'language' | 'showsUnreviewed'>,
) {
  await lockTranslations(db, dialogue)
  await db
    .updateTable('translation_setup')
    .set({ language, shows_unreviewed: showsUnreviewed })
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue.id)
    .execute()
}

/** One translation per text and language: a later one replaces the earlier. To be called under `lockTranslations`. */
export async function putTranslation(db: Write, dialogue: string, { item, language, of, ...translation }: Translation, now: Date) {
  const values = {
    text: translation.text,
    origin: translation.origin,
    state: translation.state,
    original: of.text,
    original_language: of.language,
    revised_at: now,
  }
  await db
    .insertInto('translation')
    .values({ municipality_id: db.municipality, dialogue_id: dialogue, item, language, ...values })
    .onConflict(same => same.columns(['municipality_id', 'dialogue_id', 'item', 'language']).doUpdateSet(values))
    .execute()
}

export const deleteTranslation = (db: Write, dialogue: string, item: string, language: string) =>
  db
    .deleteFrom('translation')
    .where('municipality_id', '=', db.municipality)
    .where('dialogue_id', '=', dialogue)
    .where('item', '=', item)
    .where('language', '=', language)
    .execute()
