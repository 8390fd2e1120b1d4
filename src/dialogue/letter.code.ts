import { randomInt } from 'node:crypto'

/** Digits and capital letters that nobody takes for each other: no 0 O, 1 I, U V. 31 of them, a prime, as the check character needs. */
export const alphabet = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'
const letters = 11
/** 31¹¹ codes: with 20,000 of them out, one guess in a trillion is right. */
export const codeLength = letters + 1

/** A new code as printed: 7KQ2-MXW9-HB4T. The last character checks the others. */
export function newCode(): string {
  const code = Array.from({ length: letters }, () => alphabet[randomInt(alphabet.length)]).join('')
  return printed(code + checkCharacter(code))
}

const printed = (code: string) => code.replace(/(.{4})(?=.)/g, '$1-')

/** A code as somebody typed it, in the one form that is hashed; undefined if it is mistyped. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s\-–—.]/g, '')
  const isReadable = code.length === codeLength && [...code].every(letter => alphabet.includes(letter))
  return isReadable && checkCharacter(code.slice(0, letters)) === code[letters] ? code : undefined
}

/** Weighted sum modulo 31: every wrong character and every two swapped ones are noticed, because 31 is a prime. */
function checkCharacter(code: string): string {
  const sum = [...code].reduce((sum, letter, place) => sum + (place + 2) * alphabet.indexOf(letter), 0)
  return alphabet[sum % alphabet.length]!
}
