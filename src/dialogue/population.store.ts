import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { PopulationOfQuestion, PopulationTable } from './population.ts'

declare module '#platform/db' {
  interface TownTables {
    population_edition: { municipality_id: string; id: string; ags: string; source: string; as_of: string; imported_at: Date }
    population_count: { municipality_id: string; edition_id: string; question: string; category: string; count: number }
  }
}

export async function putPopulation(db: Write, { ags, source, asOf, rows }: PopulationTable, now: Date) {
  const edition = randomUUID()
  await db
    .insertInto('population_edition')
    .values({ municipality_id: db.municipality, id: edition, ags, source, as_of: asOf, imported_at: now })
    .execute()
  await db
    .insertInto('population_count')
    .values(rows.map(row => ({ municipality_id: db.municipality, edition_id: edition, ...row })))
    .execute()
}

export type PopulationEdition = { id: string; source: string; asOf: string; questions: number }

/** All editions, the newest first. */
export const populationEditions = (db: Read): Promise<PopulationEdition[]> =>
  db.rows<PopulationEdition>(sql`
    select id, source, as_of as "asOf",
      (select count(distinct question)::integer from population_count
        where municipality_id = ${db.municipality} and edition_id = edition.id) as questions
    from population_edition as edition where municipality_id = ${db.municipality}
    order by as_of desc, imported_at desc, id`)

/** Of every question the newest edition that knows it. */
export const newestPopulation = (db: Read): Promise<PopulationOfQuestion[]> =>
  db.rows<PopulationOfQuestion>(sql`
    with newest as (
      select distinct on (question) question, edition.id, edition.source, edition.as_of
      from population_count as counted
      join population_edition as edition on edition.municipality_id = counted.municipality_id and edition.id = counted.edition_id
      where counted.municipality_id = ${db.municipality}
      order by question, edition.as_of desc, edition.imported_at desc, edition.id
    )
    select counted.question, counted.category, counted.count, newest.id as edition, newest.source, newest.as_of as "asOf"
    from newest join population_count as counted
      on counted.municipality_id = ${db.municipality} and counted.edition_id = newest.id and counted.question = newest.question
    order by counted.question, counted.category`)
