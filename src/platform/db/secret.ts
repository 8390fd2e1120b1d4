import type { Database } from './database.ts'
import { keepKey, readKey } from './secret.source.ts'
import { deleteOldKey, findOldKey, isKeyOf, isMarked } from './secret.store.ts'

/** The key belongs to another database, or is missing. */
export class KeyUnusable extends Error {
  constructor(file: string) {
    super(
      `The key in ${file} is not the one this database was used with. Put the right key there, or name it in LEITBILD_SECRET: without it nobody ` +
        'could come back to their votes, and an address or account that has voted could vote again.',
    )
    this.name = 'KeyUnusable'
  }
}

/** Where the key is: given, or in a file that is made at the first start. */
export type KeyPlace = { given: Buffer | undefined; file: string }

/**
 * The key of the instance. It signs cookies and links, and makes the names under which voluntary answers, addresses and codes stand. It is
 * kept apart from the database, so that whoever has the tables or a backup of them can join none of these with votes.
 */
export const instanceSecret = async (database: Database, { given, file }: KeyPlace): Promise<Buffer> =>
  database.writingInstance(async db => {
    const old = await findOldKey(db)
    const key = given ?? readKey(file) ?? (old || !(await isMarked(db)) ? keepKey(file, old) : undefined)
    if (!key) throw new KeyUnusable(file)
    if (old && !old.equals(key)) throw new KeyUnusable(given ? 'LEITBILD_SECRET' : file)
    if (!(await isKeyOf(db, key))) throw new KeyUnusable(given ? 'LEITBILD_SECRET' : file)
    if (old) await deleteOldKey(db)
    return key
  })
