import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import type { Body, BodyPosition, StatedPosition } from './body-position.ts'

declare module '#platform/db' {
  interface TownTables {
    body_position: {
      municipality_id: string
      id: string
      vision_id: string
      issue_id: string | null
      body: Body
      text: string
      stated_on: string
      yes: number | null
      no: number | null
      abstentions: number | null
    }
  }
}

type Row = Omit<BodyPosition, 'votes'> & { yes: number | null; no: number | null; abstentions: number | null }

/** Oldest first. */
export async function bodyPositionsOf(db: Read, vision: string): Promise<BodyPosition[]> {
  const rows = await db.rows<Row>(sql`
    select body_position.id, issue.number as issue, issue.question, body_position.body, body_position.text, body_position.stated_on::text as "statedOn",
      yes, no, abstentions
    from body_position
    left join issue on issue.municipality_id = body_position.municipality_id and issue.id = body_position.issue_id
    where body_position.municipality_id = ${db.municipality} and body_position.vision_id = ${vision}
    order by body_position.stated_on, body_position.id`)
  return rows.map(({ yes, no, abstentions, ...position }) => ({
    ...position,
    votes: yes === null || no === null || abstentions === null ? null : { yes, no, abstentions },
  }))
}

export async function putBodyPosition(db: Write, vision: string, id: string | undefined, position: StatedPosition) {
  const { issue, body, text, statedOn, votes } = position
  await db.rows(sql`
    insert into body_position (municipality_id, id, vision_id, issue_id, body, text, stated_on, yes, no, abstentions)
    values (${db.municipality}, ${id ?? randomUUID()}, ${vision},
      (select id from issue where municipality_id = ${db.municipality} and vision_id = ${vision} and number = ${issue}),
      ${body}, ${text}, ${statedOn}, ${votes?.yes ?? null}, ${votes?.no ?? null}, ${votes?.abstentions ?? null})
    on conflict (municipality_id, id) do update set issue_id = excluded.issue_id, body = excluded.body, text = excluded.text,
      stated_on = excluded.stated_on, yes = excluded.yes, no = excluded.no, abstentions = excluded.abstentions`)
}

export const removeBodyPosition = (db: Write, id: string) =>
  db.rows(sql`delete from body_position where municipality_id = ${db.municipality} and id = ${id}`)
