import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { BadRequest, notFound, type SignedIn } from '#platform/web'
import { lockDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { codeMarks, readCode } from './letter.code.ts'
import { putCodes } from './letter.store.ts'
import { type LettersRefusal, newCodes, readCount } from './letter.ts'
import { proofHash } from './level.ts'

/** Makes codes for letters. They are returned once; only their hashes are stored. */
export async function makeCodes(
  db: Write,
  by: SignedIn,
  secret: Buffer,
  slug: string,
  typed: string,
): Promise<{ dialogue: Dialogue; codes: string[] } | { refusal: LettersRefusal }> {
  const dialogue = (await lockDialogue(db, slug)) ?? notFound()
  if (dialogue.phase === 'archived') throw new BadRequest('value-unknown')
  const count = readCount(typed)
  if (typeof count === 'string') return { refusal: count }
  const codes = newCodes(count, codeMarks(secret, dialogue.id))
  await putCodes(
    db,
    dialogue.id,
    codes.map(code => proofHash(secret, 'letter', dialogue.id, readCode(code) ?? '')),
  )
  await note(db, { personId: by.personId, deed: 'letters-made', subject: slug, details: { count } })
  return { dialogue, codes }
}
