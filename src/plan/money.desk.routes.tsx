import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Costs, sources, spending and posts at the desk. */
export const moneyDeskRoutes = (_room: Room) => new Hono<Town>()
