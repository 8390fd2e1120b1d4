import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { networkOf, type Posted, readForm, reading, type TownContext, writing } from '#platform/web'
import type { Agenda } from './agenda.ts'
import type { Question } from './challenge.ts'
import { isOpen } from './dialogue.ts'
import { levelOf } from './level.store.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { nextStatement } from './routing.ts'
import { aboutDialogue, type DialogueContext, type InDialogue, participantOf, remember } from './visitor.ts'
import { type Booth, BoothContent, VotePage } from './vote.page.tsx'
import { type Answers, seenBy, votesOf, withdrawVote } from './vote.store.ts'
import { type Answer, answerOf, codeOf, isAnswer, type VoteRefusal } from './vote.ts'

export const voteRoutes = (room: Room) =>
  new Hono<InDialogue>()
    .get(paths.dialogue.pattern, aboutDialogue(room), reading, async c => {
      return c.html(<VotePage c={c} booth={await boothFor(c, c.var.db, room)} now={c.var.services.now()} />)
    })

    // Not `writing`: the ballot box counts many votes in one transaction and answers when it has committed.
    .post(paths.vote.pattern, aboutDialogue(room), async c => {
      const cast = await castVote(c, room)
      if ('refusal' in cast) {
        const { municipality, services } = c.var
        return services.database.reading(municipality.id, db => answerRefusal(c, db, room, cast.refusal))
      }
      if ('question' in cast) return answerQuestion(c, cast)
      if (cast.isNewcomer) remember(c, room, cast.participant)
      if (!isFragment(c)) return c.redirect(paths.dialogue.to(at(c), { zuletzt: cast.statement.number }), 303)
      return fragment(c, boothAfter(c, room, cast.seen, cast.participant, cast.statement))
    })

    .post(paths.withdrawal.pattern, aboutDialogue(room), writing, async c => {
      const { agenda, municipality, services, db } = c.var
      const participant = participantOf(c, room)
      const statement = agenda.byId.get((await readForm(c)).text('statement'))
      if (!isOpen(agenda.dialogue, services.now())) return answerRefusal(c, db, room, 'dialogue-closed')
      if (!participant || !statement) return c.redirect(paths.dialogue.to(at(c)), 303)
      await withdrawVote(db, agenda.dialogue.id, participant, statement.id)
      db.afterCommit(() => room.maps.refreshSoon(municipality.id, agenda.dialogue.id))
      if (!isFragment(c)) return c.redirect(paths.dialogue.to(at(c), { aussage: statement.number }), 303)
      const seen = await seenBy(db, agenda.dialogue.id, participant)
      return fragment(c, { ...boothAfter(c, room, seen, participant, undefined), statement })
    })

type Cast =
  | { participant: string; isNewcomer: boolean; statement: Agenda['statements'][number]; seen: Answers }
  | Questioned
  | { refusal: VoteRefusal }

/** The vote stays in the form until the question is answered. */
type Questioned = { question: Question; isWrong: boolean; statement: Agenda['statements'][number]; answer: Answer }

async function castVote(c: DialogueContext, room: Room): Promise<Cast> {
  const form = await readForm(c)
  const { agenda, municipality, services } = c.var
  const statement = agenda.byId.get(form.text('statement'))
  const answer = form.text('answer')
  if (!isOpen(agenda.dialogue, services.now())) return { refusal: 'dialogue-closed' }
  if (!statement) return { refusal: 'statement-gone' }
  if (!isAnswer(answer)) return { refusal: 'answer-missing' }
  const admission = admissionOf(c, room, form)
  if ('question' in admission) return { ...admission, statement, answer }
  const { participant, isNewcomer } = admission
  const seen = await room.ballots.cast(municipality.id, agenda.dialogue.id, {
    participant,
    channel: 'online',
    statement: statement.id,
    answer: codeOf[answer],
  })
  if (seen && isNewcomer) room.newcomers.arrive(municipality.id, participant, networkOf(c))
  if (seen) return { participant, isNewcomer, statement, seen }
  room.agendas.forget(municipality.id) // the database knew better than our memory
  const gate = await services.database.reading(municipality.id, db => gateFor(agenda, db, participant))
  return { refusal: gate ? 'level-missing' : 'statement-gone' }
}

type Admission = { participant: string; isNewcomer: boolean } | Pick<Questioned, 'question' | 'isWrong'>

