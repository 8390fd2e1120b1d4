import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Measures from a table. */
export const importRoutes = (_room: Room) => new Hono<Town>()
