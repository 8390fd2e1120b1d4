import { Hono } from 'hono'
import type { Read, Write } from '#platform/db'
import { notFound, RateLimit, readForm, reading, writing } from '#platform/web'
import { type Amended, amend } from './amendment.actions.ts'
import { type AmendmentDesk, AmendmentsPage } from './amendment.page.tsx'
import { amendmentsTo } from './amendment.store.ts'
import { type PublishedSentence, whyClosed } from './amendment.ts'
import { refusedAs } from './contribution.form.page.tsx'
import { mostPerNetwork } from './contribution.ts'
import { answersIn, emptyValues, languagesIn, receive, sentenceOf, ticketIn, valuesIn } from './contribution.visitor.ts'
import { paths } from './paths.ts'
import { lockVision } from './vision.store.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

export const amendmentRoutes = (room: Room) => {
  const limit = new RateLimit(mostPerNetwork)
  return new Hono<InVision>()
    .get(paths.amendments.pattern, aboutVision, reading, async c => {
      const desk = await amendmentDesk(c, c.var.db, room, c.req.query('baut-auf'))
      const isStored = c.req.query('eingereicht') !== undefined
      return c.html(<AmendmentsPage c={c} desk={{ ...desk, ...(isStored && { stored: { isKnown: !desk.ticket } }) }} />)
    })

    .post(paths.amendments.pattern, aboutVision, writing, async c => {
      const { db, vision, municipality } = c.var
      const form = await readForm(c)
      const result = await propose(c, db, room, limit)
      const at = { town: municipality.slug, vision: vision.slug, sentence: c.req.param('sentence') }
      if ('stored' in result) return c.redirect(paths.amendments.to(at, { eingereicht: 1 }), 303)
      const desk = await amendmentDesk(c, db, room, form.text('baut-auf'))
      return c.html(
        <AmendmentsPage c={c} desk={{ ...desk, values: valuesIn(form), refused: refusedAs(c, result) }} />,
        result.refusal === 'too-many-at-once' ? 429 : 422,
      )
    })
}

async function propose(c: VisionContext, db: Write, room: Room, limit: RateLimit): Promise<Amended> {
  const { vision, services } = c.var
  const locked = (await lockVision(db, vision.slug)) ?? notFound()
  const sentence = await sentenceOf(c, db)
  const buildsOn = await foundationIn(db, vision.id, sentence, (await readForm(c)).text('baut-auf'))
  return receive(c, room, limit, sent => amend(db, locked, sentence, { ...sent, buildsOn }, languagesIn(c), services.now()))
}

/** What everybody finds on the page: what others propose, and a form that starts with the sentence or with what somebody goes on from. */
async function amendmentDesk(c: VisionContext, db: Read, room: Room, foundationNumber = ''): Promise<AmendmentDesk> {
  const { vision } = c.var
  const sentence = await sentenceOf(c, db)
  const amendments = await amendmentsTo(db, vision.id, sentence.id)
  const closed = whyClosed(vision, sentence)
  const [given, ticket] = [await answersIn(c, db, room, amendments), ticketIn(c, room)]
  const foundation = amendments.find(({ number, decision }) => String(number) === foundationNumber && !decision)
  return {
    sentence,
    amendments,
    closed,
    votingOn: closed ? undefined : ({ id }) => ({ given: given.get(id), ticket }),
    values: { ...emptyValues(c), language: vision.language, text: foundation?.text ?? sentence.text },
    foundation,
    ticket,
  }
}

/** One that can still be gone on from. */
const foundationIn = async (db: Read, vision: string, sentence: PublishedSentence, number: string) =>
  number === '' ? undefined : (await amendmentsTo(db, vision, sentence.id)).find(one => String(one.number) === number && !one.decision)
