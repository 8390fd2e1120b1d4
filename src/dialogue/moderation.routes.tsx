import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { openAppeals } from './appeal.store.ts'
import { findDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { decide, mend } from './moderation.actions.ts'
import { claimCounts, leaveClaims, takeClaims } from './moderation.claim.store.ts'
import { type ModerationDesk, ModerationPage, type Place, queryOf } from './moderation.page.tsx'
import { policyOf } from './moderation.policy.store.ts'
import { overdueIn } from './moderation.reminder.store.ts'
import { countInView, findReviewed, reviewPage, type Viewer } from './moderation.store.ts'
import { type Decision, mostSimilarToReview, perPage, type Reviewed, viewFor, viewOf } from './moderation.ts'
import { paths } from './paths.ts'
import { openAlerts } from './quarantine.store.ts'
import { openReports } from './report.store.ts'
import type { Room } from './room.ts'
import { similarToEach } from './statement.similarity.store.ts'
import { statementCounts } from './statement.store.ts'
import { rejectionReasons, standingOf, statementStates } from './statement.ts'

const { desk } = paths
const moderators = asStaff('moderator')

export const moderationRoutes = (room: Room) =>
  new Hono<Town>()
    .get(desk.moderation.pattern, moderators, reading, async c => {
      const { db } = c.var
      const dialogue = await dialogueOf(c, db)
      const decided = numberOf(c.req.query('erledigt'))
      const statement = decided === undefined ? undefined : await findReviewed(db, dialogue.id, viewerOf(c), decided)
      const done = statement && { statement, isMended: c.req.query('tat') === 'verbessert' }
      return c.html(await moderationPage(c, db, dialogue, { done, next: numberOf(c.req.query('weiter')) }))
    })

    .get(desk.claims.pattern, moderators, c => c.redirect(desk.moderation.to(at(c)), 303))
    .post(desk.claims.pattern, moderators, writing, async c => {
      const { db, services, signedIn } = c.var
      const dialogue = await dialogueOf(c, db)
      const deed = (await readForm(c)).text('deed')
      if (deed === 'take') await takeClaims(db, dialogue.id, signedIn.personId, services.now())
      else if (deed === 'leave') await leaveClaims(db, dialogue.id, signedIn.personId)
      else throw new BadRequest('value-unknown')
      return c.redirect(desk.moderation.to(at(c)), 303)
    })

    .get(desk.decision.pattern, moderators, reading, async c => c.redirect(await addressOfStatement(c, c.var.db), 303))
    .post(desk.decision.pattern, moderators, writing, async c => {
      const { db, municipality, services, signedIn } = c.var
      const dialogue = await dialogueOf(c, db)
      const form = await readForm(c)
      const decision = decisionIn(form)
      const number = statementNumber(c)
      const refusal = await decide(db, signedIn, dialogue, number, decision, services.now())
      if (refusal) {
        const statement = await reviewedOf(c, db, dialogue, number)
        return c.html(
          await moderationPage(c, db, dialogue, { refused: { statement, refusal, decision } }),
          refusal === 'decided-meanwhile' || refusal === 'claimed-by-other' ? 409 : 422,
        )
      }
      db.afterCommit(() => {
        room.agendas.forget(municipality.id)
        room.maps.refreshSoon(municipality.id, dialogue.id)
      })
      return c.redirect(addressAfter(c, dialogue, form, { erledigt: number }), 303)
    })

    .get(desk.edit.pattern, moderators, reading, async c => c.redirect(await addressOfStatement(c, c.var.db), 303))
    .post(desk.edit.pattern, moderators, writing, async c => {
      const { db, municipality, services, signedIn } = c.var
      const dialogue = await dialogueOf(c, db)
      const form = await readForm(c)
      const mending = { text: form.text('text'), language: form.text('language'), seen: form.text('seen') }
      const number = statementNumber(c)
      const refusal = await mend(db, signedIn, dialogue, number, mending, services.now())
      if (refusal) {
        const statement = await reviewedOf(c, db, dialogue, number)
        return c.html(
          await moderationPage(c, db, dialogue, { refused: { statement, refusal, mending } }),
          refusal === 'mended-meanwhile' || refusal === 'claimed-by-other' ? 409 : 422,
        )
      }
      db.afterCommit(() => room.agendas.forget(municipality.id))
      return c.redirect(addressAfter(c, dialogue, form, { erledigt: number, tat: 'verbessert', weiter: number }), 303)
    })

async function moderationPage(c: TownContext, db: Read, dialogue: Dialogue, said: Partial<ModerationDesk>) {
  const wanted = placeOf(c)
  const viewer = viewerOf(c)
  const found = await countInView(db, dialogue.id, viewer, wanted.view, wanted.search)
  const place = { ...wanted, page: Math.min(wanted.page, Math.max(1, Math.ceil(found / perPage))) }
  const reviews = await reviewPage(db, dialogue.id, viewer, place.view, place.search, place.page)
  const waiting = reviews.filter(review => viewFor(standingOf(review)) === 'waiting')
  const similar = await similarToEach(
    db,
    dialogue.id,
    waiting.map(({ id }) => id),
    mostSimilarToReview,
  )
  const counts = await statementCounts(db, dialogue.id)
  const claims = await claimCounts(db, dialogue.id, viewer.person, viewer.now)
  const attention = {
    alerts: await openAlerts(db, dialogue.id),
    appeals: await openAppeals(db, dialogue.id),
    reports: await openReports(db, dialogue.id),
    overdue: await overdueIn(db, dialogue.id, viewer.now),
  }
  const policy = await policyOf(db, dialogue.id)
  return <ModerationPage c={c} desk={{ dialogue, place, counts, found, reviews, similar, claims, attention, policy, ...said }} />
}

/** Back to the list, at the statement to go on with. */
function addressAfter(c: TownContext, dialogue: Dialogue, form: Posted, done: Record<string, string | number>) {
  const next = numberOf(form.text('next'))
  const query = { ...queryOf(placeOf(c)), weiter: next, ...done }
  const address = desk.moderation.to({ town: c.var.municipality.slug, dialogue: dialogue.slug }, query)
  return query.weiter === undefined ? address : `${address}#aussage-${query.weiter}`
}

/** Where a statement is found now; for whoever reloads a page that answered a deed. */
async function addressOfStatement(c: TownContext, db: Read) {
  const dialogue = await dialogueOf(c, db)
  const statement = await reviewedOf(c, db, dialogue, statementNumber(c))
  const place: Place = { view: viewFor(standingOf(statement)), search: String(statement.number), page: 1 }
  return desk.moderation.to({ town: c.var.municipality.slug, dialogue: dialogue.slug }, queryOf(place))
}

function decisionIn(form: Posted): Decision {
  const state = statementStates.find(known => known === form.text('state'))
  if (!state) throw new BadRequest('value-unknown')
  const reason = rejectionReasons.find(known => known === form.text('reason'))
  return { state, seen: form.text('seen'), reason, note: form.text('note'), into: numberOf(form.text('into')) }
}

const placeOf = (c: TownContext): Place => ({
  view: viewOf(c.req.query('stand')),
  search: (c.req.query('suche') ?? '').replaceAll('\0', '').trim().slice(0, longestSearch),
  page: Math.max(1, numberOf(c.req.query('seite')) ?? 1),
})

const longestSearch = 200

const at = (c: TownContext) => ({ town: c.var.municipality.slug, dialogue: c.req.param('dialogue') ?? '' })
const dialogueOf = async (c: TownContext, db: Read) => (await findDialogue(db, c.req.param('dialogue') ?? '')) ?? notFound()
const reviewedOf = async (c: TownContext, db: Read, dialogue: Dialogue, number: number): Promise<Reviewed> =>
  (await findReviewed(db, dialogue.id, viewerOf(c), number)) ?? notFound()
const viewerOf = (c: TownContext): Viewer => ({ person: c.var.signedIn?.personId ?? notFound(), now: c.var.services.now() })
const statementNumber = (c: TownContext) => numberOf(c.req.param('statement')) ?? notFound()
const numberOf = (text: string | undefined) => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined)
