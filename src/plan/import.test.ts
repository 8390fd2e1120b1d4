import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newestDeeds } from '#platform/audit'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { periodIn } from './import.cell.ts'
import { guessColumns, guessMapping } from './import.guess.ts'
import { readTable } from './import.source.ts'
import { knownPlan } from './import.store.ts'
import { type JudgedRow, judgeTable } from './import.ts'
import { putInvolvement, putPartners } from './involvement.store.ts'
import { putLinks } from './link.store.ts'
import { findMeasure, involvements } from './measure.store.ts'
import { lights, priorities } from './measure.ts'
import { changesOf, insertMeasure } from './measure-change.store.ts'
import { emptyMeasure, type MeasureFields } from './measure-change.ts'
import { describedMeasures } from './plan.described.store.ts'
import { statuses } from './status.ts'
import { csvOf } from './table.csv.ts'
import { joined, parted } from './table.ts'
import { workbookOf } from './table.workbook.ts'

let instance: TestInstance
let town: Municipality
let coordinator: Browser & StaffBrowser
const desk = '/musterstadt/verwaltung/plan'

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
const [language, school] = [id(1), id(2)]
const [youth, education, former, bothSigns] = [id(3), id(4), id(5), id(6)]

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  coordinator = await instance.staff(town, 'coordinator')
  await inTown(instance, town, async db => {
    const municipality_id = town.id
    const list = (own: string, name: string, slug: string, position: number) => ({ municipality_id, id: own, slug, name, position })
    await db
      .insertInto('action_field')
      .values([list(language, 'Sprache', 'sprache', 1), list(school, 'Bildung; Schule', 'bildung', 2)])
      .execute()
    await db
      .insertInto('target_group')
      .values([list(id(7), 'Alle', 'alle', 1), list(id(8), '=Kinder', 'kinder', 2)])
      .execute()
    for (const [own, slug, name, short_name, is_closed] of [
      [youth, 'jugend', 'Jugendamt', 'JA', false],
      [education, 'schule', 'Schulamt', '', false],
      [former, 'frueher', 'Früheres Amt', '', true],
      [bothSigns, 'bau', 'Bauen; Wohnen (Planung)', '', false],
    ] as const)
      await db.insertInto('department').values({ municipality_id, id: own, slug, name, short_name, parent_id: null, is_closed }).execute()
    for (const number of [1, 2, 3])
      await db
        .insertInto('goal')
        .values({
          municipality_id,
          id: `00000000-0000-4000-9000-00000000000${number}`,
          number,
          action_field_id: language,
          title: `Ziel ${number}`,
          level: 'municipality',
          influence: 'decides',
          is_dropped: number === 3,
        })
        .execute()
  })
})
afterAll(() => instance.close())

beforeEach(() =>
  inTown(instance, town, async db => {
    await db.deleteFrom('measure').where('municipality_id', '=', town.id).execute()
    await db.deleteFrom('plan_import').where('municipality_id', '=', town.id).execute()
  }),
)

const head = 'Nr.;Maßnahme;Handlungsfeld;Federführung;Status;Beginn'
const upload = (table: string | Uint8Array, name = 'Plan 2026.csv', browser = coordinator) =>
  browser.post(`${desk}/uebernahme`, { csrf: browser.csrf, table: new File([table as BlobPart], name) })
const uploaded = async (table: string | Uint8Array, name?: string): Promise<string> => {
  const answer = await upload(table, name)
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!
}
const press = (page: string, deed: string, more: Record<string, string> = {}) =>
  coordinator.post(page, { csrf: coordinator.csrf, deed, ...more })
const seenOn = (html: string) => /name="seen" value="([^"]+)"/.exec(html)?.[1] ?? ''
const take = async (page: string) => press(page, 'take', { seen: seenOn(await coordinator.page(page)) })
const found = (number: string) => inTown(instance, town, db => findMeasure(db, number))
const allMeasures = () => inTown(instance, town, async db => [...(await describedMeasures(db)).values()])
const download = async (file: string) => new Uint8Array(await (await coordinator.get(`${desk}/daten/${file}`)).arrayBuffer())

