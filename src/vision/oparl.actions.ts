import type { Database } from '#platform/db'
import { readCouncil } from './oparl.source.ts'
import { findAnswer, putReading, putRefusal } from './oparl.store.ts'
import type { CouncilAnswer } from './oparl.ts'
import { isWebAddress, longestInStep } from './sequence.ts'

/** Asks a council information system anew; what it says is kept for when it is silent. No transaction waits for it. */
export async function askCouncil(
  database: Database,
  municipality: string,
  address: string,
  internal: string | undefined,
  now: Date,
): Promise<CouncilAnswer> {
  if (!isWebAddress(address) || address.length > longestInStep.oparlUrl)
    return { reading: null, fetchedAt: now, refusal: 'address-unreadable' }
  const said = await readCouncil(address, internal)
  return database.writing(municipality, async db => {
    await ('refusal' in said ? putRefusal(db, address, said.refusal, now) : putReading(db, address, said, now))
    return (await findAnswer(db, address)) as CouncilAnswer
  })
}
