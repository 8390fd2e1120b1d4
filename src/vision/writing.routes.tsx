import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, readForm, reading, type SignedIn, writing } from '#platform/web'
import { paths } from './paths.ts'
import { writeSentence } from './sentence.actions.ts'
import { findVision } from './vision.store.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'
import { linkStatement, unlinkStatement } from './voice.actions.ts'
import { WritingDeskPage } from './writing.desk.page.tsx'
import { writingDesk } from './writing.store.ts'
import { addressed, queryIn, type Refused } from './writing.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')

/** The writing desk: what the dialogues have brought beside the text, and the deeds that lead from one to the other. */
export const writingRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(desk.writing.pattern, writers, aboutVision, reading, async c => c.html(await deskPage(c, c.var.db, room)))
    .post(desk.writing.pattern, writers, aboutVision, writing, async c => {
      const { db } = c.var
      const form = await readForm(c)
      const [chapter, text] = [form.text('chapter'), form.text('text')]
      const from = form.has('statement') ? statementIn(form.text('statement')) : undefined
      const written = await writeSentence(db, writingAt(c, c.var.signedIn), { chapter, from, text, explanation: '' })
      if ('number' in written) return c.redirect(placeAfter(c, { sentence: written.number, place: form.text('place') }), 303)
      return c.html(await deskPage(c, db, room, { refusal: written.refusal, from, chapter, text }), 422)
    })
    .post(desk.voices.pattern, writers, aboutVision, writing, async c => {
      const { db } = c.var
      const form = await readForm(c)
      const link = { ...statementIn(form.text('statement')), use: form.text('use') }
      const refusal = await linkStatement(db, writingAt(c, c.var.signedIn), numberIn(c, 'sentence'), link)
      if (refusal) return c.html(await deskPage(c, db, room, { refusal }), 422)
      return c.redirect(placeAfter(c, { sentence: numberIn(c, 'sentence'), place: form.text('place') }), 303)
    })
    .post(desk.voice.pattern, writers, aboutVision, writing, async c => {
      const { db } = c.var
      const sentence = numberIn(c, 'sentence')
      const refusal = await unlinkStatement(db, writingAt(c, c.var.signedIn), sentence, c.req.param('voice') ?? '')
      if (refusal) return c.html(await deskPage(c, db, room, { refusal }), 422)
      return c.redirect(placeAfter(c, { sentence, place: 'leitsatz' }), 303)
    })

/** Read anew: a deed may have changed it since the request came in. */
async function deskPage(c: VisionContext, db: Read, room: Room, refused?: Refused) {
  const vision = (await findVision(db, c.var.vision.slug)) ?? notFound()
  const found = await writingDesk(
    db,
    room.dialogues,
    vision,
    queryIn(name => c.req.query(name)),
    c.var.municipality.fewestToShow,
  )
  return <WritingDeskPage c={c} desk={{ ...found, refused }} />
}

const writingAt = ({ var: { vision, services } }: VisionContext, by: SignedIn) => ({ by, vision: vision.slug, now: services.now() })

/** `dialogue/number`, as the forms of the desk name a statement. */
function statementIn(text: string): { dialogue: string; number: number } {
  const [, dialogue = '', number = ''] = /^([a-z0-9-]+)\/(\d{1,9})$/.exec(text) ?? []
  return { dialogue, number: Number(number) }
}

/** The same view of the desk, with this sentence chosen, at the place where the deed was done. */
function placeAfter(c: VisionContext, { sentence, place }: { sentence: number; place: string }): string {
  const query = { ...queryIn(name => c.req.query(name)), sentence, chapter: undefined }
  const address = desk.writing.to({ town: c.var.municipality.slug, vision: c.var.vision.slug }, addressed(query))
  return /^[a-z0-9-]{1,40}$/.test(place) ? `${address}#${place}` : address
}