describe('a table', () => {
  test('becomes measures once it was seen and confirmed', async () => {
    const page = await uploaded(`${head}\nA-1;Lesepaten;Sprache;Jugendamt;in Umsetzung;1.3.2026\nA-2;Lernhilfe;bildung;JA;geplant;2027\n`)
    expect(await allMeasures()).toEqual([])
    const preview = await coordinator.page(page)
    expect(preview).toContain('Lesepaten')
    expect(preview).toContain('laufend')
    const taken = await take(page)
    expect(taken.headers.get('location')).toBe(`${desk}/uebernahme?neu=2&geaendert=0`)
    expect(await allMeasures()).toEqual([
      expect.objectContaining({
        number: 'A-1',
        fields: expect.objectContaining({ title: 'Lesepaten', fieldId: language, status: 'running', startsOn: '2026-03-01' }),
        leads: [{ departmentId: youth, state: 'asked' }],
      }),
      expect.objectContaining({ number: 'A-2', fields: expect.objectContaining({ fieldId: school, startsOn: '2027-01-01' }) }),
    ])
    const [deed] = await inTown(instance, town, db => newestDeeds(db, 1))
    expect(deed).toMatchObject({ deed: 'table-taken-over', details: { table: 'Plan 2026.csv', added: 2, changed: 0, left: 0 } })
    expect((await coordinator.get(page)).status).toBe(404)
  })

  test('that comes again changes what differs and nothing else, and every change can be taken back', async () => {
    await take(await uploaded(`${head}\n1;Lesepaten;Sprache;Jugendamt;geplant;2026-01-01\n2;Lernhilfe;Sprache;;Idee;\n`))
    const { description: _, ...before } = (await found('1'))!
    const page = await uploaded('Nr.;Maßnahme;Status\n1;Lesepaten;begonnen\n2;Lernhilfe;Idee\n')
    const preview = await coordinator.page(page)
    expect(preview).toMatch(/geplant[\s\S]*begonnen/)
    await take(page)
    expect(await found('1')).toMatchObject({ ...before, status: 'started' })
    const changes = await inTown(instance, town, db => changesOf(db, before.id))
    expect(changes.map(({ before, after }) => [before, after])).toEqual([[{ status: 'planned' }, { status: 'started' }]])
    const second = (await found('2'))!
    expect(await inTown(instance, town, db => changesOf(db, second.id))).toEqual([])
  })

  test('names what it does not take by row, column and reason, and takes the rest', async () => {
    const rows = [
      '1;Lesepaten;Sprache;Jugendamt;geplant;',
      '2;Lernhilfe;Raumfahrt;;geplant;',
      '3;Sprachcafé;Sprache;Amt für Träume;geplant;',
      '4;Singen;Sprache;;vielleicht;',
      '5;Tanzen;Sprache;;geplant;31.2.2026',
      '6;;Sprache;;geplant;',
      ';Ohne Nummer;Sprache;;geplant;',
      '7;Eins;Sprache;;geplant;',
      '7;Zwei;Sprache;;geplant;',
      '8;Drei;Sprache;Früheres Amt;geplant;',
      '9;Vier;Sprache;Jugendamt (zugesagt)|Schulamt (zugesagt);geplant;'
        .replace('|', '\n')
        .replace(/^(9;Vier;Sprache;)(.*)(;geplant;)$/s, '$1"$2"$3'),
    ]
    const page = await uploaded(`${head}\n${rows.join('\n')}`)
    const read = await inTown(instance, town, async db => {
      const row = await db
        .selectFrom('plan_import')
        .select(['rows', 'mapping'])
        .where('municipality_id', '=', town.id)
        .executeTakeFirstOrThrow()
      return judgeTable(row as never, await knownPlan(db, instance.clock.now))
    })
    const refusals = read.map(row =>
      row.kind === 'refused' ? [row.line, ...row.refusals.map(({ column, refusal }) => `${column}:${refusal}`)] : row.kind,
    )
    expect(refusals).toEqual([
      'new',
      [3, 'fieldId:field-unknown'],
      [4, 'leads:department-unknown'],
      [5, 'status:word-unknown'],
      [6, 'startsOn:day-unreadable'],
      [7, 'title:title-missing'],
      [8, 'number:number-missing'],
      [9, 'number:number-twice'],
      [10, 'number:number-twice'],
      [11, 'leads:department-closed'],
      [12, 'leads:lead-taken'],
    ])
    const preview = await coordinator.page(page)
    expect(preview).toContain('Dieses Handlungsfeld gibt es im Plan nicht.')
    const taken = await take(page)
    expect(taken.headers.get('location')).toBe(`${page}?neu=1&geaendert=0`)
    expect((await allMeasures()).map(({ number }) => number)).toEqual(['1'])
    expect(await coordinator.page(page)).not.toContain('Lesepaten')
  })

  test('may bring names the plan does not know, and they are added where somebody ticks them', async () => {
    const page = await uploaded(`${head}\n1;Radkurs;Mobilität;Verkehrsamt;geplant;\n`)
    await press(page, 'add', { fields: 'Mobilität', departments: 'Kein solches Amt' })
    const judged = await coordinator.page(page)
    expect(judged).not.toContain('Dieses Handlungsfeld gibt es im Plan nicht.')
    expect(judged).toContain('Dieses Amt gibt es im Plan nicht.')
    await press(page, 'add', { departments: 'Verkehrsamt' })
    await take(page)
    expect((await allMeasures()).map(({ leads }) => leads.length)).toEqual([1])
    await inTown(instance, town, async db => {
      await db.deleteFrom('measure').where('municipality_id', '=', town.id).execute()
      await db.deleteFrom('action_field').where('municipality_id', '=', town.id).where('slug', '=', 'mobilitaet').execute()
      await db.deleteFrom('department').where('municipality_id', '=', town.id).where('slug', '=', 'verkehrsamt').execute()
    })
  })

  test('does not bring a name no list of the plan can hold', async () => {
    const page = await uploaded(`${head}\n1;Radkurs;${'x'.repeat(150)};;geplant;\n`)
    const refused = await press(page, 'add', { fields: 'x'.repeat(150) })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Nicht angelegt')
  })

  test('of another town is not found, nor one that never was', async () => {
    const page = await uploaded(`${head}\n1;Lesepaten;Sprache;;geplant;\n`)
    const neighbour = await instance.addTown({ slug: 'nebenan' })
    const stranger = await instance.staff(neighbour, 'coordinator')
    const there = page.replace('/musterstadt/', '/nebenan/')
    expect((await stranger.get(there)).status).toBe(404)
    expect((await stranger.post(there, { csrf: stranger.csrf, deed: 'take', seen: seenOn(await coordinator.page(page)) })).status).toBe(404)
    for (const id of ['x', randomUUID()]) expect((await coordinator.get(`${desk}/uebernahme/${id}`)).status).toBe(404)
    expect((await press(page, 'unknown')).status).toBe(404)
    expect(await allMeasures()).toEqual([])
  })

  test('may name two leads, which is shown as a finding and not decided here', async () => {
    await take(await uploaded(`${head}\n1;Lesepaten;Sprache;"Jugendamt; Schulamt";geplant;\n`))
    expect((await allMeasures())[0]!.leads.map(({ state }) => state)).toEqual(['asked', 'asked'])
  })

  test('may bring what has long become regular, with everything that needs', async () => {
    const regular = 'Nummer;Titel;Handlungsfeld;Stand;Federführung;Haushaltsstelle;Grund ohne Stellen;Beschlussnummer;Regelangebot seit'
    const row = '1;Lesepaten;Sprache;verstetigt;Jugendamt (zugesagt);31.1;Ehrenamt;2024/7;2025-01-01'
    await take(await uploaded(`${regular}\n${row}\n2;${row.slice(2).replace(' (zugesagt)', '')}`))
    expect((await allMeasures()).map(({ number, fields }) => [number, fields.status])).toEqual([['1', 'made-regular']])
  })

  test('leaves who leads regular work', async () => {
    const regular = 'Nummer;Titel;Handlungsfeld;Stand;Federführung;Haushaltsstelle;Grund ohne Stellen;Beschlussnummer;Regelangebot seit'
    await take(await uploaded(`${regular}\n1;Lesepaten;Sprache;verstetigt;Jugendamt (zugesagt);31.1;Ehrenamt;2024/7;2025-01-01\n`))
    const page = await uploaded('Nummer;Titel;Federführung\n1;Lesepaten;\n')
    expect(await coordinator.page(page)).toContain('braucht ein Amt, das die Federführung zugesagt hat')
  })

  test('is taken over as it was shown or not at all', async () => {
    const page = await uploaded(`${head}\n1;Lesepaten;Sprache;;geplant;\n2;Lernhilfe;Sprache;;geplant;\n`)
    const seen = seenOn(await coordinator.page(page))
    await inTown(instance, town, db =>
      insertMeasure(db, { id: randomUUID(), number: '2', ...emptyMeasure, title: 'Schon da', fieldId: language }, instance.clock.now),
    )
    const refused = await press(page, 'take', { seen })
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('hat sich inzwischen geändert')
    expect((await allMeasures()).map(({ number }) => number)).toEqual(['2'])
  })

  test('leaves it to those who have refused to lead that they have', async () => {
    await take(await uploaded(`${head}\n1;Lesepaten;Sprache;Jugendamt;geplant;\n`))
    const { id: measureId } = (await found('1'))!
    const refused = {
      measureId,
      departmentId: education,
      role: 'lead',
      state: 'refused',
      reason: 'Keine Stelle.',
      answeredOn: '2026-01-01',
    } as const
    await inTown(instance, town, db => putInvolvement(db, refused))
    await take(await uploaded('Nr.;Maßnahme;Federführung\n1;Lesepaten;Jugendamt (zugesagt)\n'))
    expect(await inTown(instance, town, db => involvements(db, measureId))).toEqual([
      expect.objectContaining({ departmentId: youth, state: 'accepted', answeredOn: '2026-10-01' }),
      refused,
    ])
  })

  test('of two who take it over at once is taken over once', async () => {
    const page = await uploaded(`${head}\n1;Lesepaten;Sprache;;geplant;\n`)
    const seen = seenOn(await coordinator.page(page))
    const answers = await Promise.all([press(page, 'take', { seen }), press(page, 'take', { seen })])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
    expect(await allMeasures()).toHaveLength(1)
  })

  test('that is discarded leaves nothing behind', async () => {
    const page = await uploaded(`${head}\n1;Lesepaten;Sprache;;geplant;\n`)
    await press(page, 'forget')
    expect((await coordinator.get(page)).status).toBe(404)
    expect(await allMeasures()).toEqual([])
  })

  test('is brought in by the coordinator alone', async () => {
    for (const role of ['editor', 'moderator', 'reader'] as const) {
      const browser = await instance.staff(town, role)
      expect((await upload(head, 'a.csv', browser)).status).toBe(403)
      expect(await browser.page(`${desk}/uebernahme`)).not.toContain('type="file"')
    }
  })

  test('that cannot be read is refused in words, beside the field', async () => {
    for (const [file, words] of [
      [Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'im alten Format (.xls)'],
      [Buffer.from('%PDF-1.7'), 'Das ist keine Tabelle.'],
      [Buffer.from(`Nr;Titel\n${'1;a\n'.repeat(100_000)}`), 'mehr als 5.000 Zeilen'],
    ] as const) {
      const refused = await upload(file, 'a.xlsx')
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain(words)
    }
    const refused = await upload('')
    expect(await refused.text()).toContain('Wählen Sie eine Datei.')
  })
})

