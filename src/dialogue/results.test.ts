import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue, Phase } from './dialogue.ts'
import { MapRefresher } from './map-refresher.ts'
import { randomStream } from './opinion-map.random.ts'
import type { MapOfAll, Tally } from './opinion-map.ts'
import { putParticipants, putVoteRows, type VoteRow } from './polis-import.store.ts'
import { newcomersOf } from './results.newcomers.ts'
import { type Results, resultsOf } from './results.ts'
import { insertStatements } from './statement.store.ts'
import type { AnswerCode } from './vote.ts'

describe('the results page', () => {
  let instance: TestInstance
  let town: Municipality
  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
  })
  afterEach(() => instance.close())

  test('tells two planted groups apart, with what unites, what is contested and what is typical', async () => {
    await addDialogue(twoCamps(30, 30))
    const page = await readPage()
    expect(page).toContain('Zwei Meinungsgruppen sind erkennbar')
    expect(page).toContain('Gruppe A')
    expect(page).toContain('30 Menschen, 50\u00a0% aller Teilnehmenden')
    expect(page).toContain('class="opinion-map"')
    expect(sectionOf(page, 'verbindet')).toContain('Aussage 1 ·')
    expect(sectionOf(page, 'umstritten')).toContain('Aussage 7 ·')
    expect(numbersIn(await readPage('?zeige=verbindet'))).toEqual([1, 2, 3])
    expect(numbersIn(await readPage('?zeige=umstritten'))).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(
      numbersIn(await readPage('?nach=zustimmung'))
        .slice(0, 3)
        .sort(),
    ).toEqual([1, 2, 3])
    expect(numbersIn(await readPage('?zeige=unbekannt&nach=irgendwie'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  test('never tells a count below five: neither of a group nor of a statement', async () => {
    const votes = twoCamps(30, 30).filter(
      ({ person, statement }) => !(statement === 12 && person >= 33) && !(statement === 11 && person >= 3),
    )
    await addDialogue(votes)
    const page = await readPage()
    expect(rowOf(page, 12)).toContain('zum Schutz Einzelner nicht gezeigt')
    expect(rowOf(page, 12)).not.toMatch(/% von \d/) // 30 and 3 of 33: one would give away the other
    expect(rowOf(page, 12)).toContain('33 Stimmen')
    expect(rowOf(page, 11)).toContain('weniger als 5 Stimmen')
    expect(rowOf(page, 11)).not.toMatch(/\d+\s*%/)
    expect(page).toContain('mindestens 633') // 636 would tell of the three
    for (const [, count] of page.matchAll(/% von (\d+)|· (\d+) Stimme/g)) if (count) expect(Number(count)).toBeGreaterThanOrEqual(5)
  })

  test('says of four people only that they are too few', async () => {
    await addDialogue(twoCamps(2, 2))
    const page = await readPage()
    expect(page).toContain('weniger als 5 Menschen')
    expect(page).not.toContain('class="shares')
    expect(page).not.toMatch(/\b4 Menschen/)
    expect(page).not.toContain('class="opinion-map"')
  })

  test('calls a continuum a continuum and draws it as one cloud', async () => {
    await addDialogue(continuum(120))
    const page = await readPage()
    expect(page).toMatch(/Keine stabilen Gruppen|Keine Gruppen|Ob es Meinungsgruppen gibt/)
    expect(page).toContain('eine Wolke ohne getrennte Gruppen')
    expect(page).not.toContain('Gruppe A')
  })

  test('is not there for a draft, even for staff, and not for a dialogue of another town', async () => {
    const other = await instance.addTown({ slug: 'nebenan', ags: '09999002' })
    await addDialogue(twoCamps(10, 10), { phase: 'draft' })
    expect((await instance.visitor().get(address)).status).toBe(404)
    expect((await (await instance.staff(town, 'coordinator')).get(address)).status).toBe(404)
    await addDialogue(twoCamps(10, 10), { town: other, slug: 'drueben' })
    expect((await instance.visitor().get('/musterstadt/dialog/drueben/ergebnis')).status).toBe(404)
    expect((await instance.visitor().get('/nebenan/dialog/drueben/ergebnis')).status).toBe(200)
  })

  test('says that it is being computed while there is no map, comes again by itself, and never computes it', async () => {
    await addDialogue(twoCamps(10, 10), { isMapped: false })
    const page = await readPage()
    expect(page).toContain('wird gerade berechnet')
    expect(page).toMatch(/<meta http-equiv="refresh" content="\d+"/)
  })

  test('says so when newer votes are not in it yet', async () => {
    const { dialogue, statements } = await addDialogue(twoCamps(10, 10))
    expect(await readPage()).not.toContain('neue Stimmen dazugekommen')
    await vote(town, dialogue, [{ participant: randomUUID(), statement: statements[0]!.id, answer: 1, day: '2026-09-30' }])
    expect(await readPage()).toContain('neue Stimmen dazugekommen')
  })

  test('says a statement in its own language and direction', async () => {
    await addDialogue(twoCamps(10, 10), { language: 'ar' })
    expect(rowOf(await readPage(), 1)).toContain('lang="ar" dir="rtl"')
  })

  const address = '/musterstadt/dialog/zusammenleben/ergebnis'
  const readPage = (query = '') => instance.visitor().page(address + query)

  type Given = { person: number; statement: number; answer: AnswerCode }
  type Wanted = { phase?: Phase; town?: Municipality; slug?: string; language?: string; isMapped?: boolean }

  async function addDialogue(votes: Given[], wanted: Wanted = {}) {
    const { phase = 'open', town: its = town, slug = 'zusammenleben', language = 'de', isMapped = true } = wanted
    const dialogue = { ...newDialogue, id: randomUUID(), slug, phase }
    const statements = await inTown(instance, its, async db => {
      await putDialogue(db, dialogue)
      const texts = Array.from({ length: 12 }, (_, index) => ({ text: `Satz ${index + 1}`, language }))
      return insertStatements(
        db,
        dialogue.id,
        texts.map(each => ({ ...each, origin: 'seed', state: 'approved', submittedOn: '2026-09-01' })),
      )
    })
    const people = new Map(votes.map(({ person }) => [person, randomUUID() as string]))
    await vote(
      its,
      dialogue.id,
      votes.map(({ person, statement, answer }) => ({
        participant: people.get(person)!,
        statement: statements[statement - 1]!.id,
        answer,
        day: `2026-09-${String(10 + (person % 3)).padStart(2, '0')}`,
      })),
    )
    if (isMapped) {
      const { database, log, now } = instance.services
      const maps = new MapRefresher(database, log, now)
      await maps.refresh(its.id, dialogue.id)
      await maps.close()
    }
    return { dialogue: dialogue.id, statements }
  }

  const vote = (its: Municipality, dialogue: string, rows: VoteRow[]) =>
    inTown(instance, its, async db => {
      await putParticipants(
        db,
        [...new Set(rows.map(row => row.participant))].map(id => ({ id, firstSeen: '2026-09-10' })),
      )
      await putVoteRows(db, dialogue, rows)
    })

  /** Both agree to the first three of twelve and are of opposite minds on the others; every fifth answer is contrary to the camp. */
  function twoCamps(first: number, second: number): Given[] {
    return Array.from({ length: first + second }, (_, person) =>
      Array.from({ length: 12 }, (_, index) => {
        const isContrary = (person * 7 + index * 3) % 11 === 0
        const side = index < 3 ? 1 : person < first === (index % 2 === 0) ? 1 : -1
        return { person, statement: index + 1, answer: (isContrary ? -side : side) as AnswerCode }
      }),
    ).flat()
  }

  /** From one end to the other, without a gap. */
  function continuum(people: number): Given[] {
    const random = randomStream(1, people)
    return Array.from({ length: people }, (_, person) =>
      Array.from({ length: 12 }, (_, index) => {
        const agrees = person / people + (random() - 0.5) * 1.2 > (index + 0.5) / 12
        return { person, statement: index + 1, answer: (agrees ? 1 : -1) as AnswerCode }
      }),
    ).flat()
  }
})

const newDialogue: Omit<Dialogue, 'id' | 'slug' | 'phase'> = {
  question: 'Wie wollen wir zusammenleben?',
  description: '',
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

const rowOf = (page: string, number: number) =>
  new RegExp(`<li class="statement" id="aussage-${number}">[\\s\\S]*?(?=<li class="statement"|</ol>)`).exec(page)?.[0] ?? ''
const sectionOf = (page: string, id: string) => new RegExp(`<section class="section" id="${id}">[\\s\\S]*?</section>`).exec(page)?.[0] ?? ''
const numbersIn = (page: string) => [...page.matchAll(/id="aussage-(\d+)"/g)].map(([, number]) => Number(number))

describe('results as anybody may know them', () => {
  const tally = fc.record({ agree: fc.nat(12), disagree: fc.nat(12), pass: fc.nat(3) })
  const outsiders = fc.record({ agree: fc.nat(4), disagree: fc.nat(4), pass: fc.nat(1) })
  const dialogue = fc.integer({ min: 2, max: 5 }).chain(k =>
    fc.record({
      groups: fc.array(fc.array(tally, { minLength: k, maxLength: k }), { minLength: 1, maxLength: 8 }),
      rest: fc.array(outsiders, { minLength: 8, maxLength: 8 }),
      sizes: fc.array(fc.integer({ min: 10, max: 60 }), { minLength: k, maxLength: k }),
      unmapped: fc.nat(12),
    }),
  )

  test('no count below five is told, and none can be taken from the total and the others', () => {
    fc.assert(
      fc.property(dialogue, given => {
        const results = resultsFrom(given)
        for (const [index, { overall, groups, lower, fewestVotes }] of results.statements.entries()) {
          const told = groups.flatMap(shares => (shares ? [shares.votes] : []))
          for (const votes of told) expect(votes).toBeGreaterThanOrEqual(fewestToShow)
          if (!overall) {
            expect(told).toEqual([])
            continue
          }
          expect(overall.votes).toBeGreaterThanOrEqual(fewestToShow)
          const hidden = groups.length - told.length
          const left = overall.votes - sum(told)
          const outside = votesIn(given.rest[index]!)
          if (hidden > 0) {
            expect(left).toBeGreaterThanOrEqual(fewestToShow)
            expect(hidden + (outside > 0 ? 1 : 0)).toBeGreaterThan(1)
            expect([lower, fewestVotes]).toEqual([null, null])
          } else expect(left === 0 || left >= fewestToShow).toBe(true)
        }
      }),
    )
  })

  test('neither the size of a group nor how many are in none can be taken from the number of people', () => {
    fc.assert(
      fc.property(dialogue, given => {
        const { groups, participation } = resultsFrom(given)
        const told = groups.flatMap(({ size }) => (size === null ? [] : [size]))
        const left = participation.people - sum(told)
        if (told.length === groups.length) expect(left === 0 || left >= fewestToShow).toBe(true)
        else expect([left > fewestToShow, participation.mapped]).toEqual([true, null])
        for (const { size, percent } of groups) expect(percent === null).toBe(size === null)
      }),
    )
  })

  test('the number of all votes does not give away the few that are left out', () => {
    fc.assert(
      fc.property(dialogue, given => {
        const { statements, participation } = resultsFrom(given)
        const shown = sum(statements.map(({ overall }) => overall?.votes ?? 0))
        const left = participation.votes.count - shown
        expect(left === 0 || left > fewestToShow).toBe(true)
      }),
    )
  })

  test('nobody has any results while fewer than five have voted', () => {
    const given = { groups: [[noVotes, noVotes]], rest: [noVotes], sizes: [2, 2], unmapped: 0 }
    expect(resultsOf(snapshotOf(given), [], { votesPerPerson: [], newcomersByDay: [] }, fewestToShow)).toBeUndefined()
  })

  const noVotes: Tally = { agree: 0, disagree: 0, pass: 0 }
})

describe('people over time', () => {
  const days = fc
    .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 })
    .chain(offsets =>
      fc.tuple(
        fc.constant(offsets.sort((a, b) => a - b)),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: offsets.length, maxLength: offsets.length }),
      ),
    )

  test('are told by day, week or month without gaps, in at most 42 steps or months, and never below five', () => {
    fc.assert(
      fc.property(days, ([offsets, people]) => {
        const periods = newcomersOf(
          offsets.map((offset, index) => ({ day: dayAfter(offset), people: people[index]! })),
          fewestToShow,
        )
        if (periods[0]!.unit !== 'month') expect(periods.length).toBeLessThanOrEqual(42)
        expect(new Set(periods.map(({ start }) => start)).size).toBe(periods.length)
        const told = periods.flatMap(period => (period.people === null ? [] : [period.people]))
        for (const count of told) expect(count).toBeGreaterThanOrEqual(fewestToShow)
        const left = sum(people) - sum(told)
        if (told.length < periods.length && told.length > 0)
          expect([left > fewestToShow, periods.length - told.length > 1]).toEqual([true, true])
        if (told.length === periods.length) expect(left).toBe(0)
      }),
    )
  })

  const dayAfter = (offset: number) => new Date(Date.UTC(2026, 0, 15) + offset * 86_400_000).toISOString().slice(0, 10)
})

