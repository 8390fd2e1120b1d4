import type { Server } from 'node:http'
import { serve as listen } from '@hono/node-server'
import type { Config } from '#platform/config'
import { startJobWorker } from '#platform/jobs'
import { mailHandlers } from '#platform/mail'
import { setUpLink } from '#platform/people'
import { openApp } from '../app.ts'
import { openServices } from '../services.ts'
import { fillDemo } from './demo.ts'

/** Starts the server and stays until it is told to end; ends by answering what has begun and closing the database. */
export async function serve(config: Config, options: string[]): Promise<number> {
  const unknown = options.find(option => option !== '--demo')
  if (unknown) {
    console.error(`serve does not know ${unknown}`)
    return 2
  }
  const opened = await openServices(config)
  const jobs = startJobWorker(opened.database, mailHandlers(opened), opened.log, opened.now)
  const services = { ...opened, wakeJobs: jobs.wake }
  const app = openApp(services)
  if (options.includes('--demo')) await fillDemo(services)

  const server = listen({ fetch: app.fetch, hostname: config.http.host, port: config.http.port })
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  await announce(services)

  const maintenance = setInterval(
    () => void services.database.maintain().catch(error => services.log.error({ error: error.name }, 'maintenance failed')),
    10 * 60_000,
  )
  const signal = await new Promise<string>(resolve => {
    process.once('SIGTERM', resolve).once('SIGINT', resolve)
  })
  services.log.info({ signal }, 'stopping')
  clearInterval(maintenance)
  await drained(server as Server)
  await app.close()
  await jobs.stop()
  await services.database.close()
  services.log.info('stopped')
  return 0
}

/** Resolves when every request that has begun is answered, or after ten seconds: a process manager waits no longer than that either. */
async function drained(server: Server) {
  const late = setTimeout(() => server.closeAllConnections(), 10_000)
  await new Promise(resolve => {
    server.close(resolve)
    server.closeIdleConnections()
  })
  clearTimeout(late)
}

async function announce(services: Awaited<ReturnType<typeof openServices>>) {
  const { address } = services.config.http
  services.log.info({ address, database: services.database.kind }, 'ready')
  const link = await setUpLink(services)
  if (link) process.stderr.write(`\n  Leitbild: ${address}\n  Set-up link, valid 24 hours, for one use:\n  ${link}\n\n`)
}
