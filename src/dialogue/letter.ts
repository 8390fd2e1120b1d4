import { type CodeMark, newMarkedCode } from './letter.code.ts'

/** One round of letters: more than any small town has households. */
export const mostLetters = 20_000

export type LettersRefusal = 'count-missing' | 'count-out-of-range'

/** How many letters are wanted. */
export function readCount(typed: string): number | LettersRefusal {
  if (typed === '') return 'count-missing'
  const count = /^\d{1,6}$/.test(typed) ? Number(typed) : 0
  return count >= 1 && count <= mostLetters ? count : 'count-out-of-range'
}

/** So many different codes. */
export function newCodes(count: number, mark: CodeMark): string[] {
  const codes = new Set<string>()
  while (codes.size < count) codes.add(newMarkedCode(mark))
  return [...codes]
}

/** For a mail merge: one line a letter, readable for spreadsheets in any language. Codes and addresses need no quotes. */
export const mergeFile = (codes: readonly string[], address: string) =>
  ['code,address', ...codes.map(code => `${code},${address}`)].map(line => `${line}\r\n`).join('')
