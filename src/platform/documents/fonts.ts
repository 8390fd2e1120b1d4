import { type FontFile, fontFiles } from '../web/look/fonts.ts'

/** A font as Typst takes it: the characters of the pages' fonts, each part a family of its own. */
export type PrintFont = Pick<FontFile, 'name' | 'weight' | 'source' | 'ranges'> & {
  family: string
  /** the family's name in the source */
  madeFrom: string
  keepFeatures: string[]
}

/**
 * Typst keeps one face of a family and weight, so each part of Fira Sans gets a name of its own, of the same length as the old one. Arabic is
 * set in Vazirmatn: Noto Sans Arabic takes letters apart into strokes and dots, and whoever copies from the PDF would get each letter twice.
 */
export const printFonts: readonly PrintFont[] = fontFiles.map(({ name, family, weight, source, ranges, features }) => {
  const shared = { weight, ranges, keepFeatures: features.keepFeatures ?? [] }
  if (family === 'Noto Sans Arabic')
    return { ...shared, name: `vazirmatn-${weight}`, family: 'Vazirmatn', madeFrom: 'Vazirmatn', source: vazirmatn(weight) }
  const part = name.includes('-cyrillic') ? 'Fira Slav' : name.includes('-central-european') ? 'Fira Cent' : family
  return { ...shared, name, family: part, madeFrom: family, source }
})

function vazirmatn(weight: number): FontFile['source'] {
  return `@fontsource/vazirmatn/vazirmatn-arabic-${weight}-normal`
}

/** In the order in which a character is looked for. */
export const families: readonly string[] = [...new Set(printFonts.map(({ family }) => family))]

/** The code points of a CSS `unicode-range`. */
export const codePointsIn = (ranges: string): number[] =>
  ranges.split(',').flatMap(range => {
    const [first, last = first] = range
      .trim()
      .replace('U+', '')
      .split('-')
      .map(hex => Number.parseInt(hex, 16))
    return Array.from({ length: last! - first! + 1 }, (_, step) => first! + step)
  })

const printable = new Set(printFonts.flatMap(({ ranges }) => codePointsIn(ranges)))
/** Marks without a picture, such as those that turn the writing round; Typst obeys them and needs no font. */
const unseen = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]/

/** What of this text our fonts cannot show, each character once; '' if all of it can be printed. */
export const unprintableIn = (text: string): string =>
  [...new Set(text.normalize('NFC'))].filter(character => !printable.has(character.codePointAt(0)!) && !unseen.test(character)).join('')
