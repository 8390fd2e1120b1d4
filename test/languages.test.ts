import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, type PluralElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { projectRoot } from '#platform/config'
import { flatten, languageOf } from '#platform/languages'
import { isPublic } from './testing/public-sentences.ts'

const directory = join(projectRoot, 'languages')
const filesIn = (folder: string) => readdirSync(join(directory, folder)).filter(name => name.endsWith('.json'))
const catalogue = (name: string) => flatten(JSON.parse(readFileSync(join(directory, name), 'utf8')))

const german = catalogue('de.json')
const complete = filesIn('.').filter(name => name !== 'de.json')
const ofPublicPages = filesIn('public').map(name => `public/${name}`)
const all = ['de.json', ...complete, ...ofPublicPages]
const codeOf = (name: string) => name.replace(/^public\/|\.json$/g, '')

const program = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map(name => ({ name, text: readFileSync(join(projectRoot, 'src', name), 'utf8') }))

test.each(complete)('%s has exactly the sentences that German has', name => {
  expect(difference(name, [...german.keys()])).toEqual({ missing: [], surplus: [] })
})

test.each(ofPublicPages)('%s has exactly the sentences of the public pages', name => {
  expect(difference(name, [...german.keys()].filter(isPublic))).toEqual({ missing: [], surplus: [] })
})

function difference(name: string, wanted: string[]) {
  const keys = new Set(catalogue(name).keys())
  return { missing: wanted.filter(key => !keys.has(key)), surplus: [...keys].filter(key => !wanted.includes(key)) }
}

test('every sentence is used somewhere', () => {
  const { literal, patterns } = sentencesIn(program.map(({ text }) => text).join('\n'))
  const unused = [...german.keys()].filter(
    key => key !== 'language.name' && !literal.has(key) && !patterns.some(pattern => pattern.test(key)),
  )
  expect(unused).toEqual([])
})

/** Pages behind a sign-in; every other page may be read in a language that has the public sentences alone. */
const behindSignIn = /(^|[/.])(desk|moderation|settings|quarantine)\.page\.tsx$|^platform\/people\//
/** What public pages show to staff alone, or where every language is complete (the list of towns), or in German (texts of law). */
const saidElsewhere = /^(dialogue\.desk\.first-step|municipality\.(towns|draft)\..*|(processing|retention)\..*)$/

test('a public page says only sentences that are listed as public', () => {
  const pages = program.filter(({ name }) => /(\.page\.tsx|failures\.tsx|web\/page\.tsx)$/.test(name) && !behindSignIn.test(name))
  expect(pages.length).toBeGreaterThan(10)
  const isListed = (key: string) => isPublic(key) || saidElsewhere.test(key)
  const unlisted = [...german.keys()].filter(key => !isListed(key))
  const wrong = pages.flatMap(({ name, text }) => {
    const { literal, patterns } = sentencesIn(text)
    const strange = patterns
      .filter(pattern => ![...german.keys()].some(key => pattern.test(key) && isListed(key)))
      .map(({ source }) => source)
    return [...unlisted.filter(key => literal.has(key)), ...strange].map(key => `${name}: ${key}`)
  })
  expect(wrong).toEqual([])
})

