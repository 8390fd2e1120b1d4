import { lengthOf } from '#dialogue'
import { longestContribution } from './contribution.ts'

/** How a sentence reads, as somebody typed it. */
export type Wording = { text: string; explanation: string }
export type WordingRefusal = 'text-missing' | 'text-too-long' | 'explanation-too-long'

/** A sentence has as much room as an amendment of it. */
export const longestInSentence = { text: longestContribution, explanation: 3000 }
/** Far more than any town has adopted; beyond it a page of the text would be slow. */
export const mostSentences = 1000

export function judgeWording({ text, explanation }: Wording): WordingRefusal | undefined {
  if (text === '') return 'text-missing'
  if (lengthOf(text) > longestInSentence.text) return 'text-too-long'
  if (lengthOf(explanation) > longestInSentence.explanation) return 'explanation-too-long'
}

/** `seen`: as the form showed it. */
export const isSame = (seen: Wording, now: Wording) => seen.text === now.text && seen.explanation === now.explanation
