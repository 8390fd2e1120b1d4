import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { notFound, reading } from '#platform/web'
import { isPublic } from './dialogue.ts'
import { type OpinionPicture, pictureOf } from './opinion-picture.ts'
import { paths } from './paths.ts'
import { type Report, ResultsPage } from './results.page.tsx'
import { findNumberedSnapshot, participationIn, peopleVoting, votesOnApproved } from './results.store.ts'
import { type NumberedSnapshot, type Results, resultsOf, viewOf } from './results.ts'
import type { Room } from './room.ts'
import { fewestToShow } from './suppression.ts'
import { aboutDialogue, type DialogueContext, type InDialogue } from './visitor.ts'

export const resultsRoutes = (room: Room) => {
  const kept = new Drawn()
  return new Hono<InDialogue>().get(paths.results.pattern, aboutDialogue(room), reading, async c => {
    if (!isPublic(c.var.agenda.dialogue)) notFound()
    return c.html(<ResultsPage c={c} report={await reportOn(c, c.var.db, room, kept)} />)
  })
}

/** Reads the stored map; where it is missing or older than the votes, asks for a new one and does not wait for it. */
async function reportOn(c: DialogueContext, db: Read, room: Room, kept: Drawn): Promise<Report> {
  const { dialogue, statements } = c.var.agenda
  const snapshot = await findNumberedSnapshot(db, dialogue.id, statements)
  const isBehind = !snapshot || snapshot.votes !== (await votesOnApproved(db, dialogue.id))
  if (isBehind) room.maps.refreshSoon(c.var.municipality.id, dialogue.id)
  const drawn = snapshot && (await kept.of(dialogue.id, snapshot, statements, () => participationIn(db, dialogue.id)))
  if (drawn) return { state: 'ready', ...drawn, view: viewOf(c.req.query('zeige'), c.req.query('nach'), drawn.results.groups), isBehind }
  const isComing = isBehind && (await peopleVoting(db, dialogue.id)) >= fewestToShow
  return { state: isComing ? 'computing' : 'too-few-people' }
}

type Drawing = { results: Results; picture: OpinionPicture | undefined } | undefined

/** Keeps the results of the newest map of each dialogue, so that a thousand readers do not each draw the same picture. */
class Drawn {
  private readonly kept = new Map<string, { of: string; drawing: Drawing }>()

  async of(
    dialogue: string,
    snapshot: NumberedSnapshot,
    statements: Parameters<typeof resultsOf>[1],
    participation: () => Promise<Parameters<typeof resultsOf>[2]>,
  ): Promise<Drawing> {
    const of = [snapshot.digest, snapshot.at.getTime(), ...statements.map(({ number, text }) => `${number} ${text}`)].join('\n')
    const found = this.kept.get(dialogue)
    if (found?.of === of) return found.drawing
    const results = resultsOf(snapshot, statements, await participation())
    const drawing = results && { results, picture: pictureOf(snapshot.map, snapshot.numbers) }
    if (this.kept.size >= mostKept) this.kept.clear()
    this.kept.set(dialogue, { of, drawing })
    return drawing
  }
}

const mostKept = 100
