import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { chaptersOf, orderChapters, putChapter, removeChapter, renameChapter } from './chapter.store.ts'
import { type ChapterRefusal, judgeChapterTitle, mostChapters, moved } from './chapter.ts'
import { lockVision, touchVision } from './vision.store.ts'
import { isWritable, type Vision } from './vision.ts'

type At = { by: SignedIn; vision: string }

/** Adds a chapter at the end. */
export async function addChapter(db: Write, at: At, title: string): Promise<ChapterRefusal | undefined> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const refusal = judgeChapterTitle(title)
  if (refusal) return refusal
  const chapters = await chaptersOf(db, vision.id)
  if (chapters.length >= mostChapters) return 'too-many-chapters'
  await putChapter(db, vision.id, { id: randomUUID(), title, position: (chapters.at(-1)?.position ?? 0) + 1 })
  return noted(db, at, vision, 'chapter-added', title)
}

export async function retitleChapter(
  db: Write,
  at: At,
  id: string,
  { title, seen }: { title: string; seen: string },
): Promise<ChapterRefusal | undefined> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const chapter = (await chaptersOf(db, vision.id)).find(each => each.id === id) ?? notFound()
  const refusal = judgeChapterTitle(title)
  if (refusal) return refusal
  if (chapter.title === title) return undefined
  if (chapter.title !== seen) return 'changed-meanwhile'
  await renameChapter(db, id, title)
  return noted(db, at, vision, 'chapter-renamed', title)
}

export async function moveChapter(db: Write, at: At, id: string, direction: 'up' | 'down'): Promise<ChapterRefusal | undefined> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const chapters = await chaptersOf(db, vision.id)
  const chapter = chapters.find(each => each.id === id) ?? notFound()
  await orderChapters(
    db,
    vision.id,
    moved(
      chapters.map(each => each.id),
      id,
      direction,
    ),
  )
  return noted(db, at, vision, 'chapter-moved', chapter.title)
}

/** Removes an empty chapter; one always stays, for sentences stand in chapters. */
export async function dropChapter(db: Write, at: At, id: string): Promise<ChapterRefusal | undefined> {
  const vision = await lockForWriting(db, at.vision)
  if (typeof vision === 'string') return vision
  const chapters = await chaptersOf(db, vision.id)
  const chapter = chapters.find(each => each.id === id) ?? notFound()
  if (chapter.sentences > 0) return 'chapter-not-empty'
  const heir = chapters.find(each => each.id !== id)
  if (!heir) return 'last-chapter'
  await removeChapter(db, id, heir.id)
  return noted(db, at, vision, 'chapter-removed', chapter.title)
}

/** The vision, held until the transaction ends; what was adopted changes only through a revision. */
export async function lockForWriting(db: Write, slug: string): Promise<Vision | 'is-adopted'> {
  const vision = (await lockVision(db, slug)) ?? notFound()
  return isWritable(vision) ? vision : 'is-adopted'
}

async function noted(db: Write, { by }: At, { id, slug }: Vision, deed: string, chapter: string): Promise<undefined> {
  await touchVision(db, id)
  await note(db, { personId: by.personId, deed, subject: slug, details: { chapter } })
}
