import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { BrowserContext } from 'playwright-core'
import { type Browser, openTestInstance, type TestInstance } from '#testing'
import { freePort } from '../testing/server.ts'

export type ServedInstance = TestInstance & { address: string }

/** An instance of this process that a browser can visit: the test looks into its database and its table of routes. */
export async function serveInstance(environment: Record<string, string> = {}): Promise<ServedInstance> {
  const port = await freePort()
  const instance = await openTestInstance({
    LEITBILD_PORT: String(port),
    LEITBILD_SMTP: 'smtp://localhost:25',
    LEITBILD_MAIL_FROM: 'dialog@erfundingen.example',
    ...environment,
  })
  const server = createAdaptorServer({ fetch: instance.app.fetch }) as Server
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    ...instance,
    address: instance.services.config.http.address,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await instance.close()
    },
  }
}

/** Gives a browser context these cookies of somebody who came without one. */
export const lendCookies = (context: BrowserContext, address: string, from: Browser, names: readonly string[]) =>
  context.addCookies(names.map(name => ({ name, value: from.cookie(name) ?? missing(name), url: address })))

function missing(name: string): never {
  throw new Error(`Nobody was given the cookie ${name}`)
}
