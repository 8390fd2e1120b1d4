import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Press, printDocument, unprintableIn } from '#platform/documents'
import { publicLanguages } from '#platform/languages'
import type { Municipality } from '#platform/municipalities'
import { recognise, recogniseRole } from '#platform/people'
import { answerError, town as ofTown, type Town, visit } from '#platform/web'
import { Browser, inTown, isInstalled, openTestInstance, pagesOf, printedForTest, structureOf, type TestInstance, textOf } from '#testing'
import { sessionCookie } from '../platform/people/session.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { sheetRoutes } from './sheet.desk.routes.tsx'
import { type Printer, poster, printable, sheetsToPrint, type TextsIn } from './sheet.print.ts'
import type { Format, Run } from './sheet.ts'
import { insertStatements } from './statement.store.ts'
import type { Statement } from './statement.ts'

const paper = '/musterstadt/verwaltung/dialoge/zusammenleben/papier'

describe('a printed sheet', () => {
  test('is tagged: title, language, heading before table, one row per statement with a heading cell, pictures with words', async () => {
    const read = structureOf(await printedForTest(orderOf({ count: 1 }).document))
    expect(read.catalog).toContain('/Lang (de)')
    expect(read.catalog).toContain('/Marked true')
    expect(read.catalog).toContain('/DisplayDocTitle true')
    expect(read.text).toContain('pdfuaid:part')
    const roles = read.elements.map(({ role }) => role)
    expect(roles.filter(role => role === 'TR')).toHaveLength(1 + statements.length)
    expect(roles.filter(role => role === 'TH')).toHaveLength(5)
    const parts = ['H1', 'Figure', 'Table', 'H2']
    expect(roles.filter(role => parts.includes(role))).toEqual(parts)
    expect(read.elements.filter(({ role }) => role === 'Figure').every(({ alt }) => alt.length > 0)).toBe(true)
  })

  test('says each language as such, and reads from right to left where the first language does', async () => {
    const both = structureOf(await printedForTest(orderOf({ languages: ['de', 'ar'] }).document))
    expect(both.catalog).toContain('/Lang (de)')
    expect(new Set(both.elements.map(({ lang }) => lang))).toEqual(new Set(['', 'ar', 'uk']))
    const arabic = structureOf(await printedForTest(orderOf({ languages: ['ar', 'de'] }).document))
    expect(arabic.catalog).toContain('/Lang (ar)')
    expect(arabic.catalog).toContain('/Direction /R2L')
  })

  test('has fonts embedded, each of them', async () => {
    const { text } = structureOf(await printedForTest(orderOf({ languages: ['de', 'ar'] }).document))
    const descriptors = text.match(/\/Type \/FontDescriptor[\s\S]*?>>/g) ?? []
    expect(descriptors.length).toBeGreaterThanOrEqual(4)
    expect(descriptors.every(descriptor => /\/FontFile[23] \d+ 0 R/.test(descriptor))).toBe(true)
    expect([...text.matchAll(/\/BaseFont \/([A-Z]{6}\+)?/g)].every(([, subset]) => subset !== undefined)).toBe(true)
  })

  test.skipIf(!isInstalled('pdftotext'))('can be copied from: umlauts, Ukrainian, and Arabic in the order it is read', async () => {
    const text = textOf(await printedForTest(orderOf({ languages: ['de', 'uk'] }).document))
    for (const { text: statement } of statements) expect(text).toContain(statement)
  })

  test('has its code on both sides, and the next sheet begins on a page of its own', async () => {
    const { document, sheets } = orderOf({ count: 3 })
    const pdf = await printedForTest(document)
    expect(pagesOf(pdf)).toBe(6)
    if (!isInstalled('pdftotext')) return
    const pages = textOf(pdf).split('\f')
    for (const [place, { code }] of sheets.entries()) for (const side of [0, 1]) expect(pages[2 * place + side]).toContain(code)
  })

  test('comes as cards with a back, and four of them on A4', async () => {
    expect(pagesOf(await printedForTest(orderOf({ format: 'a6', perSheet: 3, count: 2 }).document))).toBe(4)
    expect(pagesOf(await printedForTest(orderOf({ format: 'a6-on-a4', perSheet: 3, count: 5 }).document))).toBe(4)
  })

  test('is refused rather than cut off where a card has no room', async () => {
    const long = statements.map(statement => ({ ...statement, text: 'Langer Satz über die Stadt. '.repeat(20) }))
    const { document } = orderOf({ format: 'a6', perSheet: 3 }, long)
    expect(await printDocument(document)).toEqual({ refusal: 'does-not-fit' })
  })

  test('is refused where the question has characters our fonts lack', async () => {
    const { document } = sheetsToPrint(dialogue, printer, runOf({}), [textsOf('de', statements, '我们想怎样共同生活？')])
    expect(await printDocument(document)).toEqual({ refusal: 'unprintable' })
  })

  test('leaves little pictures out, and statements our fonts cannot show', () => {
    const odd = ['Mehr Bäume 🌳🌳!', '我们', 'Neu'].map((text, place) => ({ id: String(place), number: place + 1, text, language: 'de' }))
    const { texts, leftOut } = printable([textsOf('de', odd)])
    expect(texts[0]!.statements.map(({ text }) => text)).toEqual(['Mehr Bäume !', 'Neu'])
    expect(leftOut).toEqual([2])
  })

  test('says its words in letters our fonts have, in every language a town may choose', () => {
    for (const { code } of publicLanguages) {
      const { document } = orderOf({ languages: [code] })
      expect([code, unprintableIn(Object.values((document.data as { words: Record<string, string>[] }).words[0]!).join(' '))]).toEqual([
        code,
        '',
      ])
    }
  })

  test('words of people are never read as part of the template', async () => {
    const tricky = [{ id: '1', number: 1, text: '#panic("does-not-fit") $x$ *fett* `\\`', language: 'de' }]
    const pdf = await printedForTest(orderOf({}, tricky).document)
    if (isInstalled('pdftotext')) expect(textOf(pdf)).toContain('#panic("does-not-fit") $x$ *fett* `\\`')
  })

  test('a poster is one page of A3 with its heading and the address', async () => {
    const pdf = await printedForTest(poster(dialogue, printer, [textsOf('de'), textsOf('uk', statements, 'Як ми хочемо жити разом?')]))
    expect(pagesOf(pdf)).toBe(1)
    expect(structureOf(pdf).elements.map(({ role }) => role)).toEqual(expect.arrayContaining(['H1', 'H2', 'Figure']))
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 841\.\d+ 1190\.\d+\]/)
  })
})

