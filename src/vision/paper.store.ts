import type { DialogueDoor } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { bodyPositionsOf } from './body-position.store.ts'
import type { DecisionPaper, DialogueFacts, PaperFacts } from './paper.ts'
import { stepsOf } from './sequence.store.ts'
import { newestVersion } from './version.store.ts'
import { dialoguesOf } from './vision.store.ts'

declare module '#platform/db' {
  interface TownTables {
    decision_paper: {
      municipality_id: string
      vision_id: string
      number: string
      subject: string
      draft_resolution: string
      reasons: string
      financial_effects: string
      lead_office: string
      annexes: string[]
      revised_at: Date
    }
  }
}

export async function findPaper(db: Read, vision: string): Promise<{ paper: DecisionPaper; revisedAt: Date } | undefined> {
  const row = await db
    .selectFrom('decision_paper')
    .select(paperSelection)
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .executeTakeFirst()
  if (!row) return undefined
  const { revisedAt, ...paper } = row
  return { paper, revisedAt }
}

export const putPaper = (db: Write, vision: string, paper: DecisionPaper, now: Date) => {
  const values = paperColumns(paper, now)
  return db
    .insertInto('decision_paper')
    .values({ municipality_id: db.municipality, vision_id: vision, ...values })
    .onConflict(same => same.columns(['municipality_id', 'vision_id']).doUpdateSet(values))
    .execute()
}

/** A decision paper as its columns. */
export const paperColumns = (paper: DecisionPaper, now: Date) => ({
  number: paper.number,
  subject: paper.subject,
  draft_resolution: paper.draftResolution,
  reasons: paper.reasons,
  financial_effects: paper.financialEffects,
  lead_office: paper.leadOffice,
  annexes: paper.annexes,
  revised_at: now,
})

/** The columns of a decision paper, as it names them. */
export const paperSelection = [
  'number',
  'subject',
  'draft_resolution as draftResolution',
  'reasons',
  'financial_effects as financialEffects',
  'lead_office as leadOffice',
  'annexes',
  'revised_at as revisedAt',
] as const

/** What a paper about the newest version says by itself; undefined while nothing is published. */
export async function paperFacts(db: Read, dialogues: DialogueDoor, vision: string, fewest: number): Promise<PaperFacts | undefined> {
  const version = await newestVersion(db, vision)
  if (!version) return undefined
  const steps = await stepsOf(db, vision)
  const positions = await bodyPositionsOf(db, vision)
  return { version, steps, positions, dialogues: await dialogueFacts(db, dialogues, vision, fewest) }
}

async function dialogueFacts(db: Read, door: DialogueDoor, vision: string, fewest: number): Promise<DialogueFacts[]> {
  const facts: DialogueFacts[] = []
  for (const { id, slug } of await dialoguesOf(db, vision)) {
    const basis = (await door.resultsOf(db, id, fewest))?.basis
    const method = basis ? { version: basis.method.version, computedAt: basis.computedAt } : null
    facts.push({ slug, method, channels: await door.channelsOf(db, id, fewest) })
  }
  return facts
}
