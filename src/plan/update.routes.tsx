import { Hono } from 'hono'
import type { Town } from '#platform/web'
import type { Room } from './visitor.ts'

/** What a link of an update round opens. */
export const updateRoutes = (_room: Room) => new Hono<Town>()
