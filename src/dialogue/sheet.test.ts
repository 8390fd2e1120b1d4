import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '#platform/audit'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue, Phase } from './dialogue.ts'
import { alphabet } from './letter.code.ts'
import { keepRun } from './sheet.actions.ts'
import { readList } from './sheet.list.ts'
import { newSheetCodes, numbersOnSheet, readSheetCode, type SheetChannel, sheetHash } from './sheet.ts'
import { insertStatements } from './statement.store.ts'

const desk = '/musterstadt/verwaltung/dialoge/zusammenleben'
const entry = `${desk}/papier/eingabe`
const list = `${desk}/papier/liste`

describe('what came back on paper', () => {
  let instance: TestInstance
  let town: Municipality
  let moderator: StaffBrowser

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      await insertStatements(db, dialogue.id, ['Mehr Bänke.', 'Busse am Abend.', 'Ein Fest für alle.'].map(seed))
    })
    moderator = await instance.staff(town, 'moderator')
  })
  afterEach(() => instance.close())

  /** Sheets as if they had been printed; answers with their codes. */
  async function print(count: number, channel: SheetChannel = 'paper', numbers = [1, 2, 3]) {
    const codes = newSheetCodes(count)
    const sheets = codes.map(code => ({ hash: sheetHash(instance.services.secret, dialogue.id, readSheetCode(code)!), numbers }))
    const run = { format: 'a4' as const, channel, languages: ['de'], count, perSheet: 3, giveBack: '' }
    const by = { personId: moderator.personId } as never
    await inTown(instance, town, db => keepRun(db, by, dialogue.slug, run, sheets, instance.clock.now))
    return codes
  }
  const change = (phase: Phase) => inTown(instance, town, db => setPhase(db, phase))
  const setPhase = (db: Parameters<Parameters<typeof inTown>[2]>[0], phase: Phase) =>
    db.updateTable('dialogue').set({ phase }).where('municipality_id', '=', town.id).execute()
  const look = (code: string, by = moderator, kind = 'first') => by.submit(entry, entry, { code, entry: kind })
  const enter = (code: string, ticks: Record<string, string>, by = moderator, kind = 'first') =>
    by.post(`${entry}/bogen`, { csrf: by.csrf, code, entry: kind, ...ticks })
  const votes = () =>
    inTown(instance, town, db =>
      db
        .selectFrom('vote')
        .innerJoin('statement', join =>
          join.onRef('statement.municipality_id', '=', 'vote.municipality_id').onRef('statement.id', '=', 'vote.statement_id'),
        )
        .innerJoin('participant', join =>
          join.onRef('participant.municipality_id', '=', 'vote.municipality_id').onRef('participant.id', '=', 'vote.participant_id'),
        )
        .select(['statement.number', 'vote.answer', 'participant.channel', 'participant.id as participant'])
        .where('vote.municipality_id', '=', town.id)
        .where('statement.municipality_id', '=', town.id)
        .where('participant.municipality_id', '=', town.id)
        .orderBy('statement.number')
        .execute(),
    )

  test('is typed in by code and counts as one participant on paper', async () => {
    const [code = ''] = await print(1)
    const page = await (await look(code.toLowerCase().replace('-', ' '))).text()
    expect(page).toContain('Mehr Bänke.')
    expect(page).toContain(`Bogen ${code}`)
    expect((await enter(code, { 'aussage-1': 'agree', 'aussage-2': 'disagree', 'aussage-3': '' })).status).toBe(303)
    expect(await votes()).toMatchObject([
      { number: 1, answer: 1, channel: 'paper' },
      { number: 2, answer: -1, channel: 'paper' },
    ])
    expect(new Set((await votes()).map(({ participant }) => participant)).size).toBe(1)
  })

  test('keeps the channel of a group at a table', async () => {
    const [code = ''] = await print(1, 'table')
    await enter(code, { 'aussage-1': 'pass' })
    expect(await votes()).toMatchObject([{ number: 1, answer: 0, channel: 'table' }])
  })

  test('counts once, even if two people enter it at the same moment', async () => {
    const [code = ''] = await print(1)
    const other = await instance.staff(town, 'editor')
    const answers = await Promise.all([enter(code, { 'aussage-1': 'agree' }), enter(code, { 'aussage-1': 'agree' }, other)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await votes()).toHaveLength(1)
    expect(await (await look(code)).text()).toContain('schon eingegeben')
  })

  test('is refused by name: mistyped, unknown, missing, empty, made invalid', async () => {
    const [code = ''] = await print(1)
    const wrong = code.replace(/.$/, last => alphabet[(alphabet.indexOf(last) + 1) % alphabet.length]!)
    expect(await (await look(wrong)).text()).toContain('Tippfehler')
    expect(await (await look(newSheetCodes(1)[0]!)).text()).toContain('gibt es in diesem Dialog nicht')
    expect(await (await look('')).text()).toContain('Bitte geben Sie den Code ein.')
    expect(await (await enter(code, { 'aussage-1': '' })).text()).toContain('nichts angekreuzt')
    expect(await (await look(code, moderator, 'second')).text()).toContain('noch nicht eingegeben')
    const editor = await instance.staff(town, 'editor')
    expect((await editor.submit(`${desk}/papier`, `${desk}/papier/stapel`, { run: '1' })).headers.get('location')).toContain('beendet=1')
    expect(await (await look(code)).text()).toContain('ungültig gemacht')
    expect((await enter(code, { 'aussage-1': 'agree' })).status).toBe(422)
    expect(await votes()).toEqual([])
  })

  test('is taken after the vote has closed, until the dialogue is archived', async () => {
    const [late = '', tooLate = ''] = await print(2)
    await change('closed')
    expect((await enter(late, { 'aussage-1': 'agree' })).status).toBe(303)
    await change('archived')
    expect((await enter(tooLate, { 'aussage-1': 'agree' })).status).toBe(422)
    expect(await votes()).toHaveLength(1)
  })

  test('is tied to its votes only until the dialogue is archived; the votes stay', async () => {
    const [code = ''] = await print(1)
    await enter(code, { 'aussage-1': 'agree' })
    const coordinator = await instance.staff(town, 'coordinator')
    for (const phase of ['closed', 'archived']) await coordinator.post(`${desk}/phase`, { csrf: coordinator.csrf, phase })
    const sheets = await inTown(instance, town, db => db.selectFrom('sheet').selectAll().where('municipality_id', '=', town.id).execute())
    expect(sheets).toMatchObject([{ state: 'entered', participant_id: null, entered_by: null, entered_on: null }])
    expect(await votes()).toHaveLength(1)
  })

  test('says nothing about statements that are not on the sheet or no longer up for a vote', async () => {
    const [code = ''] = await print(1, 'paper', [1, 2])
    await inTown(instance, town, db =>
      db.updateTable('statement').set({ state: 'rejected' }).where('municipality_id', '=', town.id).where('number', '=', 2).execute(),
    )
    expect(await (await look(code)).text()).toContain('Aussage 2 steht nicht mehr zur Abstimmung')
    await enter(code, { 'aussage-1': 'agree', 'aussage-2': 'agree', 'aussage-3': 'agree' })
    expect(await votes()).toMatchObject([{ number: 1 }])
  })

  test('brings a statement from the back to moderation, whatever the dialogue does with those from the net', async () => {
    const [code = '', second = ''] = await print(2)
    await enter(code, { 'aussage-1': 'agree', own: '  Mehr Schatten\nauf Spielplätzen. ', language: 'de' })
    const stored = await inTown(instance, town, db =>
      db
        .selectFrom('statement')
        .select(['text', 'origin', 'state'])
        .where('municipality_id', '=', town.id)
        .where('number', '=', 4)
        .execute(),
    )
    expect(stored).toEqual([{ text: 'Mehr Schatten auf Spielplätzen.', origin: 'paper', state: 'pending' }])
    expect(await moderator.page(`${desk}/moderation`)).toContain('Vom Papierbogen')
    expect(await (await enter(second, { own: 'mehr bänke', language: 'de' })).text()).toContain('Diese Aussage gibt es schon')
    expect(await (await look(second)).text()).toContain(second)
  })

  test('is checked by somebody else: what differs is shown, settled, and nothing counts twice', async () => {
    const [code = ''] = await print(1)
    await enter(code, { 'aussage-1': 'agree', 'aussage-2': 'agree' })
    expect(await (await look(code, moderator, 'second')).text()).toContain('zweite Person')
    const other = await instance.staff(town, 'editor')
    const typed = { 'aussage-1': 'agree', 'aussage-2': 'disagree', 'aussage-3': 'pass' }
    const shown = await (await enter(code, typed, other, 'second')).text()
    expect(shown).toContain('Aussage 2: zuerst „stimme zu“, jetzt „stimme nicht zu“')
    expect(shown).toContain('Aussage 3: zuerst „leer“, jetzt „weiß nicht“')
    expect(await votes()).toHaveLength(2)
    const seen = /name="seen" value="([^"]+)"/.exec(shown)![1]!
    expect((await enter(code, { ...typed, decided: '1', seen }, other, 'second')).status).toBe(303)
    expect((await votes()).map(({ answer }) => answer)).toEqual([1, -1, 0])
    expect(new Set((await votes()).map(({ participant }) => participant)).size).toBe(1)
    expect(await (await look(code, other, 'second')).text()).toContain('schon zweimal eingegeben')
  })

  test('is not settled over the head of somebody who has just replaced the first entry', async () => {
    const [code = ''] = await print(1)
    await enter(code, { 'aussage-1': 'agree' })
    const other = await instance.staff(town, 'editor')
    const shown = await (await enter(code, { 'aussage-1': 'pass' }, other, 'second')).text()
    const seen = /name="seen" value="([^"]+)"/.exec(shown)![1]!
    await enter(code, { 'aussage-1': 'disagree' }, moderator, 'correction')
    const answer = await enter(code, { 'aussage-1': 'pass', decided: '1', seen }, other, 'second')
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Inzwischen hat jemand diesen Bogen geändert')
    expect(await votes()).toMatchObject([{ answer: -1 }])
  })

  test('can be counted as a list, after a look at every line', async () => {
    const [one = '', two = '', used = ''] = await print(3)
    await enter(used, { 'aussage-1': 'agree' })
    const mistyped = two.replace(/.$/, last => alphabet[(alphabet.indexOf(last) + 1) % alphabet.length]!)
    const text = [
      'code;1;2;3;statement;language',
      `${one};1;2;;Ein Dach für die Haltestelle.;de`,
      `${two};3;x;1`,
      `${used};1;1;1`,
      `${one};1;1;1`,
      `${mistyped};1`,
      `${two};;;;;`,
    ].join('\n')
    const upload = await moderator.submit(list, list, { list: new File([text], 'liste.csv', { type: 'text/csv' }) })
    const preview = await upload.text()
    for (const said of [
      '1 Bogen lässt sich zählen, 5 Zeilen nicht',
      '„x“',
      'schon eingegeben',
      'weiter oben',
      'Tippfehler',
      'nichts angekreuzt',
    ])
      expect(preview).toContain(said)
    expect(await votes()).toHaveLength(1)
    const seen = /name="seen" value="([^"]+)"/.exec(preview)![1]!
    const confirm = () => moderator.post(`${list}/zaehlen`, { csrf: moderator.csrf, list: text, seen })
    expect((await confirm()).headers.get('location')).toContain('gezaehlt=1')
    expect((await votes()).map(({ number, answer }) => [number, answer])).toEqual(
      expect.arrayContaining([
        [1, 1],
        [2, -1],
      ]),
    )
    expect(await votes()).toHaveLength(3)
    expect((await confirm()).status).toBe(422)
    expect(await votes()).toHaveLength(3)
    const pending = await inTown(instance, town, db =>
      db.selectFrom('statement').select('text').where('municipality_id', '=', town.id).where('state', '=', 'pending').execute(),
    )
    expect(pending).toEqual([{ text: 'Ein Dach für die Haltestelle.' }])
  })

  test('is read from a list as a German spreadsheet writes it: Windows-1252, semicolons, empty lines at the end', async () => {
    const [code = ''] = await print(1)
    const bytes = Buffer.from(`code;1;2;3;statement;language\r\n${code};1;;;Mehr Bänke für Ältere.;\r\n;;;;;\r\n`, 'latin1')
    const upload = await moderator.submit(list, list, { list: new File([bytes], 'liste.csv', { type: 'text/csv' }) })
    expect(await upload.text()).toContain('Mehr Bänke für Ältere.')
  })

  test('offers a template that it reads again', async () => {
    const template = await (await moderator.get(`${list}/vorlage`)).text()
    expect(template).toBe('code;1;2;3;statement;language\r\n')
    expect(readList(template)).toMatchObject({ refusal: 'empty' })
  })

  test('leaves no code and no tie from a vote to a code in log or record of deeds', async () => {
    const [code = ''] = await print(1)
    await enter(code, { 'aussage-1': 'agree' })
    const deeds = await inTown(instance, town, db =>
      db.selectFrom('audit_entry').select(['deed', 'subject', 'details']).where('municipality_id', '=', town.id).execute(),
    )
    expect(deeds.map(({ deed }) => deed)).toEqual(['sheets-printed', 'sheet-entered'])
    const record = await (await instance.staff(town, 'coordinator')).page('/musterstadt/verwaltung/protokoll')
    expect(record).toContain('Papierbogen im Dialog')
    const [vote] = await votes()
    const everything = JSON.stringify(deeds) + instance.log.join('\n')
    for (const secret of [code, readSheetCode(code)!, vote!.participant]) expect(everything).not.toContain(secret)
    const stored = await inTown(instance, town, db => db.selectFrom('sheet').selectAll().where('municipality_id', '=', town.id).execute())
    expect(JSON.stringify(stored)).not.toContain(readSheetCode(code)!)
    expect((await verifyAudit(instance.services.database, town.id)).tamperings).toEqual([])
  })

  test('is for staff who enter, not for those who only read', async () => {
    const reader = await instance.staff(town, 'reader')
    expect((await reader.get(entry)).status).toBe(403)
    expect((await instance.visitor().get(entry)).status).toBe(303)
  })
})

