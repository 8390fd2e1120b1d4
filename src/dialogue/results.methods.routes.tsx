import { Hono } from 'hono'
import { notFound } from '#platform/web'
import { isPublic } from './dialogue.ts'
import type { Editions } from './open-data.editions.ts'
import { paths } from './paths.ts'
import { MethodsPage } from './results.methods.page.tsx'
import type { Room } from './room.ts'
import { aboutDialogue, type InDialogue } from './visitor.ts'

/** No transaction around it: making the files takes several short ones. */
export const methodsRoutes = (room: Room, editions: Editions) =>
  new Hono<InDialogue>().get(paths.methods.pattern, aboutDialogue(room), async c => {
    const { agenda, municipality, services } = c.var
    const { dialogue, statements } = agenda
    if (!isPublic(dialogue)) notFound()
    const shown = await services.database.reading(municipality.id, db =>
      room.shown.of(db, dialogue.id, statements, municipality.fewestToShow),
    )
    return c.html(<MethodsPage c={c} results={shown?.results} edition={await editions.of(municipality, dialogue)} />)
  })
