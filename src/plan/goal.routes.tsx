import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Goals as everybody reads them. */
export const goalRoutes = (_room: Room) => new Hono<Town>()
