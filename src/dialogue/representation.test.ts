import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { putParticipants, putVoteRows } from './polis-import.store.ts'
import { findRepresentation } from './representation.store.ts'
import type { Weighted } from './representation.ts'
import { insertStatements } from './statement.store.ts'
import { putSetup, putVoluntaryAnswers } from './voluntary.store.ts'
import { type VoluntaryAnswers, type VoluntarySetup, voluntaryPseudonyms } from './voluntary.ts'
import type { AnswerCode } from './vote.ts'

const page = '/musterstadt/dialog/zusammenleben/beteiligung'
const desk = '/musterstadt/verwaltung/dialoge/zusammenleben/beteiligung'
const day = '2026-10-01'
const dialogue: Dialogue = {
  id: randomUUID(),
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
const byGender: VoluntarySetup = { questions: ['gender'], parts: [] }
const halves = ['gender;female;5000', 'gender;male;5000']

/** So many people who say this of themselves and answer the one statement so. */
type Crowd = { count: number; answers: VoluntaryAnswers; vote: AnswerCode }

describe('the page that says who took part', () => {
  let instance: TestInstance
  let town: Municipality
  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
  })
  afterEach(() => instance.close())

  const open = async (setup: VoluntarySetup) => {
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      await insertStatements(db, dialogue.id, [
        { text: 'Der Markt soll samstags sein.', language: 'de', origin: 'seed', state: 'approved', submittedOn: day },
      ])
      await putSetup(db, dialogue.id, setup)
    })
  }
  const join = (...crowds: Crowd[]) =>
    inTown(instance, town, async db => {
      const [statement] = await db.selectFrom('statement').select('id').where('municipality_id', '=', town.id).execute()
      const people = crowds.flatMap(crowd => Array.from({ length: crowd.count }, () => ({ id: randomUUID(), ...crowd })))
      await putParticipants(
        db,
        people.map(({ id }) => ({ id, firstSeen: day })),
      )
      await putVoteRows(
        db,
        dialogue.id,
        people.map(({ id, vote }) => ({ participant: id, statement: statement?.id ?? '', answer: vote, day })),
      )
      const pseudonymOf = voluntaryPseudonyms(instance.services.secret, dialogue.id)
      for (const { id, answers } of people)
        if (Object.keys(answers).length > 0) await putVoluntaryAnswers(db, dialogue.id, pseudonymOf(id), answers)
    })
  const importTable = async (rows: string[], head = ['ags;09999001', 'source;Melderegister', 'date;2025-12-31']) => {
    const editor = await instance.staff(town, 'editor')
    const file = new File([[...head, 'question;category;count', ...rows].join('\r\n')], 'bevoelkerung.csv', { type: 'text/csv' })
    const { csrf } = editor
    return editor.post(`${desk}/bevoelkerung`, { csrf, table: file })
  }
  const read = async () => {
    await instance.app.maintain()
    return instance.visitor().page(page)
  }
  const representation = async () => {
    await instance.app.maintain()
    const stored = await inTown(instance, town, db => findRepresentation(db, dialogue.id))
    if (!stored) throw new Error('Nothing was computed')
    return stored.content
  }
  const categories = async (place = 0) =>
    Object.fromEntries((await representation()).questions[place]!.categories.map(category => [category.category, category]))

  test('shows participation beside population, with intervals and how many did not answer', async () => {
    await open(byGender)
    await importTable(halves)
    await join(
      { count: 80, answers: { gender: 'female' }, vote: 1 },
      { count: 20, answers: { gender: 'male' }, vote: 1 },
      { count: 25, answers: {}, vote: 1 },
    )
    const { female, male } = await categories()
    expect(female).toMatchObject({ count: 80, share: 0.8, population: 0.5, isMissing: false })
    // Wilson's interval of 20 in 100, as textbooks print it
    expect(male?.interval?.map(bound => bound.toFixed(4))).toEqual(['0.1334', '0.2888'])
    expect(male).toMatchObject({ count: 20, isMissing: true })
    const text = await read()
    expect(text).toContain('125 Menschen haben')
    expect(text).toContain('Gezeigt sind 100 Antworten. 25 Menschen haben nicht geantwortet oder')
    expect(text).toContain('Melderegister, 31. Dezember 2025')
    expect(text).toMatch(/<li><strong>Geschlecht: männlich<\/strong>/)
    expect(text).not.toContain('vor Ort an')
    expect(await (await instance.staff(town, 'reader')).page(page)).toContain('vor Ort an')
  })

  test('says the same in the table as in the bars', async () => {
    await open(byGender)
    await importTable(halves)
    await join(
      { count: 60, answers: { gender: 'female' }, vote: 1 },
      { count: 30, answers: { gender: 'male' }, vote: 1 },
      { count: 20, answers: {}, vote: 1 },
    )
    const text = await read()
    const bars = [...text.matchAll(/Mitgemacht: (\d+)\s*% \(([^)]*)\)/g)].map(([, share, interval]) => [share, interval])
    const table = text.slice(text.indexOf('<table'))
    expect(bars).toHaveLength(2)
    for (const [share, interval] of bars) {
      expect(table).toContain(`<span>${share}\u00a0%</span>`)
      expect(table).toContain(`<span>${interval}</span>`)
    }
  })

  test('names the part of town that is missing, and sends staff there with paper', async () => {
    await open({ questions: ['part'], parts: ['Nordstadt', 'Südstadt'] })
    await importTable(['part;Nordstadt;3000', 'part;Südstadt;7000'])
    await join({ count: 70, answers: { part: 'Nordstadt' }, vote: 1 }, { count: 30, answers: { part: 'Südstadt' }, vote: 1 })
    await read()
    const text = await (await instance.staff(town, 'moderator')).page(page)
    expect(text).toContain('Teil des Ortes: Südstadt')
    expect(text).toContain('Papierrunde in Südstadt')
    expect(text).not.toContain('Papierrunde in Nordstadt')
  })

  describe('never tells of fewer than five', () => {
    test('and hides the next smallest too, so that nothing can be subtracted', async () => {
      await open(byGender)
      await join(
        { count: 50, answers: { gender: 'female' }, vote: 1 },
        { count: 20, answers: { gender: 'male' }, vote: 1 },
        { count: 3, answers: { gender: 'diverse' }, vote: 1 },
      )
      const { female, male, diverse } = await categories()
      expect([female?.count, male?.count, diverse?.count]).toEqual([50, null, null])
      expect([male?.share, male?.interval, diverse?.share, diverse?.interval]).toEqual([null, null, null, null])
      expect(await read()).not.toMatch(/\b(3|20)\b(?! ?%)(?=[^<>]*<)/)
    })

    test('nor of those who skipped the question', async () => {
      await open(byGender)
      await join(
        { count: 50, answers: { gender: 'female' }, vote: 1 },
        { count: 40, answers: { gender: 'male' }, vote: 1 },
        { count: 30, answers: { gender: 'diverse' }, vote: 1 },
        { count: 2, answers: {}, vote: 1 },
      )
      const { people, questions } = await representation()
      const told = questions[0]!.categories.flatMap(({ count }) => count ?? [])
      expect(questions[0]!.isComplete).toBe(false)
      expect(people - told.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(5)
      for (const { count, share } of questions[0]!.categories) if (count !== null) expect(share).toBe(count / people)
    })

    test('nor of a question that hardly anybody answered', async () => {
      await open(byGender)
      await join({ count: 4, answers: { gender: 'female' }, vote: 1 }, { count: 50, answers: {}, vote: 1 })
      const { questions } = await representation()
      expect(questions[0]).toMatchObject({ told: 0, untold: 54 })
      expect(questions[0]!.categories.every(({ count, isMissing }) => count === null && !isMissing)).toBe(true)
      expect(await read()).toContain('Noch zu wenige Antworten')
    })

    test('nor by the difference of two editions: the next waits for five more', async () => {
      await open(byGender)
      await join({ count: 50, answers: { gender: 'female' }, vote: 1 }, { count: 50, answers: { gender: 'male' }, vote: 1 })
      expect((await categories()).male?.count).toBe(50)
      await join({ count: 4, answers: { gender: 'male' }, vote: 1 })
      expect((await categories()).male?.count).toBe(50)
      await join({ count: 1, answers: { gender: 'male' }, vote: 1 })
      expect((await categories()).male?.count).toBe(55)
    })

    test('nor by calling a hidden group missing that might be as large as what is hidden', async () => {
      await open(byGender)
      await importTable(['gender;female;6000', 'gender;male;1500', 'gender;diverse;2500'])
      await join(
        { count: 60, answers: { gender: 'female' }, vote: 1 },
        { count: 36, answers: { gender: 'male' }, vote: 1 },
        { count: 4, answers: { gender: 'diverse' }, vote: 1 },
      )
      expect((await categories()).diverse).toMatchObject({ count: null, isMissing: false })
    })
  })

  describe('weighs', () => {
    /** Two thirds of the women agree and a third of the men; men came less often. In the whole town half would agree. */
    const fewerMen: Crowd[] = [
      { count: 160, answers: { gender: 'female' }, vote: 1 },
      { count: 80, answers: { gender: 'female' }, vote: -1 },
      { count: 20, answers: { gender: 'male' }, vote: 1 },
      { count: 40, answers: { gender: 'male' }, vote: -1 },
      { count: 10, answers: {}, vote: 1 },
      { count: 10, answers: {}, vote: -1 },
    ]

    test('towards the truth where one group stayed away, beside what was counted', async () => {
      await open(byGender)
      await importTable(halves)
      await join(...fewerMen)
      const weighted = done((await representation()).weighted)
      expect(weighted.statements).toHaveLength(1)
      expect(weighted.statements[0]?.plain).toBeCloseTo(190 / 320, 10)
      expect(weighted.statements[0]?.weighted).toBeCloseTo(0.5, 6)
      // 240 people of weight 0.625, 60 of 2.5, 20 of 1: (240 · 0.390625 + 60 · 6.25 + 20) / 320
      expect(weighted.designEffect).toBeCloseTo(1.52734375, 6)
      expect(weighted.effectiveSample).toBeCloseTo(209.5140665, 4)
      const text = await read()
      expect(text).toContain('1,53')
      expect(text).toContain('<dd>209</dd>')
      expect(text).toMatch(/59\u00a0%<\/span><\/td><td[^>]*><span>50\u00a0%/)
    })

    test('nobody who skipped, and nobody in a group the population table does not know', async () => {
      await open(byGender)
      await importTable(halves)
      await join(...fewerMen, { count: 30, answers: { gender: 'diverse' }, vote: 1 }, { count: 10, answers: {}, vote: -1 })
      expect(done((await representation()).weighted).statements[0]?.weighted).toBeCloseTo((150 + 10 + 30) / 360, 6)
    })

    test.each<[string, string[], Crowd[], string]>([
      ['without figures of the population', [], fewerMen, 'Dafür fehlen Zahlen der Bevölkerung'],
      [
        'where a group of the population has too few voices',
        [...halves, 'gender;diverse;50'],
        [...fewerMen, { count: 2, answers: { gender: 'diverse' }, vote: 1 }],
        'mindestens eine Gruppe zu klein',
      ],
      ['where a group of the population has no voice', [...halves, 'gender;diverse;50'], fewerMen, 'mindestens eine Gruppe zu klein'],
      [
        'where too little would be left of the sample',
        halves,
        [
          { count: 24, answers: { gender: 'female' }, vote: 1 },
          { count: 16, answers: { gender: 'male' }, vote: -1 },
          { count: 8, answers: {}, vote: 1 },
        ],
        'Nötig sind mindestens 50',
      ],
    ])('not %s, and says why', async (_, rows, crowds, reason) => {
      await open(byGender)
      if (rows.length > 0) expect((await importTable(rows)).status).toBe(303)
      await join(...crowds)
      const text = await read()
      expect(text).toContain('Hier wird nicht gewichtet')
      expect(text).toContain(reason)
      expect(text).not.toContain('Design-Effekt')
    })

    const done = (weighted: Weighted) => {
      if ('refusal' in weighted) throw new Error(`Refused: ${weighted.refusal}`)
      return weighted
    }
  })

  describe('takes figures of the population', () => {
    test('and refuses the whole file with every line that is wrong', async () => {
      await open(byGender)
      const answer = await importTable([
        'gender;female;50,5',
        'gender;blau;10',
        'hair;short;10',
        'gender;male',
        'gender;male;10',
        'gender;male;10',
      ])
      expect(answer.status).toBe(422)
      const text = await answer.text()
      for (const line of [
        'Zeile 5: „50,5“',
        'Zeile 6: Die Gruppe „blau“',
        'Zeile 7: Die Frage „hair“',
        'Zeile 8: „gender;male“',
        'Zeile 10: „gender;male“',
      ])
        expect(text).toContain(line)
      expect(await (await instance.staff(town, 'editor')).page(desk)).not.toContain('Melderegister')
    })

    test.each([
      [
        'of another town',
        ['ags;09999002', 'source;Amt', 'date;2025-12-31'],
        'Der Schlüssel „09999002“ ist nicht der dieses Ortes (09999001)',
      ],
      ['without a source', ['ags;09999001', 'date;2025-12-31'], 'Die Quelle fehlt'],
      ['of a day that is none', ['ags;09999001', 'source;Amt', 'date;2025-02-30'], '„2025-02-30“ ist kein Datum'],
    ])('and none %s', async (_, head, reason) => {
      await open(byGender)
      const answer = await importTable(halves, head)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(reason)
    })

    test('of which the newest day counts, whenever it was read', async () => {
      await open(byGender)
      await join({ count: 50, answers: { gender: 'female' }, vote: 1 }, { count: 50, answers: { gender: 'male' }, vote: 1 })
      await importTable(['gender;female;6000', 'gender;male;4000'], ['ags;09999001', 'source;Neu', 'date;2025-12-31'])
      await importTable(['gender;female;9000', 'gender;male;1000'], ['ags;09999001', 'source;Alt', 'date;2019-12-31'])
      expect((await categories()).female?.population).toBeCloseTo(0.6, 10)
      const list = await (await instance.staff(town, 'editor')).page(desk)
      expect(list.indexOf('Neu')).toBeLessThan(list.indexOf('Alt'))
    })
  })

  test('is not there for a draft', async () => {
    await open(byGender)
    await join({ count: 30, answers: { gender: 'female' }, vote: 1 }, { count: 30, answers: { gender: 'male' }, vote: -1 })
    expect((await instance.visitor().get(page)).status).toBe(200)
    await inTown(instance, town, db => putDialogue(db, { ...dialogue, phase: 'draft' }))
    instance.clock.now = new Date(instance.clock.now.getTime() + 2000)
    expect((await instance.visitor().get(page)).status).toBe(404)
  })
})
