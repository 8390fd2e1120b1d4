import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { type PlantedPlan, planNames, plantPlan } from '../../test/testing/planted-plan.ts'

let instance: TestInstance
let town: Municipality
let planted: PlantedPlan

beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  planted = await inTown(instance, town, db => plantPlan(db, instance.services.secret, instance.clock.now))
})
afterEach(() => instance.close())

const deed = (statement: ReturnType<typeof sql>) => inTown(instance, town, db => db.rows(statement))
const rows = (table: string) =>
  inTown(instance, town, db =>
    db.rows<Record<string, unknown>>(sql`select * from ${sql.table(table)} where municipality_id = ${town.id} order by 2`),
  )
/** All that the plan holds of people, wherever it stands. */
const everything = async () =>
  JSON.stringify(await Promise.all(['measure', 'measure_change', 'update_link', 'plan_import', 'audit_entry'].map(rows)))
const daysLater = async (days: number) => {
  instance.clock.now = new Date(instance.clock.now.getTime() + days * 86_400_000)
  await instance.app.maintain()
}

const responsible = async () => {
  const measure = (await rows('measure')).find(({ number }) => number === 'M1')
  return [measure?.responsible_name, measure?.responsible_mail]
}

test('who was responsible before is forgotten a year after the change; what else was changed stays in the history', async () => {
  await daysLater(364)
  expect(await everything()).toContain(planNames.former)
  await daysLater(2)
  expect(await everything()).not.toMatch(/Frieda|frieda@/)
  expect(await rows('measure_change')).toMatchObject([{ before: { light: 'green' }, after: { light: 'yellow' } }])
})

test('a change of nothing but who is responsible goes as a whole', async () => {
  await deed(sql`update measure_change set before = before - 'light', after = after - 'light' where municipality_id = ${town.id}`)
  await daysLater(366)
  expect(await rows('measure_change')).toEqual([])
})

test('whoever answers for a measure is named as long as it runs, and forgotten a year after it is over', async () => {
  await daysLater(400)
  expect(await responsible()).toEqual([planNames.responsible, planNames.responsibleMail])
  await deed(sql`update measure set status = 'done', revised_at = ${instance.clock.now} where municipality_id = ${town.id}`)
  await daysLater(300)
  expect(await responsible()).toEqual([planNames.responsible, planNames.responsibleMail])
  await daysLater(66)
  expect(await responsible()).toEqual(['', ''])
})

test('who had a link is forgotten a year after it ended; the history then names the department', async () => {
  await daysLater(30 + 364)
  expect(await rows('update_link')).toMatchObject([{ name: planNames.responsible }])
  await daysLater(2)
  expect(await rows('update_link')).toMatchObject([{ name: '', mail: '' }])
  const coordinator = await instance.staff(town, 'coordinator')
  for (const page of ['massnahmen/M1/verlauf', 'runden/1'])
    expect(await coordinator.page(`/${town.slug}/verwaltung/plan/${page}`), page).toContain('Jugendamt')
})

test('a table that nobody has taken over goes after a month', async () => {
  await daysLater(29)
  expect(await rows('plan_import')).toHaveLength(1)
  await daysLater(2)
  expect(await rows('plan_import')).toEqual([])
})

test('a town may forget sooner', async () => {
  await deed(sql`
    insert into privacy_setup (municipality_id, periods) values (${town.id}, '{"update-link": 30, "responsible": 30}')
    on conflict (municipality_id) do update set periods = excluded.periods`)
  await daysLater(62)
  expect(await everything()).not.toMatch(/frieda@/)
  expect(await rows('update_link')).toMatchObject([{ name: '', mail: '' }])
})

test('the log tells which department’s link did what; no name outlasts the link in it', async () => {
  const link = `/${town.slug}/sachstand/${planted.token}`
  const visitor = instance.visitor()
  await visitor.page(link)
  expect((await visitor.submit(link, `${link}/vertretung`, { name: 'Vera Vertretung', mail: 'vera@musterstadt.example' })).status).toBe(303)
  const entries = JSON.stringify(await rows('audit_entry'))
  for (const text of ['link-opened', 'link-delegated', 'Jugendamt']) expect(entries).toContain(text)
  expect(entries).not.toMatch(/Rolf|Vera|rolf@|vera@/)
})

test('the record of processing says what is done with them, and how much of it is public', async () => {
  const notice = () => instance.visitor().page(`/${town.slug}/datenschutz`)
  expect(await notice()).toContain('Zuständige nach dem Stand von Maßnahmen fragen')
  expect(await notice()).toContain('steht niemand mit Namen')
  await deed(sql`update plan set contacts = 'name' where municipality_id = ${town.id}`)
  expect(await notice()).toContain('Funktion und Name der Leitung')
  const other = await instance.addTown({ slug: 'anderswo', ags: '09999002' })
  expect(await instance.visitor().page(`/${other.slug}/datenschutz`)).not.toContain('Zuständige nach dem Stand')
})
