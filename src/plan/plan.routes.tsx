import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** The plan as everybody reads it: overview, what is published of it. */
export const planRoutes = (_room: Room) => new Hono<Town>()
