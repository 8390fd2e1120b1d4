import { sql } from 'kysely'
import type { DialogueDoor, Results } from '#dialogue'
import type { Read } from '#platform/db'
import { amendmentsIn } from './amendment.store.ts'
import { statementsWithoutFate } from './fate.store.ts'
import { countsOf, type FindingCounts, type Findings, withoutFate, withoutSupport } from './finding.ts'
import { staleTranslations } from './publication.store.ts'
import { resultsIn, voiceKeysIn } from './support.store.ts'
import { groupedVoice } from './support.ts'
import { textOf } from './vision.store.ts'
import { sentencesOf, type Vision } from './vision.ts'

/** What is still open about a vision, as its text and its dialogues stand now. */
export async function findingsOf(db: Read, dialogues: DialogueDoor, vision: Vision, fewest: number): Promise<Findings> {
  const sentences = sentencesOf(await textOf(db, vision.id))
  const results = await resultsIn(db, dialogues, vision.id, fewest)
  const voices = await voiceKeysIn(db, vision.id)
  const support = new Map([...voices].map(([sentence, keys]) => [sentence, keys.map(key => groupedVoice(key, results))]))
  const amendments = await amendmentsIn(db, vision.id)
  return {
    'statements-without-fate': await widelyAgreedWithoutFate(db, results, vision.id),
    'sentences-without-voices': sentences.filter(({ id }) => !voices.has(id)).map(({ number, text }) => ({ number, text })),
    'sentences-without-support': withoutSupport(sentences, support),
    'open-issues': await openIssues(db, vision.id),
    'undecided-amendments': amendments
      .filter(({ decision }) => !decision)
      .map(({ number, sentenceNumber, text, language }) => ({ number, sentence: sentenceNumber, text, language })),
    'stale-translations': await staleTranslations(db, vision.id),
  }
}

/** How much of each is open, for the desk. */
export const findingCounts = async (db: Read, dialogues: DialogueDoor, vision: Vision, fewest: number): Promise<FindingCounts> =>
  countsOf(await findingsOf(db, dialogues, vision, fewest))

async function widelyAgreedWithoutFate(db: Read, results: ReadonlyMap<string, Results>, vision: string) {
  const open = Map.groupBy(await statementsWithoutFate(db, vision), ({ dialogue }) => dialogue.id)
  return [...open].flatMap(([id, statements]) => {
    const [found, numbers] = [results.get(id), new Set(statements.map(({ number }) => number))]
    return found ? withoutFate(statements[0]!.dialogue.slug, found, number => numbers.has(number)) : []
  })
}

const openIssues = (db: Read, vision: string) =>
  db.rows<{ number: number; question: string }>(sql`
    select number, question from issue where municipality_id = ${db.municipality} and vision_id = ${vision} and state <> 'closed' order by number`)
