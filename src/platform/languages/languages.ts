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

export type Language = {
  code: string
  /** in the language itself */
  name: string
  direction: 'ltr' | 'rtl'
  /** how dates and numbers are written */
  locale: string
  /** An easy form of another language: somebody chooses it, no browser asks for it, and nobody is asked to write it. */
  isEasyForm: boolean
}

/** What the code of a language does not say by itself. */
const particulars: Record<string, Partial<Pick<Language, 'locale' | 'isEasyForm'>>> = {
  'de-simple': { locale: 'de', isEasyForm: true },
  // as in Europe: day before month
  en: { locale: 'en-GB' },
  // the digits and the 24 hours of the town's clocks, forms and bus stops; which digits `ar` means differs between editions of ICU
  ar: { locale: 'ar-u-hc-h23-nu-latn' },
  // the same digits, and the calendar everybody in town goes by: `fa` would write the year 1405
  fa: { locale: 'fa-u-ca-gregory-nu-latn' },
}

/** German is complete by definition: the other files are measured against it. */
export const fallbackLanguage = 'de'

const directory = join(projectRoot, 'languages')
const catalogues = new Map([...readCatalogues(directory), ...readCatalogues(join(directory, 'public'))])

/** Languages that have every sentence: one file each in languages/. */
export const interfaceLanguages: readonly Language[] = inOrder(codesIn(directory))

/** Those, and the languages that have the sentences of a town's public pages: one file each in languages/public/. */
export const publicLanguages: readonly Language[] = [...interfaceLanguages, ...inOrder(codesIn(join(directory, 'public')))]

/** Name of a language in itself and its direction, for any BCP 47 code. */
export function languageOf(code: string): Language {
  const known = described.get(code) ?? describe(code)
  described.set(code, known)
  return known
}
const described = new Map(publicLanguages.map(language => [language.code, language]))

function describe(code: string): Language {
  const script = new Intl.Locale(code) as Intl.Locale & { getTextInfo?(): { direction: string } }
  const name = catalogues.get(code)?.get('language.name') ?? new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  const direction = script.getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr'
  return { code, name, direction, locale: code, isEasyForm: false, ...particulars[code] }
}

/** The towns' own order: the languages asked for first, the others by their own names. */
function inOrder(codes: string[]): Language[] {
  const place = (code: string) => ['de', 'de-simple', 'en', 'uk', 'ar'].indexOf(code) + 1 || 99
  return codes.map(describe).sort((a, b) => place(a.code) - place(b.code) || a.name.localeCompare(b.name, fallbackLanguage))
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

/** Sentences that this language had to borrow from German so far. */
export const borrowedSentences = (code: string): readonly string[] => [...(borrowed.get(code) ?? [])]
const borrowed = new Map<string, Set<string>>()

function makeTranslator(code: string): Translate {
  const compiled = new Map<string, IntlMessageFormat | string>()
  const compile = (key: string) => {
    const own = catalogues.get(code)?.get(key)
    const message = own ?? catalogues.get(fallbackLanguage)?.get(key)
    if (message === undefined) throw new Error(`No sentence has the key ${key}`)
    if (own === undefined) borrowed.set(code, (borrowed.get(code) ?? new Set()).add(key))
    const { locale } = languageOf(own === undefined ? fallbackLanguage : code)
    const ready = /[{}'<]/.test(message) ? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }) : message
    compiled.set(key, ready)
    return ready
  }
  return (key, values) => {
    const ready = compiled.get(key) ?? compile(key)
    return typeof ready === 'string' ? ready : String(ready.format(values))
  }
}

/** The first language of an Accept-Language header that is offered, never an easy form; undefined if none is. */
export function preferredLanguage(header: string | undefined, offered: readonly Language[]): string | undefined {
  const codes = offered.filter(({ isEasyForm }) => !isEasyForm).map(({ code }) => code)
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
    const found = codes.find(code => code.toLowerCase() === tag) ?? codes.find(code => code.toLowerCase() === tag.split('-')[0])
    if (found) return found
  }
  return undefined
}

function readCatalogues(folder: string): [code: string, Map<string, string>][] {
  return codesIn(folder).map(code => [code, flatten(JSON.parse(readFileSync(join(folder, `${code}.json`), 'utf8')))])
}

function codesIn(folder: string): string[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'))
  return files.map(name => name.slice(0, -'.json'.length))
}

export function flatten(tree: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}
