import { sql } from 'kysely'
import { type DialogueDoor, type Results, votesPartAt } from '#dialogue'
import type { Read } from '#platform/db'
import { amendmentsIn } from './amendment.store.ts'
import { statementsWithoutFate } from './fate.store.ts'
import { type Findings, withoutFate, withoutSupport } from './finding.ts'
import { staleTranslations } from './publication.store.ts'
import { resultsIn, voiceKeysIn } from './support.store.ts'
import { groupedVoice } from './support.ts'
import { dialoguesOf, textOf } from './vision.store.ts'
import { sentencesOf, type Vision } from './vision.ts'

/** What is still open about a vision, as its text and its dialogues stand now. */
export async function findingsOf(db: Read, dialogues: DialogueDoor, vision: Vision, fewest: number, now: Date): Promise<Findings> {
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
    'parting-votes': await partingVotes(db, vision, now),
    'undecided-amendments': amendments
      .filter(({ decision }) => !decision)
      .map(({ number, sentenceNumber, text, language }) => ({ number, sentence: sentenceNumber, text, language })),
    'stale-translations': await staleTranslations(db, vision.id),
  }
}

async function widelyAgreedWithoutFate(db: Read, results: ReadonlyMap<string, Results>, vision: string) {
  const open = Map.groupBy(await statementsWithoutFate(db, vision), ({ dialogue }) => dialogue.id)
  return [...open].flatMap(([id, statements]) => {
    const [found, numbers] = [results.get(id), new Set(statements.map(({ number }) => number))]
    return found ? withoutFate(statements[0]!.dialogue.slug, found, number => numbers.has(number)) : []
  })
}

/** A second round lives on the pseudonyms of the first; once the text is settled nobody needs them any more. */
async function partingVotes(db: Read, { id, phase }: Vision, now: Date): Promise<Findings['parting-votes']> {
  if (phase === 'adopted') return []
  const dialogues = await dialoguesOf(db, id)
  const parting = await votesPartAt(
    db,
    dialogues.map(dialogue => dialogue.id),
  )
  return dialogues.flatMap(dialogue => {
    const on = parting.get(dialogue.id)
    return on ? [{ question: dialogue.question, on, isPast: on <= now }] : []
  })
}

const openIssues = (db: Read, vision: string) =>
  db.rows<{ number: number; question: string }>(sql`
    select number, question from issue where municipality_id = ${db.municipality} and vision_id = ${vision} and state <> 'closed' order by number`)
