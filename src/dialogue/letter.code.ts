import { randomInt } from 'node:crypto'

/** Digits and capital letters that nobody takes for each other: no 0 O, 1 I, U V. 31 of them, a prime, as the check character needs. */
export const alphabet = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'
/** One-time codes of so many random characters and one that checks them. */
export const codesOf = (letters: number) => ({
  length: letters + 1,
  /** A new code as printed: 7KQ2-MXW9-HB4T. The last character checks the others. */
  create(): string {
    const code = Array.from({ length: letters }, () => alphabet[randomInt(alphabet.length)]).join('')
    return printed(code + checkCharacter(code))
  },
  /** A code as somebody typed it, in the one form that is hashed; undefined if it is mistyped. */
  read(typed: string): string | undefined {
    const code = typed.toUpperCase().replace(/[\s\-–—.]/g, '')
    const isReadable = code.length === letters + 1 && [...code].every(letter => alphabet.includes(letter))
    return isReadable && checkCharacter(code.slice(0, letters)) === code[letters] ? code : undefined
  },
})

/** 31¹¹ codes: with 20,000 of them out, one guess in a trillion is right. */
export const { length: codeLength, create: newCode, read: readCode } = codesOf(11)

/** A code in groups of four, as it stands on paper. */
export const printed = (code: string) => code.replace(/(.{4})(?=.)/g, '$1-')

/** Weighted sum modulo 31: every wrong character and every two swapped ones are noticed, because 31 is a prime. */
function checkCharacter(code: string): string {
  const sum = [...code].reduce((sum, letter, place) => sum + (place + 2) * alphabet.indexOf(letter), 0)
  return alphabet[sum % alphabet.length]!
}
