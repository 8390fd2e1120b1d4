import { describe, expect, test } from 'vitest'
import { allowedDecisions, judgeText, lengthOf, standingOf, tidied, wordingOf } from './statement.ts'

describe('the length of a statement', () => {
  test('counts characters as people see them', () => {
    expect(lengthOf('Bänke')).toBe(5)
    expect(lengthOf('Ba\u0308nke')).toBe(5)
    expect(lengthOf('👨‍👩‍👧‍👦 und 🏴󠁧󠁢󠁳󠁣󠁴󠁿')).toBe(7)
    expect(lengthOf('👩🏻‍❤️‍💋‍👨🏿')).toBe(1)
    expect(lengthOf('Більше лавок')).toBe(12)
  })

  test('counts every mark where somebody stacks them to the ceiling', () => {
    expect(lengthOf(`a${'\u0301'.repeat(500)}`)).toBe(501)
  })

  test('may be the limit and not one more', () => {
    expect(judgeText(`${'👍'.repeat(39)}a`, 40)).toBeUndefined()
    expect(judgeText(`${'👍'.repeat(40)}a`, 40)).toBe('text-too-long')
  })
})

test('what holds no word is no statement', () => {
  expect(judgeText('', 140)).toBe('text-missing')
  expect(judgeText('?! 👍 …', 140)).toBe('text-missing')
})

test('a statement stands on one line, without characters that turn the writing round', () => {
  expect(tidied('  Mehr\r\n Bänke\t\u202eim\u200b Park\u0007 ')).toBe('Mehr Bänke im Park')
})

test('joiners that Persian and emoji need stay', () => {
  expect(tidied('می‌خواهم 👨‍👩‍👧')).toBe('می‌خواهم 👨‍👩‍👧')
})

test('case, spaces and the last mark make no other statement; a question is another', () => {
  expect(wordingOf('mehr  BÄNKE! ')).toBe(wordingOf('Mehr Bänke.'))
  expect(wordingOf('Mehr Bänke?')).not.toBe(wordingOf('Mehr Bänke.'))
})

test('what a resident added and nobody has looked at is unchecked; seeds and imports need no look', () => {
  const shown = { state: 'approved', decidedAt: null } as const
  expect(standingOf({ ...shown, origin: 'resident' })).toBe('unchecked')
  expect(standingOf({ ...shown, origin: 'seed' })).toBe('approved')
  expect(standingOf({ ...shown, origin: 'resident', decidedAt: new Date() })).toBe('approved')
})

test('every decision can be taken back', () => {
  for (const state of ['approved', 'rejected', 'merged'] as const) expect(allowedDecisions[state]).toContain('pending')
})
