/** One font file of ours: where it comes from, what it holds, and therefore when a browser fetches it. */
export type FontFile = {
  name: string
  family: 'Fira Sans' | 'Noto Sans Arabic'
  weight: 400 | 600
  /** npm package and the name of the file in it */
  source: `@fontsource/${string}`
  /** CSS `unicode-range`; it is also what the subset keeps */
  ranges: string
  features: { keepFeatures?: string[]; noHinting: boolean }
}

// Everything German, English and the neighbouring Western European languages need, with their typographic marks; and the Turkish ı, which is in
// this file of Fira Sans.
const western = [
  'U+20-7E,U+A0-A1,U+A7,U+A9,U+AB,U+AD,U+B0,U+B2-B3,U+B7,U+BB,U+BD,U+BF',
  'U+C0-CF,U+D1-D6,U+D8-DD,U+DF-EF,U+F1-F6,U+F8-FD,U+FF,U+131,U+152-153',
  'U+2009,U+2011,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2039-203A,U+20AC,U+2212',
].join(',')
// Polish, Czech, Romanian, Turkish, Croatian, Baltic and the capital sharp s.
const centralEuropean = 'U+100-130,U+132-151,U+154-17F,U+218-21B,U+1E9E'
const cyrillic = 'U+301,U+400-45F,U+490-491,U+4B0-4B1,U+2116'
// Arabic, Persian, Kurdish and Urdu as they are written today; no Quranic marks.
const arabic =
  'U+60C,U+61B,U+61F,U+621-63A,U+640-655,U+660-66D,U+670-671,U+679,U+67E,U+686,U+688,U+691,U+695,U+698,U+6A4,U+6A9,U+6AF,U+6B5,U+6BA,U+6BE,U+6C0-6C3,U+6C6-6C7,U+6CC,U+6CE,U+6D2-6D5,U+6F0-6F9,U+200C-200E'

const latinFeatures = { keepFeatures: ['kern', 'mark', 'locl', 'ccmp'], noHinting: true }

const files = (family: FontFile['family'], suffix: string, source: string, ranges: string, features: FontFile['features']): FontFile[] =>
  ([400, 600] as const).map(weight => ({
    name: `${family.toLowerCase().replaceAll(' ', '-')}${suffix}-${weight}`,
    family,
    weight,
    source: `@fontsource/${source}-${weight}-normal` as const,
    ranges,
    features,
  }))

/** All font files, the two of every visit first; the others are fetched only where their characters are shown. */
export const fontFiles: FontFile[] = [
  ...files('Fira Sans', '', 'fira-sans/fira-sans-latin', western, latinFeatures),
  ...files('Fira Sans', '-central-european', 'fira-sans/fira-sans-latin-ext', centralEuropean, latinFeatures),
  ...files('Fira Sans', '-cyrillic', 'fira-sans/fira-sans-cyrillic', cyrillic, latinFeatures),
  ...files('Noto Sans Arabic', '', 'noto-sans-arabic/noto-sans-arabic-arabic', arabic, {
    keepFeatures: ['init', 'medi', 'fina', 'isol', 'rlig', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'kern', 'curs'],
    noHinting: true,
  }),
]
