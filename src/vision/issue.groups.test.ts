import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupsOfParticipants, letterOf } from '#dialogue'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { fillDemo } from '../commands/demo.ts'
import type { RoundResult } from './bridge.ts'
import { putContributionVote } from './contribution.store.ts'

/** The example town has three opinion groups and an issue in its second round, with two bridges (5 and 6). */
describe('a second round after a dialogue with opinion groups', () => {
  let instance: TestInstance
  let town: Municipality
  let groups: Map<string, number>
  let result: RoundResult
  beforeAll(async () => {
    instance = await openTestInstance()
    town = await fillDemo(instance.services)
    await inTown(instance, town, async db => {
      await db.rows(sql`delete from contribution_vote where municipality_id = ${town.id}`)
      const [dialogue] = await db.rows<{ id: string }>(sql`select id from dialogue where municipality_id = ${town.id} limit 1`)
      const people = await db.rows<{ id: string }>(sql`select id from participant where municipality_id = ${town.id} order by id`)
      groups = await groupsOfParticipants(
        db,
        dialogue!.id,
        people.map(({ id }) => id),
      )
      const bridges = await db.rows<{ id: string; number: number }>(sql`
        select id, number from contribution where municipality_id = ${town.id} and kind = 'bridge' order by number`)
      for (const [person, label] of groups)
        for (const [place, { id }] of bridges.entries())
          await putContributionVote(db, id, person, place === 0 && letterOf(label) === 'A' ? -1 : 1)
    })
    const staff = (await instance.staff(town, 'coordinator')) as StaffBrowser
    const desk = `/${town.slug}/verwaltung/leitbild/miteinander/themen/1`
    expect((await staff.submit(desk, `${desk}/stand`, { state: 'voted' })).status).toBe(303)
    result = await inTown(instance, town, async db => {
      const [row] = await db.rows<{ result: RoundResult }>(sql`select result from issue where municipality_id = ${town.id} and number = 1`)
      return row!.result
    })
  })
  afterAll(() => instance.close())

  test('knows to which group of the first round everybody belongs', () => {
    expect(new Set([...groups.values()].map(letterOf))).toEqual(new Set(['A', 'B', 'C']))
    const refused = result.bridges.find(({ number }) => number === 5)!
    expect(refused.groups.map(({ letter, shares }) => [letter, shares?.agree])).toEqual([
      ['A', 0],
      ['B', 100],
      ['C', 100],
    ])
    const told = refused.groups.reduce((sum, { shares }) => sum + (shares?.votes ?? 0), 0)
    expect(told).toBe(groups.size)
  })

  test('what one group refuses stands below what all carry, though most of the town is for it', () => {
    expect(result.bridges.map(({ number, standing }) => [number, standing])).toEqual([
      [6, 'bridged'],
      [5, 'partly-bridged'],
    ])
    expect(result.suggestion).toBe('bridged')
  })

  test('the database keeps no name of who was in which group', async () => {
    const stored = JSON.stringify(result)
    for (const person of groups.keys()) expect(stored).not.toContain(person)
  })
})
