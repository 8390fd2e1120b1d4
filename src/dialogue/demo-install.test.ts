import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeDemo } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { installDemo } from './demo.actions.ts'
import { demoTown } from './demo.ts'
import { figuresOf, findDialogue } from './dialogue.store.ts'
import { findSnapshot } from './map-snapshot.store.ts'

let instance: TestInstance

beforeEach(async () => {
  instance = await openTestInstance()
})
afterEach(() => instance.close())

test('the example is a town in the middle of its dialogue, with its map and its queue', async () => {
  const town = await installDemo(instance.services)
  const expected = demoTown('2026-10-01').dialogue
  await inTown(instance, town, async db => {
    const dialogue = (await findDialogue(db, expected.slug))!
    expect(dialogue).toMatchObject({ phase: 'open', question: expected.question, licence: 'CC0-1.0' })
    const pending = expected.statements.filter(({ state }) => state === 'pending').length
    expect(await figuresOf(db, dialogue.id)).toMatchObject({ votes: expected.votes.length, participants: 380, waiting: pending })
    const snapshot = (await findSnapshot(db, dialogue.id))!
    expect(snapshot.map.counts.participants).toBe(380)
    expect(snapshot.map.k).toBeGreaterThan(1)
  })
  const visitor = instance.visitor()
  for (const path of ['', '/dialog/zusammenleben', '/dialog/zusammenleben/ergebnis', '/dialog/zusammenleben/offene-daten'])
    expect((await visitor.get(`/erfundingen${path}`)).status).toBe(200)
  expect(await visitor.page('/erfundingen/dialog/zusammenleben/offene-daten')).toContain('zusammenleben.zip')
})

test('the example shows who took part, who is missing, and a weighted view', async () => {
  await installDemo(instance.services)
  const page = await instance.visitor().page('/erfundingen/dialog/zusammenleben/beteiligung')
  expect(page).toContain('<strong>Teil des Ortes: Siedlung am Bahnhof</strong>')
  expect(page).toContain('erfundene Zahlen')
  expect(page).toContain('wirksame Stichprobe')
})

test('a second time changes nothing', async () => {
  const town = await installDemo(instance.services)
  const before = await rowsOf(town.id)
  instance.clock.now = new Date('2026-10-20T10:00:00Z')
  expect(await installDemo(instance.services)).toMatchObject({ id: town.id })
  expect(await rowsOf(town.id)).toEqual(before)
})

test('a real town of the same name keeps it', async () => {
  await instance.addTown({ slug: 'erfundingen' })
  expect((await installDemo(instance.services)).slug).toBe('erfundingen-2')
})

test('the first operator can look into its desk, also if they come after it', async () => {
  const town = await installDemo(instance.services)
  const own = await instance.addTown()
  const operator = await instance.staff(own, 'coordinator', { isOperator: true })
  expect((await operator.get('/erfundingen/verwaltung/dialoge')).status).toBe(403)
  await installDemo(instance.services)
  expect((await operator.get('/erfundingen/verwaltung/dialoge')).status).toBe(200)
  expect(await rowsOf(town.id)).toMatchObject({ membership: 1 })
})

test('removing the example leaves nothing of it in any table, and the other towns alone', async () => {
  const own = await instance.addTown()
  await instance.staff(own, 'coordinator', { isOperator: true })
  const before = await rowsOf(own.id)
  const town = await installDemo(instance.services)
  expect(await rowsOf(town.id)).toMatchObject({ dialogue: 1, participant: 380, audit_entry: 1, membership: 1, map_snapshot: 1 })
  await instance.services.database.writingInstance(db => removeDemo(db, town))
  expect(Object.values(await rowsOf(town.id)).filter(Boolean)).toEqual([])
  expect(await rowsOf(own.id)).toEqual(before)
})

/** Rows of a town in every table that has any town's. */
async function rowsOf(town: string): Promise<Record<string, number>> {
  const { database } = instance.services
  const tables = await database.reading(town, db => db.rows<{ name: string }>(tablesOfTowns))
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await database.reading(town, db => db.rows<{ count: number }>(countIn(name, town)))
    counts[name] = row?.count ?? 0
  }
  return counts
}

const tablesOfTowns = sql<{ name: string }>`
  select table_name as name from information_schema.columns
  where table_schema = 'public' and column_name = 'municipality_id' order by 1`

const countIn = (name: string, town: string) =>
  sql<{ count: number }>`select count(*)::integer as count from ${sql.table(name)} where municipality_id = ${town}`
