import { Hono } from 'hono'
import type { Read, Write } from '#platform/db'
import { notFound, RateLimit, readForm, reading, writing } from '#platform/web'
import { whyClosed } from './amendment.ts'
import { type Commented, comment } from './comment.actions.ts'
import { type CommentDesk, CommentsPage } from './comment.page.tsx'
import { refusedAs } from './contribution.form.page.tsx'
import { approvedContributions } from './contribution.store.ts'
import { mostPerNetwork } from './contribution.ts'
import { emptyValues, languagesIn, receive, sentenceOf, ticketIn, valuesIn } from './contribution.visitor.ts'
import { paths } from './paths.ts'
import { lockVision } from './vision.store.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

export const commentRoutes = (room: Room) => {
  const limit = new RateLimit(mostPerNetwork)
  return new Hono<InVision>()
    .get(paths.comments.pattern, aboutVision, reading, async c => {
      const desk = await commentDesk(c, c.var.db, room)
      const isStored = c.req.query('eingereicht') !== undefined
      return c.html(<CommentsPage c={c} desk={{ ...desk, ...(isStored && { stored: { isKnown: !desk.ticket } }) }} />)
    })

    .post(paths.comments.pattern, aboutVision, writing, async c => {
      const { db, vision, municipality } = c.var
      const result = await say(c, db, room, limit)
      const at = { town: municipality.slug, vision: vision.slug, sentence: c.req.param('sentence') }
      if ('stored' in result) return c.redirect(paths.comments.to(at, { eingereicht: 1 }), 303)
      const desk = { ...(await commentDesk(c, db, room)), values: valuesIn(await readForm(c)), refused: refusedAs(c, result) }
      return c.html(<CommentsPage c={c} desk={desk} />, result.refusal === 'too-many-at-once' ? 429 : 422)
    })
}

async function say(c: VisionContext, db: Write, room: Room, limit: RateLimit): Promise<Commented> {
  const locked = (await lockVision(db, c.var.vision.slug)) ?? notFound()
  const sentence = await sentenceOf(c, db)
  return receive(c, room, limit, sent => comment(db, locked, sentence, sent, languagesIn(c), c.var.services.now()))
}

async function commentDesk(c: VisionContext, db: Read, room: Room): Promise<CommentDesk> {
  const sentence = await sentenceOf(c, db)
  const about = await approvedContributions(db, c.var.vision.id, { sentenceId: sentence.id })
  return {
    sentence,
    comments: about.filter(({ kind }) => kind === 'comment'),
    closed: whyClosed(c.var.vision, sentence),
    values: emptyValues(c),
    ticket: ticketIn(c, room),
  }
}
