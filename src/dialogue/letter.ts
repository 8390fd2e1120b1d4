import { newCode } from './letter.code.ts'

/** One round of letters: more than any small town has households. */
export const mostLetters = 20_000

/** As many as a browser prints at once: each letter carries a picture of its own. */
export const mostPrinted = 1000

export type LettersRefusal = 'count-missing' | 'count-out-of-range' | 'count-too-many-to-print'

/** `isFile`: codes for a mail merge instead of letters. */
export type LettersWish = { count: string; isFile: boolean }

/** How many letters are wanted. */
export function readCount({ count: typed, isFile }: LettersWish): number | LettersRefusal {
  if (typed === '') return 'count-missing'
  const count = /^\d{1,6}$/.test(typed) ? Number(typed) : 0
  if (count < 1 || count > mostLetters) return 'count-out-of-range'
  return isFile || count <= mostPrinted ? count : 'count-too-many-to-print'
}

/** The address to which a code leads by itself. Browsers keep what stands behind the #: no server and no log reads the code on its way. */
export const addressWith = (address: string, code: string) => `${address}#${code}`

/** So many different codes. */
export function newCodes(count: number): string[] {
  const codes = new Set<string>()
  while (codes.size < count) codes.add(newCode())
  return [...codes]
}

/** For a mail merge: one line a letter, readable for spreadsheets in any language. Codes and addresses need no quotes. */
export const mergeFile = (codes: readonly string[], address: string) =>
  ['code,address,link', ...codes.map(code => `${code},${address},${addressWith(address, code)}`)].map(line => `${line}\r\n`).join('')
