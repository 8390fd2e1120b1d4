import type { DialogueDoor, Results } from '#dialogue'
import type { Read } from '#platform/db'
import { sourcesOf } from './source.store.ts'
import { supportOf, type VoiceSupport } from './support.ts'
import { dialoguesOf } from './vision.store.ts'

/** How the sentences of a vision fare with the people now, by the sentence's id; sentences without voices are left out. */
export async function supportIn(
  db: Read,
  dialogues: Pick<DialogueDoor, 'resultsOf'>,
  vision: string,
  fewest: number,
): Promise<Map<string, VoiceSupport[]>> {
  const results = await resultsIn(db, dialogues, vision, fewest)
  const sources = await sourcesOf(db, vision)
  return new Map(
    [...sources].filter(([, { voices }]) => voices.length > 0).map(([sentence, { voices }]) => [sentence, supportOf(voices, results)]),
  )
}

/** What the dialogues a vision draws on have brought, by their id; those with too few people are left out. */
export async function resultsIn(
  db: Read,
  dialogues: Pick<DialogueDoor, 'resultsOf'>,
  vision: string,
  fewest: number,
): Promise<Map<string, Results>> {
  const found = new Map<string, Results>()
  for (const { id } of await dialoguesOf(db, vision)) {
    const results = await dialogues.resultsOf(db, id, fewest)
    if (results) found.set(id, results)
  }
  return found
}
