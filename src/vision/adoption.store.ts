import type { Read, Write } from '#platform/db'
import type { Adoption } from './version.ts'

/** The resolutions by which versions of a vision were adopted, the newest first. */
export const adoptionsOf = (db: Read, vision: string): Promise<(Adoption & { version: number })[]> =>
  db
    .selectFrom('adoption')
    .select(['version', 'adopted_on as adoptedOn', 'body', 'resolution_number as resolutionNumber'])
    .where('municipality_id', '=', db.municipality)
    .where('vision_id', '=', vision)
    .orderBy('version', 'desc')
    .execute()

export const putAdoption = (db: Write, vision: string, { version, adoptedOn, body, resolutionNumber }: Adoption & { version: number }) =>
  db
    .insertInto('adoption')
    .values({
      municipality_id: db.municipality,
      vision_id: vision,
      version,
      adopted_on: adoptedOn,
      body,
      resolution_number: resolutionNumber,
    })
    .execute()
