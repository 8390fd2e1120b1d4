import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MiddlewareHandler } from 'hono'

/** Built files under /static, named by their content: once fetched, a browser never asks for them again. */
export type Assets = {
  /** Address of a built file by its name before hashing: `public.css` → `/static/public-4f2a….css`. */
  address(name: string): string
  serve: MiddlewareHandler
}

type Stored = { body: Buffer; br?: Buffer; gzip?: Buffer; type: string }

export function openAssets(directory: string): Assets {
  const names: Record<string, string> = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'))
  const stored = new Map(
    readdirSync(directory)
      .filter(name => !/\.(br|gz|json|map)$/.test(name))
      .map(name => [name, readStored(directory, name)]),
  )
  return {
    address: name => {
      const built = names[name]
      if (!built) throw new Error(`${name} is not among the built files`)
      return `/static/${built}`
    },
    serve: async (c, next) => {
      const file = stored.get(c.req.path.split('/').at(-1) ?? '')
      if (!file) return next()
      const accepted = c.req.header('accept-encoding') ?? ''
      const [body, encoding] =
        /\bbr\b/.test(accepted) && file.br ? [file.br, 'br'] : /\bgzip\b/.test(accepted) && file.gzip ? [file.gzip, 'gzip'] : [file.body]
      if (encoding) c.header('content-encoding', encoding)
      c.header('vary', 'accept-encoding')
      c.header('x-content-type-options', 'nosniff')
      c.header('content-type', file.type)
      c.header('cache-control', 'public, max-age=31536000, immutable')
      return c.body(new Uint8Array(body))
    },
  }
}

function readStored(directory: string, name: string): Stored {
  const compressed = (ending: string) => {
    const path = join(directory, name + ending)
    return existsSync(path) ? readFileSync(path) : undefined
  }
  return { body: readFileSync(join(directory, name)), br: compressed('.br'), gzip: compressed('.gz'), type: typeOf(name) }
}

function typeOf(name: string): string {
  const types: Record<string, string> = {
    css: 'text/css; charset=utf-8',
    js: 'text/javascript; charset=utf-8',
    svg: 'image/svg+xml',
    woff2: 'font/woff2',
    png: 'image/png',
    txt: 'text/plain; charset=utf-8',
  }
  return types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
}
