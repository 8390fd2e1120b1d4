import { Hono } from 'hono'
import { asStaff } from '#platform/people'
import { BadRequest, type Posted, readForm, reading, writing } from '#platform/web'
import { addChapter, dropChapter, moveChapter, retitleChapter } from './chapter.actions.ts'
import { ChaptersPage } from './chapter.desk.page.tsx'
import { chaptersOf } from './chapter.store.ts'
import type { ChapterRefusal } from './chapter.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')

export const chapterRoutes = (_room: Room) =>
  new Hono<InVision>()
    .get(desk.chapters.pattern, writers, aboutVision, reading, async c => {
      const chapters = await chaptersOf(c.var.db, c.var.vision.id)
      return c.html(<ChaptersPage c={c} desk={{ chapters, done: c.req.query('fertig') !== undefined }} />)
    })
    .post(desk.chapters.pattern, writers, aboutVision, writing, async c => {
      const { db, signedIn, vision } = c.var
      const title = (await readForm(c)).text('title')
      const refusal = await addChapter(db, { by: signedIn, vision: vision.slug }, title)
      if (!refusal) return c.redirect(doneAt(c), 303)
      return c.html(
        <ChaptersPage c={c} desk={{ chapters: await chaptersOf(db, vision.id), refused: { chapter: 'new', title, refusal } }} />,
        statusOf(refusal),
      )
    })
    .post(desk.chapter.pattern, writers, aboutVision, writing, async c => {
      const { db, signedIn, vision } = c.var
      const form = await readForm(c)
      const chapter = c.req.param('chapter')
      const refusal = await judgedDeed(form)(db, { by: signedIn, vision: vision.slug }, chapter)
      if (!refusal) return c.redirect(doneAt(c), 303)
      const refused = { chapter, title: form.text('title'), refusal }
      return c.html(<ChaptersPage c={c} desk={{ chapters: await chaptersOf(db, vision.id), refused }} />, statusOf(refusal))
    })

type Deed = (
  db: Parameters<typeof dropChapter>[0],
  at: Parameters<typeof dropChapter>[1],
  id: string,
) => Promise<ChapterRefusal | undefined>

function judgedDeed(form: Posted): Deed {
  const deed = form.text('deed')
  if (deed === 'rename') return (db, at, id) => retitleChapter(db, at, id, { title: form.text('title'), seen: form.text('seen') })
  if (deed === 'up' || deed === 'down') return (db, at, id) => moveChapter(db, at, id, deed)
  if (deed === 'remove') return dropChapter
  throw new BadRequest('value-unknown')
}

const statusOf = (refusal: ChapterRefusal) => (refusal === 'changed-meanwhile' ? 409 : 422)

const doneAt = (c: VisionContext) => desk.chapters.to({ town: c.var.municipality.slug, vision: c.var.vision.slug }, { fertig: 1 })
