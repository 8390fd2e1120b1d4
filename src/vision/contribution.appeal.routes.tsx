import { Hono } from 'hono'
import { appealVerdicts, isModerator, mayJudge } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff, membersOf } from '#platform/people'
import { BadRequest, isTooMuch, RateLimit, readForm, reading, writing } from '#platform/web'
import { appealRejection, decideAppeal } from './contribution.appeal.actions.ts'
import { type AppealsDesk, AppealsDeskPage } from './contribution.appeal.desk.page.tsx'
import { type AppealDesk, AppealPage } from './contribution.appeal.page.tsx'
import { appealsIn, findAppealable } from './contribution.appeal.store.ts'
import { dueIn } from './contribution.promise.store.ts'
import { mostPerNetwork } from './contribution.ts'
import { authorIn } from './contribution.visitor.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

export const contributionAppealRoutes = (room: Room) => {
  const limit = new RateLimit(mostPerNetwork)
  return new Hono<InVision>()
    .get(paths.appeal.pattern, aboutVision, reading, async c => c.html(await appealPage(c, c.var.db, room, { text: '' })))
    .post(paths.appeal.pattern, aboutVision, writing, async c => {
      const { db, language, services, vision } = c.var
      const number = numberIn(c, 'contribution')
      const text = (await readForm(c)).text('text')
      const said = { text, language: language.code }
      const refusal = isTooMuch(c, limit)
        ? 'too-many-at-once'
        : await appealRejection(db, vision, number, authorIn(c, room), said, services.now())
      if (refusal) return c.html(await appealPage(c, db, room, { text, refusal }), refusal === 'too-many-at-once' ? 429 : 422)
      return c.redirect(`${paths.ownContributions.to(at(c))}#beitrag-${number}`, 303)
    })
}

async function appealPage(c: VisionContext, db: Read, room: Room, said: Pick<AppealDesk, 'text' | 'refusal'>) {
  const author = authorIn(c, room)
  const contribution = author === undefined ? undefined : await findAppealable(db, c.var.vision.id, numberIn(c, 'contribution'), author)
  return <AppealPage c={c} desk={{ contribution, ...said }} />
}

const moderators = asStaff('moderator')

export const contributionAppealDeskRoutes = () =>
  new Hono<InVision>()
    .get(paths.desk.appeals.pattern, moderators, aboutVision, reading, async c =>
      c.html(await deskPage(c, c.var.db, c.var.signedIn.personId, { done: c.req.query('fertig') !== undefined })),
    )
    .get(paths.desk.appeal.pattern, moderators, aboutVision, c => c.redirect(paths.desk.appeals.to(at(c)), 303))
    .post(paths.desk.appeal.pattern, moderators, aboutVision, writing, async c => {
      const { db, services, signedIn, vision } = c.var
      const form = await readForm(c)
      const verdict = appealVerdicts.find(known => known === form.text('verdict'))
      if (!verdict) throw new BadRequest('value-unknown')
      const [number, answer] = [numberIn(c, 'contribution'), form.text('answer')]
      const refusal = await decideAppeal(db, signedIn, vision, number, { verdict, answer }, services.now())
      if (!refusal) return c.redirect(paths.desk.appeals.to(at(c), { fertig: 1 }), 303)
      const page = await deskPage(c, db, signedIn.personId, { refused: { number, refusal, answer } })
      return c.html(page, refusal === 'decided-meanwhile' ? 409 : 422)
    })

async function deskPage(c: VisionContext, db: Read, person: string, said: Pick<AppealsDesk, 'refused' | 'done'>) {
  const colleagues = (await membersOf(db)).filter(isModerator).map(({ id }) => id)
  const appeals = (await appealsIn(db, c.var.vision.id)).map(({ rejectedBy, ...appeal }) => ({
    ...appeal,
    mayDecide: mayJudge(person, rejectedBy ?? undefined, colleagues),
    isOwnDecision: person === rejectedBy,
  }))
  return <AppealsDeskPage c={c} desk={{ appeals, due: await dueIn(db, c.var.vision.id), ...said }} />
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
