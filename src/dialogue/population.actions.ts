import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { SignedIn } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { putPopulation } from './population.store.ts'
import { type PopulationRefusal, readPopulation } from './population.ts'
import { setupOf } from './voluntary.store.ts'

/** Takes a table of the population for the whole town; the parts of town it may name are those of the dialogue. */
export async function importPopulation(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  { text, ags, now }: { text: string; ags: string | null; now: Date },
): Promise<PopulationRefusal[]> {
  const table = readPopulation(text, ags, (await setupOf(db, dialogue.id)).parts)
  if (Array.isArray(table)) return table
  await putPopulation(db, table, now)
  await note(db, {
    personId: by.personId,
    deed: 'population-imported',
    subject: dialogue.slug,
    details: { source: table.source, date: table.asOf },
  })
  return []
}
