import { largePlanPages, promisedPages, putLargePlan } from '../test/testing/large-plan.ts'
import { beginTown, measuredPages, onDatabases, type Place } from './large-pages.ts'
import type { Row } from './table.ts'

/** How long a list of 2,000 measures and the matrix of 40 departments may take on the server. */
const promisedMs = 150

/** How long a server takes for the pages of a plan with 2,000 measures and 40 departments; `plan:embedded` is a part. */
export const benchPlan = (part?: string): Promise<Row[]> => onDatabases(part, measuredOn)

async function measuredOn({ kind, town, withDatabase, withServer }: Place): Promise<Row[]> {
  const token = await withDatabase(async database => {
    const token = await beginTown(database, town)
    await database.writing(town.id, db => putLargePlan(db, new Date(), 'of nobody'))
    await database.maintain()
    return token
  })
  return withServer(token, async coordinator => [
    ...(await measuredPages(coordinator, promisedPages, { database: kind })).map(judged),
    ...(await measuredPages(coordinator, largePlanPages, { database: kind })),
  ])
}

const judged = (row: Row): Row => ({ ...row, 'in time': Number(row['p95 ms']) <= promisedMs ? 'yes' : 'NO' })