describe('the columns of a table', () => {
  test('are recognised by the names towns give them, whatever stands above', () => {
    const cells = [
      'Lfd. Nr.',
      'Maßnahme',
      'Handlungsfeld',
      'Federführendes Amt',
      'Umsetzungsstand',
      'Priorität',
      'Bemerkung',
      'Zuständiges Dezernat',
    ]
    const rows = [
      { line: 1, cells: ['Maßnahmenplan der Stadt'] },
      { line: 4, cells },
      { line: 5, cells: ['1', 'Lesepaten'] },
    ]
    const { head, columns } = guessMapping(rows)
    expect(head).toBe(4)
    expect(columns).toMatchObject({ number: 0, title: 1, fieldId: 2, leads: 3, status: 4, priority: 5 })
    expect(Object.values(columns)).not.toContain(6)
  })

  test('are taken for what stands in them: a word, a day, a number or a sentence under the same head', () => {
    const columnsOf = (head: string, cell: string) =>
      guessMapping(
        [
          [head, 'Maßnahme'],
          [cell, 'Lesepaten'],
        ].map((cells, line) => ({ line, cells })),
      ).columns
    expect(columnsOf('Stand', 'laufend')).toMatchObject({ status: 0 })
    expect(columnsOf('Stand', '1.9.2026')).toMatchObject({ statedOn: 0 })
    expect(columnsOf('Stand', 'Zwölf Anmeldungen liegen vor.')).toMatchObject({ stateOfAffairs: 0 })
    expect(columnsOf('Ziel', '3, 4')).toMatchObject({ goals: 0 })
    expect(columnsOf('Ziel', 'Mehr Kurse am Ort')).toEqual({ title: 1 })
    expect(columnsOf('Laufzeit', '2026–2028')).toMatchObject({ period: 0 })
  })

  test('may say from when to when in one', () => {
    expect(
      Object.fromEntries(
        [
          '2026',
          '2024–2026',
          '1.3.2026 bis 30.6.2027',
          'seit 2023',
          'bis 12/2026',
          '2026-03-01 - 2027-02-28',
          '2025/2026',
          'fortlaufend',
          '31.2.2026 – 2027',
          '-',
        ].map(text => [text, periodIn(text) ?? null].map((value, place) => (place === 0 ? value : value && Object.values(value)))),
      ),
    ).toEqual({
      '2026': ['2026-01-01', '2026-12-31'],
      '2024–2026': ['2024-01-01', '2026-12-31'],
      '1.3.2026 bis 30.6.2027': ['2026-03-01', '2027-06-30'],
      'seit 2023': ['2023-01-01', null],
      'bis 12/2026': [null, '2026-12-31'],
      '2026-03-01 - 2027-02-28': ['2026-03-01', '2027-02-28'],
      '2025/2026': ['2025-01-01', '2026-12-31'],
      fortlaufend: null,
      '31.2.2026 – 2027': null,
      '-': null,
    })
  })

  test('are each taken for one thing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Nr', 'Ziel', 'Ziele', 'Maßnahme', 'Stand', 'Stand vom', 'Status', 'Ende', 'E-Mail', 'x')),
        heads => {
          const places = Object.values(guessColumns(heads, []))
          expect(new Set(places).size).toBe(places.length)
        },
      ),
    )
  })

  test('can be assigned by hand, but one thing not twice', async () => {
    const page = await uploaded('Titelseite;Was\n1;Lesepaten\n')
    const refused = await press(page, 'map', { head: '1', 'column-0': 'number', 'column-1': 'number' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('ist zwei Spalten zugeordnet')
    expect((await press(page, 'map', { head: '1', 'column-0': 'number', 'column-1': 'title' })).status).toBe(303)
    expect(await coordinator.page(page)).toContain('Wählen Sie ein Handlungsfeld des Plans.')
  })
})

