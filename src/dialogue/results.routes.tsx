import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { notFound, reading } from '#platform/web'
import { isPublic } from './dialogue.ts'
import { findStamp, isOfThisMethod } from './map-snapshot.store.ts'
import { paths } from './paths.ts'
import { setAsideIn } from './quarantine.store.ts'
import { ReportContent, ResultsPage, type ShownReport } from './results.page.tsx'
import { peopleVoting, votesOnApproved } from './results.store.ts'
import { viewOf } from './results.view.ts'
import type { Room } from './room.ts'
import type { Shown } from './shown-results.ts'
import { editsOf } from './statement.store.ts'
import { aboutDialogue, type DialogueContext, type InDialogue } from './visitor.ts'

export const resultsRoutes = (room: Room) =>
  new Hono<InDialogue>().get(paths.results.pattern, aboutDialogue(room), reading, async c => {
    if (!isPublic(c.var.agenda.dialogue)) notFound()
    const setAside = await setAsideIn(c.var.db, c.var.agenda.dialogue.id)
    return c.html(<ResultsPage c={c} report={await reportOn(c, c.var.db, room)} setAside={setAside} />)
  })

/** Reads the stored map; where it is missing or older than the votes, asks for a new one and does not wait for it. */
async function reportOn(c: DialogueContext, db: Read, room: Room): Promise<ShownReport> {
  const { dialogue, statements } = c.var.agenda
  const stamp = await findStamp(db, dialogue.id)
  const isBehind =
    !stamp ||
    !isOfThisMethod(stamp) ||
    stamp.drawnFor !== c.var.municipality.fewestToShow ||
    stamp.votes !== (await votesOnApproved(db, dialogue.id))
  if (isBehind) room.maps.refreshSoon(c.var.municipality.id, dialogue.id)
  const shown = stamp && (await room.shown.of(db, dialogue.id, statements, c.var.municipality.fewestToShow, stamp))
  if (shown) {
    const edits = await editsOf(db, dialogue.id)
    return {
      state: 'ready',
      computedAt: stamp.at,
      results: shown.results,
      content: contentOf(c, shown),
      isBehind,
      edits,
      levels: shown.levels,
      channels: shown.channels,
    }
  }
  const isComing = isBehind && (await peopleVoting(db, dialogue.id)) >= c.var.municipality.fewestToShow
  return { state: isComing ? 'computing' : 'too-few-people' }
}

const mostPages = 12

function contentOf(c: DialogueContext, { results, picture, pages }: Shown): string {
  const view = viewOf(c.req.query('zeige'), c.req.query('nach'), results.groups)
  const { revision } = c.var.agenda.translations.setup
  const key = [c.req.path, c.var.language.code, revision, view.filter, view.order].join(' ')
  const found = pages.get(key)
  if (found) return found
  const content = String(<ReportContent c={c} report={{ results, picture, view }} />)
  if (pages.size >= mostPages) pages.clear()
  pages.set(key, content)
  return content
}
