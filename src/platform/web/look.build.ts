import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { compile } from 'sass'
import { type FontFile, fontFiles } from './look/fonts.ts'
import { settleKern } from './look/kern.ts'

const here = dirname(fileURLToPath(import.meta.url))
const look = join(here, 'look')
const nodeModules = join(dirname(createRequire(import.meta.url).resolve('@kern-ux/native/package.json')), '../..')

/** The sheets and the source of each; staff pages load `desk.css` after `public.css`. */
const sheets = { 'public.css': 'public.scss', 'desk.css': 'desk.scss' }

/** Browsers of phones that are still about; esbuild adds what these need. */
const browsers = ['chrome88', 'firefox85', 'safari14']

/**
 * Compiles the look into `outDirectory` under names that carry the hash of their content (so they may be cached for ever).
 * Returns the file name of each logical name: `public.css`, `desk.css`, `favicon.svg`, `fira-sans-400.woff2` …
 */
export async function buildLook(outDirectory: string): Promise<Record<string, string>> {
  await mkdir(outDirectory, { recursive: true })
  const names: Record<string, string> = {}
  const put = async (name: string, content: string | Buffer) => {
    names[name] = hashed(name, content)
    await writeFile(join(outDirectory, names[name]), content)
  }

  for (const { name } of fontFiles) await put(`${name}.woff2`, await readFile(join(look, 'fonts', `${name}.woff2`)))
  await put('favicon.svg', await readFile(join(look, 'favicon.svg')))

  const spoken = await kernClassesSpoken()
  for (const [name, source] of Object.entries(sheets)) {
    const { css } = compile(join(look, source), { loadPaths: [nodeModules], quietDeps: true })
    const faces = name === 'public.css' ? fontFaces(file => names[`${file}.woff2`]!) : ''
    const { code } = await transform(faces + settleKern(css, spoken), {
      loader: 'css',
      minify: true,
      target: browsers,
      legalComments: 'none',
    })
    await put(name, code)
  }
  return names
}

/** The `kern-…` classes our components name; a KERN rule about any other class is left out. */
async function kernClassesSpoken(): Promise<Set<string>> {
  const sources = await Promise.all(['layout.page.tsx', 'parts.page.tsx'].map(file => readFile(join(here, file), 'utf8')))
  return new Set(sources.join('\n').match(/kern-[\w-]+/g))
}

function hashed(name: string, content: string | Buffer): string {
  const dot = name.lastIndexOf('.')
  return `${name.slice(0, dot)}-${createHash('sha256').update(content).digest('base64url').slice(0, 10)}${name.slice(dot)}`
}

const fontFaces = (fileNameOf: (name: string) => string) =>
  fontFiles.map(file => fontFace(file, fileNameOf(file.name))).join('\n') + fallbackFace

const fontFace = ({ family, weight, ranges }: FontFile, fileName: string) =>
  `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url("${fileName}") format("woff2");unicode-range:${ranges}}`

// Fira Sans has ascent 0.935 and descent 0.265 of the em, and German text in it is 0.9 % wider than in Arial, bold 5.4 % narrower:
// with these values hardly a line moves when the font arrives.
const fallbackFace = [
  { weight: 400, local: ['Arial', 'Liberation Sans', 'Roboto', 'Helvetica'], wide: 1.009 },
  { weight: 600, local: ['Arial Bold', 'Liberation Sans Bold', 'Roboto Bold', 'Helvetica Bold'], wide: 0.946 },
]
  .map(({ weight, local, wide }) => {
    const share = (value: number) => `${(value * 100).toFixed(1)}%`
    const source = local.map(name => `local("${name}")`).join(',')
    return `@font-face{font-family:"Fira Fallback";font-weight:${weight};src:${source};size-adjust:${share(wide)};ascent-override:${share(0.935 / wide)};descent-override:${share(0.265 / wide)};line-gap-override:0%}`
  })
  .join('\n')
