import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { fillDemo } from '../commands/demo.ts'
import { historyOf, type PublishedWording, pageOf, voicesPerPage } from './sentence.ts'
import type { VoiceSupport } from './support.ts'
import { versionsOf } from './version.store.ts'
import { allVisions } from './vision.store.ts'

const wording = (version: number, text: string | null): PublishedWording => ({
  version,
  kind: 'first-draft',
  name: `Fassung ${version}`,
  publishedAt: new Date(0),
  language: 'de',
  title: '',
  text,
  explanation: null,
  adoption: null,
})

describe('the history of a sentence', () => {
  test('says of each version what it has changed, and is silent about those before and after it', () => {
    const texts = [null, 'A', 'A', 'B', null, null, 'C']
    const history = historyOf(texts.map((text, index) => wording(index + 1, text)))
    expect(history.map(({ version, change, before }) => [version, change, before])).toEqual([
      [7, 'first', null],
      [5, 'gone', 'B'],
      [4, 'changed', 'A'],
      [3, 'unchanged', 'A'],
      [2, 'first', null],
    ])
  })
})

test('the pages of voices together are all voices, each once and in order', () => {
  const voice = (number: number) => ({ number }) as VoiceSupport
  fc.assert(
    fc.property(fc.nat(95), count => {
      const voices = Array.from({ length: count }, (_, number) => voice(number))
      const pages = Array.from({ length: pageOf(voices, 1).pages }, (_, index) => pageOf(voices, index + 1))
      expect(pages.flatMap(page => page.voices)).toEqual(voices)
      for (const page of pages) expect(page.voices.length).toBeLessThanOrEqual(voicesPerPage)
    }),
  )
  expect(pageOf([voice(1)], 7)).toMatchObject({ page: 1, from: 1, to: 1 })
})

describe('the thread in the example town', () => {
  let instance: TestInstance
  let town: Municipality
  let vision: string
  beforeAll(async () => {
    instance = await openTestInstance()
    town = await fillDemo(instance.services)
    vision = await inTown(instance, town, async db => (await allVisions(db))[0]!.id)
  })
  afterAll(() => instance.close())

  const home = () => `/${town.slug}/leitbild/miteinander`
  const page = (path: string) => instance.visitor().page(path)
  const linksIn = (html: string) => new Set([...html.matchAll(/href="([^"#]*)[^"]*"/g)].map(([, href]) => href!.replaceAll('&amp;', '&')))

  test('from every voice to its sentence and from every sentence to its voices it is one click', async () => {
    const [newest] = await inTown(instance, town, db => versionsOf(db, vision))
    for (const { number, support } of newest!.content.chapters.flatMap(({ sentences }) => sentences)) {
      const sentence = linksIn(await page(`${home()}/satz/${number}`))
      for (const voice of support) {
        const statement = `/${town.slug}/dialog/${voice.dialogue.slug}/aussage/${voice.number}`
        expect(sentence, `${number}`).toContain(statement)
        expect(linksIn(await page(statement)), statement).toContain(`${home()}/satz/${number}`)
      }
    }
  })

  test('the results lead to the page of each statement', async () => {
    const links = linksIn(await page(`/${town.slug}/dialog/zusammenleben/ergebnis`))
    expect(links).toContain(`/${town.slug}/dialog/zusammenleben/aussage/1`)
  })

  test('a voice is read in the language of the page where it was translated, with its own words beside it; a translation of other words is not', async () => {
    const [found] = await inTown(instance, town, db =>
      db.rows<{ sentence: number; item: string; text: string; original: string }>(sql`
        select sentence.number as sentence, item, translation.text, translation.original
        from translation
        join statement on statement.municipality_id = translation.municipality_id and statement.dialogue_id = translation.dialogue_id
          and statement.number::text = item
        join sentence_source source on source.municipality_id = translation.municipality_id and source.statement_id = statement.id
        join sentence on sentence.municipality_id = translation.municipality_id and sentence.id = source.sentence_id
        where translation.municipality_id = ${town.id} and translation.language = 'uk' and translation.state = 'approved'
        order by sentence.number limit 1`),
    )
    const { sentence, item, text, original } = found!
    const read = () => instance.visitor({ 'accept-language': 'uk' }).page(`${home()}/satz/${sentence}`)
    const page = await read()
    expect(page).toContain(text)
    expect(page).toContain(original)
    await inTown(instance, town, db =>
      db.rows(sql`update translation set original = 'Anders' where municipality_id = ${town.id} and language = 'uk' and item = ${item}`),
    )
    expect(await read()).not.toContain(text)
  })

  test('an earlier version shows how the sentence read then, says that there is a newer one and leads to it', async () => {
    const changed = await inTown(instance, town, async db => {
      const [newest, first] = await versionsOf(db, vision)
      const texts = new Map(first!.content.chapters.flatMap(({ sentences }) => sentences.map(({ number, text }) => [number, text])))
      return newest!.content.chapters.flatMap(({ sentences }) => sentences).find(({ number, text }) => texts.get(number) !== text)!
    })
    const old = await page(`${home()}/satz/${changed.number}?fassung=1`)
    expect(old).toContain('Das ist eine frühere Fassung')
    expect(linksIn(old)).toContain(`${home()}/satz/${changed.number}`)
    expect(await page(`${home()}/satz/${changed.number}`)).not.toContain('Das ist eine frühere Fassung')
  })

  test('what was never published, or asks for a version that is not there, is not found', async () => {
    for (const path of ['/satz/999', '/satz/1?fassung=9', '/satz/x', '/satz/1?fassung=x', `/quelle/${vision}`, '/quelle/x'])
      expect((await instance.visitor().get(home() + path)).status, path).toBe(404)
  })

  test('a decision about a statement stands on its page with the reason, one that was rejected has no page', async () => {
    const fated = await inTown(instance, town, db =>
      db.rows<{ number: number; reason: string; department: string }>(sql`
        select number, reason, department from statement_fate
        join statement on statement.municipality_id = statement_fate.municipality_id and statement.id = statement_fate.statement_id
        where statement_fate.municipality_id = ${town.id}`),
    )
    expect(fated.length).toBeGreaterThan(0)
    for (const { number, reason, department } of fated) {
      const shown = await page(`/${town.slug}/dialog/zusammenleben/aussage/${number}`)
      expect(shown).toContain(reason)
      expect(shown).toContain(department)
    }
    const [rejected] = await inTown(instance, town, db =>
      db.rows<{ number: number }>(
        sql`select number from statement where municipality_id = ${town.id} and state in ('rejected', 'pending')`,
      ),
    )
    expect((await instance.visitor().get(`/${town.slug}/dialog/zusammenleben/aussage/${rejected!.number}`)).status).toBe(404)
  })

  test('the words of a voice that was rejected since are shown no more, and nothing leads to it', async () => {
    const [newest] = await inTown(instance, town, db => versionsOf(db, vision))
    const { number, support } = newest!.content.chapters[0]!.sentences[0]!
    const { text, number: voice } = support[0]!
    const standsAs = (state: string) =>
      inTown(instance, town, db =>
        db.rows(sql`update statement set state = ${state} where municipality_id = ${town.id} and number = ${voice}`),
      )
    expect(await page(`${home()}/satz/${number}`)).toContain(text)
    await standsAs('rejected')
    const shown = await page(`${home()}/satz/${number}`)
    expect(shown).not.toContain(text)
    expect(shown).toContain('Diese Aussage wird nicht mehr gezeigt.')
    await standsAs('approved')
  })
})
