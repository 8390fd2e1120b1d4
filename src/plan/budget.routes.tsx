import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** What the plan costs and who pays, by field, source and year. */
export const budgetRoutes = (_room: Room) => new Hono<Town>()
