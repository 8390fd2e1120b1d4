import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openResults } from '#dialogue'
import { type Municipality, removeDemo } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { fillDemo } from '../commands/demo.ts'
import { amendmentsIn } from './amendment.store.ts'
import { installDemoVision } from './demo.actions.ts'
import { sourcesOf } from './source.store.ts'
import { versionsOf } from './version.store.ts'
import { allVisions, textOf } from './vision.store.ts'
import { sentencesOf } from './vision.ts'

let instance: TestInstance
let town: Municipality

beforeAll(async () => {
  instance = await openTestInstance()
  town = await fillDemo(instance.services)
})
afterAll(() => instance.close())

test('the example town has a vision in consultation: every sentence has its voices, and amendments and an issue are under way', () =>
  inTown(instance, town, async db => {
    const [vision] = await allVisions(db)
    expect(vision).toMatchObject({ slug: 'miteinander', phase: 'consultation' })
    const sentences = sentencesOf(await textOf(db, vision!.id))
    expect(sentences.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const sources = await sourcesOf(db, vision!.id)
    for (const { id, number } of sentences) expect(sources.get(id)?.voices.length, `${number}`).toBeGreaterThan(0)
    const amendments = await amendmentsIn(db, vision!.id)
    expect(amendments.map(({ told }) => (told.for ?? 0) >= town.fewestToShow)).toEqual([true, true])
    for (const { baseText, sentenceNumber } of amendments)
      expect(baseText).toBe(sentences.find(({ number }) => number === sentenceNumber)?.text)
    expect(await db.rows(sql`select state from issue where municipality_id = ${town.id}`)).toEqual([{ state: 'voting' }])
  }))

test('its two versions are what was published: the newest reads as the text reads now, with support frozen', () =>
  inTown(instance, town, async db => {
    const [vision] = await allVisions(db)
    const [newest, first] = await versionsOf(db, vision!.id)
    const texts = newest!.content.chapters.flatMap(({ sentences }) => sentences.map(({ text }) => text))
    expect(texts).toEqual(sentencesOf(await textOf(db, vision!.id)).map(({ text }) => text))
    expect(JSON.stringify(first!.content)).not.toBe(JSON.stringify(newest!.content))
    for (const { support } of newest!.content.chapters.flatMap(({ sentences }) => sentences))
      expect(support.some(({ overall }) => overall !== null)).toBe(true)
    expect(newest!.content.dialogues).toMatchObject([{ slug: 'zusammenleben', participants: 380 }])
  }))

test('a second time changes nothing', async () => {
  const before = await counts()
  await fillDemo(instance.services)
  await installDemoVision(instance.services, openResults(), town)
  expect(await counts()).toEqual(before)
})

test('removing the example town removes its vision', async () => {
  expect(Object.values(await counts()).every(count => count > 0)).toBe(true)
  await instance.services.database.writingInstance(db => removeDemo(db, town))
  expect(Object.values(await counts()).filter(Boolean)).toEqual([])
})

const tables = ['vision', 'chapter', 'sentence', 'sentence_source', 'sentence_change', 'statement_fate', 'vision_version', 'vision_translation', 'issue', 'issue_entry', 'body_position', 'contribution', 'amendment', 'contribution_vote'] // biome-ignore format: a list

const counts = () =>
  inTown(instance, town, async db => {
    const found: Record<string, number> = {}
    for (const table of tables) {
      const [row] = await db.rows<{ count: number }>(sql`
        select count(*)::integer as count from ${sql.table(table)} where municipality_id = ${town.id}`)
      found[table] = row!.count
    }
    return found
  })
