/**
 * Makes the font files in `fonts/` from the packages @fontsource/fira-sans and @fontsource/vazirmatn (both OFL-1.1):
 * `node src/platform/documents/make-fonts.ts`. Typst reads no WOFF2. The files are committed, so that a build need not make them.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
// @ts-expect-error it comes without types
import subset from 'subset-font'
import { codePointsIn, type PrintFont, printFonts } from './fonts.ts'

const require = createRequire(import.meta.url)

for (const font of printFonts) {
  const made = renamed(await truetypeOf(font), font.madeFrom, font.family)
  await writeFile(join(import.meta.dirname, 'fonts', `${font.name}.ttf`), made)
  console.log(`${font.name}.ttf  ${made.length} bytes`)
}

async function truetypeOf({ source, ranges, keepFeatures }: PrintFont): Promise<Buffer> {
  const [scope, name] = [source.split('/').slice(0, 2).join('/'), source.split('/')[2]]
  const original = await readFile(join(dirname(require.resolve(`${scope}/package.json`)), 'files', `${name}.woff2`))
  return subset(original, String.fromCodePoint(...codePointsIn(ranges)), { targetFormat: 'truetype', noHinting: true, keepFeatures })
}

/** The family's name in the font, in both encodings names are kept in; of the same length, so that nothing moves. */
function renamed(font: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error(`${to} is not as long as ${from}`)
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
  for (const [before, after] of [
    [utf16be(from), utf16be(to)],
    [Buffer.from(from), Buffer.from(to)],
  ] as const)
    for (let at = font.indexOf(before); at >= 0; at = font.indexOf(before, at + after.length)) after.copy(font, at)
  return font
}
