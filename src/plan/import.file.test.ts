import fc from 'fast-check'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { mostRows } from './import.file.ts'
import { readTable } from './import.source.ts'

/** A workbook of one sheet in as few words as the format allows. */
const workbook = (sheetData: string, more: Zippable = {}) =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="Maßnahmen" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${sheetData}</sheetData></worksheet>`),
    ...more,
  })
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
const head = `<row r="1">${text('A1', 'Nummer')}${text('B1', 'Titel')}</row>`
const row = (number: number) => `<row r="${number}">${text(`A${number}`, `M${number}`)}${text(`B${number}`, 'Lesepaten')}</row>`

const read = (bytes: Uint8Array) => readTable(bytes, 'Maßnahmen')
const csv = (said: string, encoding: BufferEncoding = 'utf8') => read(Buffer.from(said, encoding))
const cells = (file: Awaited<ReturnType<typeof read>>) => ('rows' in file ? file.rows.map(({ cells }) => cells) : file)

describe('a workbook', () => {
  test('is read row by row, with the numbers its rows have on the screen', async () => {
    expect(await read(workbook(head + row(2) + row(7)))).toEqual({
      rows: [
        { line: 1, cells: ['Nummer', 'Titel'] },
        { line: 2, cells: ['M2', 'Lesepaten'] },
        { line: 7, cells: ['M7', 'Lesepaten'] },
      ],
    })
  })

  test('as Excel writes it says days, numbers and texts as somebody would type them', async () => {
    const strings = strToU8('<sst><si><t>Beginn</t></si><si><r><t>Lese</t></r><r><t xml:space="preserve">paten </t></r></si></sst>')
    const styles = strToU8('<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs></styleSheet>')
    const relations = ['sharedStrings', 'styles'].map(
      (name, place) => `<Relationship Id="rId${place + 2}" Type="${office}/${name}" Target="${name}.xml"/>`,
    )
    const rels = strToU8(
      `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>${relations.join('')}</Relationships>`,
    )
    const rows = `<row r="1" spans="1:3" x14ac:dyDescent="0.3"><c r="A1" t="s"><v>0</v></c></row>
      <row r="2"><c r="A2" s="1"><v>46082</v></c><c r="B2" s="2"><v>3.1</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="b"><v>1</v></c></row>`
    const file = workbook(rows, { 'xl/sharedStrings.xml': strings, 'xl/styles.xml': styles, 'xl/_rels/workbook.xml.rels': rels })
    expect(cells(await read(file))).toEqual([['Beginn'], ['2026-03-01', '3.1', 'Lesepaten', 'ja']])
  })

  test('may name its parts with a prefix, as other programs do', async () => {
    const prefixed = (xml: string) => xml.replaceAll(/<(\/?)(\w)/g, '<$1x:$2')
    const sheet = strToU8(prefixed(`<worksheet><sheetData>${head}${row(2)}</sheetData></worksheet>`))
    expect(cells(await read(workbook('', { 'xl/worksheets/sheet1.xml': sheet })))).toEqual([
      ['Nummer', 'Titel'],
      ['M2', 'Lesepaten'],
    ])
  })

  test('with a formula is refused, and the cell is named', async () => {
    const formula = `<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>SUM(A1:A9)</f><v>12</v></c></row>`
    expect(await read(workbook(head + formula))).toEqual({ refusal: 'formula', found: 'B2' })
  })

  test('with macros is refused, whatever its name says', async () => {
    expect(await read(workbook(head + row(2), { 'xl/vbaProject.bin': strToU8('Sub Auto_Open()') }))).toMatchObject({ refusal: 'macros' })
    expect(await read(workbook(head + row(2), { 'xl/macrosheets/sheet1.xml': strToU8('<x/>') }))).toMatchObject({ refusal: 'macros' })
    const types = strToU8('<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>')
    expect(await read(workbook(head + row(2), { '[Content_Types].xml': types }))).toMatchObject({ refusal: 'macros' })
  })

  test('with 100,000 rows is refused after the first of them, without unpacking the rest', async () => {
    const large = workbook(head + Array.from({ length: 100_000 }, (_, place) => row(place + 2)).join(''))
    const before = process.memoryUsage().arrayBuffers
    expect(await read(large)).toEqual({ refusal: 'too-many-rows', found: String(mostRows) })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  test('that grows beyond any table is refused, even where it understates its size', async () => {
    const bomb = workbook(head, { 'xl/sharedStrings.xml': new Uint8Array(60_000_000) })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await read(bomb)).toMatchObject({ refusal: 'too-large' })
    const sizes = Buffer.from(bomb)
    const said = Buffer.alloc(4)
    said.writeUInt32LE(60_000_000)
    for (let at = sizes.indexOf(said); at >= 0; at = sizes.indexOf(said)) sizes.writeUInt32LE(100, at)
    expect(await read(sizes)).toMatchObject({ refusal: 'too-large' })
  })

  test('that names one long text in every cell is refused before it becomes long', async () => {
    const strings = strToU8(`<sst><si><t>${'x'.repeat(30_000)}</t></si></sst>`)
    const rows = Array.from({ length: 4000 }, (_, place) => `<row r="${place + 1}"><c r="A${place + 1}" t="s"><v>0</v></c></row>`)
    const rels = strToU8(
      `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    )
    const file = workbook(rows.join(''), { 'xl/sharedStrings.xml': strings, 'xl/_rels/workbook.xml.rels': rels })
    expect(await read(file)).toMatchObject({ refusal: 'too-large' })
  })

  test('whose cells stand a million rows or columns away is refused instead of filled up', async () => {
    expect(await read(workbook(`${head}<row r="1048576">${text('A1048576', 'x')}</row>`))).toMatchObject({ refusal: 'too-many-rows' })
    expect(await read(workbook(`${head}<row r="99999999999"></row>`))).toMatchObject({ refusal: 'broken' })
    expect(await read(workbook(`<row r="1">${text('XFD1', 'x')}</row>`))).toMatchObject({ refusal: 'too-many-columns' })
  })

  test('that declares entities, is cut off or is no workbook is refused', async () => {
    const entities = strToU8('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>')
    expect(await read(workbook(head, { 'xl/worksheets/sheet1.xml': entities }))).toMatchObject({ refusal: 'broken' })
    const whole = workbook(head + row(2))
    expect(await read(whole.subarray(0, 400))).toHaveProperty('refusal')
    expect(await read(zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet') }))).toMatchObject({
      refusal: 'open-document',
    })
    expect(await read(zipSync({ 'word/document.xml': strToU8('<w/>') }))).toMatchObject({ refusal: 'not-a-table' })
  })

  test('of Excel before 2007, or under a password, says so', async () => {
    const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    expect(await read(Buffer.concat([compound, Buffer.alloc(600)]))).toMatchObject({ refusal: 'old-workbook' })
    expect(await read(Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]))).toMatchObject({ refusal: 'encrypted' })
  })
})

