/**
 * Writes the gallery to a folder: `node src/platform/web/look/gallery.build.ts [folder]` (default: leitbild-gallery in the
 * system's temporary folder). With `--check` it also opens every page in Chromium at 360 and 1280 px under our Content Security
 * Policy, takes pictures, and lists what axe finds and what overflows.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import axe, { type AxeResults } from 'axe-core'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { buildLook } from '../look.build.ts'
import { townStylesheet } from './town-colour.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const axeRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"

const crest =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 42"><path d="M1 1h34v22c0 10-8 15-17 18C9 38 1 33 1 23z" fill="#8a1538" stroke="#fff" stroke-width="1"/><path d="M18 8c6 4 8 8 8 12s-3 6-8 6-8-2-8-6 2-8 8-12zM18 24v10" fill="#f3d27a" stroke="#f3d27a" stroke-width="2"/></svg>'

const folder = process.argv.slice(2).find(argument => !argument.startsWith('--')) ?? join(tmpdir(), 'leitbild-gallery')
const only = process.argv.find(argument => argument.startsWith('--only='))?.slice(7)
const pages = await writeGallery(folder)
console.log(`${pages.length} pages in ${folder}`)
if (process.argv.includes('--check')) await check(folder, only ? pages.filter(page => page.match(only)) : pages)

async function writeGallery(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const names = await buildLook(folder)
  const bundle = join(folder, 'gallery.mjs')
  await build({
    entryPoints: [join(import.meta.dirname, 'gallery.tsx')],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'warning',
  })
  const { galleryPages } = (await import(`${bundle}?${Date.now()}`)) as typeof import('./gallery.tsx')
  await writeFile(join(folder, 'town.css'), townStylesheet('#8a1538'))
  await writeFile(join(folder, 'crest.svg'), crest)
  const made = galleryPages({
    stylesheets: [names['public.css']!],
    desk: names['desk.css']!,
    town: 'town.css',
    fonts: [names['fira-sans-400.woff2']!, names['fira-sans-600.woff2']!],
    faviconUrl: names['favicon.svg']!,
  })
  for (const [name, page] of Object.entries(made)) await writeFile(join(folder, `${name}.html`), String(page))
  return Object.keys(made)
}

async function check(folder: string, pages: string[]) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname
    const content = await readFile(join(folder, path)).catch(() => undefined)
    response.writeHead(content ? 200 : 404, { 'content-type': types[extname(path)] ?? 'text/plain', 'content-security-policy': policy })
    response.end(content)
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  const browser = await chromium.launch({
    executablePath: process.argv.find(argument => argument.startsWith('--chromium='))?.slice(11) ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const schemes = process.argv.includes('--dark') ? (['light', 'dark'] as const) : (['light'] as const)
  for (const colorScheme of schemes) {
    for (const width of [360, 1280]) {
      const context = await browser.newContext({
        viewport: { width, height: width === 360 ? 740 : 800 },
        colorScheme,
        javaScriptEnabled: true,
      })
      const page = await context.newPage()
      page.on('console', message => message.type() === 'error' && console.log(`  console: ${message.text()}`))
      for (const name of pages) {
        await page.goto(`http://127.0.0.1:${port}/${name}.html`)
        await page.evaluate(() => document.fonts.ready)
        await page.screenshot({ path: join(folder, `${name}-${width}${colorScheme === 'dark' ? '-dark' : ''}.png`), fullPage: true })
        await page.evaluate(axe.source)
        const violations = await page.evaluate(async rules => {
          const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } }
          return (await axe.run({ runOnly: rules })).violations
        }, axeRules)
        for (const { id, nodes } of violations)
          console.log(
            `${name} ${width} ${colorScheme}: ${id}\n    ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join('\n    ')}`,
          )
        await page.setViewportSize({ width: 320, height: 700 })
        const wide = await page.evaluate(() =>
          document.documentElement.scrollWidth > 320
            ? [...document.querySelectorAll('*')]
                .filter(part => part.getBoundingClientRect().right > 321 || part.getBoundingClientRect().left < -1)
                .map(part => part.className || part.tagName)
            : [],
        )
        if (wide.length > 0) console.log(`${name}: wider than 320 px: ${wide.slice(0, 8).join(' | ')}`)
        const small = await page.evaluate(() =>
          [...document.querySelectorAll('button, summary, nav a, .buttons a, input:not([type=hidden])')]
            .filter(
              part =>
                part.getBoundingClientRect().height > 0 &&
                part.getBoundingClientRect().height < 43.5 &&
                !part.matches('[type=checkbox],[type=radio]'),
            )
            .map(part => `${part.textContent?.trim().slice(0, 20)} ${Math.round(part.getBoundingClientRect().height)}`),
        )
        if (small.length > 0) console.log(`${name}: targets below 44 px: ${small.join(', ')}`)
        await page.setViewportSize({ width, height: 740 })
      }
      await context.close()
    }
  }
  const page = await browser.newPage()
  for (const name of pages.filter(name => /results-de|desk|vote-de/.test(name))) {
    await page.goto(`http://127.0.0.1:${port}/${name}.html`)
    await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: false })
  }
  await browser.close()
  server.close()
}
