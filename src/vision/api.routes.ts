import { Hono } from 'hono'
import type { Visit } from '#platform/web'
import type { Room } from './visitor.ts'

export const apiRoutes = (_room: Room) => new Hono<Visit>()
