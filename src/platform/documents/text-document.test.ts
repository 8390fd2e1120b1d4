import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { isInstalled, openedWord, pagesOf, printedForTest, structureOf, textOf } from '#testing'
import { type Block, printDocument, type TextDocument, textDocumentToPrint, typedBlocks, unprintableInDocument, wordFile } from './index.ts'

const heading = (level: 2 | 3 | 4, text: string): Block => ({ kind: 'heading', level, text })

const blocks: Block[] = [
  { kind: 'facts', items: [{ term: 'Nummer', words: '2026/117' }] },
  heading(2, 'Beratungsfolge'),
  {
    kind: 'table',
    label: 'Beratungsfolge',
    columns: [
      { label: 'Gremium', share: 3 },
      { label: 'Sitzung', share: 2 },
    ],
    rows: [
      ['Integrationsrat', '1. September 2026'],
      ['Stadtrat', '1. Oktober 2026'],
    ],
  },
  heading(2, 'Beschlussvorschlag'),
  { kind: 'frame', blocks: typedBlocks('Der Stadtrat beschließt:\n1. das Leitbild\n2. die Umsetzung') },
  { kind: 'heading', level: 2, text: 'Anlage 1', startsPage: true },
  heading(3, 'Bildung'),
  { kind: 'list', items: [{ number: 7, strong: true, words: 'Alle Kinder lernen gemeinsam.', below: ['In Kita und Schule.'] }] },
  { kind: 'list', items: [{ words: { text: 'نريد حديقة', language: 'ar' } }] },
  { kind: 'paragraph', words: 'Zeile eins\nZeile zwei' },
]
const words = ['2026/117', 'Integrationsrat', '1. Oktober 2026', 'das Leitbild', 'Alle Kinder lernen gemeinsam.', 'In Kita und Schule.']

const crest = {
  image: await sharp({ create: { width: 40, height: 50, channels: 3, background: '#c00' } })
    .webp()
    .toBuffer(),
  media_type: 'image/webp',
}
const documentOf = (given: Partial<TextDocument> = {}): TextDocument => ({
  title: 'Beschlussvorlage 2026/117',
  language: 'de',
  town: { name: 'Musterstadt', colour: '#1f5fa8', crest },
  foot: 'Beschlussvorlage',
  blocks,
  ...given,
})

describe('a Word file', () => {
  test('holds every word under real headings, in the order in which it is read', async () => {
    const { paragraphs } = openedWord(await wordFile(documentOf()))
    const texts = paragraphs.map(({ text }) => text)
    for (const said of words) expect(texts.join('\n')).toContain(said)
    expect(texts).toEqual(
      expect.arrayContaining(['Nummer\t2026/117', '2.\tdie Umsetzung', '7.\tAlle Kinder lernen gemeinsam.', 'Zeile eins\nZeile zwei']),
    )
    expect(paragraphs.filter(({ style }) => style.startsWith('Heading')).map(({ style, text }) => [style, text])).toEqual([
      ['Heading1', 'Beschlussvorlage 2026/117'],
      ['Heading2', 'Beratungsfolge'],
      ['Heading2', 'Beschlussvorschlag'],
      ['Heading2', 'Anlage 1'],
      ['Heading3', 'Bildung'],
    ])
  })

  test('is hyphenated, in German, with its title, repeated header rows and arms in words', async () => {
    const { part } = openedWord(await wordFile(documentOf()))
    expect(part('word/settings.xml')).toContain('<w:autoHyphenation/>')
    expect(part('word/styles.xml')).toContain('<w:lang w:val="de-DE"/>')
    expect(part('docProps/core.xml')).toContain('<dc:title>Beschlussvorlage 2026/117</dc:title>')
    expect(part('word/document.xml').match(/<w:tblHeader\/>/g)).toHaveLength(1)
    expect(part('word/document.xml')).toContain('descr="Wappen von Musterstadt"')
    expect(part('word/footer2.xml')).toMatch(/Seite [\s\S]*PAGE[\s\S]* von [\s\S]*NUMPAGES/)
  })

  test('reads from right to left where its language does, and says which language a text of its own has', async () => {
    const arabic = openedWord(await wordFile(documentOf({ language: 'ar' })))
    expect(arabic.paragraphs.find(({ style }) => style === 'Heading1')).toMatchObject({ isRtl: true, languages: ['ar-EG'] })
    expect(arabic.part('word/document.xml')).toContain('<w:bidiVisual/>')
    const german = openedWord(await wordFile(documentOf()))
    expect(german.paragraphs.find(({ text }) => text === 'نريد حديقة')).toMatchObject({ isRtl: true, languages: ['ar-EG'] })
  })

  test('gives back any text that was put into it', async () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom('<', '>', '&', '"', "'", ' ', '👍🏽', 'ä', 'ن', '\u202e', '我', '\u0001'),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async texts => {
        const file = await wordFile(documentOf({ blocks: texts.map(words => ({ kind: 'paragraph', words })) }))
        const [, , ...read] = openedWord(file).paragraphs.map(({ text }) => text)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the ones XML cannot hold
        expect(read).toEqual(texts.map(text => text.normalize('NFC').replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')))
      }),
      { numRuns: 40 },
    )
  })

  test.skipIf(!isThere('soffice'))('opens in LibreOffice and says the same there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leitbild-word-'))
    writeFileSync(join(folder, 'paper.docx'), await wordFile(documentOf()))
    execFileSync('soffice', ['--headless', '--convert-to', 'txt:Text', '--outdir', folder, join(folder, 'paper.docx')])
    const text = readFileSync(join(folder, 'paper.txt'), 'utf8')
    for (const said of words) expect(text).toContain(said)
  })
})