describe('the page Papier', () => {
  let instance: TestInstance
  let town: Municipality
  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      const seeds = statements.map(({ text, language }) => ({ text, language, ...seed }))
      await insertStatements(db, dialogue.id, seeds)
    })
  })
  afterEach(() => instance.close())

  const order = { format: 'a4', channel: 'paper', count: '2', perSheet: '', language: 'de', second: '', giveBack: '' }

  test('gives sheets as PDF and knows their codes only as hashes; the next run has others', async () => {
    const editor = await instance.staff(town, 'editor')
    for (const _ of [1, 2]) {
      const answer = await editor.submit(paper, paper, order)
      expect(answer.headers.get('content-type')).toBe('application/pdf')
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
    }
    const sheets = await inTown(instance, town, db =>
      db.selectFrom('sheet').select(['code_hash', 'state', 'statement_numbers']).where('municipality_id', '=', town.id).execute(),
    )
    expect(new Set(sheets.map(({ code_hash }) => code_hash)).size).toBe(4)
    expect(sheets[0]).toMatchObject({ state: 'printed', statement_numbers: [1, 2, 3] })
    expect(await editor.page(paper)).toContain('Stapel 2')
  })

  test('says beside the field what cannot be printed, and stores nothing', async () => {
    const editor = await instance.staff(town, 'editor')
    const answer = await editor.submit(paper, paper, { ...order, count: '201', second: 'de', giveBack: '我' })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    for (const said of ['höchstens 200 Bögen', 'andere als die erste Sprache', 'Zeichen, die unsere Schriften nicht haben'])
      expect(page).toContain(said)
    expect(await countOfRuns()).toBe(0)
  })

  test('prints a poster in two languages', async () => {
    const editor = await instance.staff(town, 'editor')
    const answer = await editor.get(`${paper}/plakat?erste=de&zweite=ar`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
  })

  test('is for those who make things; moderators see what has come back', async () => {
    const moderator = await instance.staff(town, 'moderator')
    expect(await moderator.page(paper)).not.toContain('PDF erstellen')
    expect((await moderator.post(paper, { ...order, csrf: moderator.csrf })).status).toBe(403)
  })

  test('says clearly where the typesetting program does not run; no code is stored', async () => {
    const editor = await instance.staff(town, 'editor')
    const elsewhere: Press = document => printDocument(document, 'a-compiler-nobody-has-built-for-this-machine')
    const browser = new Browser(appWith(elsewhere))
    browser.setCookie(sessionCookie, editor.cookie(sessionCookie)!)
    const answer = await browser.post(paper, { ...order, csrf: editor.csrf })
    expect(answer.status).toBe(501)
    expect(await answer.text()).toContain('Dieser Server kann keine PDF erstellen')
    expect(await countOfRuns()).toBe(0)
    expect((await browser.get(`${paper}/plakat`)).status).toBe(501)
  })

  const countOfRuns = async () =>
    (await inTown(instance, town, db => db.selectFrom('sheet_run').select('id').where('municipality_id', '=', town.id).execute())).length

  /** The pages about paper alone, with another press. */
  function appWith(press: Press) {
    const { services } = instance
    const inside = new Hono<Town>()
      .use(ofTown)
      .use(recogniseRole)
      .route('/', sheetRoutes(press) as never)
    const app = new Hono<Town>().use(visit(services)).use(recognise).route('/:town', inside)
    app.onError(answerError as never)
    return app as never
  }
})

const seed = { origin: 'seed' as const, state: 'approved' as const, submittedOn: '2026-09-30' }
const statements: Statement[] = [
  { id: '1', number: 1, text: 'Größere Bänke für müde Füße.', language: 'de' },
  { id: '2', number: 2, text: 'Бібліотека має бути відкрита у неділю.', language: 'uk' },
  { id: '3', number: 3, text: 'نريد حديقة', language: 'ar' },
]
const dialogue: Dialogue = {
  id: randomUUID(),
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: new Date('2026-12-31T20:00:00Z'),
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
const printer: Printer = {
  name: 'Musterstadt',
  colour: '#1f5fa8',
  crest: undefined,
  address: 'https://musterstadt.example/dialog/zusammenleben',
}
const runOf = (run: Partial<Run>): Run => ({
  format: 'a4' as Format,
  channel: 'paper',
  count: 1,
  perSheet: 20,
  languages: ['de'],
  giveBack: '',
  ...run,
})
const textsOf = (language: string, on: readonly Statement[] = statements, question = dialogue.question): TextsIn => ({
  language,
  question: { text: question, language },
  statements: on,
})
function orderOf(run: Partial<Run>, on: readonly Statement[] = statements) {
  const { languages } = runOf(run)
  return sheetsToPrint(
    dialogue,
    printer,
    runOf(run),
    languages.map(language => textsOf(language, on)),
  )
}
