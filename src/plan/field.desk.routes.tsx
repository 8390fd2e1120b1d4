import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Action fields and target groups. */
export const fieldRoutes = (_room: Room) => new Hono<Town>()
