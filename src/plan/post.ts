import { isDay } from './day.ts'
import type { Post } from './money.ts'
import { readYear, type YearRefusal } from './year.ts'

export const longestPostTitle = 200
export const longestGrade = 20
/** Of one measure; a plan of posts longer than this belongs to several measures. */
export const mostPosts = 200

/** Posts of a measure in a year, as they were typed. */
export type PostValues = { title: string; grade: string; year: string; share: string; isFilled: boolean; fundedUntil: string }

export type PostRefusal = YearRefusal | 'grade-missing' | 'too-long' | 'share-wrong' | 'date-unreadable' | 'ends-before-year'
export type PostRefusals = Partial<Record<keyof PostValues, PostRefusal>>

export const emptyPost: PostValues = { title: '', grade: '', year: '', share: '', isFilled: false, fundedUntil: '' }

export const postValuesOf = ({ title, grade, year, hundredths, isFilled, fundedUntil }: Post): PostValues => ({
  title,
  grade,
  year: String(year),
  share: String(hundredths / 100).replace('.', ','),
  isFilled,
  fundedUntil: fundedUntil ?? '',
})

export function judgePost(values: PostValues): Omit<Post, 'id' | 'measureId'> | { refusals: PostRefusals } {
  const refusals: PostRefusals = {}
  const { title, grade, isFilled, fundedUntil } = values
  if (title.length > longestPostTitle) refusals.title = 'too-long'
  if (grade === '') refusals.grade = 'grade-missing'
  else if (grade.length > longestGrade) refusals.grade = 'too-long'
  const year = readYear(values.year)
  if (typeof year !== 'number') refusals.year = year
  const hundredths = readShare(values.share)
  if (!hundredths) refusals.share = 'share-wrong'
  if (fundedUntil !== '' && !isDay(fundedUntil)) refusals.fundedUntil = 'date-unreadable'
  else if (fundedUntil !== '' && typeof year === 'number' && fundedUntil < `${year}`) refusals.fundedUntil = 'ends-before-year'
  if (Object.keys(refusals).length > 0) return { refusals }
  return { title, grade, year: year as number, hundredths: hundredths!, isFilled, fundedUntil: fundedUntil || null }
}

/** Full-time equivalents in hundredths, from `0,5`, `1.25` or `2`; undefined where it is none, or more than a hundred posts. */
function readShare(typed: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed)
  const hundredths = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0
  return hundredths >= 1 && hundredths <= 10_000 ? hundredths : undefined
}
