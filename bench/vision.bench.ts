import type { Database } from '#platform/db'
import { openLog } from '#platform/log'
import type { Municipality } from '#platform/municipalities'
import { MapRefresher } from '../src/dialogue/map-refresher.ts'
import { largePages, publishLargeVision, putLargeVision, rewordLargeVision } from '../test/testing/large-vision.ts'
import { beginTown, measuredPages, onDatabases, type Place } from './large-pages.ts'
import type { Row } from './table.ts'

/** How long a server takes for the pages of a vision with 500 sentences and 10,000 linked statements; `vision:embedded` is a part. */
export const benchVision = (part?: string): Promise<Row[]> => onDatabases(part, measuredOn)

async function measuredOn({ kind, town, withDatabase, withServer }: Place): Promise<Row[]> {
  const token = await withDatabase(database => fill(database, town))
  await withServer(token, coordinator => publishLargeVision(coordinator, 'Entwurf'))
  await withDatabase(database => database.writing(town.id, rewordLargeVision))
  await withServer(token, coordinator => publishLargeVision(coordinator, 'Zweiter Entwurf'))
  return withServer(token, coordinator => measuredPages(coordinator, largePages, { database: kind }))
}

/** Returns the token of a coordinator's session. */
async function fill(database: Database, town: Municipality): Promise<string> {
  const token = await beginTown(database, town)
  const dialogues = await database.writing(town.id, putLargeVision)
  await database.maintain()
  const maps = new MapRefresher(database, openLog('error', { write: line => console.error(line) }), () => new Date())
  for (const dialogue of dialogues) await maps.refresh(town.id, dialogue)
  await maps.close()
  return token
}
