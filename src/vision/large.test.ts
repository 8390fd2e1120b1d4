import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { largePages, publishLargeVision, putLargeVision } from '../../test/testing/large-vision.ts'

let instance: TestInstance
let coordinator: Awaited<ReturnType<TestInstance['staff']>>

beforeAll(async () => {
  instance = await openTestInstance()
  const town = await instance.addTown()
  await inTown(instance, town, putLargeVision)
  coordinator = await instance.staff(town, 'coordinator')
  await publishLargeVision(instance.services.database, town, coordinator)
})
afterAll(() => instance.close())

/** What a page of the desk may weigh; the whole text and its comparison are long because the text is. */
const mostBytes = 1_200_000

describe('with 500 sentences and 10,000 linked statements', () => {
  test.each(largePages)('%s is answered, and is no endless list', async path => {
    expect((await coordinator.page(path)).length).toBeLessThan(mostBytes)
  })

  test('a statement is found by its words among all of them, and by its number of one sentence', async () => {
    const [desk] = largePages
    expect(await coordinator.page(`${desk}?suche=Aussage%20998`)).toContain('10 Aussagen')
    expect(await coordinator.page(`${desk}?offen=ja`)).toContain('Keine Aussage gefunden')
  })
})
