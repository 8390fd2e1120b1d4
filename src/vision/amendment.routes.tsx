import { Hono } from 'hono'
import type { InVision, Room } from './visitor.ts'

export const amendmentRoutes = (_room: Room) => new Hono<InVision>()
