/** The colour of a town that has not chosen one. */
export const defaultTownColour = '#17566b'

// The surfaces text may stand on, as in _theme.scss; the darkest light one and the lightest dark one decide.
const light = { surfaces: ['#ffffff', '#faf8f4', '#f4f0e9'], ink: '#211f1c' }
const dark = { surfaces: ['#161513', '#211f1c', '#2b2824'], ink: '#f3efe8' }

/** WCAG 2.2, 1.4.3; a little above 4.5 so that rounding to eight bits cannot fall below. */
const readable = 4.6
/** Hovering must be seen as a change and stay readable. */
const stronger = 6.5

/** The variants of a town's colour that a page uses; every text among them reaches 4.5 : 1 on every surface of ours. */
export type TownColours = Record<'accent' | 'accentStrong' | 'onAccent' | 'tint' | 'band' | 'onBand', string>

/**
 * The style sheet of a town: its colour, and variants derived from it that can be read whatever colour it is.
 * What is no `#rgb` or `#rrggbb` colour counts as not chosen.
 */
export function townStylesheet(colour: string): string {
  const own = hexOf(colour)
  return (
    `:root{--town-colour:${own};${declarations(townColours(own, 'light'))}}\n` +
    `@media screen and (prefers-color-scheme:dark){:root{${declarations(townColours(own, 'dark'))}}}\n`
  )
}

/** Variants of a colour for a light or dark page. */
export function townColours(colour: string, scheme: 'light' | 'dark'): TownColours {
  const own = lchOf(hexOf(colour))
  const isLight = scheme === 'light'
  const { surfaces, ink } = isLight ? light : dark
  const tint = hexOfLch({ ...own, l: isLight ? 0.955 : 0.29, c: Math.min(own.c, isLight ? 0.02 : 0.035) })
  const grounds = [...surfaces, tint]
  const isPale = own.l > pale
  const accent = pushed(isPale && isLight ? { ...own, c: own.c * 0.25 } : own, grounds, readable, isLight)
  const accentStrong = pushed(beside(lchOf(accent), isLight), grounds, stronger, isLight)
  const words = { accent, accentStrong, onAccent: better(accent, accentStrong, ink), tint }
  if (isPale && isLight && own.c > 0.04) return { ...words, band: hexOf(colour), onBand: ink }
  const band = pushed({ ...own, c: Math.min(own.c, isPale ? 0.04 : 0.17) }, ['#ffffff'], 7.5, true)
  return { ...words, band, onBand: '#ffffff' }
}

/** Above this lightness a colour made dark is another one: yellow becomes olive. Its words are nearly grey then, and its band keeps the colour. */
const pale = 0.8

/** The same colour a step away, for hovering: towards more contrast where there is room. */
const beside = (own: Lch, isLight: boolean): Lch => ({
  ...own,
  l: isLight ? (own.l < 0.3 ? own.l + 0.12 : own.l * 0.84) : own.l > 0.88 ? own.l - 0.08 : own.l + 0.07,
})

/** Contrast of two `#rrggbb` colours after WCAG, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (bright + 0.05) / (dim + 0.05)
}

const declarations = (colours: TownColours) =>
  `--accent:${colours.accent};--accent-strong:${colours.accentStrong};--on-accent:${colours.onAccent};` +
  `--tint:${colours.tint};--band:${colours.band};--on-band:${colours.onBand}`

/** The nearest lightness, darker or lighter, at which the colour reaches `least` on all grounds; unchanged if it already does. */
function pushed(own: Lch, grounds: string[], least: number, darker: boolean): string {
  const end = darker ? 0 : 1
  const enough = (l: number) => {
    const made = hexOfLch({ ...own, l })
    return grounds.every(ground => contrast(made, ground) >= least)
  }
  const bounded = darker ? Math.max(own.l, 0.24) : Math.min(own.l, 0.95)
  if (enough(bounded)) return bounded === own.l ? hexOfLch(own) : hexOfLch({ ...own, l: bounded })
  let [reaches, fails] = [end, darker ? 1 : 0]
  for (let step = 0; step < 20; step++) {
    const middle = (reaches + fails) / 2
    if (enough(middle)) reaches = middle
    else fails = middle
  }
  return hexOfLch({ ...own, l: reaches })
}

/** White or near-black on a button, whichever reads better on both of its states. */
function better(accent: string, strong: string, ink: string): string {
  const worst = (text: string) => Math.min(contrast(text, accent), contrast(text, strong))
  const darkText = contrast(ink, '#000000') < 4 ? ink : '#161513'
  return worst('#ffffff') >= worst(darkText) ? '#ffffff' : darkText
}

const hexOf = (colour: string) => {
  const text = colour.trim().toLowerCase()
  if (/^#[0-9a-f]{6}$/.test(text)) return text
  if (/^#[0-9a-f]{3}$/.test(text)) return `#${[...text.slice(1)].map(digit => digit + digit).join('')}`
  return defaultTownColour
}

/** OKLCH: lightness 0–1, chroma, hue in radians (Björn Ottosson, 2020); lightness there is lightness to the eye. */
type Lch = { l: number; c: number; h: number }

function lchOf(hex: string): Lch {
  const [r, g, b] = linear(hex)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, c: Math.hypot(a, bb), h: Math.atan2(bb, a) }
}

/** The colour on a screen; where a screen cannot show it, the same lightness and hue with less chroma. */
function hexOfLch({ l, c, h }: Lch): string {
  for (let chroma = c; ; chroma = chroma < 0.002 ? 0 : chroma * 0.94) {
    const rgb = linearOfLch(l, chroma, h)
    if (chroma === 0 || rgb.every(part => part >= -0.0005 && part <= 1.0005)) return `#${rgb.map(byteOf).join('')}`
  }
}

function linearOfLch(lightness: number, c: number, h: number): [number, number, number] {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

const byteOf = (part: number) => {
  const bounded = Math.min(1, Math.max(0, part))
  const encoded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0')
}

function linear(hex: string): [number, number, number] {
  return [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
