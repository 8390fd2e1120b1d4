/** Builds dist/: the server bundle, the scripts of the pages, the look. Does nothing when nothing changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { buildLook } from './src/platform/web/look.build.ts'

const root = import.meta.dirname
const dist = join(root, 'dist')

if (!isFresh()) await buildAll()

function isFresh(): boolean {
  const mark = join(dist, 'built')
  if (!existsSync(mark)) return false
  const builtAt = statSync(mark).mtimeMs
  return newestIn(['src', 'build.ts', 'package-lock.json'].map(name => join(root, name))) < builtAt
}

function newestIn(paths: string[]): number {
  return Math.max(
    ...paths.map(path => {
      const stat = statSync(path)
      return stat.isDirectory() ? Math.max(stat.mtimeMs, newestIn(readdirSync(path).map(name => join(path, name)))) : stat.mtimeMs
    }),
    0,
  )
}

async function buildAll() {
  const fresh = `${dist}.${process.pid}` // built beside and moved into place, so that two starts at once never see half a build
  try {
    mkdirSync(join(fresh, 'static'), { recursive: true })
    const [look, scripts] = await Promise.all([buildLook(join(fresh, 'static')), buildScripts(join(fresh, 'static')), buildServer(fresh)])
    writeFileSync(join(fresh, 'static', 'manifest.json'), JSON.stringify({ ...look, ...scripts }, null, 2))
    compress(join(fresh, 'static'))
    writeFileSync(join(fresh, 'built'), '')
    putInPlace(fresh)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function putInPlace(fresh: string) {
  rmSync(dist, { recursive: true, force: true })
  try {
    renameSync(fresh, dist)
  } catch (error) {
    if (!existsSync(join(dist, 'built'))) throw error // another start has just put the same build there
  }
}

async function buildServer(directory: string) {
  await build({
    entryPoints: {
      main: join(root, 'src/main.ts'),
      'opinion-map.worker': join(root, 'src/dialogue/opinion-map.worker.ts'),
      'opinion-map.hand': join(root, 'src/dialogue/opinion-map.hand.ts'),
      'document.worker': join(root, 'src/platform/documents/document.worker.ts'),
    },
    outdir: directory,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  })
}

/** Every `*.client.ts` becomes one script file, named by its content. */
async function buildScripts(directory: string): Promise<Record<string, string>> {
  const entries = clientsIn(join(root, 'src'))
  const result = await build({
    entryPoints: entries,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    outdir: directory,
    logLevel: 'warning',
  })
  const names: Record<string, string> = {}
  for (const file of result.outputFiles) {
    const name = (file.path.split('/').at(-1) ?? '').replace('.client.js', '')
    const hash = createHash('sha256').update(file.contents).digest('hex').slice(0, 10)
    names[`${name}.js`] = `${name}-${hash}.js`
    writeFileSync(join(directory, `${name}-${hash}.js`), file.contents)
  }
  return names
}

function clientsIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.client.ts'))
    .map(name => join(directory, name))
}

function compress(directory: string) {
  for (const name of readdirSync(directory)) {
    if (!/\.(css|js|svg)$/.test(name)) continue
    const body = readFileSync(join(directory, name))
    writeFileSync(join(directory, `${name}.br`), brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(join(directory, `${name}.gz`), gzipSync(body, { level: 9 }))
  }
}
