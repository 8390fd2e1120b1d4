import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Write } from '#platform/db'
import { type Phase, phases } from '../../src/vision/vision.ts'
import { contentOf } from '../testing/consulted-town.ts'

/** A small vision in each phase, named by it; all but the draft have a published version, some an adopted one. */
export async function putVisionsInEachPhase(db: Write, dialogue: string) {
  for (const phase of phases) await putVision(db, phase, dialogue)
}

const text = 'Wer neu in die Stadt zieht, wird begrüßt.'

async function putVision(db: Write, phase: Phase, dialogue: string) {
  const [town, vision, chapter] = [db.municipality, randomUUID(), randomUUID()]
  await db.rows(sql`
    insert into vision (municipality_id, id, slug, title, language, phase)
    values (${town}, ${vision}, ${phase}, 'Unser Leitbild', 'de', ${phase})`)
  await db.rows(sql`insert into vision_dialogue (municipality_id, vision_id, dialogue_id) values (${town}, ${vision}, ${dialogue})`)
  await db.rows(sql`
    insert into chapter (municipality_id, id, vision_id, position, title) values (${town}, ${chapter}, ${vision}, 1, 'Ankommen')`)
  await db.rows(sql`
    insert into sentence (municipality_id, id, vision_id, number, chapter_id, position, text)
    values (${town}, ${randomUUID()}, ${vision}, 1, ${chapter}, 1, ${text})`)
  if (phase === 'draft') return
  const isAdopted = phase === 'adopted' || phase === 'revision'
  const content = JSON.stringify(contentOf({ 1: text }))
  await db.rows(sql`
    insert into vision_version (municipality_id, vision_id, number, kind, name, published_at, content, digest)
    values (${town}, ${vision}, 1, ${isAdopted ? 'adopted' : 'consultation-draft'}, 'Fassung', now(), ${content}::jsonb, 'abc')`)
  if (isAdopted)
    await db.rows(sql`
      insert into adoption (municipality_id, vision_id, version, adopted_on, body, resolution_number)
      values (${town}, ${vision}, 1, '2026-09-10', 'Stadtrat', '17/2026')`)
}
