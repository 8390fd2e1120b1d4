import { sameName } from './slug.ts'

/** The two lists a town sorts its measures by and writes itself: action fields and target groups. */
export const fieldLists = ['field', 'group'] as const
export type FieldList = (typeof fieldLists)[number]

/** An action field or a target group, and how many goals and measures stand in it. */
export type ListedField = { id: string; slug: string; name: string; goals: number; measures: number }

export type FieldRefusal = 'name-missing' | 'name-too-long' | 'name-taken' | 'too-many' | 'in-use' | 'changed-meanwhile'

export const longestFieldName = 100
/** More than this nobody finds their way in, and no matrix shows. */
export const mostFields = 40

/** Checks a name against those of the others in its list. */
export function judgeFieldName(name: string, others: readonly Pick<ListedField, 'name'>[]): FieldRefusal | undefined {
  if (name === '') return 'name-missing'
  if (name.length > longestFieldName) return 'name-too-long'
  return others.some(other => sameName(other.name, name)) ? 'name-taken' : undefined
}

export const isInUse = ({ goals, measures }: Pick<ListedField, 'goals' | 'measures'>) => goals + measures > 0

/** The ids with this one moved one place; at the end of the row it stays. */
export function moved(ids: readonly string[], id: string, direction: 'up' | 'down'): string[] {
  const from = ids.indexOf(id)
  const to = from + (direction === 'up' ? -1 : 1)
  if (from < 0 || to < 0 || to >= ids.length) return [...ids]
  return ids.with(from, ids[to]!).with(to, id)
}
