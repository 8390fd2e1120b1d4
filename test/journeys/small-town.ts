import { randomUUID } from 'node:crypto'
import type { Municipality } from '#platform/municipalities'
import { inTown, type TestInstance } from '#testing'
import { putDialogue } from '../../src/dialogue/dialogue.store.ts'
import { insertStatements } from '../../src/dialogue/statement.store.ts'

export const smallTown = {
  booth: '/musterstadt/dialog/zusammenleben',
  desk: '/musterstadt/verwaltung/dialoge/zusammenleben',
  statements: ['Mehr Bänke.', 'Busse am Abend.', 'Ein Fest für alle.'],
}

/** A town with one open dialogue of three statements, in many languages. */
export async function openSmallTown(instance: TestInstance): Promise<Municipality> {
  const town = await instance.addTown({ languages: ['de', 'de-simple', 'en', 'uk', 'ar'] })
  const id = randomUUID()
  await inTown(instance, town, async db => {
    await putDialogue(db, {
      id,
      slug: 'zusammenleben',
      question: 'Wie wollen wir zusammenleben?',
      description: '',
      phase: 'open',
      opensAt: null,
      closesAt: null,
      residentsMayAdd: true,
      moderation: 'before',
      statementLength: 140,
      languages: ['de'],
      licence: 'CC-BY-4.0',
      sourceNote: '',
      importDigest: null,
    })
    await insertStatements(
      db,
      id,
      smallTown.statements.map(text => ({ text, language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-09-30' })),
    )
  })
  return town
}

/** How many votes count in the town. */
export const votesIn = (instance: TestInstance, town: Municipality): Promise<number> =>
  inTown(instance, town, async db => {
    const rows = await db.selectFrom('vote').select('participant_id').where('municipality_id', '=', town.id).execute()
    return rows.length
  })
