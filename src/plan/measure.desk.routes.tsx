import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Measures at the desk. */
export const measureDeskRoutes = (_room: Room) => new Hono<Town>()
