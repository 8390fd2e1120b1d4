import { Hono } from 'hono'
import { notFound, reading } from '#platform/web'
import { isPublic } from './dialogue.ts'
import { paths } from './paths.ts'
import { RepresentationPage } from './representation.page.tsx'
import { findRepresentation } from './representation.store.ts'
import type { Room } from './room.ts'
import { aboutDialogue, type InDialogue } from './visitor.ts'

export const representationRoutes = (room: Room) =>
  new Hono<InDialogue>().get(paths.representation.pattern, aboutDialogue(room), reading, async c => {
    const { dialogue } = c.var.agenda
    if (!isPublic(dialogue)) notFound()
    return c.html(<RepresentationPage c={c} stored={await findRepresentation(c.var.db, dialogue.id)} />)
  })