describe('a CSV file', () => {
  test('is read with the sign that parts its head, and with line breaks inside quotes', async () => {
    const wanted = [
      ['Nummer', 'Titel, lang'],
      ['1', 'Erste\nund zweite Zeile'],
    ]
    expect(cells(await csv('\ufeffNummer;Titel, lang\r\n1;"Erste\r\nund zweite Zeile"\r\n'))).toEqual(wanted)
    expect(cells(await csv('Nummer\t"Titel, lang"\n1\t"Erste\nund zweite Zeile"'))).toEqual(wanted)
    expect(cells(await csv('Nummer,"Titel, lang"\n\n1,"Erste\nund zweite Zeile"'))).toEqual(wanted)
  })

  test('is read in the encodings spreadsheets write', async () => {
    const wanted = [['Maßnahme', 'für Ältere – „gemeinsam“']]
    expect(cells(await csv('Maßnahme;für Ältere – „gemeinsam“'))).toEqual(wanted)
    expect(cells(await csv('\ufeffMaßnahme;für Ältere – „gemeinsam“', 'utf16le'))).toEqual(wanted)
    const windows = Buffer.from('Ma\u00dfnahme;f\u00fcr \u00c4ltere \u0096 \u0084gemeinsam\u0093', 'latin1')
    expect(cells(await read(windows))).toEqual(wanted)
  })

  test('in any other encoding is refused instead of misread', async () => {
    const dos = Buffer.from('Ma\u00e1nahme;f\u0081r \u008eltere', 'latin1')
    const mac = Buffer.from('Ma\u00a7nahme;f\u009fr \u0080ltere', 'latin1')
    for (const file of [dos, mac, Buffer.from('Nummer;Titel', 'utf16le')])
      expect(await read(file)).toMatchObject({ refusal: 'encoding-unknown' })
    expect(await csv('Nummer;Titel\n1;Gef\ufffdngnis')).toMatchObject({ refusal: 'encoding-unknown', found: '2' })
  })

  test('with 100,000 rows, without any, or with quotes that never end is refused', async () => {
    expect(await csv(`Nummer;Titel\n${'1;a\n'.repeat(100_000)}`)).toMatchObject({ refusal: 'too-many-rows' })
    expect(await csv(' \n;;\n')).toMatchObject({ refusal: 'empty' })
    expect(await csv('Nummer;Titel\n1;"a\n2;b')).toMatchObject({ refusal: 'quotes-wrong' })
    expect(await csv('')).toMatchObject({ refusal: 'empty' })
  })

  test('is told from pictures and documents', async () => {
    for (const begin of ['%PDF-1.7', '\u0089PNG\r\n', '{\\rtf1', '<html>'])
      expect(await read(Buffer.from(begin, 'latin1'))).toMatchObject({ refusal: 'not-a-table' })
  })
})

test('no bytes whatever make the reading fail otherwise than by a refusal', async () => {
  const starts = fc.constantFrom<number[]>([], [0x50, 0x4b, 3, 4], [0xd0, 0xcf, 0x11, 0xe0], [0xff, 0xfe])
  await fc.assert(
    fc.asyncProperty(starts, fc.uint8Array({ maxLength: 400 }), async (start, rest) => {
      const file = await read(Uint8Array.from([...start, ...rest]))
      expect('rows' in file || 'refusal' in file).toBe(true)
    }),
  )
  const whole = workbook(head + row(2))
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (place, byte) => {
      const file = await read(whole.with(place, byte))
      expect('rows' in file || 'refusal' in file).toBe(true)
    }),
    { numRuns: 200 },
  )
})
