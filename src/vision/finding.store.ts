import { sql } from 'kysely'
import type { DialogueDoor } from '#dialogue'
import type { Read } from '#platform/db'
import { amendmentsIn } from './amendment.store.ts'
import { statementsWithoutFate } from './fate.store.ts'
import { countsOf, type FindingCounts, type Findings, withoutFate, withoutSupport } from './finding.ts'
import { resultsIn, supportIn } from './support.store.ts'
import { textOf } from './vision.store.ts'
import { sentencesOf, type Vision, type VisionText } from './vision.ts'

/** What is still open about a vision, as its text and its dialogues stand now. */
export async function findingsOf(db: Read, dialogues: DialogueDoor, vision: Vision, fewest: number): Promise<Findings> {
  const text = await textOf(db, vision.id)
  const sentences = sentencesOf(text)
  const support = await supportIn(db, dialogues, vision.id, fewest)
  const amendments = await amendmentsIn(db, vision.id)
  return {
    'statements-without-fate': await widelyAgreedWithoutFate(db, dialogues, vision.id, fewest),
    'sentences-without-voices': sentences.filter(({ id }) => !support.has(id)).map(({ number, text }) => ({ number, text })),
    'sentences-without-support': withoutSupport(sentences, support),
    'open-issues': await openIssues(db, vision.id),
    'undecided-amendments': amendments
      .filter(({ decision }) => !decision)
      .map(({ number, sentenceNumber, text, language }) => ({ number, sentence: sentenceNumber, text, language })),
    'stale-translations': await staleTranslations(db, vision, text),
  }
}

/** How much of each is open, for the desk. */
export const findingCounts = async (db: Read, dialogues: DialogueDoor, vision: Vision, fewest: number): Promise<FindingCounts> =>
  countsOf(await findingsOf(db, dialogues, vision, fewest))

async function widelyAgreedWithoutFate(db: Read, dialogues: DialogueDoor, vision: string, fewest: number) {
  const results = await resultsIn(db, dialogues, vision, fewest)
  const open = Map.groupBy(await statementsWithoutFate(db, vision), ({ dialogue }) => dialogue.id)
  return [...open].flatMap(([id, statements]) => {
    const [found, numbers] = [results.get(id), new Set(statements.map(({ number }) => number))]
    return found ? withoutFate(statements[0]!.dialogue.slug, found, number => numbers.has(number)) : []
  })
}

const openIssues = (db: Read, vision: string) =>
  db.rows<{ number: number; question: string }>(sql`
    select number, question from issue where municipality_id = ${db.municipality} and vision_id = ${vision} and state <> 'closed' order by number`)

/** Translations of a wording the text no longer has, by language. */
async function staleTranslations(db: Read, vision: Vision, text: VisionText): Promise<Findings['stale-translations']> {
  const originals = originalsIn(vision, text)
  const rows = await db.rows<{ item: string; language: string; original: string }>(sql`
    select item, language, original from vision_translation
    where municipality_id = ${db.municipality} and vision_id = ${vision.id} order by language, item`)
  const stale = rows.filter(({ item, original }) => originals.has(item) && originals.get(item) !== original)
  return [...Map.groupBy(stale, ({ language }) => language)].map(([language, items]) => ({ language, count: items.length }))
}

/** Every text that can be translated, by the name its translations have. */
const originalsIn = ({ title, preamble }: Vision, text: VisionText) =>
  new Map([
    ['title', title],
    ['preamble', preamble],
    ...text.chapters.map(({ id, title }) => [`chapter/${id}`, title] as const),
    ...sentencesOf(text).flatMap(({ number, text, explanation }) => [
      [`sentence/${number}`, text] as const,
      [`explanation/${number}`, explanation] as const,
    ]),
  ])
