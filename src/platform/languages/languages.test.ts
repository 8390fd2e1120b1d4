import { expect, test } from 'vitest'
import { interfaceLanguages, languageOf, preferredLanguage, publicLanguages, translatorFor } from './languages.ts'

const names = (languages: readonly { name: string }[]) => languages.map(({ name }) => name)

test('languages stand in the order of the towns: German, easy German, English, Ukrainian, Arabic, then by their own names', () => {
  const asked = ['de', 'de-simple', 'en', 'uk', 'ar'].filter(code => interfaceLanguages.some(language => language.code === code))
  expect(interfaceLanguages.map(({ code }) => code)).toEqual(asked)
  expect(names(publicLanguages).slice(asked.length)).toEqual(['Français', 'Polski', 'Română', 'Türkçe', 'Русский', 'فارسی'])
})

test('no browser chooses easy German for its user, not even one that asks for it by name', () => {
  expect(preferredLanguage('de-DE,de;q=0.9', interfaceLanguages)).toBe('de')
  expect(preferredLanguage('de-simple,en;q=0.5', interfaceLanguages)).toBe('de')
  expect(preferredLanguage('de-simple', [languageOf('de-simple')])).toBeUndefined()
})

test('easy German counts and dates like German', () => {
  const { locale, direction } = languageOf('de-simple')
  expect([new Intl.NumberFormat(locale).format(1234.5), direction]).toEqual(['1.234,5', 'ltr'])
})

test('Arabic and Farsi run from right to left, with the digits and the calendar everybody in town goes by', () => {
  for (const code of ['ar', 'fa']) {
    const { locale, direction } = languageOf(code)
    expect(direction).toBe('rtl')
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date('2026-11-22'))
    expect(date).toContain('2026')
    expect(date).toContain('22')
    expect(new Intl.NumberFormat(locale).format(1234)).toBe('1,234')
  }
  expect(translatorFor('fa')('dialogue.home.participants', { count: 380 })).toContain('380')
})

test.each([
  ['de', ['1 Aussage', '2 Aussagen', '5 Aussagen', '21 Aussagen']],
  ['de-simple', ['1 Aussage', '2 Aussagen', '5 Aussagen', '21 Aussagen']],
  ['en', ['1 statement', '2 statements', '5 statements', '21 statements']],
  ['ru', ['1 высказывание', '2 высказывания', '5 высказываний', '21 высказывание']],
  ['pl', ['1 wypowiedź', '2 wypowiedzi', '5 wypowiedzi', '21 wypowiedzi']],
  ['ro', ['1 afirmație', '2 afirmații', '5 afirmații', '21 de afirmații']],
  ['fr', ['1 proposition', '2 propositions', '5 propositions', '21 propositions']],
  ['tr', ['1 görüş', '2 görüş', '5 görüş', '21 görüş']],
  ['fa', ['1 نظر', '2 نظر', '5 نظر', '21 نظر']],
])('%s counts statements by its own rules', (code, counted) => {
  expect([1, 2, 5, 21].map(count => translatorFor(code)('dialogue.home.statements', { count }))).toEqual(counted)
})

test('a sentence a language does not have is said in German, with German numbers', () => {
  expect(translatorFor('fr')('dialogue.refusal.length-out-of-range', { least: 20, most: 1000 })).toBe(
    'Bitte eine ganze Zahl zwischen 20 und 1.000.',
  )
})
