import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Config } from '#platform/config'

/** The server cannot be reached where the configuration says; the message says why. */
export class AddressUnusable extends Error {
  override name = 'AddressUnusable'
}

export type Listening = {
  /** Takes nothing new, and resolves when everything that has begun is answered, or after ten seconds: a process manager waits no longer. */
  drain(): Promise<void>
}

/** Serves at the host and port of the configuration. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port }: Config['http'],
): Promise<Listening> {
  const server = createAdaptorServer({ fetch }) as Server
  let isEnding = false
  server.prependListener('request', (_: IncomingMessage, response: ServerResponse) => {
    if (isEnding) response.setHeader('connection', 'close') // so that the browser does not send the next request on it
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve).once('error', error => reject(unusable(error, host, port)))
    server.listen(port, host)
  })
  return {
    drain: async () => {
      isEnding = true
      const idle = setInterval(() => server.closeIdleConnections(), 100)
      const late = setTimeout(() => server.closeAllConnections(), 10_000)
      await new Promise(resolve => server.close(resolve))
      clearInterval(idle)
      clearTimeout(late)
    },
  }
}

function unusable(error: NodeJS.ErrnoException, host: string, port: number) {
  const reason = error.code && reasons[error.code]
  return new AddressUnusable(reason ? reason(host, port) : `The server cannot listen at ${host}:${port}: ${error.message}`, {
    cause: error,
  })
}

const reasons: Partial<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) => `LEITBILD_PORT: ${host}:${port} is in use by another process. Stop that one first, or choose another port.`,
  EACCES: (_, port) => `LEITBILD_PORT: this user may not listen at port ${port}. Choose one from 1024 on.`,
  EADDRNOTAVAIL: host => `LEITBILD_HOST: ${host} is no address of this machine.`,
  ENOTFOUND: host => `LEITBILD_HOST: ${host} is not known.`,
}
