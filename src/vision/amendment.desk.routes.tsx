import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, writing } from '#platform/web'
import { decideAmendment } from './amendment.decision.actions.ts'
import { AmendmentDeskPage, type DecisionDesk } from './amendment.decision.desk.page.tsx'
import { AmendmentsDeskPage } from './amendment.desk.page.tsx'
import { amendmentsIn, anchorage, findAmendment } from './amendment.store.ts'
import { amendmentViews, conflictsOf, type Judgement, viewNames } from './amendment.ts'
import { paths } from './paths.ts'
import { findSentence } from './vision.store.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const editors = asStaff('editor')

export const amendmentDeskRoutes = (_room: Room) =>
  new Hono<InVision>()
    .get(desk.amendments.pattern, editors, aboutVision, reading, async c => {
      const amendments = await amendmentsIn(c.var.db, c.var.vision.id)
      const view = amendmentViews.find(name => viewNames[name] === c.req.query('stand')) ?? 'open'
      const decided = amendments.find(({ number }) => String(number) === c.req.query('erledigt'))
      return c.html(<AmendmentsDeskPage c={c} desk={{ view, amendments, decided }} />)
    })

    .get(desk.amendment.pattern, editors, aboutVision, reading, async c =>
      c.html(<AmendmentDeskPage c={c} desk={await decisionDesk(c, c.var.db)} />),
    )
    .post(desk.amendment.pattern, editors, aboutVision, writing, async c => {
      const { db, vision, municipality, signedIn, services } = c.var
      const judgement = judgementIn(await readForm(c))
      const number = numberIn(c, 'contribution')
      const refusal = await decideAmendment(db, signedIn, vision.slug, number, judgement, services.now())
      if (!refusal) return c.redirect(desk.amendments.to({ town: municipality.slug, vision: vision.slug }, { erledigt: number }), 303)
      const page = <AmendmentDeskPage c={c} desk={{ ...(await decisionDesk(c, db)), refused: { refusal, judgement } }} />
      return c.html(page, refusal === 'decided-meanwhile' || refusal === 'changed-meanwhile' ? 409 : 422)
    })

async function decisionDesk(c: VisionContext, db: Read): Promise<DecisionDesk> {
  const { vision } = c.var
  const amendment = await findAmendment(db, vision.id, numberIn(c, 'contribution'))
  if (amendment?.state !== 'approved') return notFound()
  const sentence = (await findSentence(db, vision.id, amendment.sentenceNumber)) ?? notFound()
  const others = (await amendmentsIn(db, vision.id)).filter(
    ({ number, sentenceNumber }) => sentenceNumber === sentence.number && number !== amendment.number,
  )
  const anchored = { ...amendment, baseText: await anchorage(db, vision.id, amendment) }
  return { amendment, sentence, others, wouldConflict: amendment.decision ? [] : conflictsOf(anchored, others) }
}

function judgementIn(form: Posted): Judgement {
  const verdict = form.text('verdict')
  if (verdict !== 'accepted' && verdict !== 'declined') throw new BadRequest('value-unknown')
  return {
    verdict,
    seen: form.text('seen'),
    wording: form.text('wording'),
    reason: form.text('reason'),
    despiteConflict: form.has('despite'),
  }
}
