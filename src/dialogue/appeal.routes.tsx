import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff, membersOf } from '#platform/people'
import { BadRequest, isTooMuch, notFound, RateLimit, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { appeal, decideAppeal } from './appeal.actions.ts'
import { type AppealsDesk, AppealsDeskPage } from './appeal.desk.page.tsx'
import { type AppealDesk, AppealPage } from './appeal.page.tsx'
import { appealsIn, findAppealable } from './appeal.store.ts'
import { type AppealRefusal, appealVerdicts, isModerator, mayJudge } from './appeal.ts'
import { findDialogue } from './dialogue.store.ts'
import { policyOf } from './moderation.policy.store.ts'
import { paths } from './paths.ts'
import { mostPerNetwork } from './proposal.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type DialogueContext, type InDialogue, participantOf } from './visitor.ts'

export const appealRoutes = (room: Room) => {
  const limit = new RateLimit(mostPerNetwork)
  return new Hono<InDialogue>()
    .get(paths.appeal.pattern, aboutDialogue(room), reading, async c => c.html(await appealPage(c, c.var.db, room, { text: '' })))
    .post(paths.appeal.pattern, aboutDialogue(room), writing, async c => {
      const { agenda, db, language, municipality, services } = c.var
      const text = (await readForm(c)).text('text')
      const said = { text, language: language.code }
      const refusal: AppealRefusal | undefined = isTooMuch(c, limit)
        ? 'too-many-at-once'
        : await appeal(db, agenda.dialogue, numberIn(c), participantOf(c, room), said, services.now())
      if (refusal) return c.html(await appealPage(c, db, room, { text, refusal }), refusal === 'too-many-at-once' ? 429 : 422)
      return c.redirect(`${paths.proposal.to({ town: municipality.slug, dialogue: agenda.dialogue.slug })}#meine`, 303)
    })
}

async function appealPage(c: DialogueContext, db: Read, room: Room, said: Pick<AppealDesk, 'text' | 'refusal'>) {
  const author = participantOf(c, room)
  const statement = author === undefined ? undefined : await findAppealable(db, c.var.agenda.dialogue.id, numberIn(c), author)
  return <AppealPage c={c} desk={{ statement, ...said }} />
}

const moderators = asStaff('moderator')

export const appealDeskRoutes = (room: Room) =>
  new Hono<Town>()
    .get(paths.desk.appeals.pattern, moderators, reading, async c =>
      c.html(await deskPage(c, c.var.db, c.var.signedIn.personId, { done: c.req.query('fertig') !== undefined })),
    )
    .get(paths.desk.appeal.pattern, moderators, c => c.redirect(paths.desk.appeals.to(at(c)), 303))
    .post(paths.desk.appeal.pattern, moderators, writing, async c => {
      const { db, municipality, services, signedIn } = c.var
      const dialogue = (await findDialogue(db, at(c).dialogue)) ?? notFound()
      const form = await readForm(c)
      const verdict = appealVerdicts.find(known => known === form.text('verdict'))
      if (!verdict) throw new BadRequest('value-unknown')
      const decision = { verdict, answer: form.text('answer') }
      const refusal = await decideAppeal(db, signedIn, dialogue, numberIn(c), decision, services.now())
      if (refusal) {
        const refused = { number: numberIn(c), refusal, answer: decision.answer }
        return c.html(await deskPage(c, db, signedIn.personId, { refused }), refusal === 'decided-meanwhile' ? 409 : 422)
      }
      db.afterCommit(() => {
        room.agendas.forget(municipality.id)
        room.maps.refreshSoon(municipality.id, dialogue.id)
      })
      return c.redirect(paths.desk.appeals.to(at(c), { fertig: 1 }), 303)
    })

async function deskPage(c: TownContext, db: Read, person: string, said: Pick<AppealsDesk, 'refused' | 'done'>) {
  const dialogue = (await findDialogue(db, at(c).dialogue)) ?? notFound()
  const moderators = (await membersOf(db)).filter(isModerator).map(({ id }) => id)
  const appeals = (await appealsIn(db, dialogue.id)).map(({ rejectedBy, statement, ...appeal }) => ({
    ...appeal,
    rejected: statement,
    mayDecide: mayJudge(person, rejectedBy ?? undefined, moderators),
    isOwnDecision: person === rejectedBy,
  }))
  return <AppealsDeskPage c={c} desk={{ dialogue, policy: await policyOf(db, dialogue.id), appeals, ...said }} />
}

const numberIn = (c: TownContext) => Number(/^\d{1,9}$/.exec(c.req.param('statement') ?? '')?.[0] ?? notFound())
const at = (c: TownContext) => ({ town: c.var.municipality.slug, dialogue: c.req.param('dialogue') ?? '' })
