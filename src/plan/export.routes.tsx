import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** The plan as tables, for everybody and for staff. */
export const exportRoutes = (_room: Room) => new Hono<Town>()
