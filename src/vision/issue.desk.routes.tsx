import { Hono } from 'hono'
import type { InVision, Room } from './visitor.ts'

export const issueDeskRoutes = (_room: Room) => new Hono<InVision>()
