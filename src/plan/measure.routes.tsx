import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Measures as everybody reads them: list, page, sheet. */
export const measureRoutes = (_room: Room) => new Hono<Town>()
