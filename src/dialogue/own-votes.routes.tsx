import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { BadRequest, readForm, reading, writing } from '#platform/web'
import { OwnVotesPage } from './own-votes.page.tsx'
import { detachVotes, dialoguesVotedIn, forgetWithVotes } from './participant.store.ts'
import { cookieName } from './participant.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type InDialogue, participantOf } from './visitor.ts'
import { votesOf } from './vote.store.ts'

export const ownVotesRoutes = (room: Room) =>
  new Hono<InDialogue>()
    .get(paths.ownVotes.pattern, aboutDialogue(room), reading, async c => {
      const participant = participantOf(c, room)
      const votes = participant ? await votesOf(c.var.db, c.var.agenda.dialogue.id, participant) : []
      return c.html(
        <OwnVotesPage c={c} votes={votes} isKnown={participant !== undefined} isForgotten={c.req.query('vergessen') !== undefined} />,
      )
    })

    .post(paths.oblivion.pattern, aboutDialogue(room), writing, async c => {
      const { agenda, municipality, db } = c.var
      const wish = (await readForm(c)).text('votes')
      if (wish !== 'stay' && wish !== 'go') throw new BadRequest('value-unknown')
      const participant = participantOf(c, room)
      if (participant) {
        const dialogues = await dialoguesVotedIn(db, participant)
        await (wish === 'go' ? forgetWithVotes(db, participant) : detachVotes(db, participant))
        db.afterCommit(() => {
          for (const dialogue of dialogues) room.maps.refreshSoon(municipality.id, dialogue)
        })
        deleteCookie(c, cookieName(municipality.slug), { path: '/' })
      }
      return c.redirect(paths.ownVotes.to({ town: municipality.slug, dialogue: agenda.dialogue.slug }, { vergessen: 1 }), 303)
    })
