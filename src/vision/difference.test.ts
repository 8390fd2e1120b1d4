import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DifferencePart, differenceOf } from './difference.ts'

const textOf = (parts: readonly DifferencePart[], kinds: readonly DifferencePart['kind'][]) =>
  parts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join('')

test('a difference reads as one change where words that belong together were replaced', () => {
  expect(differenceOf('Niemand wartet vier Wochen.', 'Niemand wartet zwei Monate.', 'de')).toEqual([
    { kind: 'kept', text: 'Niemand wartet ' },
    { kind: 'removed', text: 'vier Wochen' },
    { kind: 'added', text: 'zwei Monate' },
    { kind: 'kept', text: '.' },
  ])
})

test('texts that have little in common stand one after the other', () => {
  const [before, after] = ['Niemand wartet auf einen Kurs.', 'Alle, die neu hier sind, bekommen sofort einen Platz.']
  expect(differenceOf(before, after, 'de')).toEqual([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ])
})

test('texts without spaces between words are compared word by word too', () => {
  expect(differenceOf('我们喜欢公园', '我们喜欢图书馆', 'zh').filter(({ kind }) => kind === 'kept')).not.toEqual([])
})

test('both texts can be read from their difference', () => {
  const word = fc.constantFrom('Bus', 'Zug', 'fährt', 'immer', ' ', '  ', '\n', '.', ',', 'öfter', 'حافلة', '👩‍👧')
  const anyText = fc.oneof(
    fc.array(word, { maxLength: 14 }).map(words => words.join('')),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  )
  fc.assert(
    fc.property(anyText, anyText, fc.constantFrom('de', 'ar', 'uk'), (before, after, language) => {
      const parts = differenceOf(before, after, language)
      expect(textOf(parts, ['kept', 'removed'])).toBe(before)
      expect(textOf(parts, ['kept', 'added'])).toBe(after)
      expect(parts.every(({ text }) => text !== '')).toBe(true)
    }),
  )
})