test('words of a list come back out of their cell, whatever signs they hold', () => {
  const word = fc.string({ unit: fc.constantFrom('a', ';', '"', '\n', ' ') }).map(text => text.trim())
  fc.assert(
    fc.property(fc.uniqueArray(word.filter(Boolean)), words => {
      expect(parted(joined(words).trim())).toEqual(words)
    }),
  )
  expect(parted('"Hilfe" e.V.; Caritas\nDiakonie;')).toEqual(['"Hilfe" e.V.', 'Caritas', 'Diakonie'])
})

describe('import and export', () => {
  test('are inverse: what was taken along and comes back changes nothing', async () => {
    const formats = [
      ['plan.xlsx', 12],
      ['massnahmen.csv', 12],
    ] as const
    for (const [file, numRuns] of formats)
      await fc.assert(
        fc.asyncProperty(fc.array(anyMeasure, { minLength: 1, maxLength: 6 }), async all => {
          await inTown(instance, town, db => db.deleteFrom('measure').where('municipality_id', '=', town.id).execute())
          await store(all)
          const read = await readTable(await download(file), 'Maßnahmen')
          if (!('rows' in read)) throw new Error(JSON.stringify(read))
          const judged = await inTown(instance, town, async db =>
            judgeTable({ rows: read.rows, mapping: guessMapping(read.rows) }, await knownPlan(db, instance.clock.now)),
          )
          expect(judged.map(difference)).toEqual(all.map(() => 'same'))
        }),
        { numRuns, endOnFailure: true },
      )
  })

  test('lose no sign of a large table, wherever it stands', async () => {
    const texts = Array.from({ length: 4000 }, (_, place) => `${place} ${'&<>"🙂ä\n'.repeat(place % 9)}_x${place}_.`)
    const column = { key: 'title', head: 'Titel', kind: 'text' } as const
    const table = { key: 'measures', file: 'massnahmen', head: 'Maßnahmen', columns: [column], rows: texts.map(text => [text]) }
    for (const file of [await workbookOf([table]), Buffer.from(csvOf(table))]) {
      const read = await readTable(file, 'Maßnahmen')
      expect('rows' in read && read.rows.slice(1).every(({ cells }, place) => cells[0] === texts[place])).toBe(true)
    }
  })

  test('bring a plan to an empty town whole', async () => {
    await store(
      fc.sample(anyMeasure, { numRuns: 12, seed: 7 }).map(made => ({
        ...made,
        parts: [],
        hasRefused: false,
        status: made.status === 'made-regular' ? ('running' as const) : made.status,
      })),
    )
    const before = await allMeasures()
    const file = await download('plan.xlsx')
    await inTown(instance, town, db => db.deleteFrom('measure').where('municipality_id', '=', town.id).execute())
    await take(await uploaded(file, 'plan.xlsx'))
    expect(await allMeasures()).toEqual(before)
  })
})

