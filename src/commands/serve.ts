import { translationHandlers } from '#dialogue'
import type { Config } from '#platform/config'
import { DatabaseBroken } from '#platform/db'
import { startJobWorker } from '#platform/jobs'
import { mailHandlers } from '#platform/mail'
import { keepFresh } from '#platform/municipalities'
import { setUpLink } from '#platform/people'
import type { Services } from '#platform/web'
import { openApp } from '../app.ts'
import { openServices } from '../services.ts'
import { fillDemo } from './demo.ts'
import { listen } from './listen.ts'

const maintenanceMilliseconds = 10 * 60_000

/** Starts the server and stays until it is told to end; ends by answering what has begun and closing the database. */
export async function serve(config: Config, options: string[]): Promise<number> {
  const unknown = options.find(option => option !== '--demo')
  if (unknown) {
    console.error(`serve does not know ${unknown}`)
    return 2
  }
  const toldToEnd = firstSignal(config)
  const opened = await openServices(config)
  endAtFirstBug(opened)
  const jobs = startJobWorker(opened.database, { ...mailHandlers(opened), ...translationHandlers(opened) }, opened.log, opened.now)
  const services = { ...opened, wakeJobs: jobs.wake }
  const app = openApp(services)
  if (options.includes('--demo')) await fillDemo(services)

  const server = await listen(app.fetch, config.http)
  await announce(services)

  const maintain = async () => {
    await services.database.maintain()
    await app.maintain()
  }
  const maintenance = setInterval(
    () => void maintain().catch(error => services.log.error({ error: error.name }, 'maintenance failed')),
    maintenanceMilliseconds,
  )
  const registry = keepFresh(services)
  const signal = await toldToEnd
  services.log.info({ signal }, 'stopping')
  clearInterval(maintenance)
  registry.stop()
  await server.drain()
  await app.close()
  await jobs.stop()
  await services.database.close()
  services.log.info('stopped')
  return 0
}

/**
 * The first signal to end, heard from the beginning: one that comes during the start ends the server as soon as it stands. A terminal tells npm and the server at once, and npm tells it again: what comes within a second is the same
 * wish. Whoever asks later does not want to wait.
 */
function firstSignal({ isUnderNpm }: Config): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    let first: number | undefined
    const hear = (signal: NodeJS.Signals) => {
      if (first !== undefined && performance.now() - first > 1000) process.exit(1)
      first ??= performance.now()
      resolve(signal)
    }
    process.on('SIGTERM', hear).on('SIGINT', hear)
    if (isUnderNpm) whenLeftAlone(() => resolve('SIGTERM'))
  })
}

/** npm hands a signal to the shell in which it started us; most shells end of it without telling us, and we would serve on unnoticed. */
function whenLeftAlone(then: () => void) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    then()
  }, 250)
  timer.unref()
}

/** What nobody has caught ends the process, as Node would; but the log must not quote what an error's message may hold. */
function endAtFirstBug({ log }: Pick<Services, 'log'>) {
  const end = (error: unknown) => {
    const { name, stack = '' } = error instanceof Error ? error : new Error()
    if (error instanceof DatabaseBroken) process.stderr.write(`${error.message}\n`)
    log.fatal({ error: name, stack: stack.split('\n').filter(line => line.trimStart().startsWith('at ')) }, 'ended by an error')
    process.exit(1)
  }
  process.on('uncaughtException', end).on('unhandledRejection', end)
}

async function announce(services: Services) {
  const { address } = services.config.http
  services.log.info({ address, database: services.database.kind }, 'ready')
  const link = await setUpLink(services)
  if (link) process.stderr.write(`\n  Leitbild: ${address}\n  Set-up link, valid 24 hours, for one use:\n  ${link}\n\n`)
}
