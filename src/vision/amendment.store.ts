import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Amendment, AmendmentDecision, PublishedSentence } from './amendment.ts'
import { contributionColumns, contributions, toContribution } from './contribution.store.ts'
import type { ContributionState } from './contribution.ts'

declare module '#platform/db' {
  interface TownTables {
    amendment: {
      municipality_id: string
      contribution_id: string
      base_text: string
      builds_on: string | null
      decision: AmendmentDecision | null
      decision_reason: string
      decided_by: string | null
      decided_at: Date | null
      needs_review: boolean
      accepted_in: number | null
    }
  }
}

/** A sentence as the newest version that has it says it, perhaps with its translation; undefined where none was ever published with it. */
export async function publishedSentence(db: Read, vision: string, number: number, language = ''): Promise<PublishedSentence | undefined> {
  const [found] = await db.rows<PublishedSentence>(sql`
    select sentence.id, sentence.number, published ->> 'text' as text,
      version.number = (select max(number) from vision_version where municipality_id = ${db.municipality} and vision_id = ${vision}) as "isCurrent",
      version.content #> array['translations', ${language}, 'sentences', sentence.number::text] as translation
    from sentence
    join vision_version version on version.municipality_id = ${db.municipality} and version.vision_id = sentence.vision_id
    cross join lateral jsonb_path_query(version.content, '$.chapters[*].sentences[*]') as published
    where sentence.municipality_id = ${db.municipality} and sentence.vision_id = ${vision} and sentence.number = ${number}
      and (published ->> 'number')::integer = sentence.number
    order by version.number desc
    limit 1`)
  return found
}

const amendments = (db: Read, vision: string) =>
  contributions(db, vision)
    .innerJoin('amendment', join =>
      join
        .onRef('amendment.municipality_id', '=', 'contribution.municipality_id')
        .onRef('amendment.contribution_id', '=', 'contribution.id'),
    )
    .innerJoin('sentence', join =>
      join.onRef('sentence.municipality_id', '=', 'contribution.municipality_id').onRef('sentence.id', '=', 'contribution.sentence_id'),
    )
    .leftJoin('contribution as foundation', join =>
      join.onRef('foundation.municipality_id', '=', 'amendment.municipality_id').onRef('foundation.id', '=', 'amendment.builds_on'),
    )
    .select(contributionColumns)
    .select([
      'sentence.number as sentenceNumber',
      'amendment.base_text as baseText',
      'foundation.number as buildsOn',
      'amendment.decision',
      'amendment.decision_reason as decisionReason',
      'amendment.needs_review as needsReview',
      'amendment.accepted_in as acceptedIn',
    ])
    .orderBy('contribution.number')

type Row = Awaited<ReturnType<ReturnType<typeof amendments>['execute']>>[number]

const toAmendment = ({
  sentenceNumber,
  baseText,
  buildsOn,
  decision,
  decisionReason,
  needsReview,
  acceptedIn,
  ...row
}: Row): Amendment => ({
  ...toContribution(row),
  sentenceNumber,
  baseText,
  buildsOn,
  decision,
  decisionReason,
  needsReview,
  acceptedIn,
})

/** Amendments of a vision by the order in which they came, those everybody can read unless asked for others. */
export async function amendmentsIn(db: Read, vision: string, state: ContributionState = 'approved'): Promise<Amendment[]> {
  return (await amendments(db, vision).where('contribution.state', '=', state).execute()).map(toAmendment)
}

/** Amendments of a sentence that everybody can read. */
export async function amendmentsTo(db: Read, vision: string, sentence: string): Promise<Amendment[]> {
  const rows = await amendments(db, vision)
    .where('contribution.state', '=', 'approved')
    .where('contribution.sentence_id', '=', sentence)
    .execute()
  return rows.map(toAmendment)
}

export async function findAmendment(db: Read, vision: string, number: number): Promise<Amendment | undefined> {
  const row = await amendments(db, vision).where('contribution.number', '=', number).executeTakeFirst()
  return row && toAmendment(row)
}

/** Amendments an author has brought in, in any state, by the contribution's id. */
export async function ownAmendments(db: Read, vision: string, authorKey: string): Promise<Map<string, Amendment>> {
  const rows = await amendments(db, vision).where('contribution.author_key', '=', authorKey).execute()
  return new Map(rows.map(row => [row.id, toAmendment(row)]))
}

export const putAmendment = (db: Write, { id, baseText, buildsOn }: { id: string; baseText: string; buildsOn: string | null }) =>
  db
    .insertInto('amendment')
    .values({
      municipality_id: db.municipality,
      contribution_id: id,
      base_text: baseText,
      builds_on: buildsOn,
      decision: null,
      decision_reason: '',
      decided_by: null,
      decided_at: null,
      needs_review: false,
      accepted_in: null,
    })
    .execute()

export type Decided = { decision: AmendmentDecision; reason: string; by: string | null; at: Date }

export const putDecision = (db: Write, amendment: string, { decision, reason, by, at }: Decided) =>
  change(db, amendment, { decision, decision_reason: reason, decided_by: by, decided_at: at })

/** Of which wording an amendment is one if it is accepted now: whoever accepts one of an older wording has seen it beside the newer one. */
export const anchorage = async (db: Read, vision: string, { needsReview, baseText, sentenceNumber }: Amendment): Promise<string> =>
  needsReview ? ((await publishedSentence(db, vision, sentenceNumber))?.text ?? baseText) : baseText

/** From now on the amendment is one of this wording. */
export const anchor = (db: Write, amendment: string, baseText: string) =>
  change(db, amendment, { base_text: baseText, needs_review: false })

export const markForReview = (db: Write, amendment: string) => change(db, amendment, { needs_review: true })

/** Accepted amendments no version had taken in yet. */
export const putAcceptedIn = (db: Write, vision: string, version: number, sentences: readonly number[]) =>
  db.rows(sql`
    update amendment set accepted_in = ${version}
    from contribution
    join sentence on sentence.municipality_id = ${db.municipality} and sentence.id = contribution.sentence_id
    where amendment.municipality_id = ${db.municipality} and amendment.decision = 'accepted' and amendment.accepted_in is null
      and contribution.municipality_id = ${db.municipality} and contribution.id = amendment.contribution_id
      and contribution.vision_id = ${vision} and sentence.number = any(${sentences}::integer[])`)

const change = (db: Write, amendment: string, values: Partial<Omit<Columns, 'municipality_id' | 'contribution_id'>>) =>
  db.updateTable('amendment').set(values).where('municipality_id', '=', db.municipality).where('contribution_id', '=', amendment).execute()

type Columns = {
  municipality_id: string
  contribution_id: string
  base_text: string
  decision: AmendmentDecision | null
  decision_reason: string
  decided_by: string | null
  decided_at: Date | null
  needs_review: boolean
}

/** The sentence reads otherwise from now on, because of an amendment. */
export async function putAmendedText(
  db: Write,
  sentence: { id: string; explanation: string },
  text: string,
  amendment: string,
  by: string,
  at: Date,
) {
  await db.updateTable('sentence').set({ text }).where('municipality_id', '=', db.municipality).where('id', '=', sentence.id).execute()
  await db
    .insertInto('sentence_change')
    .values({
      municipality_id: db.municipality,
      id: randomUUID(),
      sentence_id: sentence.id,
      at,
      person_id: by,
      text,
      explanation: sentence.explanation,
      cause: 'amendment',
      contribution_id: amendment,
    })
    .execute()
}
