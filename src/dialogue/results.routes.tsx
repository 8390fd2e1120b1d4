import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { notFound, reading } from '#platform/web'
import { isPublic } from './dialogue.ts'
import { findSnapshot, type MapSnapshot } from './map-snapshot.store.ts'
import { type OpinionPicture, pictureOf } from './opinion-picture.ts'
import { paths } from './paths.ts'
import { ReportContent, ResultsPage, type ShownReport } from './results.page.tsx'
import { participationIn, peopleVoting, votesOnApproved } from './results.store.ts'
import { type Results, resultsOf, viewOf } from './results.ts'
import type { Room } from './room.ts'
import { editsOf } from './statement.store.ts'
import { fewestToShow } from './suppression.ts'
import { aboutDialogue, type DialogueContext, type InDialogue } from './visitor.ts'

export const resultsRoutes = (room: Room) => {
  const kept = new Map<string, Kept>()
  return new Hono<InDialogue>().get(paths.results.pattern, aboutDialogue(room), reading, async c => {
    if (!isPublic(c.var.agenda.dialogue)) notFound()
    return c.html(<ResultsPage c={c} report={await reportOn(c, c.var.db, room, kept)} />)
  })
}

/** Reads the stored map; where it is missing or older than the votes, asks for a new one and does not wait for it. */
async function reportOn(c: DialogueContext, db: Read, room: Room, kept: Map<string, Kept>): Promise<ShownReport> {
  const { dialogue } = c.var.agenda
  const snapshot = await findSnapshot(db, dialogue.id)
  const isBehind = !snapshot || snapshot.votes !== (await votesOnApproved(db, dialogue.id))
  if (isBehind) room.maps.refreshSoon(c.var.municipality.id, dialogue.id)
  const drawn = snapshot && (await drawnFrom(c, db, snapshot, kept))
  if (drawn) {
    const edits = await editsOf(db, dialogue.id)
    return { state: 'ready', computedAt: snapshot.at, results: drawn.results, content: contentOf(c, drawn), isBehind, edits }
  }
  const isComing = isBehind && (await peopleVoting(db, dialogue.id)) >= fewestToShow
  return { state: isComing ? 'computing' : 'too-few-people' }
}

/** What was drawn and written of the newest map of a dialogue, so that a thousand readers do not each have it done anew. */
type Kept = { of: string; results: Results; picture: OpinionPicture | undefined; pages: Map<string, string> }

const mostDialogues = 20
const mostPages = 6

async function drawnFrom(c: DialogueContext, db: Read, snapshot: MapSnapshot, kept: Map<string, Kept>): Promise<Kept | undefined> {
  const { dialogue, statements } = c.var.agenda
  const of = [snapshot.digest, snapshot.at.getTime(), ...statements.map(({ number, text }) => `${number} ${text}`)].join('\n')
  const found = kept.get(dialogue.id)
  if (found?.of === of) return found
  const results = resultsOf(snapshot, statements, await participationIn(db, dialogue.id))
  if (!results) return undefined
  const drawn = { of, results, picture: pictureOf(snapshot.map, snapshot.numbers), pages: new Map<string, string>() }
  if (kept.size >= mostDialogues) kept.clear()
  kept.set(dialogue.id, drawn)
  return drawn
}

function contentOf(c: DialogueContext, { results, picture, pages }: Kept): string {
  const view = viewOf(c.req.query('zeige'), c.req.query('nach'), results.groups)
  const key = [c.req.path, c.var.language.code, view.filter, view.order].join(' ')
  const found = pages.get(key)
  if (found) return found
  const content = String(<ReportContent c={c} report={{ results, picture, view }} />)
  if (pages.size >= mostPages) pages.clear()
  pages.set(key, content)
  return content
}
