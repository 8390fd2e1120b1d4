import type { Read } from '#platform/db'
import { type Cliff, cliffsOf } from './cliff.ts'
import { measures } from './measure.store.ts'
import { allotments, financingSources, posts } from './money.store.ts'

/** Every cliff of the plan on a day (`2026-03-01`), the nearest first. */
export const cliffs = async (db: Read, today: string): Promise<Cliff[]> =>
  cliffsOf(
    { measures: await measures(db), sources: await financingSources(db), allotments: await allotments(db), posts: await posts(db) },
    today,
  )
