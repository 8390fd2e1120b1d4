import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Update rounds. */
export const roundRoutes = (_room: Room) => new Hono<Town>()