describe('a PDF', () => {
  test.skipIf(!isThere('verapdf'))('passes the check for PDF/UA', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'leitbild-pdf-')), 'paper.pdf')
    writeFileSync(file, await printedForTest(textDocumentToPrint(documentOf())))
    expect(execFileSync('verapdf', ['--flavour', 'ua1', '--format', 'text', file]).toString()).toMatch(/^PASS/)
  })

  test('is tagged: language, title, headings that skip no level, a table with header cells, arms in words', async () => {
    const { catalog, elements, text } = structureOf(await printedForTest(textDocumentToPrint(documentOf())))
    expect(catalog).toContain('/Lang (de)')
    expect(catalog).toContain('/Marked true')
    expect(catalog).toContain('/DisplayDocTitle true')
    expect(text).toContain('pdfuaid:part')
    const roles = elements.map(({ role }) => role)
    expect(roles.filter(role => ['Figure', 'H1', 'H2', 'H3', 'Table', 'TH'].includes(role))).toEqual([
      'Figure',
      'H1',
      'H2',
      'Table',
      'TH',
      'TH',
      'H2',
      'H2',
      'H3',
    ])
    expect(roles.filter(role => role === 'TR')).toHaveLength(3)
    expect(elements.filter(({ role }) => role === 'Figure').every(({ alt }) => alt.length > 0)).toBe(true)
    expect(elements.some(({ lang }) => lang === 'ar')).toBe(true)
  })

  test('reads from right to left where its language does', async () => {
    const { catalog } = structureOf(await printedForTest(textDocumentToPrint(documentOf({ language: 'ar' }))))
    expect(catalog).toContain('/Lang (ar)')
    expect(catalog).toContain('/Direction /R2L')
  })

  test.skipIf(!isInstalled('pdftotext'))('can be copied from, in the order in which it is read', async () => {
    const text = textOf(await printedForTest(textDocumentToPrint(documentOf())))
    const places = words.map(said => text.indexOf(said))
    expect(places.every(place => place >= 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('goes on on the next page where one cell of a table is longer than a page', async () => {
    const columns = [{ label: 'Beschluss', share: 1 }]
    const table: Block = { kind: 'table', label: 'Beschluss', columns, rows: [['Ein langer abweichender Beschluss. '.repeat(1000)]] }
    expect(pagesOf(await printedForTest(textDocumentToPrint(documentOf({ blocks: [table] }))))).toBeGreaterThan(5)
  })

  test('never reads words of people as part of its template', async () => {
    const tricky = '#panic("x") $y$ *fett* _kursiv_ `\\` [#]'
    const pdf = await printedForTest(textDocumentToPrint(documentOf({ title: tricky, blocks: [{ kind: 'paragraph', words: tricky }] })))
    if (isInstalled('pdftotext')) expect(textOf(pdf).split(tricky)).toHaveLength(3)
  })

  test('is refused where a text has characters our fonts lack', async () => {
    const document = documentOf({ blocks: [{ kind: 'paragraph', words: 'gut 👍' }] })
    expect(await printDocument(textDocumentToPrint(document))).toEqual({ refusal: 'unprintable' })
    expect(unprintableInDocument(document)).toBe('👍')
    expect(unprintableInDocument(documentOf())).toBe('')
  })
})

test('what was typed becomes paragraphs and lists', () => {
  expect(typedBlocks('Eins\nzwei\n\n- a\n  b\n- c\n\nDer Rat:\n1. x\n2) y\n')).toEqual([
    { kind: 'paragraph', words: 'Eins\nzwei' },
    { kind: 'list', items: [{ words: 'a\nb' }, { words: 'c' }] },
    { kind: 'paragraph', words: 'Der Rat:' },
    {
      kind: 'list',
      items: [
        { number: 1, words: 'x' },
        { number: 2, words: 'y' },
      ],
    },
  ])
  expect(typedBlocks(' \n ')).toEqual([])
})

/** LibreOffice answers `-v` with a window. */
function isThere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
