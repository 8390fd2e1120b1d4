/**
 * Makes the font files in `fonts/` from the packages @fontsource/fira-sans and @fontsource/noto-sans-arabic (both OFL-1.1):
 * `node src/platform/web/look/subset-fonts.ts`. The files are committed, so that a build neither needs this nor takes its time.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
// @ts-expect-error it comes without types
import subset from 'subset-font'
import { type FontFile, fontFiles } from './fonts.ts'

const require = createRequire(import.meta.url)
const fonts = join(dirname(fileURLToPath(import.meta.url)), 'fonts')

for (const file of fontFiles) {
  const made = await subsetOf(file)
  await writeFile(join(fonts, `${file.name}.woff2`), made)
  console.log(`${file.name}.woff2  ${made.length} bytes`)
}

async function subsetOf({ source, ranges, features }: FontFile): Promise<Buffer> {
  const [scope, name] = [source.split('/').slice(0, 2).join('/'), source.split('/')[2]]
  const original = await readFile(join(dirname(require.resolve(`${scope}/package.json`)), 'files', `${name}.woff2`))
  return subset(original, charactersIn(ranges), { targetFormat: 'woff2', ...features })
}

function charactersIn(ranges: string): string {
  return ranges
    .split(',')
    .flatMap(range => {
      const [first, last = first] = range
        .trim()
        .replace('U+', '')
        .split('-')
        .map(hex => Number.parseInt(hex, 16))
      return Array.from({ length: last! - first! + 1 }, (_, step) => String.fromCodePoint(first! + step))
    })
    .join('')
}
