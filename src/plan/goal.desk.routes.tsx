import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Goals at the desk. */
export const goalDeskRoutes = (_room: Room) => new Hono<Town>()
