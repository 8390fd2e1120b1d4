import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** Departments. */
export const departmentRoutes = (_room: Room) => new Hono<Town>()
