import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type german from '../../../languages/de.json'
import { projectRoot } from '../config/index.ts'

/** Every key of languages/de.json as a path: `dialogue.vote.agree`. */
export type MessageKey = Paths<typeof german>
type Paths<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Paths<Tree[Key]>}` }[keyof Tree & string]

export type MessageValues = Record<string, string | number | Date>
export type Translate = (key: MessageKey, values?: MessageValues) => string

/** `locale`: how dates and numbers are written here. */
export type Language = { code: string; name: string; direction: 'ltr' | 'rtl'; locale: string }

/** German is complete by definition: the other files are measured against it. */
export const fallbackLanguage = 'de'

// English as in Europe, day before month; Arabic with the digits and the 24 hours of clocks and forms in Germany.
const locales: Record<string, string> = { en: 'en-GB', ar: 'ar-u-hc-h23-nu-latn' }

const catalogues = readCatalogues(join(projectRoot, 'languages'))

/** Languages the interface speaks: one file each in languages/. */
export const interfaceLanguages: readonly Language[] = [...catalogues.keys()].map(describe)

/** Name of a language in itself and its direction, for any BCP 47 code. */
export function languageOf(code: string): Language {
  const known = described.get(code) ?? describe(code)
  described.set(code, known)
  return known
}
const described = new Map(interfaceLanguages.map(language => [language.code, language]))

function describe(code: string): Language {
  const locale = new Intl.Locale(code) as Intl.Locale & { getTextInfo?(): { direction: string } }
  const name = catalogues.get(code)?.get('language.name') ?? new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  return { code, name, locale: locales[code] ?? code, direction: locale.getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr' }
}

/** The sentences of one language; a sentence missing there is said in German. */
export function translatorFor(code: string): Translate {
  const known = translators.get(code)
  if (known) return known
  const made = makeTranslator(catalogues.has(code) ? code : fallbackLanguage)
  translators.set(code, made)
  return made
}
const translators = new Map<string, Translate>()

function makeTranslator(code: string): Translate {
  const compiled = new Map<string, IntlMessageFormat | string>()
  const compile = (key: string) => {
    const message = catalogues.get(code)?.get(key) ?? catalogues.get(fallbackLanguage)?.get(key)
    if (message === undefined) throw new Error(`No sentence has the key ${key}`)
    const ready = /[{}'<]/.test(message) ? new IntlMessageFormat(message, code, undefined, { ignoreTag: true }) : message
    compiled.set(key, ready)
    return ready
  }
  return (key, values) => {
    const ready = compiled.get(key) ?? compile(key)
    return typeof ready === 'string' ? ready : String(ready.format(values))
  }
}

/** The first language of an Accept-Language header that is offered; undefined if none is. */
export function preferredLanguage(header: string | undefined, offered: readonly string[]): string | undefined {
  const wishes = (header ?? '')
    .split(',')
    .map(part => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = Number(parameters.find(p => p.trim().startsWith('q='))?.split('=')[1] ?? 1)
      return { tag: tag.toLowerCase(), quality: Number.isFinite(quality) ? quality : 0 }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wishes) {
    const found = offered.find(code => code.toLowerCase() === tag) ?? offered.find(code => code.toLowerCase() === tag.split('-')[0])
    if (found) return found
  }
  return undefined
}

function readCatalogues(directory: string): Map<string, Map<string, string>> {
  const files = readdirSync(directory).filter(name => name.endsWith('.json'))
  const ordered = files.map(name => name.slice(0, -'.json'.length)).sort((a, b) => order(a) - order(b) || a.localeCompare(b))
  return new Map(ordered.map(code => [code, flatten(JSON.parse(readFileSync(join(directory, `${code}.json`), 'utf8')))]))
}

function order(code: string): number {
  return ['de', 'de-simple', 'en', 'uk', 'ar'].indexOf(code) + 1 || 99
}

export function flatten(tree: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}
