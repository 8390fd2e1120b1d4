import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** What is still open in the plan. */
export const findingRoutes = (_room: Room) => new Hono<Town>()
