import { afterAll, beforeAll, expect, test } from 'vitest'
import { borrowedSentences, interfaceLanguages, publicLanguages } from '#platform/languages'
import { type Municipality, putMunicipality } from '#platform/municipalities'
import { openTestInstance, type TestInstance } from '#testing'
import { fillDemo } from '../src/commands/demo.ts'
import { hiddenFields } from './testing/browser.ts'

const prepared = publicLanguages.filter(language => !interfaceLanguages.includes(language)).map(({ code }) => code)

let instance: TestInstance
let town: Municipality
let dialogue: string

beforeAll(async () => {
  instance = await openTestInstance()
  const demo = await fillDemo(instance.services)
  town = { ...demo, languages: publicLanguages.map(({ code }) => code) }
  await instance.services.database.writingInstance(db => putMunicipality(db, town))
  await instance.services.municipalities.refresh()
  dialogue = `/${town.slug}/dialog/zusammenleben`
})
afterAll(() => instance.close())

/** The drafts of legal texts: they stay German, and the page says so. */
const mayBeBorrowed = /^municipality\.draft\./

test.each(prepared)('every public page of the example town speaks %s, with no sentence borrowed from German', async code => {
  const visitor = instance.visitor({ 'accept-language': code })
  for (const path of publicPaths()) {
    const response = await visitor.get(path)
    const text = await response.text()
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue
    expect(text, path).toContain(`<html lang="${code}"`)
  }
  await takePart(visitor)
  await takePartInVision(visitor)
  expect(borrowedSentences(code).filter(key => !mayBeBorrowed.test(key))).toEqual([])
})

/** Every address for residents; staff sign in where every language is complete, and departments answer there. Where a name in it leads nowhere, the answer is a public page too. */
function publicPaths(): string[] {
  const patterns = new Set(instance.app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))
  const paths = [...patterns]
    .filter(path => path.startsWith('/:town') && !/\/verwaltung|\/anmelden|\/sachstand\//.test(path))
    .map(path => path.replace(/:(\w+)/g, (_, name) => named[name] ?? 'unbekannt'))
  expect(paths.length).toBeGreaterThan(8)
  return [...paths, `/${town.slug}/dialog/unbekannt`, `${dialogue}/ergebnis?zeigen=umstritten&ordnung=stimmen`]
}

/** Of which there is one in the example. */
const named: Record<string, string> = {
  town: 'erfundingen',
  dialogue: 'zusammenleben',
  vision: 'miteinander',
  version: '2',
  sentence: '9',
  issue: '1',
  contribution: '1',
  measure: '3.1',
  goal: '3',
}

/** The ways through forms: a vote, one without an answer, a statement refused, asked about, sent; one's own pages; being forgotten. */
async function takePart(visitor: ReturnType<TestInstance['visitor']>) {
  const booth = await visitor.page(dialogue)
  const ballot = hiddenFields(booth, `${dialogue}/stimme`)
  await visitor.post(`${dialogue}/stimme`, ballot)
  await visitor.post(`${dialogue}/stimme`, { ...ballot, answer: 'agree' })
  await visitor.page(dialogue)
  await visitor.page(`${dialogue}/meine-stimmen`)
  const proposal = `${dialogue}/aussage`
  for (const text of [
    '',
    'Der letzte Bus soll auch nach 22 Uhr noch fahren.',
    'Im Sommer braucht die Stadt ein Freiluftkino.',
    'x'.repeat(500),
  ]) {
    const answer = await visitor.submit(proposal, proposal, { text, language: 'de' })
    await visitor.page(answer.headers.get('location') ?? proposal)
  }
  await visitor.submit(`${dialogue}/meine-stimmen`, `${dialogue}/meine-stimmen/vergessen`, { votes: 'go' })
  await visitor.page(`${dialogue}/meine-stimmen?vergessen=1`)
  expect((await visitor.post(`${dialogue}/stimme`, ballot, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
}

/** Amendments and comments: refused, sent, found among one's own; a vote, and one without an answer. */
async function takePartInVision(visitor: ReturnType<TestInstance['visitor']>) {
  const vision = `/${town.slug}/leitbild/miteinander`
  for (const kind of ['aenderungen', 'kommentare'])
    for (const text of ['', 'x'.repeat(1000), 'Der Bus fährt, bis alle zu Hause sind.']) {
      const page = `${vision}/satz/9/${kind}`
      const answer = await visitor.submit(page, page, { text, reason: 'Alle sollen heimkommen.', language: 'de' })
      await visitor.page(answer.headers.get('location') ?? page)
    }
  await visitor.post(`${vision}/beitrag/1/stimme`, {})
  await visitor.post(`${vision}/beitrag/1/stimme`, { answer: 'agree' })
  await visitor.page(`${vision}/satz/9/aenderungen`)
  await visitor.page(`${vision}/meine-beitraege`)
  await visitor.page(`/${town.slug}/meine-daten`)
}

test('the desk of a town speaks German to somebody who reads its pages in a language that has no desk', async () => {
  const kora = await instance.staff(town, 'coordinator')
  await kora.page(`/${town.slug}?sprache=ru`)
  const desk = await kora.page(`/${town.slug}/verwaltung`)
  expect(desk).toContain('<html lang="de"')
  expect(desk).not.toContain('hreflang="ru"')
  expect(await kora.page(`/${town.slug}`)).toContain('<html lang="ru"')
})

test('a town that has not switched a language on does not speak it', async () => {
  const other = await instance.addTown({ slug: 'anderswo', ags: '09999002' })
  expect(await instance.visitor({ 'accept-language': 'ru' }).page(`/${other.slug}`)).toContain('<html lang="de"')
})

test('the switcher names each language in itself and says which it is, to readers and to search engines', async () => {
  const page = await instance.visitor().page(`/${town.slug}?sprache=de-simple`)
  expect(page).toContain('<html lang="de-simple" dir="ltr"')
  expect(page).toContain(`<link rel="alternate" hreflang="de-simple" href="http://localhost:3000/${town.slug}?sprache=de-simple"/>`)
  for (const { code, name } of publicLanguages) expect(page).toMatch(new RegExp(`lang="${code}" hreflang="${code}"[^>]*>${name}<`))
})
