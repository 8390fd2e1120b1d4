import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** When measures run. */
export const timelineRoutes = (_room: Room) => new Hono<Town>()
