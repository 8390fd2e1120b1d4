import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** The matrix of action fields and departments, for everybody, for staff, and on paper. */
export const matrixRoutes = (_room: Room) => new Hono<Town>()
