import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { projectRoot } from '#platform/config'
import { flatten } from '#platform/languages'

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

function argumentsOf(message: string): string[] {
  const names = new Set<string>()
  const visit = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type !== TYPE.literal && element.type !== TYPE.pound) names.add((element as { value: string }).value)
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) visit(option.value)
    }
  }
  visit(parse(message, { ignoreTag: true }))
  return [...names].sort()
}
