import { Hono } from 'hono'
import { notFound, readForm, reading, writing } from '#platform/web'
import { isOpen } from './dialogue.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type DialogueContext, type InDialogue, participantOf } from './visitor.ts'
import { VoluntaryPage } from './voluntary.page.tsx'
import { putVoluntaryAnswers, voluntaryAnswersOf } from './voluntary.store.ts'
import { readAnswers, voluntaryPseudonyms } from './voluntary.ts'
import { seenBy } from './vote.store.ts'

export const voluntaryRoutes = (room: Room) =>
  new Hono<InDialogue>()
    .get(paths.voluntary.pattern, aboutDialogue(room), reading, async c => {
      refuseUnasked(c)
      const { agenda, db } = c.var
      if (c.req.query('gespeichert') !== undefined) return c.html(<VoluntaryPage c={c} state="stored" answers={{}} />)
      if (!isOpen(agenda.dialogue, c.var.services.now())) return c.html(<VoluntaryPage c={c} state="closed" answers={{}} />)
      const participant = participantOf(c, room)
      const hasVoted = participant !== undefined && (await seenBy(db, agenda.dialogue.id, participant)).size > 0
      if (!hasVoted) return c.html(<VoluntaryPage c={c} state="not-voted" answers={{}} />)
      const answers = await voluntaryAnswersOf(db, agenda.dialogue.id, pseudonymOf(c, participant))
      return c.html(<VoluntaryPage c={c} state="asked" answers={answers} />)
    })

    .post(paths.voluntary.pattern, aboutDialogue(room), writing, async c => {
      refuseUnasked(c)
      const { agenda, db, municipality } = c.var
      const { dialogue, voluntary } = agenda
      if (!isOpen(dialogue, c.var.services.now())) return c.html(<VoluntaryPage c={c} state="closed" answers={{}} />, 422)
      const participant = participantOf(c, room)
      const hasVoted = participant !== undefined && (await seenBy(db, dialogue.id, participant)).size > 0
      if (!hasVoted) return c.html(<VoluntaryPage c={c} state="not-voted" answers={{}} />, 422)
      const form = await readForm(c)
      await putVoluntaryAnswers(
        db,
        dialogue.id,
        pseudonymOf(c, participant),
        readAnswers(voluntary, question => form.text(question)),
      )
      return c.redirect(paths.voluntary.to({ town: municipality.slug, dialogue: dialogue.slug }, { gespeichert: 1 }), 303)
    })

function refuseUnasked(c: DialogueContext) {
  if (c.var.agenda.voluntary.questions.length === 0) notFound()
}

const pseudonymOf = (c: DialogueContext, participant: string) =>
  voluntaryPseudonyms(c.var.services.secret, c.var.agenda.dialogue.id)(participant)
