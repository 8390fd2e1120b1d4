import { sql } from 'kysely'
import type { DialogueDoor } from '#dialogue'
import type { Read } from '#platform/db'
import type { RoundResult } from './bridge.ts'
import { dissentLetter } from './dissent.ts'
import { sourcesOf } from './source.store.ts'
import { resultsIn } from './support.store.ts'
import { supportOf } from './support.ts'
import type { FrozenIssue, FrozenSentence, FrozenTranslation, VersionContent } from './version.ts'
import { dialoguesOf, textOf } from './vision.store.ts'
import type { Vision, VisionText } from './vision.ts'

/** Everything that stands in a vision and beside it now, as it is to be published. */
export async function frozenContent(
  db: Read,
  dialogues: Pick<DialogueDoor, 'resultsOf'>,
  vision: Vision,
  fewest: number,
): Promise<VersionContent> {
  const text = await textOf(db, vision.id)
  const results = await resultsIn(db, dialogues, vision.id, fewest)
  const sources = await sourcesOf(db, vision.id)
  const credits = Map.groupBy(await creditsIn(db, vision.id), ({ sentence }) => sentence)
  const frozen = ({ id, number, text, explanation }: VisionText['chapters'][number]['sentences'][number]): FrozenSentence => ({
    number,
    text,
    explanation,
    support: supportOf(sources.get(id)?.voices ?? [], results),
    sources: (sources.get(id)?.others ?? []).map(({ kind, use, title, reference, datedOn }) => ({ kind, use, title, reference, datedOn })),
    credits: (credits.get(id) ?? []).map(({ contribution, signedName }) => ({ contribution, signedName })),
  })
  return {
    title: vision.title,
    preamble: vision.preamble,
    language: vision.language,
    chapters: text.chapters.map(({ title, sentences }) => ({ title, sentences: sentences.map(frozen) })),
    dialogues: (await dialoguesOf(db, vision.id)).map(({ id, slug, question }) => {
      const participation = results.get(id)?.participation
      return { slug, question, participants: participation?.people ?? null, votes: participation?.votes.count ?? null }
    }),
    issues: await closedIssues(db, vision.id),
    translations: approvedTranslations(await translationRows(db, vision.id), vision, text),
  }
}

/** Whose amendments the sentences have taken in, by the number of the contribution. */
const creditsIn = (db: Read, vision: string) =>
  db.rows<{ sentence: string; contribution: number; signedName: string }>(sql`
    select contribution.sentence_id as sentence, contribution.number as contribution, contribution.signed_name as "signedName"
    from contribution
    join amendment on amendment.municipality_id = contribution.municipality_id and amendment.contribution_id = contribution.id
    where contribution.municipality_id = ${db.municipality} and contribution.vision_id = ${vision} and amendment.decision = 'accepted'
    order by contribution.number`)

/** Issues whose negotiation has ended, with the words of those who do not agree. */
async function closedIssues(db: Read, vision: string): Promise<FrozenIssue[]> {
  const issues = await db.rows<
    Omit<FrozenIssue, 'sentences' | 'dissents'> & { id: string; kept: number[]; result: RoundResult | null }
  >(sql`
    select id, number, question, outcome, outcome_reason as reason, kept_dissents as kept, result from issue
    where municipality_id = ${db.municipality} and vision_id = ${vision} and state = 'closed' order by number`)
  const sentences = await db.rows<{ issue: string; number: number }>(sql`
    select distinct about.issue_id as issue, sentence.number
    from issue_statement as about
    join sentence_source as source on source.municipality_id = about.municipality_id and source.statement_id = about.statement_id
    join sentence on sentence.municipality_id = source.municipality_id and sentence.id = source.sentence_id
    where about.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and not sentence.is_dropped
    order by sentence.number`)
  const dissents = await db.rows<{ issue: string; number: number; text: string; signedName: string }>(sql`
    select issue_id as issue, number, text, signed_name as "signedName" from contribution
    where municipality_id = ${db.municipality} and vision_id = ${vision} and kind = 'dissent' and state = 'approved' order by number`)
  const letter = (result: RoundResult | null, number: number) => {
    const found = result?.dissents.find(dissent => dissent.number === number)
    return found ? dissentLetter(found) : null
  }
  return issues.map(({ id, kept, result, ...issue }) => ({
    ...issue,
    sentences: sentences.filter(about => about.issue === id).map(({ number }) => number),
    dissents: dissents
      .filter(of => of.issue === id && kept.includes(of.number))
      .map(({ number, text, signedName }) => ({ text, signedName, letter: letter(result, number) })),
  }))
}

type TranslationRow = { item: string; language: string; text: string; origin: 'person' | 'machine'; original: string }

const translationRows = (db: Read, vision: string) =>
  db.rows<TranslationRow>(sql`
    select item, language, text, origin, original from vision_translation
    where municipality_id = ${db.municipality} and vision_id = ${vision} and state = 'approved' order by language, item`)

/** Those that still are of the text as it reads; a translation of an earlier wording would say something else. */
function approvedTranslations(
  rows: readonly TranslationRow[],
  vision: Vision,
  { chapters }: VisionText,
): Record<string, FrozenTranslation> {
  const byLanguage: Record<string, FrozenTranslation> = {}
  for (const [language, all] of Map.groupBy(rows, ({ language }) => language)) {
    const byItem = new Map(all.map(row => [row.item, row]))
    const fitting = (item: string, original: string) => {
      const row = byItem.get(item)
      return row?.original === original ? row : undefined
    }
    const sentences = chapters.flatMap(({ sentences }) => sentences)
    const title = fitting('title', vision.title)?.text
    const preamble = fitting('preamble', vision.preamble)?.text
    const translation: FrozenTranslation = {
      ...(title !== undefined && { title }),
      ...(preamble !== undefined && { preamble }),
      chapters: present(chapters.map(({ id, title }, place) => [place, fitting(`chapter/${id}`, title)?.text])),
      sentences: present(
        sentences.map(({ number, text }) => {
          const row = fitting(`sentence/${number}`, text)
          return [number, row && { text: row.text, origin: row.origin }]
        }),
      ),
      explanations: present(sentences.map(({ number, explanation }) => [number, fitting(`explanation/${number}`, explanation)?.text])),
    }
    if (isAnything(translation)) byLanguage[language] = translation
  }
  return byLanguage
}

const present = <Value>(entries: [number, Value | undefined][]) =>
  Object.fromEntries(entries.filter((entry): entry is [number, Value] => entry[1] !== undefined))

const isAnything = ({ title, preamble, chapters, sentences, explanations }: FrozenTranslation) =>
  title !== undefined || preamble !== undefined || [chapters, sentences, explanations].some(part => Object.keys(part).length > 0)
