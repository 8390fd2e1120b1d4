import { brotliCompressSync } from 'node:zlib'
import { startTemporaryPostgres } from '../src/platform/testing/postgres.ts'
import { type Server, startServer, temporaryDirectory } from '../test/testing/server.ts'
import { percentiles, type Row } from './table.ts'

/** Start-up time, idle memory, the results page, and the bytes of a first visit. */
export async function benchPages(): Promise<Row[]> {
  const directory = temporaryDirectory('bench-pages')
  const rows: Row[] = [await startUp('embedded, very first', { directory })]
  rows.push(await startUp('embedded, warm', { directory }))
  const postgres = await startTemporaryPostgres({ durable: true })
  if (postgres) {
    rows.push(
      await startUp('postgres, very first', { databaseUrl: postgres.url }),
      await startUp('postgres, warm', { databaseUrl: postgres.url }),
    )
    await postgres.stop()
  }
  const server = await startServer({ directory, options: ['--demo'] })
  rows.push(await resultsPage(server), await firstVisit(server))
  await server.kill('SIGTERM')
  return rows
}

const idleSeconds = 15

async function startUp(name: string, options: Parameters<typeof startServer>[0]): Promise<Row> {
  const server = await startServer(options)
  await new Promise(resolve => setTimeout(resolve, idleSeconds * 1000))
  const memory = server.residentMegabytes()
  await server.kill('SIGTERM')
  return { bench: `start, ${name}`, 'ready after ms': Math.round(server.readyAfter), 'MB resident idle': Math.round(memory) }
}

async function resultsPage({ address }: Server): Promise<Row> {
  const times: number[] = []
  for (let i = 0; i < 60; i++) {
    const asked = performance.now()
    const response = await fetch(`${address}/erfundingen/dialog/zusammenleben/ergebnis`)
    await response.text()
    if (i >= 10) times.push(performance.now() - asked)
  }
  return { bench: 'results page', ...percentiles(times) }
}

/** What a phone fetches on its first visit of the voting page, compressed as it goes over the wire. */
async function firstVisit({ address }: Server): Promise<Row> {
  const response = await fetch(`${address}/erfundingen/dialog/zusammenleben`, { headers: { 'accept-encoding': 'identity' } })
  const html = await response.text()
  const urls = [...html.matchAll(/<(?:link[^>]*rel="(?:stylesheet|preload|icon)"[^>]*href|script[^>]*src)="([^"]+)"/g)].map(
    match => match[1] as string,
  )
  let bytes = brotliCompressSync(html).length
  for (const url of new Set(urls)) {
    const body = Buffer.from(await (await fetch(new URL(url, address))).arrayBuffer())
    bytes += url.endsWith('.woff2') ? body.length : brotliCompressSync(body).length
  }
  return { bench: 'first visit, without fonts asked for by the style sheet', 'kB over the wire': Math.round(bytes / 100) / 10 }
}
