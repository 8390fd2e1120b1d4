import { createHmac, randomInt } from 'node:crypto'

/** Digits and capital letters that nobody takes for each other: no 0 O, 1 I, U V. 31 of them, a prime, as the check character needs. */
export const alphabet = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'
const letters = 11
const markLetters = 4
/** 31¹¹ codes, for whoever does not know the key of the marks: with 20,000 of them out, one guess in a trillion is right. */
export const codeLength = letters + 1

/** A new code as printed: 7KQ2-MXW9-HB4T. The last character checks the others. */
export const newCode = (): string => printed(withCheck(random(letters)))

/** A mark that only we can make of the beginning of a code (HMAC-SHA-256), so that a code that was ours is known though nothing of it is kept. */
export type CodeMark = (start: string) => string

export const codeMarks = (secret: Buffer, dialogue: string): CodeMark => {
  const key = createHmac('sha256', secret).update(`letter ${dialogue}`).digest()
  return start => {
    const digest = createHmac('sha256', key).update(start).digest()
    return Array.from({ length: markLetters }, (_, place) => alphabet[digest.readUInt32BE(4 * place) % alphabet.length]).join('')
  }
}

export function newMarkedCode(mark: CodeMark): string {
  const start = random(letters - markLetters)
  return printed(withCheck(start + mark(start)))
}

/** Whether a code was made with this mark. */
export const bearsMark = (code: string, mark: CodeMark) =>
  code.slice(letters - markLetters, letters) === mark(code.slice(0, letters - markLetters))

const random = (length: number) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
const withCheck = (code: string) => code + checkCharacter(code)

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
