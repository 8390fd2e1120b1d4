import { randomBytes } from 'node:crypto'
import { readConfig } from '#platform/config'
import type { Read, Write } from '#platform/db'
import { openLog } from '#platform/log'
import { type Municipality, openRegistry, putMunicipality } from '#platform/municipalities'
import { openAssets, type Role, type Services } from '#platform/web'
import { type App, openApp } from '../../src/app.ts'
import { menus } from '../../src/menus.ts'
import { Browser } from './browser.ts'
import { emptyDatabase } from './database.ts'
import { testTown } from './town.ts'

/** A whole instance on this worker's database, with a clock that stands until it is moved. */
export type TestInstance = {
  app: App
  services: Services
  /** Lines of the log so far. */
  log: string[]
  clock: { now: Date }
  addTown(values?: Partial<Municipality>): Promise<Municipality>
  visitor(headers?: Record<string, string>): Browser
  /** A browser in which somebody with this role in the town is signed in. */
  staff(
    town: Municipality,
    role: Role,
    person?: { name?: string; email?: string; isOperator?: boolean },
  ): Promise<Browser & { personId: string; csrf: string }>
  close(): Promise<void>
}

/** `environment`: variables of the configuration, such as a mail server. */
export async function openTestInstance(environment: Record<string, string> = {}): Promise<TestInstance> {
  const database = await emptyDatabase()
  const log: string[] = []
  const clock = { now: new Date('2026-10-01T10:00:00Z') }
  const config = readConfig({ LEITBILD_PORT: '3000', ...environment })
  const services: Services = {
    config,
    database,
    secret: randomBytes(32),
    log: openLog('info', { write: line => void log.push(line) }),
    municipalities: await openRegistry(database),
    assets: openAssets(config.staticDirectory),
    menus,
    now: () => clock.now,
    wakeJobs: () => {},
  }
  const app = openApp(services)
  return {
    app,
    services,
    log,
    clock,
    addTown: async values => {
      const town = testTown(values)
      await database.writingInstance(db => putMunicipality(db, town))
      await services.municipalities.refresh()
      return town
    },
    visitor: headers => new Browser(app, headers),
    staff: async (town, role, person) => {
      const { signInForTest } = await import('./staff.ts')
      return signInForTest({ app, services }, town, role, person)
    },
    close: () => app.close(),
  }
}

/** Looks into the database of a town, to see what a request left there. */
export const inTown = <Result>(instance: TestInstance, town: Municipality, work: (db: Write & Read) => Promise<Result>) =>
  instance.services.database.writing(town.id, work)
