import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** The desk of the plan, and what the town publishes of it. */
export const settingsRoutes = (_room: Room) => new Hono<Town>()
