import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** The decision paper of the plan, and its measure sheets. */
export const paperRoutes = (_room: Room) => new Hono<Town>()
