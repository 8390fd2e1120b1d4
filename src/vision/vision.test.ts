import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTown } from '#testing'
import {
  type ConsultedTown,
  consultedVision,
  firstSentence,
  openConsultedTown,
  secondSentence,
  visitorsOf,
} from '../../test/testing/consulted-town.ts'
import { canonical } from './publication.ts'

describe('what everybody reads of a vision', () => {
  let open: ConsultedTown
  beforeEach(async () => {
    open = await openConsultedTown()
  })
  afterEach(() => open.instance.close())

  const get = (address: string, headers: Record<string, string> = {}) => open.instance.visitor(headers).get(address)
  const page = async (address: string) => (await get(address)).text()

  test('is the newest published version, and never the text the town works on', async () => {
    await inTown(open.instance, open.town, db =>
      db
        .updateTable('sentence')
        .set({ text: 'Noch geheim.' })
        .where('municipality_id', '=', open.town.id)
        .where('vision_id', '=', open.vision)
        .execute(),
    )
    const read = await page(consultedVision)
    expect(read).toContain(firstSentence)
    expect(read).toContain('Dieser Entwurf ist offen für Ihre Vorschläge')
    expect(read).not.toContain('Noch geheim.')
  })

  test('is the adopted version while a newer draft is before the residents, to which a notice leads', async () => {
    await inTown(open.instance, open.town, db =>
      db
        .insertInto('vision_version')
        .values({
          municipality_id: open.town.id,
          vision_id: open.vision,
          number: 7,
          kind: 'adopted',
          name: 'Beschlossen',
          published_at: open.instance.clock.now,
          content: canonical({
            title: 'Miteinander',
            preamble: '',
            language: 'de',
            chapters: [],
            dialogues: [],
            issues: [],
            translations: {},
          }),
          digest: 'a',
        })
        .execute()
        .then(() =>
          db
            .insertInto('adoption')
            .values({
              municipality_id: open.town.id,
              vision_id: open.vision,
              version: 7,
              adopted_on: '2026-09-01',
              body: 'Stadtrat',
              resolution_number: '47/2026',
            })
            .execute(),
        ),
    )
    await inTown(open.instance, open.town, db =>
      db
        .updateTable('vision_version')
        .set({ number: 8 })
        .where('municipality_id', '=', open.town.id)
        .where('vision_id', '=', open.vision)
        .where('number', '=', 1)
        .execute(),
    )
    const read = await page(consultedVision)
    expect(read).toContain('Stadtrat, 1. September 2026, Beschluss 47/2026')
    expect(read).toContain('Ein neuer Entwurf ist offen für Ihre Vorschläge')
    expect(read).toContain(`${consultedVision}/fassung/8`)
  })

  test('is nothing before a version is published: no page tells that there is a vision', async () => {
    await inTown(open.instance, open.town, db => db.deleteFrom('vision_version').where('municipality_id', '=', open.town.id).execute())
    for (const address of ['', '/fassungen', '/fassung/1', '/fassung/1/leitbild.json', '/vergleich'])
      expect((await get(`${consultedVision}${address}`)).status).toBe(404)
    expect(await page('/musterstadt/leitbild')).toContain('Noch kein Leitbild')
    expect(await page('/musterstadt')).not.toContain('Miteinander')
  })

  test('is found from the start page, and where there is one vision its list leads to it', async () => {
    expect(await page('/musterstadt')).toContain(`href="${consultedVision}"`)
    expect((await get('/musterstadt/leitbild')).headers.get('location')).toBe(consultedVision)
  })

  test('every version keeps its address, and an earlier one says what has changed since', async () => {
    await open.publish({ 1: firstSentence, 2: 'Der Bus fährt jeden Tag.' })
    const read = await page(`${consultedVision}/fassung/1`)
    expect(read).toContain(secondSentence)
    expect(read).toContain('Das ist eine frühere Fassung')
    expect(read).toContain(`${consultedVision}/vergleich?von=1&amp;bis=2`)
    for (const address of ['/fassung/3', '/fassung/0', '/fassung/x', '/fassung/1/leitbild.exe', '/fassung/1/constructor'])
      expect((await get(`${consultedVision}${address}`)).status).toBe(404)
  })

  test('two versions are compared word by word; the newest with the one before it unless one asks otherwise', async () => {
    await open.publish({ 1: firstSentence, 2: 'Der Bus fährt auch am Sonntag.', 3: 'Neu ist das hier.' })
    const read = await page(`${consultedVision}/vergleich`)
    expect(read).toMatch(/<del>.*Wochenende.*<\/del>/s)
    expect(read).toMatch(/<ins>.*Sonntag.*<\/ins>/s)
    expect(read).toContain('Neu ist das hier.')
    expect(await page(`${consultedVision}/vergleich?von=2&bis=2`)).toContain('Der Text ist in beiden Fassungen gleich.')
    expect((await get(`${consultedVision}/vergleich?von=9`)).status).toBe(404)
  })

  test('is read in the language of the reader where it was translated, with the original beside it', async () => {
    const sentences = { 1: { text: 'No one waits.', origin: 'machine' as const } }
    await open.publish({ 1: firstSentence, 2: secondSentence }, { en: { title: 'Together', chapters: {}, sentences, explanations: {} } })
    const [reader] = visitorsOf(open, 1)
    const read = await (await reader!.get(`${consultedVision}?sprache=en`)).text()
    const again = read.includes('No one waits.') ? read : await (await get(consultedVision, { 'accept-language': 'en' })).text()
    expect(again).toContain('No one waits.')
    expect(again).toContain('Translated by a machine')
    expect(again).toContain(firstSentence)
    expect(again).toMatch(new RegExp(`lang="de"[^>]*>${secondSentence}`))
  })

  test('can be taken along as Markdown and JSON; whoever has it already is told so', async () => {
    const markdown = await (await get(`${consultedVision}/fassung/1/leitbild.md`)).text()
    expect(markdown).toContain('# Miteinander')
    expect(markdown).toContain(`**1.** ${firstSentence}`)
    const file = await get(`${consultedVision}/fassung/1/leitbild.json`)
    expect(await file.json()).toMatchObject({ number: 1, content: { chapters: [{ sentences: [{ text: firstSentence }, {}] }] } })
    const again = await get(`${consultedVision}/fassung/1/leitbild.json`, { 'if-none-match': file.headers.get('etag')! })
    expect(again.status).toBe(304)
  })

  test('is not found in another town', async () => {
    await open.instance.addTown({ slug: 'anderswo', name: 'Anderswo' })
    expect((await get('/anderswo/leitbild/miteinander')).status).toBe(404)
  })
})
