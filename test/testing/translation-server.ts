import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'

export type Asked = { path: string | undefined; headers: IncomingHttpHeaders; body: Record<string, unknown> }
export type Answer = { status?: number; body?: string; headers?: Record<string, string>; isSilent?: boolean }

export type TranslationServer = {
  address: string
  asked: Asked[]
  /** how it answers; at first as LibreTranslate and DeepL document it */
  answer: (asked: Asked) => Answer | Promise<Answer>
  close(): Promise<void>
}

/** A server that speaks the protocols of LibreTranslate and DeepL as they are documented, unless a test wants it otherwise. */
export async function openTranslationServer(): Promise<TranslationServer> {
  const server = createServer(async (request, response) => {
    const asked = { path: request.url, headers: request.headers, body: JSON.parse(await textOf(request)) as Record<string, unknown> }
    opened.asked.push(asked)
    const { status = 200, body = '', headers = {}, isSilent } = await opened.answer(asked)
    if (!isSilent) response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const opened: TranslationServer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: asDocumented,
    close: async () => {
      server.closeAllConnections()
      if (server.listening) await once(server.close(), 'close')
    },
  }
  return opened
}

export function asDocumented({ path, headers, body }: Asked): Answer {
  const translated = (text: unknown) => `[${body.target ?? body.target_lang}] ${text}`
  if (path === '/translate' && Array.isArray(body.q) && body.format === 'text')
    return { body: JSON.stringify({ translatedText: body.q.map(translated) }) }
  if (path === '/v2/translate' && Array.isArray(body.text) && headers.authorization?.startsWith('DeepL-Auth-Key '))
    return {
      body: JSON.stringify({
        translations: body.text.map(each => ({ detected_source_language: body.source_lang, text: translated(each) })),
      }),
    }
  return { status: 400, body: '{"error":"Invalid request"}' }
}
