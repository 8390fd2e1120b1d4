import type { Config } from '#platform/config'
import { instanceSecret, openDatabase } from '#platform/db'
import { openLog } from '#platform/log'
import { openRegistry } from '#platform/municipalities'
import { openAssets, type Services } from '#platform/web'
import { menus } from './menus.ts'

/** Opens everything that lives as long as the process. */
export async function openServices(config: Config): Promise<Services> {
  const database = await openDatabase(config.database)
  return {
    config,
    database,
    secret: await instanceSecret(database, config.key),
    log: openLog(config.log),
    municipalities: await openRegistry(database),
    assets: openAssets(config.staticDirectory),
    menus,
    now: () => new Date(),
    wakeJobs: () => {},
  }
}
