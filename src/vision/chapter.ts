export const longestChapterTitle = 120
/** More than this nobody finds their way in. */
export const mostChapters = 60

export type ChapterRefusal =
  | 'title-missing'
  | 'title-too-long'
  | 'too-many-chapters'
  | 'chapter-not-empty'
  | 'last-chapter'
  | 'changed-meanwhile'
  | 'is-adopted'

export function judgeChapterTitle(title: string): 'title-missing' | 'title-too-long' | undefined {
  if (title === '') return 'title-missing'
  return title.length > longestChapterTitle ? 'title-too-long' : undefined
}

/** The ids with this one moved one place; at the end of the row it stays. */
export function moved(ids: readonly string[], id: string, direction: 'up' | 'down'): string[] {
  const from = ids.indexOf(id)
  const to = Math.min(ids.length - 1, Math.max(0, from + (direction === 'up' ? -1 : 1)))
  const others = ids.filter(each => each !== id)
  return from < 0 ? [...ids] : [...others.slice(0, to), id, ...others.slice(to)]
}