describe('codes of sheets', () => {
  test('a wrong character or two swapped ones are noticed', () => {
    const places = fc.nat({ max: 7 })
    fc.assert(
      fc.property(places, fc.nat({ max: alphabet.length - 2 }), places, (place, step, other) => {
        const code = readSheetCode(newSheetCodes(1)[0]!)!
        const letter = alphabet[(alphabet.indexOf(code[place]!) + 1 + step) % alphabet.length]!
        expect(readSheetCode(code.slice(0, place) + letter + code.slice(place + 1))).toBeUndefined()
        const swapped = [...code]
        ;[swapped[place], swapped[other]] = [swapped[other]!, swapped[place]!]
        expect(readSheetCode(swapped.join(''))).toBe(code[place] === code[other] ? code : undefined)
      }),
    )
  })

  test('are all different, and the same code has another hash in every dialogue', () => {
    expect(new Set(newSheetCodes(500)).size).toBe(500)
    const secret = Buffer.alloc(32, 7)
    expect(sheetHash(secret, 'one', '23456789')).not.toBe(sheetHash(secret, 'another', '23456789'))
  })

  test('statements take turns on the sheets of a run: none is printed more than once more often than another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 60 }),
        (perSheet, all, sheets) => {
          const numbers = Array.from({ length: all }, (_, index) => index + 1)
          const printed = Array.from({ length: sheets }, (_, place) => numbersOnSheet(place, perSheet, numbers))
          for (const sheet of printed) expect(new Set(sheet).size).toBe(Math.min(perSheet, all))
          const counts = numbers.map(number => printed.filter(sheet => sheet.includes(number)).length)
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

const dialogue: Dialogue = {
  id: randomUUID(),
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'after',
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
const seed = (text: string) => ({ text, language: 'de', origin: 'seed' as const, state: 'approved' as const, submittedOn: '2026-09-30' })
