import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import type { Read } from '#platform/db'
import { BadRequest, readForm, reading, writing } from '#platform/web'
import { findOwnOnMap } from './map-snapshot.store.ts'
import type { ShownPosition } from './own-position.page.tsx'
import { ownPosition } from './own-position.ts'
import { OwnVotesPage } from './own-votes.page.tsx'
import { detachVotes, dialoguesVotedIn, forgetWithVotes } from './participant.store.ts'
import { cookieName } from './participant.ts'
import { paths } from './paths.ts'
import { ownStatements } from './proposal.store.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type DialogueContext, type InDialogue, participantOf } from './visitor.ts'
import { forgetVoluntaryAnswers } from './voluntary.actions.ts'
import { type OwnVote, votesOf } from './vote.store.ts'

export const ownVotesRoutes = (room: Room) =>
  new Hono<InDialogue>()
    .get(paths.ownVotes.pattern, aboutDialogue(room), reading, async c => {
      const participant = participantOf(c, room)
      const votes = participant ? await votesOf(c.var.db, c.var.agenda.dialogue.id, participant) : []
      const own = participant ? await ownStatements(c.var.db, c.var.agenda.dialogue.id, participant) : []
      const shown = await positionOf(c, c.var.db, room, participant, votes)
      const isForgotten = c.req.query('vergessen') !== undefined
      return c.html(
        <OwnVotesPage c={c} votes={votes} own={own} shown={shown} isKnown={participant !== undefined} isForgotten={isForgotten} />,
      )
    })

    .post(paths.oblivion.pattern, aboutDialogue(room), writing, async c => {
      const { agenda, municipality, services, db } = c.var
      const wish = (await readForm(c)).text('votes')
      if (wish !== 'stay' && wish !== 'go') throw new BadRequest('value-unknown')
      const participant = participantOf(c, room)
      if (participant) {
        const dialogues = await dialoguesVotedIn(db, participant)
        await (wish === 'go' ? forgetWithVotes(db, participant) : detachVotes(db, participant))
        await forgetVoluntaryAnswers(db, services.secret, participant)
        db.afterCommit(() => {
          for (const dialogue of dialogues) room.maps.refreshSoon(municipality.id, dialogue)
        })
        deleteCookie(c, cookieName(municipality.slug), { path: '/' })
      }
      return c.redirect(paths.ownVotes.to({ town: municipality.slug, dialogue: agenda.dialogue.slug }, { vergessen: 1 }), 303)
    })

/** For this person alone: nothing of it is kept, and the page tells browsers and what stands between not to keep it either. */
async function positionOf(
  c: DialogueContext,
  db: Read,
  room: Room,
  participant: string | undefined,
  votes: OwnVote[],
): Promise<ShownPosition> {
  const { dialogue, statements } = c.var.agenda
  const map = participant && votes.length > 0 ? await findOwnOnMap(db, dialogue.id, participant) : undefined
  const shown = map && (await room.shown.of(db, dialogue.id, statements))
  return { position: ownPosition(shown && map, votes), results: shown?.results, picture: shown?.picture }
}
