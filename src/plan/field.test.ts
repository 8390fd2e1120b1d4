import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { listedFields } from './field.store.ts'
import { mostFields, moved } from './field.ts'
import { usualFields, usualTargetGroups } from './plan.ts'

const desk = '/musterstadt/verwaltung/plan'

let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  editor = await instance.staff(town, 'editor')
})
afterEach(() => instance.close())

const post = (path: string, fields: Record<string, string>) => editor.post(`${desk}/${path}`, { csrf: editor.csrf, ...fields })

describe.each([
  ['handlungsfelder', 'field', usualFields.length, 'Sprache'],
  ['zielgruppen', 'group', usualTargetGroups.length, 'Alle, die hier leben'],
] as const)('%s', (path, kind, usual, first) => {
  const fields = () => inTown(instance, town, db => listedFields(db, kind))
  const names = async () => (await fields()).map(({ name }) => name)

  test('the usual ones are put in with one press, and only those that are missing', async () => {
    await post(path, { name: first.toUpperCase() })
    await post(path, { deed: 'usual' })
    expect(await fields()).toHaveLength(usual)
    expect((await names())[0]).toBe(first.toUpperCase())
    expect(await editor.page(`${desk}/${path}`)).not.toContain('value="usual"')
  })

  test('are added, ordered, renamed and removed', async () => {
    for (const name of ['Wohnen', 'Arbeit', 'Schule']) await post(path, { name })
    await post(`${path}/schule`, { deed: 'up' })
    await post(`${path}/wohnen`, { deed: 'up' })
    expect(await names()).toEqual(['Wohnen', 'Schule', 'Arbeit'])
    await post(`${path}/schule`, { deed: 'rename', name: 'Schule und Kita', seen: 'Schule' })
    await post(`${path}/arbeit`, { deed: 'remove' })
    expect(await names()).toEqual(['Wohnen', 'Schule und Kita'])
    expect(await editor.page(`${desk}/${path}/schule`)).toContain('Schule und Kita')
  })

  test.each([
    ['', 'Bitte geben Sie einen Namen an.'],
    ['x'.repeat(101), 'höchstens 100 Zeichen'],
    ['wohnen', 'Diesen Namen gibt es in der Liste schon.'],
  ])('a name like "%s" is refused', async (name, words) => {
    await post(path, { name: 'Wohnen' })
    await post(path, { name: 'Arbeit' })
    for (const refused of [await post(path, { name }), await post(`${path}/arbeit`, { deed: 'rename', name, seen: 'Arbeit' })]) {
      expect(refused.status).toBe(422)
      const page = await refused.text()
      expect(page).toContain(words)
      expect(page).toContain(`value="${name}"`)
    }
    expect(await names()).toEqual(['Wohnen', 'Arbeit'])
  })

  test('a name a colleague has changed meanwhile is not overwritten', async () => {
    await post(path, { name: 'Wohnen' })
    await post(`${path}/wohnen`, { deed: 'rename', name: 'Bauen', seen: 'Wohnen' })
    expect((await post(`${path}/wohnen`, { deed: 'rename', name: 'Leben', seen: 'Wohnen' })).status).toBe(409)
    expect(await names()).toEqual(['Bauen'])
  })

  test('deeds nobody knows, entries that are not there and other roles are refused', async () => {
    await post(path, { name: 'Wohnen' })
    expect((await post(`${path}/wohnen`, { deed: 'weg' })).status).toBe(400)
    expect((await post(`${path}/nichts`, { deed: 'up' })).status).toBe(404)
    const reader = await instance.staff(town, 'reader')
    expect((await reader.post(`${desk}/${path}`, { csrf: reader.csrf, name: 'Arbeit' })).status).toBe(403)
    expect(await reader.page(`${desk}/${path}`)).not.toContain('<form action="/musterstadt/verwaltung/plan')
  })
})

test('a field in which a goal stands is not removed', async () => {
  await post('handlungsfelder', { name: 'Wohnen' })
  await inTown(instance, town, async db => {
    const [field] = await listedFields(db, 'field')
    const goal = { number: 1, title: 'Zwanzig Wohnungen', level: 'municipality', influence: 'decides' } as const
    await db
      .insertInto('goal')
      .values({ municipality_id: town.id, id: randomUUID(), action_field_id: field!.id, ...goal })
      .execute()
  })
  const refused = await post('handlungsfelder/wohnen', { deed: 'remove' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Hier stehen noch Ziele oder Maßnahmen.')
  expect(await editor.page(`${desk}/handlungsfelder/wohnen`)).not.toContain('value="remove"')
})

test('a list has an end', async () => {
  for (let number = 1; number <= mostFields; number++) await post('handlungsfelder', { name: `Feld ${number}` })
  expect(await (await post('handlungsfelder', { name: 'Noch eines' })).text()).toContain('Mehr als 40 Einträge')
  expect((await post('handlungsfelder', { deed: 'usual' })).status).toBe(422)
})

const row = fc.uniqueArray(fc.string(), { minLength: 1 }).chain(ids => fc.tuple(fc.constant(ids), fc.constantFrom(...ids)))

test('moving up and down again changes nothing, except at the ends, where the first move already does', () =>
  fc.assert(
    fc.property(row, ([ids, id]) => {
      const up = moved(ids, id, 'up')
      expect([...up].sort()).toEqual([...ids].sort())
      expect(moved(up, id, 'down')).toEqual(ids[0] === id ? moved(ids, id, 'down') : ids)
    }),
  ))
