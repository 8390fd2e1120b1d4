export const answers = ['agree', 'pass', 'disagree'] as const
export type Answer = (typeof answers)[number]

/** As stored, and as Pol.is exports have it: +1 agrees. */
export type AnswerCode = 1 | 0 | -1
export const codeOf: Record<Answer, AnswerCode> = { agree: 1, pass: 0, disagree: -1 }
export const answerOf = (code: AnswerCode): Answer => (code === 1 ? 'agree' : code === -1 ? 'disagree' : 'pass')
export const isAnswer = (text: string): text is Answer => answers.includes(text as Answer)

export type Tally = Record<Answer, number>

/** Share who agree among those who took a side; passing is an answer, not a side. Undefined below `fewest` sides. */
export function agreement({ agree, disagree }: Tally, fewest: number): number | undefined {
  const sides = agree + disagree
  return sides < fewest ? undefined : agree / sides
}

export type VoteRefusal = 'answer-missing' | 'dialogue-closed' | 'statement-gone' | 'level-missing'
