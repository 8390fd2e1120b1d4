import { Hono } from 'hono'
import type { Services, Town, TownContext, Visit } from '#platform/web'
import { openRoom } from './room.ts'
import { voteRoutes } from './vote.routes.tsx'

export { analyse } from './analyse.ts'

/** Opens the dialogues: their pages below a town, their read-only API, and what they show on pages of the town itself. */
export function openDialogues(services: Services) {
  const room = openRoom(services)
  return {
    routes: new Hono<Town>().route('/', voteRoutes(room) as unknown as Hono<Town>),
    api: new Hono<Visit>(),
    homeSection: async (_c: TownContext) => '',
    deskSection: async (_c: TownContext) => '',
    close: room.close,
  }
}
