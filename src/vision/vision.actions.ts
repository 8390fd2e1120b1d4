import { randomUUID } from 'node:crypto'
import { allDialogues, isPublic } from '#dialogue'
import { note } from '#platform/audit'
import type { Read, Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import { notFound, type SignedIn } from '#platform/web'
import { putChapter } from './chapter.store.ts'
import { newestKind } from './phase.store.ts'
import { dialoguesInUse, dialoguesOf, findVision, lockVision, putDialogues, putVision } from './vision.store.ts'
import { isWritable, usualChapters, type Vision } from './vision.ts'
import { type JudgedVision, judgeVision, type VisionChoices, type VisionRefusals, type VisionValues } from './vision.values.ts'

type Refused = { refusals: VisionRefusals }

/** A new vision begins with the usual chapters, as a draft only staff can see. */
export async function createVision(
  db: Write,
  by: SignedIn,
  values: VisionValues,
  languages: readonly string[],
): Promise<{ slug: string } | Refused> {
  const judged = judgeVision(values, { languages, dialogues: await dialoguesToDrawOn(db) })
  if ('refusals' in judged) return judged
  await lockAddresses(db)
  if (await findVision(db, judged.slug)) return { refusals: { slug: 'slug-taken' } }
  const id = randomUUID()
  await keep(db, id, judged)
  const t = translatorFor(judged.language)
  for (const [index, chapter] of usualChapters.entries())
    await putChapter(db, id, { id: randomUUID(), title: t(`vision.chapter.usual.${chapter}`), position: index + 1 })
  await note(db, { personId: by.personId, deed: 'vision-created', subject: judged.slug })
  return judged
}

/** As the form showed it; what a colleague has changed since is not overwritten unseen. */
export type SeenVision = Pick<Vision, 'title' | 'preamble'>

/** Changes what a vision says of itself. Its address and language stay once something of it is published. */
export async function changeVision(
  db: Write,
  by: SignedIn,
  slug: string,
  values: VisionValues,
  seen: SeenVision,
  languages: readonly string[],
): Promise<{ slug: string } | Refused> {
  await lockAddresses(db)
  const before = (await lockVision(db, slug)) ?? notFound()
  if (!isWritable(before)) return { refusals: { title: 'is-adopted' } }
  const fixed = (await newestKind(db, before.id)) ? { slug: before.slug, language: before.language } : {}
  const drawnOn = await dialoguesOf(db, before.id)
  const judged = judgeVision({ ...values, ...fixed }, choicesWith(languages, await dialoguesToDrawOn(db), before, drawnOn))
  if ('refusals' in judged) return judged
  if (before.title !== seen.title) return { refusals: { title: 'changed-meanwhile' } }
  if (before.preamble !== seen.preamble) return { refusals: { preamble: 'changed-meanwhile' } }
  if (judged.slug !== before.slug && (await findVision(db, judged.slug))) return { refusals: { slug: 'slug-taken' } }
  const kept = new Set(judged.dialogues.map(({ id }) => id))
  for (const id of await dialoguesInUse(db, before.id)) if (!kept.has(id)) return { refusals: { dialogues: 'dialogue-in-use' } }
  await keep(db, before.id, judged)
  await note(db, { personId: by.personId, deed: 'vision-changed', subject: judged.slug })
  return judged
}

/** Dialogues the public knows, newest first: nobody finds a voice in a draft. */
export const dialoguesToDrawOn = async (db: Read) =>
  (await allDialogues(db)).filter(isPublic).map(({ id, slug, question }) => ({ id, slug, question }))

/** What it has already stays to be chosen, though the town may have given up the language since. */
function choicesWith(
  languages: readonly string[],
  dialogues: VisionChoices['dialogues'],
  { language }: Vision,
  drawnOn: VisionChoices['dialogues'],
): VisionChoices {
  const known = new Set(dialogues.map(({ id }) => id))
  return { languages: [...languages, language], dialogues: [...dialogues, ...drawnOn.filter(({ id }) => !known.has(id))] }
}

async function keep(db: Write, id: string, { dialogues, ...vision }: JudgedVision) {
  await putVision(db, { id, ...vision })
  await putDialogues(
    db,
    id,
    dialogues.map(dialogue => dialogue.id),
  )
}

/** Until this transaction ends nobody else in the town gives a vision an address. */
const lockAddresses = (db: Write) => db.selectFrom('municipality').select('id').where('id', '=', db.municipality).forNoKeyUpdate().execute()