const difference = (row: JudgedRow) => (row.kind === 'same' ? 'same' : row)

/** Any text a form takes, and what spreadsheets, CSV and XML may stumble over. */
const anyText = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '=1+1',
      '+49 123',
      '-3',
      '@SUM(A1)',
      '"',
      'a;b,c',
      'zwei\nZeilen',
      '_x0041_',
      ' ',
      '007',
      '1.5',
      '2026-03-01',
      'WAHR',
      '<b>&amp;',
      '\ttab',
      'constructor',
      '__proto__',
    ),
  )
  .map(text =>
    text
      .replace(/[\0\uFFFD]/g, '')
      .replace(/\r\n?/g, '\n')
      .trim(),
  )
  .filter(text => text.isWellFormed())
const anyDay = fc.option(
  fc.date({ min: new Date('1990-01-01'), max: new Date('2026-09-30'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10)),
)

const anyMeasure = fc.record({
  number: fc.stringMatching(/^[A-Z][0-9.-]{0,6}$/),
  title: anyText.map(text => text || 'Ohne'),
  text: anyText,
  other: anyText,
  fieldId: fc.constantFrom(language, school),
  targetGroupId: fc.constantFrom(null, id(7), id(8)),
  day: anyDay,
  priority: fc.constantFrom(...priorities),
  status: fc.constantFrom(...statuses),
  light: fc.constantFrom(null, ...lights),
  isPublic: fc.boolean(),
  goals: fc.subarray([1, 2]),
  lead: fc.constantFrom(undefined, [youth, 'asked'], [bothSigns, 'accepted'], [education, 'accepted']),
  hasRefused: fc.boolean(),
  parts: fc.subarray([former]),
  partners: fc.uniqueArray(anyText.map(text => text.replace(/\s+/g, ' ').trim()).filter(Boolean), { maxLength: 3 }),
})

type AnyMeasure = typeof anyMeasure extends fc.Arbitrary<infer Made> ? Made : never

async function store(all: AnyMeasure[]) {
  await inTown(instance, town, async db => {
    for (const [place, made] of all.entries()) {
      const fields: MeasureFields = {
        ...emptyMeasure,
        title: made.title,
        description: made.text,
        fieldId: made.fieldId,
        targetGroupId: made.targetGroupId,
        startsOn: made.day,
        endsOn: made.day,
        priority: made.priority,
        status: made.status,
        statusReason: made.other || 'x',
        light: made.light,
        lightReason: made.text || 'x',
        stateOfAffairs: made.other,
        nextStep: made.text,
        obstacles: made.other,
        statedOn: made.day,
        resolutionNumber: made.other,
        resolvedOn: made.day,
        budgetLine: made.text,
        continuation: made.other,
        responsibleName: made.text,
        isPublic: made.isPublic,
      }
      const measure = { id: randomUUID(), number: `${place}${made.number}`, ...fields }
      await insertMeasure(db, measure, instance.clock.now)
      if (made.lead)
        await putInvolvement(db, {
          measureId: measure.id,
          departmentId: made.lead[0]!,
          role: 'lead',
          state: made.lead[1] as 'asked',
          reason: '',
          answeredOn: null,
        })
      if (made.hasRefused && made.lead?.[0] !== education)
        await putInvolvement(db, {
          measureId: measure.id,
          departmentId: education,
          role: 'lead',
          state: 'refused',
          reason: 'Nein.',
          answeredOn: '2026-01-01',
        })
      for (const departmentId of made.parts)
        await putInvolvement(db, { measureId: measure.id, departmentId, role: 'part', state: null, reason: '', answeredOn: null })
      const goals = made.goals.map(number => `00000000-0000-4000-9000-00000000000${number}`)
      await putLinks(db, measure.id, 'goals', { shown: goals, chosen: goals })
      await putPartners(db, measure.id, made.partners)
    }
  })
}
