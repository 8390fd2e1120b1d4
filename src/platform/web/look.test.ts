import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { contrast, defaultTownColour, townColours, townStylesheet } from './look/town-colour.ts'
import { buildLook } from './look.build.ts'

const source = join(import.meta.dirname, 'look')

describe('the colour of a town', () => {
  const colour = fc
    .tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 })))
    .map(parts => `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`)
  const grounds = { light: ['#ffffff', '#faf8f4', '#f4f0e9'], dark: ['#161513', '#211f1c', '#2b2824'] }
  const ink = { light: '#211f1c', dark: '#f3efe8' }

  test.each(['light', 'dark'] as const)('can be read on a %s page, whatever the town picked', scheme => {
    fc.assert(
      fc.property(colour, picked => {
        const made = townColours(picked, scheme)
        for (const ground of [...grounds[scheme], made.tint]) {
          expect(contrast(made.accent, ground)).toBeGreaterThanOrEqual(4.5)
          expect(contrast(made.accentStrong, ground)).toBeGreaterThanOrEqual(4.5)
        }
        expect(contrast(made.onAccent, made.accent)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(made.onAccent, made.accentStrong)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(made.onBand, made.band)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(ink[scheme], made.tint)).toBeGreaterThanOrEqual(7)
      }),
      { numRuns: 500 },
    )
  })

  test('stays as the town picked it where it can be read', () => {
    expect(townColours('#8a1538', 'light').accent).toBe('#8a1538')
  })

  test('has the contrasts WCAG states', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })

  test('cannot smuggle anything into the style sheet', () => {
    expect(townStylesheet('red;}body{display:none')).toBe(townStylesheet(defaultTownColour))
    fc.assert(
      fc.property(fc.string(), text => {
        expect(townStylesheet(text)).toMatch(
          /^:root\{(--[\w-]+:#[0-9a-f]{6};?)+\}\n@media screen and \(prefers-color-scheme:dark\)\{:root\{(--[\w-]+:#[0-9a-f]{6};?)+\}\}\n$/,
        )
      }),
    )
  })

  test('stands on the same grounds as the theme', async () => {
    const theme = await readFile(join(source, '_theme.scss'), 'utf8')
    for (const ground of [...grounds.dark, ...grounds.light.slice(1), ...Object.values(ink)]) expect(theme).toContain(ground)
  })
})

describe('the texts of the theme', () => {
  test.each(['light', 'dark'])('reach 4.5 : 1 on every ground they stand on, on a %s page', async scheme => {
    const theme = await readFile(join(source, '_theme.scss'), 'utf8')
    const block = theme.slice(theme.indexOf(`@mixin ${scheme}`), theme.indexOf('}', theme.indexOf(`@mixin ${scheme}`)))
    const colours = Object.fromEntries(
      [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, hex]) => [name!, sixDigits(hex!)]),
    )
    const grounds = ['paper', 'surface', 'sunken']
    const pairs = [
      ...['ink', 'muted', 'accent'].flatMap(text => grounds.map(ground => [text, ground])),
      ...['agree', 'disagree', 'pass', 'info', 'success', 'warning', 'danger'].flatMap(tone => [
        [tone, 'surface'],
        [tone, `${tone}-tint`],
        ['ink', `${tone}-tint`],
      ]),
      ...[1, 2, 3, 4, 5].map(group => ['surface', `group-${group}`]),
      ['on-accent', 'accent'],
      ['on-accent', 'accent-strong'],
      ['on-band', 'band'],
    ] as [string, string][]
    const weak = pairs.filter(([text, ground]) => contrast(colours[text]!, colours[ground]!) < 4.5).map(pair => pair.join(' on '))
    expect(weak).toEqual([])
    for (const ground of grounds) expect(contrast(colours['line-strong']!, colours[ground]!)).toBeGreaterThanOrEqual(3) // WCAG 1.4.11
  })
})

describe('the compiled look', () => {
  let folder: string
  let names: Record<string, string>
  let css: Record<'public.css' | 'desk.css', string>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leitbild-look-'))
    names = await buildLook(folder)
    const read = (name: string) => readFile(join(folder, names[name]!), 'utf8')
    css = { 'public.css': await read('public.css'), 'desk.css': await read('desk.css') }
  })

  test('fits a first visit: 14 kB of style, 26 kB of fonts', async () => {
    expect(brotliCompressSync(css['public.css']).length).toBeLessThanOrEqual(14_000)
    expect(brotliCompressSync(css['desk.css']).length).toBeLessThanOrEqual(4_000)
    const fonts = await Promise.all(['fira-sans-400.woff2', 'fira-sans-600.woff2'].map(name => readFile(join(folder, names[name]!))))
    expect(fonts.reduce((sum, font) => sum + font.length, 0)).toBeLessThanOrEqual(26_000)
  })

  test('names no left and no right, so that every page can run the other way', () => {
    const physical =
      /[;{](?:(?:margin|padding|border)-(?:left|right)[\w-]*|left|right|border-(?:top|bottom)-(?:left|right)-radius):|(?:text-align|float|clear):(?:left|right)\b/g
    expect(css['public.css'].match(physical)).toBeNull()
    expect(css['desk.css'].match(physical)).toBeNull()
  })

  test('has no four-sided spacing whose sides differ', () => {
    const uneven = Object.values(css).flatMap(sheet =>
      [...sheet.matchAll(/[;{](?:margin|padding):([^;}]+)/g)]
        .map(([, value]) => value!)
        .filter(value => {
          const sides = value
            .replace('!important', '')
            .trim()
            .split(/\s+(?![^(]*\))/)
          return sides.length === 4 && sides[1] !== sides[3]
        }),
    )
    expect(uneven).toEqual([])
  })

  test('fetches nothing but its own font files', async () => {
    const files = await readdir(folder)
    for (const sheet of Object.values(css)) {
      expect(sheet).not.toContain('@import')
      for (const [, address] of sheet.matchAll(/url\(["']?([^"')]+)/g)) expect(files).toContain(address)
    }
  })

  test('uses only variables that are set somewhere', () => {
    const all = css['public.css'] + css['desk.css']
    const set = new Set([...all.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name!))
    const unset = [...all.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name!).filter(name => !set.has(name))
    expect([...new Set(unset)]).toEqual([])
  })

  test('carries every class that a component names', async () => {
    const spoken = await Promise.all(['parts.page.tsx', 'layout.page.tsx'].map(file => readFile(join(import.meta.dirname, file), 'utf8')))
    const kern = new Set(spoken.join('\n').match(/kern-[\w-]+/g))
    const all = css['public.css']
    expect([...kern].filter(name => !all.includes(`.${name}`))).toEqual([])
  })

  test('is named by its content', async () => {
    const again = await mkdtemp(join(tmpdir(), 'leitbild-look-'))
    expect(await buildLook(again)).toEqual(names)
  })

  test('is quiet for those who ask for less motion, and moves nothing else', () => {
    expect(css['public.css']).not.toMatch(/@keyframes/)
    expect(css['public.css']).toMatch(/prefers-reduced-motion:\s*no-preference/)
  })
})

const sixDigits = (hex: string) => (hex.length === 4 ? `#${[...hex.slice(1)].map(digit => digit + digit).join('')}` : hex)