/** Whoever has voted before is known. Newcomers are asked a question while very many come from their network. */
function admissionOf(c: DialogueContext, room: Room, form: Posted): Admission {
  const { municipality, services } = c.var
  const known = participantOf(c, room)
  if (known) return { participant: known, isNewcomer: false }
  const now = services.now()
  const given = room.challenges.judge(form.text('challenge'), municipality.id, form.text('sum'), now)
  const participant = given?.participant ?? room.pseudonyms.fromTicket(form.text('ticket'), municipality.id, now) ?? crypto.randomUUID()
  if (given?.isRight || !room.newcomers.isRush(municipality.id, networkOf(c))) return { participant, isNewcomer: true }
  return { question: room.challenges.ask(participant, municipality.id, now), isWrong: given !== undefined }
}

/** The booth as the address asks for it: a certain statement (`?aussage=12`), or the next one (`?zuletzt=11` came before it). */
async function boothFor(c: DialogueContext, db: Read, room: Room, refusal?: VoteRefusal): Promise<Booth> {
  const { agenda } = c.var
  const { dialogue, statements } = agenda
  const participant = participantOf(c, room)
  const gate = await gateFor(agenda, db, participant)
  const byNumber = (number: string | undefined) => (number ? statements.find(statement => statement.number === Number(number)) : undefined)
  const last = byNumber(c.req.query('zuletzt'))
  const wanted = byNumber(c.req.query('aussage'))
  if (!participant) {
    const ticket = room.pseudonyms.newTicket(c.var.municipality.id, c.var.services.now())
    const statement = wanted ?? nextStatement(agenda, noAnswers, ticket, routingOf(c, room))
    return { dialogue, statement, seen: 0, total: statements.length, ticket, refusal, isCookieMissing: last !== undefined, gate }
  }
  const seen = await seenBy(db, dialogue.id, participant)
  const booth = { ...boothAfter(c, room, seen, participant, last && seen.has(last.id) ? last : undefined), refusal, gate }
  if (!wanted) return booth
  const given = seen.has(wanted.id) ? (await votesOf(db, dialogue.id, participant)).find(vote => vote.id === wanted.id) : undefined
  return { ...booth, statement: wanted, given: given && answerOf(given.answer) }
}

/** What this browser has yet to show before it may vote here. */
async function gateFor({ level, dialogue }: Agenda, db: Read, participant: string | undefined) {
  if (level === 'anonymous' || (participant && (await levelOf(db, dialogue.id, participant)) === level)) return undefined
  return level
}

/** The booth of somebody who has answered these; `last` can be taken back. */
export function boothAfter(c: DialogueContext, room: Room, seen: Answers, participant: string, last: Booth['last']): Booth {
  const { agenda } = c.var
  const seenHere = agenda.statements.reduce((count, statement) => count + (seen.has(statement.id) ? 1 : 0), 0)
  return {
    dialogue: agenda.dialogue,
    statement: nextStatement(agenda, seen, participant, routingOf(c, room)),
    seen: seenHere,
    total: agenda.statements.length,
    last,
    asks: agenda.voluntary.questions.length > 0,
  }
}

const routingOf = (c: DialogueContext, room: Room) => room.routings.of(c.var.municipality.id, c.var.agenda.dialogue.id)

async function answerRefusal(c: DialogueContext, db: Read, room: Room, refusal: VoteRefusal) {
  const booth = await boothFor(c, db, room, refusal)
  if (isFragment(c)) return fragment(c, booth, 422)
  return c.html(<VotePage c={c} booth={booth} now={c.var.services.now()} />, 422)
}

function answerQuestion(c: DialogueContext, { statement, ...challenge }: Questioned) {
  const { dialogue, statements } = c.var.agenda
  const booth: Booth = { dialogue, statement, seen: 0, total: statements.length, challenge }
  if (isFragment(c)) return fragment(c, booth, 422)
  return c.html(<VotePage c={c} booth={booth} now={c.var.services.now()} />, 422)
}

const isFragment = (c: DialogueContext) => c.req.header('x-fragment') === 'booth'

function fragment(c: DialogueContext, booth: Booth, status: 200 | 422 = 200) {
  c.header('x-fragment', 'booth')
  return c.html(<BoothContent c={c} booth={booth} now={c.var.services.now()} />, status)
}

const at = (c: TownContext) => ({ town: c.var.municipality.slug, dialogue: c.req.param('dialogue') ?? '' })
const noAnswers: Answers = new Map()
