import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { BadRequest, notFound, type SignedIn } from '#platform/web'
import { deleteDialogue, findDialogue, lockAddresses, lockDialogue, putDialogue } from './dialogue.store.ts'
import { type Dialogue, dayOf, mayChange, type Phase } from './dialogue.ts'
import { type DialogueRefusals, type DialogueValues, judgeDialogue } from './dialogue-values.ts'
import { untieSheets } from './sheet.store.ts'
import { approvedStatements, insertStatements, statementCounts } from './statement.store.ts'
import { lengthOf, senders, tidied } from './statement.ts'
import { putNews } from './subscription.store.ts'

type Refused<Refusals> = { refusals: Refusals }

/** A new dialogue begins as a draft that only staff can see. */
export async function createDialogue(
  db: Write,
  by: SignedIn,
  values: DialogueValues,
  offered: readonly string[],
): Promise<Dialogue | Refused<DialogueRefusals>> {
  const judged = judgeDialogue(values, offered)
  if ('refusals' in judged) return judged
  await lockAddresses(db)
  if (await findDialogue(db, judged.slug)) return { refusals: { slug: 'slug-taken' } }
  const dialogue: Dialogue = { id: randomUUID(), ...judged, phase: 'draft', licence: 'CC-BY-4.0', sourceNote: '', importDigest: null }
  await putDialogue(db, dialogue)
  await note(db, { personId: by.personId, deed: 'dialogue-created', subject: dialogue.slug })
  return dialogue
}

/** Changes a dialogue's values. Its address stays once it is public: links and printed codes lead there. */
export async function changeDialogue(
  db: Write,
  by: SignedIn,
  slug: string,
  values: DialogueValues,
  offered: readonly string[],
): Promise<Dialogue | Refused<DialogueRefusals>> {
  await lockAddresses(db)
  const before = (await lockDialogue(db, slug)) ?? notFound()
  refuseArchived(before)
  const judged = judgeDialogue({ ...values, slug: before.phase === 'draft' ? values.slug : before.slug }, offered)
  if ('refusals' in judged) return judged
  if (judged.slug !== before.slug && (await findDialogue(db, judged.slug))) return { refusals: { slug: 'slug-taken' } }
  const after = { ...before, ...judged }
  await putDialogue(db, after)
  await note(db, { personId: by.personId, deed: 'dialogue-changed', subject: after.slug })
  return after
}

export type PhaseRefusal = 'change-not-allowed' | 'nothing-to-vote-on'

export async function changePhase(db: Write, by: SignedIn, slug: string, to: Phase, now: Date): Promise<PhaseRefusal | undefined> {
  const dialogue = (await lockDialogue(db, slug)) ?? notFound()
  if (!mayChange(dialogue.phase, to)) return 'change-not-allowed'
  const { approved } = await statementCounts(db, dialogue.id)
  if (to === 'open' && approved === 0 && !dialogue.residentsMayAdd) return 'nothing-to-vote-on'
  await putDialogue(db, { ...dialogue, phase: to })
  if (to === 'archived') await untieSheets(db, dialogue.id)
  if (to !== 'draft') await putNews(db, { dialogue: dialogue.id, kind: `dialogue-${to}`, at: now })
  await note(db, { personId: by.personId, deed: 'dialogue-phase-changed', subject: slug, details: { from: dialogue.phase, to } })
}

/** A draft can go with everything in it; what was public stays. */
export async function removeDraft(db: Write, by: SignedIn, slug: string): Promise<'change-not-allowed' | undefined> {
  const dialogue = (await lockDialogue(db, slug)) ?? notFound()
  if (dialogue.phase !== 'draft') return 'change-not-allowed'
  await deleteDialogue(db, dialogue.id)
  await note(db, { personId: by.personId, deed: 'dialogue-removed', subject: slug })
}

/** What is archived is over. No page offers to change it. */
function refuseArchived({ phase }: Dialogue) {
  if (phase === 'archived') throw new BadRequest('value-unknown')
}

export type SeedRefusal = 'seeds-missing' | 'seed-too-long' | 'language-unknown' | 'sender-missing' | 'sender-too-long'

const longestSender = 80

/** Adds the town's own statements, one a line; lines that are there already are left out. */
export async function addSeeds(
  db: Write,
  by: SignedIn,
  slug: string,
  text: string,
  language: string,
  sender: { enteredFor: string; name: string },
  now: Date,
): Promise<{ added: number } | { refusal: SeedRefusal; line?: number }> {
  const dialogue = (await lockDialogue(db, slug)) ?? notFound()
  refuseArchived(dialogue)
  const lines = text.split('\n').map(tidied)
  const tooLong = lines.findIndex(line => lengthOf(line) > dialogue.statementLength)
  const kind = senders.find(known => known === sender.enteredFor)
  const name = tidied(sender.name)
  if (!kind) return { refusal: 'sender-missing' }
  if (lengthOf(name) > longestSender) return { refusal: 'sender-too-long' }
  if (!dialogue.languages.includes(language)) return { refusal: 'language-unknown' }
  if (lines.every(line => line === '')) return { refusal: 'seeds-missing' }
  if (tooLong >= 0) return { refusal: 'seed-too-long', line: tooLong + 1 }
  const known = new Set((await approvedStatements(db, dialogue.id)).map(statement => statement.text))
  const fresh = [...new Set(lines)].filter(line => line !== '' && !known.has(line))
  await insertStatements(
    db,
    dialogue.id,
    fresh.map(line => ({
      text: line,
      language,
      origin: 'seed' as const,
      state: 'approved' as const,
      submittedOn: dayOf(now),
      enteredFor: kind,
      enteredForName: kind === 'town' ? '' : name,
    })),
  )
  await note(db, { personId: by.personId, deed: 'statements-seeded', subject: slug, details: { count: fresh.length, for: kind } })
  return { added: fresh.length }
}
