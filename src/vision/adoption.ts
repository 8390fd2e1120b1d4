import { type ConsultationStep, hasAgreed } from './sequence.ts'
import type { Adoption, VersionContent } from './version.ts'
import type { Vision, VisionText } from './vision.ts'

/** A step by which a body can have adopted a vision: it was to decide, has agreed, and one can look it up. */
export type DecisionStep = ConsultationStep & { meetsOn: string }

/** The decisions a vision can be adopted by; those by which one was adopted already do not count again. */
export const decisionsIn = (steps: readonly ConsultationStep[], adoptions: readonly Adoption[]): DecisionStep[] =>
  steps.filter(
    (step): step is DecisionStep =>
      step.role === 'decision' &&
      hasAgreed(step.result) &&
      step.meetsOn !== null &&
      step.body !== '' &&
      step.resolutionNumber !== '' &&
      !isSettled(step, adoptions),
  )

/** A version was adopted by it: what a resolution was does not change any more. */
export const isSettled = (step: ConsultationStep, adoptions: readonly Adoption[]) =>
  step.role === 'decision' &&
  adoptions.some(
    ({ adoptedOn, body, resolutionNumber }) =>
      adoptedOn === step.meetsOn && body === step.body && resolutionNumber === step.resolutionNumber,
  )

export const longestOpenPointsReason = 1000
export const longestVersionName = 120

export type AdoptionWish = { step: string; name: string; openPointsReason: string; isSure: boolean }

export type AdoptionRefusal =
  | 'no-decision'
  | 'step-missing'
  | 'not-deliberated'
  | 'already-adopted'
  | 'name-missing'
  | 'name-too-long'
  | 'reason-too-long'
  | 'open-points'
  | 'not-publishable'
  | 'not-sure'

/** The decision a vision is adopted by, or what stands against it. */
export function judgeAdoption(
  { phase }: Pick<Vision, 'phase'>,
  decisions: readonly DecisionStep[],
  wish: AdoptionWish,
): DecisionStep | AdoptionRefusal {
  if (phase === 'adopted') return 'already-adopted'
  if (phase !== 'deliberation') return 'not-deliberated'
  if (decisions.length === 0) return 'no-decision'
  const decision = decisions.find(({ id }) => id === wish.step)
  if (!decision) return 'step-missing'
  if (wish.name === '') return 'name-missing'
  if (wish.name.length > longestVersionName) return 'name-too-long'
  if (wish.openPointsReason.length > longestOpenPointsReason) return 'reason-too-long'
  return wish.isSure ? decision : 'not-sure'
}

/** Whether somebody who reads the text finds another one than what was published; explanations are no part of what is adopted. */
export function differs(
  { title, preamble }: Pick<Vision, 'title' | 'preamble'>,
  { chapters }: VisionText,
  published: VersionContent,
): boolean {
  const wordsOf = (chapters: readonly { title: string; sentences: readonly { number: number; text: string }[] }[]) =>
    chapters.map(({ title, sentences }) => [title, ...sentences.map(({ number, text }) => [number, text])])
  const now = [title, preamble, wordsOf(chapters.filter(({ sentences }) => sentences.length > 0))]
  const then = [published.title, published.preamble, wordsOf(published.chapters.filter(({ sentences }) => sentences.length > 0))]
  return JSON.stringify(now) !== JSON.stringify(then)
}
