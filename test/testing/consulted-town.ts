import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Municipality } from '#platform/municipalities'
import type { VersionContent } from '../../src/vision/version.ts'
import type { Phase } from '../../src/vision/vision.ts'
import { Browser } from './browser.ts'
import { inTown, openTestInstance, type TestInstance } from './instance.ts'

export const consultedVision = '/musterstadt/leitbild/miteinander'
export const consultedDesk = '/musterstadt/verwaltung/leitbild/miteinander'
export const firstSentence = 'Niemand wartet länger als vier Wochen auf einen Sprachkurs.'
export const secondSentence = 'Der Bus fährt auch am Wochenende.'

/** A town whose vision is in consultation: two sentences in one published version. */
export type ConsultedTown = {
  instance: TestInstance
  town: Municipality
  vision: string
  /** by number, from 1 */
  sentences: string[]
  /** Publishes the text with these wordings by the sentences' numbers; what is left out was dropped. */
  publish(wordings: Record<number, string>, translations?: VersionContent['translations']): Promise<number>
  enter(phase: Phase): Promise<void>
}

export async function openConsultedTown(environment: Record<string, string> = {}): Promise<ConsultedTown> {
  const instance = await openTestInstance(environment)
  const town = await instance.addTown()
  const [vision, chapter] = [randomUUID(), randomUUID()]
  const sentences = [randomUUID(), randomUUID()]
  const [id, at] = [town.id, instance.clock.now]
  await inTown(instance, town, async db => {
    await db
      .insertInto('vision')
      .values({
        municipality_id: id,
        id: vision,
        slug: 'miteinander',
        title: 'Miteinander',
        language: 'de',
        phase: 'consultation',
        created_at: at,
      })
      .execute()
    await db
      .insertInto('chapter')
      .values({ municipality_id: id, id: chapter, vision_id: vision, position: 1, title: 'Zusammenleben' })
      .execute()
    const texts = [firstSentence, secondSentence]
    const rows = sentences.map((sentence, index) => ({
      municipality_id: id,
      id: sentence,
      vision_id: vision,
      number: index + 1,
      chapter_id: chapter,
      position: index + 1,
      text: texts[index]!,
    }))
    await db.insertInto('sentence').values(rows).execute()
  })
  let version = 0
  const publish = async (wordings: Record<number, string>, translations: VersionContent['translations'] = {}) => {
    const content = { ...contentOf(wordings), translations }
    await inTown(instance, town, db =>
      db
        .insertInto('vision_version')
        .values({
          municipality_id: id,
          vision_id: vision,
          number: ++version,
          kind: 'consultation-draft',
          name: 'Entwurf',
          published_at: at,
          content: JSON.stringify(content),
          digest: '',
        })
        .execute(),
    )
    return version
  }
  await publish({ 1: firstSentence, 2: secondSentence })
  const enter = (phase: Phase) =>
    inTown(instance, town, async db => {
      await db.rows(sql`update vision set phase = ${phase} where municipality_id = ${id} and id = ${vision}`)
    })
  return { instance, town, vision, sentences, publish, enter }
}

export const contentOf = (wordings: Record<number, string>) => ({
  title: 'Miteinander',
  preamble: '',
  language: 'de',
  chapters: [
    {
      title: 'Zusammenleben',
      sentences: Object.entries(wordings).map(([number, text]) => ({
        number: Number(number),
        text,
        explanation: '',
        support: [],
        sources: [],
        credits: [],
      })),
    },
  ],
  dialogues: [],
  issues: [],
  translations: {},
})

/** As many visitors as asked, each in a browser of their own. */
export const visitorsOf = ({ instance }: ConsultedTown, count: number) => Array.from({ length: count }, () => new Browser(instance.app))
