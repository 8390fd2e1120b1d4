import { createHash } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { Crest } from './crest.source.ts'
import { deleteCrest, putCrest } from './municipality.store.ts'

export async function replaceCrest(db: Write, by: string, crest: Crest) {
  await putCrest(db, { ...crest, digest: createHash('sha256').update(crest.image).digest('hex').slice(0, 20) })
  await note(db, { personId: by, deed: 'crest-changed', details: { bytes: crest.image.length } })
}

export async function removeCrest(db: Write, by: string) {
  await deleteCrest(db)
  await note(db, { personId: by, deed: 'crest-removed' })
}
