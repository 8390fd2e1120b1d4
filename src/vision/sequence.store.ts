import { randomUUID } from 'node:crypto'
import { type Generated, sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { ConsultationStep, StepResult, StepRole } from './sequence.ts'

declare module '#platform/db' {
  interface TownTables {
    consultation_step: {
      municipality_id: string
      id: string
      vision_id: string | null
      position: number
      body: string
      role: StepRole
      meets_on: string | null
      agenda_number: Generated<string>
      result: StepResult | null
      is_unanimous: Generated<boolean>
      yes: number | null
      no: number | null
      abstentions: number | null
      deviating_decision: Generated<string>
      resolution_number: Generated<string>
      oparl_url: Generated<string>
    }
  }
}

/** The consultation sequence of a vision, or of the plan of the town (null), in its order. */
export async function stepsOf(db: Read, vision: string | null): Promise<ConsultationStep[]> {
  const rows = await db
    .selectFrom('consultation_step')
    .selectAll()
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', 'is not distinct from', vision)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    body: row.body,
    role: row.role,
    meetsOn: row.meets_on,
    agendaNumber: row.agenda_number,
    result: row.result,
    isUnanimous: row.is_unanimous,
    votes:
      row.yes !== null && row.no !== null && row.abstentions !== null ? { yes: row.yes, no: row.no, abstentions: row.abstentions } : null,
    deviatingDecision: row.deviating_decision,
    resolutionNumber: row.resolution_number,
    oparlUrl: row.oparl_url,
  }))
}

/** Adds a step at the end; what the sequence is of must be locked. */
export async function addStep(db: Write, vision: string | null, step: Omit<ConsultationStep, 'id'>) {
  const { last } = await db
    .selectFrom('consultation_step')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', 'is not distinct from', vision)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('consultation_step')
    .values({
      municipality_id: db.municipality,
      vision_id: vision,
      id: randomUUID(),
      position: (last ?? 0) + 1,
      ...columnsOf(step),
    })
    .execute()
}

export const putStep = (db: Write, { id, ...step }: ConsultationStep) =>
  db.updateTable('consultation_step').set(columnsOf(step)).where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

const columnsOf = (step: Omit<ConsultationStep, 'id'>) => ({
  body: step.body,
  role: step.role,
  meets_on: step.meetsOn,
  agenda_number: step.agendaNumber,
  result: step.result,
  is_unanimous: step.isUnanimous,
  yes: step.votes?.yes ?? null,
  no: step.votes?.no ?? null,
  abstentions: step.votes?.abstentions ?? null,
  deviating_decision: step.deviatingDecision,
  resolution_number: step.resolutionNumber,
  oparl_url: step.oparlUrl,
})

export const removeStep = (db: Write, id: string) =>
  db.deleteFrom('consultation_step').where('municipality_id', '=', db.municipality).where('id', '=', id).execute()

/** Puts the steps of a sequence into this order. */
export const orderSteps = (db: Write, vision: string | null, ids: readonly string[]) =>
  db.rows(sql`
    update consultation_step set position = ordered.place
    from unnest(${[...ids]}::uuid[]) with ordinality as ordered (id, place)
    where consultation_step.municipality_id = ${db.municipality} and consultation_step.vision_id is not distinct from ${vision}::uuid
      and consultation_step.id = ordered.id`)
