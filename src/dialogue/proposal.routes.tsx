import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { isTooMuch, networkOf, type Posted, RateLimit, readForm, reading, writing } from '#platform/web'
import { paths } from './paths.ts'
import { propose } from './proposal.actions.ts'
import { type ProposalDesk, ProposalPage, SimilarPage } from './proposal.page.tsx'
import { ownStatements } from './proposal.store.ts'
import { mostPerNetwork, type ProposalValues, type Proposed, probableLanguage } from './proposal.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type DialogueContext, type InDialogue, participantOf, remember } from './visitor.ts'

export const proposalRoutes = (room: Room) => {
  const limit = new RateLimit(mostPerNetwork)
  return new Hono<InDialogue>()
    .get(paths.proposal.pattern, aboutDialogue(room), reading, async c => {
      const stored = Number(c.req.query('eingereicht')) || undefined
      return c.html(<ProposalPage c={c} desk={{ ...(await proposalDesk(c, c.var.db, room)), stored }} />)
    })

    .post(paths.proposal.pattern, aboutDialogue(room), writing, async c => {
      const { agenda, municipality, services, db } = c.var
      const form = await readForm(c)
      const known = participantOf(c, room)
      const participant = known ?? room.pseudonyms.fromTicket(form.text('ticket'), municipality.id, services.now()) ?? crypto.randomUUID()
      const values = proposalValues(form)
      const result: Proposed = isTooMuch(c, limit)
        ? { refusal: 'too-many-at-once' }
        : await propose(db, agenda.dialogue.slug, participant, values, services.now())

      if ('stored' in result) {
        remember(c, room, participant)
        if (!known) room.newcomers.arrive(municipality.id, participant, networkOf(c))
        if (result.stored.isApproved) db.afterCommit(() => room.agendas.forget(municipality.id))
        return c.redirect(
          paths.proposal.to({ town: municipality.slug, dialogue: agenda.dialogue.slug }, { eingereicht: result.stored.number }),
          303,
        )
      }
      const desk = { ...(await proposalDesk(c, db, room)), values }
      if ('similar' in result) return c.html(<SimilarPage c={c} desk={desk} similar={result.similar} />)
      return c.html(<ProposalPage c={c} desk={{ ...desk, ...result }} />, result.refusal === 'too-many-at-once' ? 429 : 422)
    })
}

/** What everybody finds on the page: an empty form, and the statements this browser has added. */
async function proposalDesk(c: DialogueContext, db: Read, room: Room): Promise<ProposalDesk> {
  const { agenda, language, municipality, services } = c.var
  const participant = participantOf(c, room)
  const values = { text: '', language: probableLanguage(agenda.dialogue.languages, language.code), shown: [] }
  if (participant) return { values, own: await ownStatements(db, agenda.dialogue.id, participant) }
  return { values, own: [], ticket: room.pseudonyms.newTicket(municipality.id, services.now()) }
}

const proposalValues = (form: Posted): ProposalValues => ({
  text: form.text('text'),
  language: form.text('language'),
  shown: form.text('gesehen').split(',').map(Number),
})
