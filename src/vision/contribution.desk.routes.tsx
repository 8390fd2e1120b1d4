import { Hono } from 'hono'
import type { InVision, Room } from './visitor.ts'

export const contributionDeskRoutes = (_room: Room) => new Hono<InVision>()
