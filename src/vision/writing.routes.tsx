import { Hono } from 'hono'
import { tidied } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, type Posted, readForm, reading, type SignedIn, writing } from '#platform/web'
import { paths } from './paths.ts'
import { editSentence, writeSentence } from './sentence.actions.ts'
import { findVision } from './vision.store.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'
import { linkStatement, unlinkStatement } from './voice.actions.ts'
import { WritingDeskPage } from './writing.desk.page.tsx'
import { writingDesk } from './writing.store.ts'
import { addressed, queryIn, type Refused } from './writing.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')

/** A request by somebody who may write. */
type WriterContext = VisionContext & { readonly var: { db: Write; signedIn: SignedIn } }

/** The writing desk: what the dialogues have brought beside the text, and the deeds that lead from one to the other. */
export const writingRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(desk.writing.pattern, writers, aboutVision, reading, async c => c.html(await deskPage(c, c.var.db, room)))
    .post(desk.writing.pattern, writers, aboutVision, writing, async c => {
      const { db } = c.var
      const form = await readForm(c)
      if (form.has('sentence')) return reword(c, room, form)
      const [chapter, text] = [form.text('chapter'), tidied(form.text('text'))]
      const from = form.has('statement') ? statementIn(form.text('statement')) : undefined
      const written = await writeSentence(db, writingAt(c), { chapter, from, text, explanation: '' })
      if ('number' in written) return c.redirect(placeAfter(c, { sentence: written.number, place: form.text('place') }), 303)
      return c.html(await deskPage(c, db, room, { refusal: written.refusal, from, chapter, text }), 422)
    })
    .post(desk.voices.pattern, writers, aboutVision, writing, async c => {
      const { db } = c.var
      const form = await readForm(c)
      const link = { ...statementIn(form.text('statement')), use: form.text('use') }
      const refusal = await linkStatement(db, writingAt(c), numberIn(c, 'sentence'), link)
      if (refusal) return c.html(await deskPage(c, db, room, { refusal }), 422)
      return c.redirect(placeAfter(c, { sentence: numberIn(c, 'sentence'), place: form.text('place') }), 303)
    })
    .post(desk.voice.pattern, writers, aboutVision, writing, async c => {
      const { db } = c.var
      const sentence = numberIn(c, 'sentence')
      const refusal = await unlinkStatement(db, writingAt(c), sentence, c.req.param('voice') ?? '')
      if (refusal) return c.html(await deskPage(c, db, room, { refusal }), 422)
      return c.redirect(placeAfter(c, { sentence, place: 'leitsatz' }), 303)
    })

/** How the chosen sentence reads is changed where one stands; its explanation stays. */
async function reword(c: WriterContext, room: Room, form: Posted) {
  const number = Number(/^\d{1,9}$/.exec(form.text('sentence'))?.[0] ?? notFound())
  const [text, seen] = [tidied(form.text('text')), { text: form.text('seenText'), explanation: form.text('explanation') }]
  const refusal = await editSentence(c.var.db, writingAt(c), number, { ...seen, text }, seen)
  if (!refusal) return c.redirect(placeAfter(c, { sentence: number, place: 'leitsatz' }), 303)
  const page = await deskPage(c, c.var.db, room, { refusal, sentence: number, text })
  return c.html(page, refusal === 'changed-meanwhile' ? 409 : 422)
}

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

const writingAt = ({ var: { signedIn, vision, services } }: WriterContext) => ({ by: signedIn, vision: vision.slug, now: services.now() })

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
