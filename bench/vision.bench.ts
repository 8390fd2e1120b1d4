import { randomBytes } from 'node:crypto'
import { readConfig } from '#platform/config'
import { databaseOn } from '#platform/db'
import { openLog } from '#platform/log'
import { openRegistry, putMunicipality } from '#platform/municipalities'
import { openAssets, type Services } from '#platform/web'
import { openApp } from '../src/app.ts'
import { MapRefresher } from '../src/dialogue/map-refresher.ts'
import { menus } from '../src/menus.ts'
import { openEmbedded } from '../src/platform/db/embedded.ts'
import { testTown } from '../test/testing/instance.ts'
import { largePages, publishLargeVision, putLargeVision } from '../test/testing/large-vision.ts'
import { temporaryDirectory } from '../test/testing/server.ts'
import { signInForTest } from '../test/testing/staff.ts'
import { percentiles, type Row } from './table.ts'

const rounds = 20

/** How long the pages of a vision with 500 sentences and 10,000 linked statements take on the server, on the embedded database. */
export async function benchVision(): Promise<Row[]> {
  const database = await databaseOn('embedded', await openEmbedded(temporaryDirectory('bench')))
  const config = readConfig({ LEITBILD_PORT: '3000' })
  const services: Services = {
    config,
    database,
    secret: randomBytes(32),
    log: openLog('error', { write: line => console.error(line) }),
    municipalities: await openRegistry(database),
    assets: openAssets(config.staticDirectory),
    menus,
    now: () => new Date(),
    wakeJobs: () => {},
  }
  const app = openApp(services)
  const town = testTown()
  await database.writingInstance(db => putMunicipality(db, town))
  await services.municipalities.refresh()
  const dialogues = await database.writing(town.id, putLargeVision)
  await database.maintain()
  const maps = new MapRefresher(database, services.log, services.now)
  for (const dialogue of dialogues) await maps.refresh(town.id, dialogue)
  await maps.close()
  const coordinator = await signInForTest({ app, services }, town, 'coordinator')
  await publishLargeVision(database, town, coordinator)
  const rows: Row[] = []
  for (const path of largePages) {
    const times: number[] = []
    let bytes = 0
    for (let i = 0; i < rounds; i++) {
      const begun = performance.now()
      bytes = (await coordinator.page(path)).length
      if (i > 1) times.push(performance.now() - begun)
    }
    rows.push({ page: path, ...percentiles(times), kB: Math.round(bytes / 1000) })
  }
  await app.close()
  await database.close()
  return rows
}
