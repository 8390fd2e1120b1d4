import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTown, openTestInstance, queriesDuring, type TestInstance } from '#testing'
import { largePages, largeVision, publishLargeVision, putLargeVision, rewordLargeVision } from '../../test/testing/large-vision.ts'
import { versionText } from './comparison.store.ts'
import { findVersion } from './version.store.ts'
import { lockVision } from './vision.store.ts'

let instance: TestInstance
let town: Awaited<ReturnType<TestInstance['addTown']>>
let coordinator: Awaited<ReturnType<TestInstance['staff']>>

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  await inTown(instance, town, putLargeVision)
  coordinator = await instance.staff(town, 'coordinator')
  await publishLargeVision(coordinator, 'Entwurf')
  await inTown(instance, town, rewordLargeVision)
  await publishLargeVision(coordinator, 'Zweiter Entwurf')
})
afterAll(() => instance.close())

/** The longest shows the whole text, every sentence with its links: 700 bytes are room for that, not for the twenty voices behind each. */
const mostBytes = 700 * largeVision.sentences
/** Some for each of the ten dialogues, none for each statement or sentence. */
const mostQueries = 60

describe('with 500 sentences and 10,000 linked statements', () => {
  test.each(largePages)('%s is no endless list, and asks the database for little', async path => {
    let page = ''
    const queries = await queriesDuring(async () => {
      page = await coordinator.page(path)
    })
    expect(Buffer.byteLength(page)).toBeLessThan(mostBytes)
    expect(queries).toBeLessThan(mostQueries)
  })

  test('a statement is found by its words among all of them, and by its number of one sentence', async () => {
    const [desk] = largePages
    expect(await coordinator.page(`${desk}?suche=Aussage%20998`)).toContain('10 Aussagen')
    expect(await coordinator.page(`${desk}?offen=ja`)).toContain('Keine Aussage gefunden')
  })

  test('what is compared are the words of the whole version, in their order', async () => {
    const [words, version] = await inTown(instance, town, async db => {
      const vision = (await lockVision(db, largeVision.slug))!
      return [await versionText(db, vision.id, 2), await findVersion(db, vision.id, 2)]
    })
    const { title, preamble, language, chapters } = version!.content
    const spoken = chapters.map(({ title, sentences }) => ({
      title,
      sentences: sentences.map(({ number, text, explanation }) => ({ number, text, explanation })),
    }))
    expect(words).toEqual({ title, preamble, language, chapters: spoken })
  })
})
