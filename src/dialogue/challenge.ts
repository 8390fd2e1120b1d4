import { createHmac } from 'node:crypto'
import { signerFor } from '#platform/web'

/** A sum to be done in one's head: easy for a person, and each script would have to be written for it. */
export type Question = { first: number; second: number; token: string }

export type Challenges = {
  /** A new question for the pseudonym that is about to vote for the first time. */
  ask(participant: string, municipality: string, now: Date): Question
  /**
   * The pseudonym whose question this is and whether the answer is right; undefined for a question that is not this town's or has lapsed.
   * After a wrong answer a question is worth nothing any more.
   */
  judge(token: string, municipality: string, answer: string, now: Date): { participant: string; isRight: boolean } | undefined
}

/** Numbers that have one short word of their own in every language. */
const [least, most] = [2, 12]
const answerMinutes = 30

/**
 * The token names the pseudonym and the end of its time; the numbers follow from it by a key, so that it does not tell them. Right answers
 * let in one pseudonym each, however often they are sent. Wrong ones are remembered, in memory, until their question has lapsed.
 */
export function challenges(secret: Buffer): Challenges {
  const tokens = signerFor(secret, 'challenge')
  const key = createHmac('sha256', secret).update('challenge numbers').digest()
  const spent = new Map<string, number>()

  const numbersOf = (text: string) => {
    const bytes = createHmac('sha256', key).update(text).digest()
    return [bytes.readUInt32BE(0), bytes.readUInt32BE(4)].map(value => least + (value % (most - least + 1))) as [number, number]
  }
  const forgetLapsed = (now: Date) => {
    for (const [text, until] of spent) if (until <= now.getTime()) spent.delete(text)
  }

  return {
    ask: (participant, municipality, now) => {
      const text = `${participant}.${municipality}.${now.getTime() + answerMinutes * 60_000}.${crypto.randomUUID().slice(0, 8)}`
      const [first, second] = numbersOf(text)
      return { first, second, token: tokens.sign(text) }
    },
    judge: (token, municipality, answer, now) => {
      const text = tokens.open(token)
      const [participant, town, until] = text?.split('.') ?? []
      if (!text || !participant || town !== municipality || !(Number(until) > now.getTime())) return undefined
      const [first, second] = numbersOf(text)
      const isRight = !spent.has(text) && numberIn(answer) === first + second
      if (!isRight) {
        forgetLapsed(now)
        spent.set(text, Number(until))
      }
      return { participant, isRight }
    },
  }
}

/** A whole number in European, Arabic or Persian digits. */
function numberIn(text: string): number | undefined {
  const digits = text.trim().replace(/[٠-٩۰-۹]/g, digit => String(digit.charCodeAt(0) & 0xf))
  return /^\d{1,3}$/.test(digits) ? Number(digits) : undefined
}
