import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#platform/config'
import { platformRetention } from '#platform/privacy'
import { dialogueRetention } from '../src/dialogue/retention.actions.ts'
import { planRetention } from '../src/plan/retention.actions.ts'
import { visionRetention } from '../src/vision/retention.actions.ts'

const retentions = [
  ...dialogueRetention(Buffer.alloc(32), { maps: {}, elsewhere: {} } as never),
  ...visionRetention,
  ...planRetention,
  ...platformRetention,
]

/** As the migrations leave it, and the one table that they are counted in. */
const tables = readdirSync(join(projectRoot, 'migrations'))
  .map(name => readFileSync(join(projectRoot, 'migrations', name), 'utf8'))
  .flatMap(sql => [...sql.matchAll(/create table (\w+)/g)].map(match => match[1] as string))
  .concat('schema_migration')

test('every table of the database is named in the table of retention times, and no other', () => {
  const named = new Set(retentions.flatMap(({ tables }) => tables))
  expect(tables.filter(name => !named.has(name))).toEqual([])
  expect([...named].filter(name => !tables.includes(name))).toEqual([])
})

test('every kind of data is named once, with a usual time within its bounds', () => {
  const kinds = retentions.map(({ kind }) => kind)
  expect(kinds).toEqual([...new Set(kinds)])
  for (const { kind, days } of retentions) if (days) expect(days.least <= days.usual && days.usual <= days.most, kind).toBe(true)
})

test('whatever is deleted or anonymised after a number of days has a deed that does it', () => {
  const idle = retentions.filter(({ days, outcome, inTown, inInstance }) => days && outcome !== 'outside' && !inTown && !inInstance)
  expect(idle.map(({ kind }) => kind)).toEqual([])
})
