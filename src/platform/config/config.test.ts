import { expect, test } from 'vitest'
import { type ConfigMistakes, readConfig } from './config.ts'

const mistakesOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return (error as ConfigMistakes).message
      .split('\n')
      .slice(1)
      .map(line => line.trim())
  }
}

test('without any variable a town can start: embedded database in ./data, port 3000, this machine only', () => {
  const config = readConfig({})
  expect(config.database).toMatchObject({ kind: 'embedded', directory: expect.stringMatching(/data$/) })
  expect(config.http).toMatchObject({ host: 'localhost', port: 3000, address: 'http://localhost:3000' })
  expect(config.mail).toBeUndefined()
})

test('all mistakes are told at once, each with the name of its variable', () => {
  const mistakes = mistakesOf({
    LEITBILD_PORT: '70000',
    DATABASE_URL: 'mysql://localhost/x',
    LEITBILD_SMTP: 'smtp://localhost',
    LEITBILD_LOG: 'loud',
    LEITBILD_ADRESS: 'https://example.org',
  })
  const names = mistakes.map(line => line.split(':')[0]).sort()
  expect(names).toEqual(['DATABASE_URL', 'LEITBILD_ADRESS', 'LEITBILD_LOG', 'LEITBILD_MAIL_FROM', 'LEITBILD_PORT'])
})

test('a password in an address is never repeated in a mistake', () => {
  expect(mistakesOf({ DATABASE_URL: 'mysql://me:geheim@localhost/x' }).join()).not.toContain('geheim')
})

test('DATABASE_URL chooses a PostgreSQL server', () => {
  expect(readConfig({ DATABASE_URL: 'postgres://localhost/leitbild' }).database).toMatchObject({ kind: 'postgres', connections: 10 })
})

test('a translation service is named with its protocol and with how much each municipality may have translated', () => {
  const address = { LEITBILD_TRANSLATION: 'https://translate.example.org/' }
  const all = { ...address, LEITBILD_TRANSLATION_PROTOCOL: 'libretranslate', LEITBILD_TRANSLATION_CHARACTERS: '50000' }
  expect(readConfig({}).translation).toBeUndefined()
  expect(readConfig(all).translation).toEqual({
    protocol: 'libretranslate',
    address: 'https://translate.example.org',
    key: undefined,
    charactersPerMonth: 50_000,
  })
  const names = (environment: Record<string, string>) => mistakesOf(environment).map(line => line.split(':')[0])
  expect(names(address)).toEqual(['LEITBILD_TRANSLATION_PROTOCOL', 'LEITBILD_TRANSLATION_CHARACTERS'])
  expect(names({ ...all, LEITBILD_TRANSLATION_PROTOCOL: 'deepl' })).toEqual(['LEITBILD_TRANSLATION_KEY'])
  expect(names({ LEITBILD_TRANSLATION_KEY: 'geheim' })).toEqual(['LEITBILD_TRANSLATION_KEY'])
  expect(mistakesOf({ LEITBILD_TRANSLATION_KEY: 'geheim' }).join()).not.toContain('geheim')
})

test('a council information system in the town’s own network is named by its origin', () => {
  expect(readConfig({}).councilSystem).toBeUndefined()
  expect(readConfig({ LEITBILD_COUNCIL_SYSTEM: 'http://rat.intern:8080/oparl/' }).councilSystem).toBe('http://rat.intern:8080')
  expect(mistakesOf({ LEITBILD_COUNCIL_SYSTEM: 'rat.intern' })).toHaveLength(1)
})
