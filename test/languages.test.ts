import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { projectRoot } from '#platform/config'
import { flatten, languageOf } from '#platform/languages'

const directory = join(projectRoot, 'languages')
const catalogue = (name: string) => flatten(JSON.parse(readFileSync(join(directory, name), 'utf8')))
const german = catalogue('de.json')
const others = readdirSync(directory).filter(name => name.endsWith('.json') && name !== 'de.json')

const source = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map(name => readFileSync(join(projectRoot, 'src', name), 'utf8'))
  .join('\n')

test.each(others)('%s has exactly the sentences that German has', name => {
  const keys = [...catalogue(name).keys()]
  expect({ missing: [...german.keys()].filter(key => !keys.includes(key)), surplus: keys.filter(key => !german.has(key)) }).toEqual({
    missing: [],
    surplus: [],
  })
})

test('every sentence is used somewhere', () => {
  const literal = new Set([...source.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(match => match[1] as string))
  const patterns = [...source.matchAll(/`([a-z][\w.-]*\.[\w.-]*\$\{[^`]*)`/g)].map(
    match => new RegExp(`^${(match[1] as string).replace(/[.]/g, '\\.').replace(/\$\{[^}]*\}/g, '.+')}$`),
  )
  const unused = [...german.keys()].filter(
    key => key !== 'language.name' && !literal.has(key) && !patterns.some(pattern => pattern.test(key)),
  )
  expect(unused).toEqual([])
})

test.each(['de.json', ...others])('%s can be parsed, and asks for the same values as German', name => {
  const wrong = [...catalogue(name)].flatMap(([key, message]) => {
    const [own, wanted] = [argumentsOf(message), argumentsOf(german.get(key) ?? message)]
    return own.join() === wanted.join() ? [] : [`${key}: ${own.join()} instead of ${wanted.join()}`]
  })
  expect(wrong).toEqual([])
})

test.each(['de.json', ...others])('%s counts with every plural form of its language', name => {
  const forms = new Intl.PluralRules(codeOf(name)).resolvedOptions().pluralCategories
  const exactly: Partial<Record<Intl.LDMLPluralRule, string>> = { zero: '=0', one: '=1', two: '=2' }
  const wrong = [...catalogue(name)].flatMap(([key, message]) =>
    elementsOf(message).flatMap(element => {
      if (element.type !== TYPE.plural) return []
      const given = Object.keys(element.options)
      // with `other` alone, or beside exact numbers, nothing is counted: the sentence is the same for all
      if (given.every(option => option === 'other' || option.startsWith('='))) return []
      const missing = forms.filter(form => !given.includes(form) && !given.includes(exactly[form] ?? form))
      return missing.length > 0 ? [`${key}: ${element.value} lacks ${missing.join()}`] : []
    }),
  )
  expect(wrong).toEqual([])
})

const rightToLeft = others.filter(name => languageOf(codeOf(name)).direction === 'rtl')

/** Arguments that stand for what a person or a town wrote, in whatever direction. */
const ownWords = ['town', 'name', 'email', 'subject', 'question', 'note', 'original', 'text', 'device']

test.each(rightToLeft)('%s sets apart what people wrote, so that no full stop jumps', name => {
  const wrong = [...catalogue(name)].flatMap(([key, message]) => {
    const exposed = ownWords.filter(word => message.replaceAll(`\u2068{${word}}\u2069`, '').includes(`{${word}}`))
    return exposed.map(word => `${key}: {${word}}`)
  })
  expect(wrong).toEqual([])
})

const argumentsOf = (message: string): string[] =>
  [
    ...new Set(
      elementsOf(message).flatMap(element =>
        element.type === TYPE.literal || element.type === TYPE.pound ? [] : [(element as { value: string }).value],
      ),
    ),
  ].sort()

/** Every part of a message, those inside its choices too. */
const elementsOf = (message: string): MessageFormatElement[] => parse(message, { ignoreTag: true }).flatMap(withInner)

const withInner = (element: MessageFormatElement): MessageFormatElement[] =>
  element.type === TYPE.plural || element.type === TYPE.select
    ? [element, ...Object.values(element.options).flatMap(option => option.value.flatMap(withInner))]
    : [element]

function codeOf(name: string): string {
  return name.slice(0, -'.json'.length)
}
