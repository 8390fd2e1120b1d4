import { Hono } from 'hono'
import type { InVision, Room } from './visitor.ts'

export const publicationRoutes = (_room: Room) => new Hono<InVision>()
