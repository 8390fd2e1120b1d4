import { createHmac, createSecretKey } from 'node:crypto'

/**
 * What people may be asked about themselves after voting; the parts of town come from the dialogue. Never origin, nationality or religion
 * (GDPR Article 9, and nobody's business here).
 */
export const voluntaryQuestions = {
  age: ['under-18', '18-29', '30-44', '45-59', '60-74', '75-plus'],
  part: [],
  years: ['under-2', '2-9', '10-24', '25-plus'],
  gender: ['female', 'male', 'diverse'],
  language: ['german', 'german-and-other', 'other'],
} as const satisfies Record<string, readonly string[]>

export type VoluntaryQuestion = keyof typeof voluntaryQuestions
export const questionNames = Object.keys(voluntaryQuestions) as VoluntaryQuestion[]

/** What a dialogue asks, in the order of the table above; `parts`: names of the parts of town, as people call them. */
export type VoluntarySetup = { questions: readonly VoluntaryQuestion[]; parts: readonly string[] }
export const noQuestions: VoluntarySetup = { questions: [], parts: [] }

export const categoriesOf = (question: VoluntaryQuestion, { parts }: Pick<VoluntarySetup, 'parts'>): readonly string[] =>
  question === 'part' ? parts : voluntaryQuestions[question]

/** What one person said, by question; a question that was skipped is missing. */
export type VoluntaryAnswers = Partial<Record<VoluntaryQuestion, string>>

export type SetupRefusal = 'parts-missing' | 'parts-too-many' | 'part-too-long' | 'part-twice'

export const mostParts = 30
export const longestPart = 60

/** The wish of a form as a setup: one part of town a line. */
export function judgeSetup(questions: readonly string[], parts: string): VoluntarySetup | SetupRefusal {
  const names = parts.split('\n').map(name => name.trim()).filter(Boolean) // biome-ignore format: one chain
  const wanted = questionNames.filter(name => questions.includes(name))
  if (wanted.includes('part') && names.length < 2) return 'parts-missing'
  if (names.length > mostParts) return 'parts-too-many'
  if (names.some(name => name.length > longestPart)) return 'part-too-long'
  if (new Set(names).size < names.length) return 'part-twice'
  return { questions: wanted, parts: names }
}

/** What was ticked, as far as it was asked. */
export function readAnswers(setup: VoluntarySetup, chosen: (question: VoluntaryQuestion) => string): VoluntaryAnswers {
  const given = setup.questions.map(question => [question, chosen(question)] as const)
  return Object.fromEntries(given.filter(([question, category]) => categoriesOf(question, setup).includes(category)))
}

/** The name under which a participant's answers stand; without the instance's secret nobody can make it from the participant's id. */
export function voluntaryPseudonyms(secret: Buffer, dialogue: string): (participant: string) => string {
  const key = createSecretKey(createHmac('sha256', secret).update(`voluntary ${dialogue}`).digest())
  return participant => createHmac('sha256', key).update(participant).digest('base64url')
}
