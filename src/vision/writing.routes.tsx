import { Hono } from 'hono'
import type { InVision, Room } from './visitor.ts'

export const writingRoutes = (_room: Room) => new Hono<InVision>()
