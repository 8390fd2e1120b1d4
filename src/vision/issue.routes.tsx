import { Hono } from 'hono'
import type { InVision, Room } from './visitor.ts'

export const issueRoutes = (_room: Room) => new Hono<InVision>()