function sentencesIn(text: string) {
  return {
    literal: new Set([...text.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(match => match[1] as string)),
    patterns: [...text.matchAll(/`([a-z][\w.-]*\.[\w.-]*\$\{[^`]*)`/g)].map(
      match => new RegExp(`^${(match[1] as string).replace(/[.]/g, '\\.').replace(/\$\{[^}]*\}/g, '.+')}$`),
    ),
  }
}

test.each(all)('%s can be parsed, and asks for the same values as German', name => {
  const wrong = [...catalogue(name)].flatMap(([key, message]) => {
    const [own, wanted] = [argumentsOf(message), argumentsOf(german.get(key) ?? message)]
    return own.join() === wanted.join() ? [] : [`${key}: ${own.join()} instead of ${wanted.join()}`]
  })
  expect(wrong).toEqual([])
})

/**
 * What German tells one from many of must be told in every form its own language knows, and no other; an exact number will do for a form
 * that means it alone. A language may also get by without counting: "Statements: 12".
 */
test.each(all)('%s counts in all the plural forms of its language', name => {
  const wanted = new Intl.PluralRules(codeOf(name)).resolvedOptions().pluralCategories
  const exactly: Partial<Record<string, string>> = { zero: '=0', one: '=1', two: '=2' }
  const counted = [...catalogue(name)].flatMap(([key, message]) => {
    const inGerman = pluralsOf(german.get(key) ?? '').filter(isCounting)
    return pluralsOf(message)
      .filter(plural => isCounting(plural) || inGerman.some(({ value }) => value === plural.value))
      .map(({ value, options }) => ({ of: `${key}: ${value}`, forms: Object.keys(options) }))
  })
  expect(counted.length).toBeGreaterThan(5)
  const isComplete = (forms: string[]) => wanted.every(form => forms.includes(form) || forms.includes(exactly[form] ?? form))
  const isForeign = (form: string) => !form.startsWith('=') && !(wanted as string[]).includes(form)
  expect(counted.filter(({ forms }) => !isComplete(forms) || forms.some(isForeign))).toEqual([])
})

test.each(all)('%s says every counting sentence for numbers of every kind', name => {
  const { code, locale } = languageOf(codeOf(name))
  const rules = new Intl.PluralRules(code)
  const numbers = [0, 1, 2, 3, 5, 11, 21, 22, 100, 101, 1000, 1_000_000]
  const forms = numbers.map(number => rules.select(number))
  // in Slavic languages "other" is for fractions alone, and nobody is counted in fractions
  expect(rules.resolvedOptions().pluralCategories.filter(form => form !== 'other' && !forms.includes(form))).toEqual([])
  for (const [key, message] of catalogue(name)) {
    if (pluralsOf(message).length === 0) continue
    const format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
    for (const number of numbers) {
      const said = String(format.format(Object.fromEntries(argumentsOf(message).map(argument => [argument, number]))))
      expect(said, `${key} for ${number}`).toMatch(/\S/)
      expect(said, `${key} for ${number}`).not.toMatch(/[{}#]/)
    }
  }
})

/** Not merely a choice between none and some. */
const isCounting = ({ options }: PluralElement) => Object.keys(options).some(form => !/^(=\d+|other)$/.test(form))

const rightToLeft = all.filter(name => languageOf(codeOf(name)).direction === 'rtl')

/** Arguments that stand for what a person or a town wrote, in whatever direction. */
const ownWords = ['town', 'name', 'email', 'subject', 'question', 'note', 'original', 'text', 'device']

test.each(rightToLeft)('%s sets apart what people wrote, so that no full stop jumps', name => {
  const wrong = [...catalogue(name)].flatMap(([key, message]) => {
    const exposed = ownWords.filter(word => message.replaceAll(`\u2068{${word}}\u2069`, '').includes(`{${word}}`))
    return exposed.map(word => `${key}: {${word}}`)
  })
  expect(wrong).toEqual([])
})

function argumentsOf(message: string): string[] {
  const names = elementsOf(message).filter(({ type }) => type !== TYPE.literal && type !== TYPE.pound)
  return [...new Set(names.map(element => (element as { value: string }).value))].sort()
}

const pluralsOf = (message: string) => elementsOf(message).filter((element): element is PluralElement => element.type === TYPE.plural)

/** All parts of a message, those within its choices too. */
function elementsOf(message: string): MessageFormatElement[] {
  const within = (elements: MessageFormatElement[]): MessageFormatElement[] =>
    elements.flatMap(element =>
      element.type === TYPE.plural || element.type === TYPE.select
        ? [element, ...Object.values(element.options).flatMap(option => within(option.value))]
        : [element],
    )
  return within(parse(message, { ignoreTag: true }))
}
