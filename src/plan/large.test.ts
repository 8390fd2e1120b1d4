import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTown, openTestInstance, queriesDuring, type TestInstance } from '#testing'
import { largeLinkId, largePlan, largePlanPages, promisedPages, putLargePlan } from '../../test/testing/large-plan.ts'
import { hashOf, tokenOf } from './update.ts'

let instance: TestInstance
let link: string
let coordinator: Awaited<ReturnType<TestInstance['staff']>>

beforeAll(async () => {
  instance = await openTestInstance()
  const town = await instance.addTown()
  const token = tokenOf(instance.services.secret, largeLinkId)
  link = `/${town.slug}/sachstand/${token}`
  await inTown(instance, town, db => putLargePlan(db, instance.clock.now, hashOf(token)))
  coordinator = await instance.staff(town, 'coordinator')
})
afterAll(() => instance.close())

/** The matrix has 480 cells, a list a hundred measures at a time; nothing has all two thousand. */
const mostBytes = 200_000
/** None for each measure, department or source. */
const mostQueries = 40

describe('with 2,000 measures of 40 departments', () => {
  test.each([...promisedPages, ...largePlanPages])('%s is no endless list, and asks the database for little', path => expectLittle(path))

  test('a department opens its fifty measures by one link with as little', () => expectLittle(link))

  test('every measure stands once on the pages of the list', async () => {
    const numbers: string[] = []
    for (let page = 1; page <= largePlan.measures / 100; page++) {
      const list = await coordinator.page(`/musterstadt/verwaltung/plan/massnahmen?seite=${page}`)
      numbers.push(...new Set([...list.matchAll(/plan\/massnahmen\/(\d+)"/g)].map(([, number]) => number!)))
    }
    expect(numbers.map(Number)).toEqual(Array.from({ length: largePlan.measures }, (_, place) => place + 1))
  })
})

async function expectLittle(path: string) {
  let page = ''
  const queries = await queriesDuring(async () => {
    page = await coordinator.page(path)
  })
  expect(Buffer.byteLength(page)).toBeLessThan(mostBytes)
  expect(queries).toBeLessThan(mostQueries)
}
