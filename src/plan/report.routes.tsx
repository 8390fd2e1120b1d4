import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Progress reports: made, read, compared, taken along. */
export const reportRoutes = (_room: Room) => new Hono<Town>()
