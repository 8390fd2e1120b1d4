import { Hono } from 'hono'
import { rejectionReasons } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, writing } from '#platform/web'
import { openAppeals } from './contribution.appeal.store.ts'
import { claimCounts, leaveClaims, takeClaims, type Viewer } from './contribution.claim.store.ts'
import { decideContribution } from './contribution.desk.actions.ts'
import { ContributionsDeskPage } from './contribution.desk.page.tsx'
import { contributionCounts, reviewPage } from './contribution.desk.store.ts'
import { dueIn } from './contribution.promise.store.ts'
import { openReports } from './contribution.report.store.ts'
import { type ContributionDesk, queryOf } from './contribution.review.desk.page.tsx'
import { findContribution } from './contribution.store.ts'
import { type ContributionDecision, contributionStates, reviewsPerPage, stateNames } from './contribution.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const moderators = asStaff('moderator')

export const contributionDeskRoutes = (_room: Room) =>
  new Hono<InVision>()
    .get(desk.contributions.pattern, moderators, aboutVision, reading, async c => {
      const decided = numberOf(c.req.query('erledigt'))
      const done = decided === undefined ? undefined : await findContribution(c.var.db, c.var.vision.id, decided)
      return c.html(<ContributionsDeskPage c={c} desk={{ ...(await contributionDesk(c, c.var.db)), done }} />)
    })

    .get(desk.claims.pattern, moderators, aboutVision, c => c.redirect(desk.contributions.to(at(c)), 303))
    .post(desk.claims.pattern, moderators, aboutVision, writing, async c => {
      const { db, vision } = c.var
      const deed = (await readForm(c)).text('deed')
      if (deed === 'take') await takeClaims(db, vision.id, viewerOf(c))
      else if (deed === 'leave') await leaveClaims(db, vision.id, viewerOf(c).person)
      else throw new BadRequest('value-unknown')
      return c.redirect(desk.contributions.to(at(c)), 303)
    })

    .get(desk.contribution.pattern, moderators, aboutVision, reading, async c => {
      const contribution = (await findContribution(c.var.db, c.var.vision.id, numberIn(c, 'contribution'))) ?? notFound()
      return c.redirect(`${desk.contributions.to(at(c), queryOf({ ...contribution, page: 1 }))}#beitrag-${contribution.number}`, 303)
    })
    .post(desk.contribution.pattern, moderators, aboutVision, writing, async c => {
      const { db, vision, signedIn, services } = c.var
      const number = numberIn(c, 'contribution')
      const decision = decisionIn(await readForm(c))
      const refusal = await decideContribution(db, signedIn, vision, number, decision, services.now())
      if (!refusal) return c.redirect(desk.contributions.to(at(c), { ...queryOf(placeOf(c)), erledigt: number }), 303)
      const page = <ContributionsDeskPage c={c} desk={{ ...(await contributionDesk(c, db)), refused: { number, refusal, decision } }} />
      return c.html(page, refusal === 'decided-meanwhile' || refusal === 'claimed-by-other' ? 409 : 422)
    })

async function contributionDesk(c: VisionContext, db: Read): Promise<ContributionDesk> {
  const { state, page: wanted } = placeOf(c)
  const { vision } = c.var
  const counts = await contributionCounts(db, vision.id, viewerOf(c))
  const page = Math.min(wanted, Math.max(1, Math.ceil(counts[state] / reviewsPerPage)))
  return {
    state,
    page,
    counts,
    openAppeals: await openAppeals(db, vision.id),
    openReports: await openReports(db, vision.id),
    due: await dueIn(db, vision.id),
    claims: await claimCounts(db, vision.id, viewerOf(c)),
    reviews: await reviewPage(db, vision.id, viewerOf(c), state, page),
  }
}

const viewerOf = (c: VisionContext): Viewer => ({ person: c.var.signedIn!.personId, now: c.var.services.now() })

function decisionIn(form: Posted): ContributionDecision {
  const state = contributionStates.find(known => known === form.text('state'))
  if (!state) throw new BadRequest('value-unknown')
  const reason = rejectionReasons.find(known => known === form.text('reason'))
  return { state, seen: form.text('seen'), reason, note: form.text('note') }
}

const placeOf = (c: VisionContext) => ({
  state: contributionStates.find(state => stateNames[state] === c.req.query('stand')) ?? ('pending' as const),
  page: Math.max(1, numberOf(c.req.query('seite')) ?? 1),
})

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
const numberOf = (text: string | undefined) => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined)