const fewestToShow = 5

type GivenTallies = { groups: Tally[][]; rest: Tally[]; sizes: number[]; unmapped: number }

function resultsFrom(given: GivenTallies): Results {
  const statements = given.groups.map((_, index) => ({ id: String(index), number: index + 1, text: `Satz ${index}`, language: 'de' }))
  return resultsOf(snapshotOf(given), statements, { votesPerPerson: [3, 4, 5], newcomersByDay: [] }, fewestToShow)!
}

function snapshotOf({ groups, rest, sizes, unmapped }: GivenTallies) {
  const statements = groups.map((tallies, statement) => ({
    statement,
    tally: [...tallies, rest[statement]!].reduce(added),
    groups: tallies,
    fewestVotes: Math.min(...tallies.map(votesIn)),
    tooFewVotes: false,
    agreement: { acrossGroups: 0.5, groupAware: 0.5, lower: 0.4 },
    rejection: null,
    division: null,
    bridging: { score: 0.251, lower: 0.139 },
  }))
  const map = {
    method: { version: '1', seed: 1, constants: {} },
    counts: {
      participants: sum(sizes) + unmapped,
      statements: groups.length,
      votes: sum(statements.map(({ tally }) => votesIn(tally))),
      mapped: sum(sizes),
    },
    k: sizes.length,
    groups: sizes.map((size, id) => ({ id, size, sizeInterval: [size, size], core: size, share: 0, centre: [0, 0], statements: [] })),
    statements,
    consensus: [0],
    jointlyRejected: [],
    contested: [],
    stability: { stable: true, reason: 'stable', ari: 1, threshold: 0.8 },
  } as unknown as MapOfAll
  return {
    map,
    votes: map.counts.votes,
    digest: '',
    at: new Date(0),
    labels: sizes.map((_, id) => id),
    earlier: null,
    picture: undefined,
    drawnFor: 5,
    numbers: groups.map((_, index) => index + 1),
  }
}

const added = (a: Tally, b: Tally): Tally => ({ agree: a.agree + b.agree, disagree: a.disagree + b.disagree, pass: a.pass + b.pass })
const votesIn = ({ agree, disagree, pass }: Tally) => agree + disagree + pass
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
