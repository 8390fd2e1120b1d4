import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import solver from 'javascript-lp-solver'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { projectRoot } from '#platform/config'
import { type Browser, inTown } from '#testing'
import type { OpinionMap, Tally } from '../src/dialogue/opinion-map.ts'
import { type Results, resultsOf } from '../src/dialogue/results.ts'
import { visibleCounts } from '../src/dialogue/suppression.ts'
import { asTold, type Told, tellable, toldAfter } from '../src/dialogue/told.ts'
import { putContribution } from '../src/vision/contribution.store.ts'
import { type Telling as ContributionTelling, toldAfter as toldOfContribution } from '../src/vision/contribution.ts'
import { type ConsultedTown, consultedDesk, consultedVision, openConsultedTown, visitorsOf } from './testing/consulted-town.ts'

// Whoever reads everything that is published (totals, groups, sizes, every edition) writes it down as equations, adds that votes only become more,
// and asks a linear program between which bounds each hidden count lies. Of no count of fewer people than the town tells of may that be certain.

const fewest = 5
/** Votes on statements by group, and of people in no group: `[statement][group]`, the last one in none. Sizes alike. */
type Counts = { votes: number[][]; people: number[] }

const few = fc.oneof({ weight: 2, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.integer({ min: 10, max: 40 }) })
const countsOf = (groups: number) =>
  fc.record({
    votes: fc.array(fc.array(few, { minLength: groups + 1, maxLength: groups + 1 }), { minLength: 1, maxLength: 3 }),
    people: fc.array(fc.oneof(fc.integer({ min: 5, max: 30 }), fc.nat(9)), { minLength: groups + 1, maxLength: groups + 1 }),
  })
/** What comes in until the next edition: often nobody or hardly anybody. */
const arrival = fc.oneof(fc.constant(0), fc.nat(4), fc.integer({ min: 5, max: 12 }))
const dialogues = fc.integer({ min: 2, max: 3 }).chain(groups =>
  countsOf(groups).chain(first =>
    fc.tuple(
      fc.constant(first),
      fc.array(fc.tuple(...first.votes.map(() => fc.array(arrival, { minLength: groups + 1, maxLength: groups + 1 }))), {
        minLength: 0,
        maxLength: 2,
      }),
    ),
  ),
)

/** What is told at a time, and what stands behind it: votes by statement and group (the last: in none), sizes of groups. */
type Edition = { results: Results; behind: { votes: number[][]; sizes: number[] } }
type Telling = (before: Told | undefined, now: Told) => Told

/** Everything that is ever told of a dialogue: one edition after the other. */
function editionsOf(first: Counts, arrivals: number[][][], tell: Telling): Edition[] {
  let told: Told | undefined
  let { votes } = first
  return [undefined, ...arrivals].flatMap(arrival => {
    if (arrival) votes = votes.map((row, statement) => row.map((count, group) => count + arrival[statement]![group]!))
    const snapshot = snapshotOf({ ...first, votes })
    told = tell(told, tellable(snapshot, { participation: nobodyIn, levels: nothing, channels: nothing }))
    const statements = votes.map((_, index) => ({ id: String(index), number: index + 1, text: '', language: 'de' }))
    const results = resultsOf(asTold(snapshot, told), statements, nobodyIn, fewest)
    const behind = { votes: told.statements.map(({ result }) => votesBehind(result)), sizes: told.people.sizes.map(({ size }) => size) }
    return results ? [{ results, behind }] : []
  })
}

function votesBehind({ tally, groups }: { tally: Tally; groups: Tally[] }): number[] {
  const grouped = groups.map(votesIn)
  return [...grouped, votesIn(tally) - sum(grouped)]
}

const votesIn = ({ agree, disagree, pass }: Tally) => agree + disagree + pass
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const nothing = { people: [], tallies: [] }
const nobodyIn = { votesPerPerson: [], newcomersByDay: [] }
/** What would be told if every count were judged by itself alone. */
function hidingSmallOnes({ results, behind }: Edition): Results {
  const sharesOf = (votes: number) => (votes < fewest ? null : { votes, agree: 0, disagree: 0, pass: 0 })
  const statements = results.statements.map((outcome, place) => {
    const votes = behind.votes[place]!
    return { ...outcome, overall: sharesOf(sum(votes)), groups: outcome.groups.map((_, group) => sharesOf(votes[group]!)) }
  })
  return {
    ...results,
    statements,
    participation: { ...results.participation, votes: { count: sum(behind.votes.flat()), isAtLeast: false } },
  }
}

const inSteps = (before: Told | undefined, now: Told) => (before ? toldAfter(before, now, fewest) : now)
const atOnce = (_: Told | undefined, now: Told) => now

type Equation = { terms: Record<string, number>; equals: number }

const cell = (edition: number, statement: number, group: number) => `v${edition}_${statement}_${group}`
const size = (edition: number, group: number) => `s${edition}_${group}`
const sumOf = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, 1]))

type Knowledge = { equations: Equation[]; atMost: Equation[] }

/** All that is published. Votes of people in no group may be left out of a statement, so what is told of it is between two sums. */
function knowledgeFrom(editions: readonly Edition[]): Knowledge {
  const [equations, atMost]: [Equation[], Equation[]] = [[], []]
  for (const [edition, { results }] of editions.entries()) {
    const { participation, groups } = results
    for (const [statement, outcome] of results.statements.entries()) {
      const grouped = outcome.groups.map((_, group) => cell(edition, statement, group))
      const all = [...grouped, cell(edition, statement, grouped.length)]
      for (const [group, shares] of outcome.groups.entries())
        if (shares) equations.push({ terms: sumOf([grouped[group]!]), equals: shares.votes })
      if (outcome.overall) {
        atMost.push({ terms: sumOf(grouped), equals: outcome.overall.votes })
        atMost.push({ terms: negative(sumOf(all)), equals: -outcome.overall.votes })
      }
      if (edition > 0)
        for (const [group, name] of all.entries())
          atMost.push({ terms: { [cell(edition - 1, statement, group)]: 1, [name]: -1 }, equals: 0 })
    }
    const everyCell = results.statements.flatMap((outcome, statement) =>
      Array.from({ length: outcome.groups.length + 1 }, (_, group) => cell(edition, statement, group)),
    )
    if (!participation.votes.isAtLeast) equations.push({ terms: sumOf(everyCell), equals: participation.votes.count })
    else atMost.push({ terms: negative(sumOf(everyCell)), equals: -participation.votes.count })
    const sizes = groups.map((_, group) => size(edition, group))
    for (const [group, told] of groups.entries())
      if (told.size !== null) equations.push({ terms: sumOf([sizes[group]!]), equals: told.size })
    equations.push({ terms: sumOf([...sizes, size(edition, sizes.length)]), equals: participation.people })
    if (participation.mapped !== null) equations.push({ terms: sumOf(sizes), equals: participation.mapped })
  }
  return { equations, atMost }
}

const negative = (terms: Record<string, number>) => Object.fromEntries(Object.entries(terms).map(([name, factor]) => [name, -factor]))

/** Least and most that a sum of cells can be for all that was told. Infinity where nothing bounds it. */
function boundsOf(terms: Record<string, number>, { equations, atMost }: Knowledge): [number, number] {
  const names = new Set([...Object.keys(terms), ...[...equations, ...atMost].flatMap(one => Object.keys(one.terms))])
  const variables = Object.fromEntries([...names].map(name => [name, { goal: terms[name] ?? 0 } as Record<string, number>]))
  const constraints: Record<string, { equal?: number; max?: number }> = {}
  for (const [index, { terms, equals }] of [...equations, ...atMost].entries()) {
    constraints[`c${index}`] = index < equations.length ? { equal: equals } : { max: equals }
    for (const [name, factor] of Object.entries(terms)) variables[name]![`c${index}`] = factor
  }
  const bound = (opType: 'min' | 'max') =>
    solver.Solve({ optimize: 'goal', opType, constraints, variables }) as { feasible: boolean; bounded: boolean; result: number }
  const [least, most] = [bound('min'), bound('max')]
  if (!least.feasible || !most.feasible) throw new Error('What was told contradicts itself')
  return [least.bounded ? least.result : 0, most.bounded ? most.result : Number.POSITIVE_INFINITY]
}

/** Counts of fewer than five in a group of which one can be sure that they are so few. */
function recovered(editions: readonly Edition[]): string[] {
  const knowledge = knowledgeFrom(editions)
  const isSure = (name: string, count: number) => count < fewest && boundsOf({ [name]: 1 }, knowledge)[1] < fewest
  return editions.flatMap(({ behind: { votes, sizes } }, edition) => [
    ...votes.flatMap((row, statement) =>
      row.slice(0, -1).flatMap((count, group) => {
        const name = cell(edition, statement, group)
        // that nobody has answered a statement tells of nobody
        return sum(row) > 0 && isSure(name, count)
          ? [`${count} votes of group ${group + 1} on statement ${statement + 1}, edition ${edition + 1}`]
          : []
      }),
    ),
    ...sizes.flatMap((count, group) => (isSure(size(edition, group), count) ? [`${count} people in group ${group + 1}`] : [])),
  ])
}

/** A told count that differs by one to four from the edition before: as good as a count of those who came between. */
function stepsTooSmall(editions: readonly Edition[]): string[] {
  const found: string[] = []
  for (const [index, { results }] of editions.slice(1).entries()) {
    const before = editions[index]!.results
    for (const [place, outcome] of results.statements.entries()) {
      const earlier = before.statements[place]!
      const pairs = [[earlier.overall, outcome.overall], ...outcome.groups.map((shares, group) => [earlier.groups[group] ?? null, shares])]
      for (const [a, b] of pairs) {
        const step = a && b ? Math.abs(a.votes - b.votes) : 0
        if (step > 0 && step < fewest) found.push(`statement ${place + 1}: a step of ${step}`)
        if (a && b && step === 0 && (a.agree !== b.agree || a.disagree !== b.disagree)) found.push(`statement ${place + 1}: other answers`)
      }
    }
  }
  return found
}

describe('whoever puts everything together that is published', () => {
  test('is never sure of a count of fewer than five, within one edition or several', () => {
    fc.assert(
      fc.property(dialogues, ([first, arrivals]) => {
        expect(recovered(editionsOf(first, arrivals, inSteps))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('is sure of many as soon as only the small counts themselves are hidden', () => {
    const found = fc.sample(dialogues, { numRuns: 100, seed: 19 }).filter(([first, arrivals]) => {
      const unprotected = editionsOf(first, arrivals, inSteps).map(edition => ({ ...edition, results: hidingSmallOnes(edition) }))
      return recovered(unprotected).length > 0
    })
    expect(found.length).toBeGreaterThan(10)
  })

  test('finds no difference of fewer than five between one edition and the next', () => {
    fc.assert(
      fc.property(dialogues, ([first, arrivals]) => {
        expect(stepsTooSmall(editionsOf(first, arrivals, inSteps))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('is sure of one as soon as a count is hidden that was told before', () => {
    const first = { votes: [[7, 2, 5, 0]], people: [15, 15, 15, 0] } // told: 7, and 7 of the two others together
    const arrivals = [[[0, 0, 5, 0]]] // to be told: 10, and 9 of the two others
    expect(recovered(editionsOf(first, arrivals, atOnce))).toContain('2 votes of group 2 on statement 1, edition 2')
    expect(recovered(editionsOf(first, arrivals, inSteps))).toEqual([])
  })

  test('finds them as soon as everything is told at once', () => {
    const first = { votes: [[20, 20, 0]], people: [20, 20, 0] }
    expect(stepsTooSmall(editionsOf(first, [[[1, 0, 0]]], atOnce))).toContain('statement 1: a step of 1')
    expect(stepsTooSmall(editionsOf(first, [[[1, 0, 0]]], inSteps))).toEqual([])
  })
})

describe('the same attack on a single table', () => {
  const tables = fc.record({ counts: fc.array(few, { minLength: 2, maxLength: 5 }), unlisted: fc.oneof(fc.constant(0), few) })

  /** Hidden counts of which one can be sure that they are below the threshold, given the total and what is visible. */
  function pinned(counts: readonly number[], unlisted: number, visible: readonly boolean[]): number[] {
    const total = [...counts, unlisted].reduce((a, b) => a + b, 0)
    const names = [...counts, unlisted].map((_, index) => `c${index}`)
    const told: Equation[] = counts.flatMap((count, index) => (visible[index] ? [{ terms: { [names[index]!]: 1 }, equals: count }] : []))
    const all: Equation = {
      terms: Object.fromEntries(names.map((name, index) => [name, index === counts.length && unlisted === 0 ? 0 : 1])),
      equals: total,
    }
    const equations = { equations: [...told, all], atMost: [] }
    return counts.filter((count, index) => count < fewest && boundsOf({ [names[index]!]: 1 }, equations)[1] < fewest)
  }
  const reachesFewest = ({ counts, unlisted }: { counts: number[]; unlisted: number }) =>
    [...counts, unlisted].reduce((a, b) => a + b, 0) > fewest

  test('recovers nothing', () => {
    fc.assert(
      fc.property(tables.filter(reachesFewest), ({ counts, unlisted }) => {
        expect(pinned(counts, unlisted, visibleCounts(counts, fewest, unlisted))).toEqual([])
      }),
    )
  })

  test('recovers a count where only the small ones themselves are hidden', () => {
    const primaryOnly = (counts: readonly number[]) => counts.map(count => count >= fewest)
    expect(pinned([30, 20, 3], 0, primaryOnly([30, 20, 3]))).toEqual([3])
    const isFoundOut = fc
      .sample(tables.filter(reachesFewest), 200)
      .filter(({ counts, unlisted }) => pinned(counts, unlisted, primaryOnly(counts)).length > 0)
    expect(isFoundOut.length).toBeGreaterThan(10)
  })

  test('nor does it at the lowest threshold a town may choose', () => {
    fc.assert(
      fc.property(tables, ({ counts, unlisted }) => {
        const visible = visibleCounts(counts, 3, unlisted)
        const hidden = counts.filter((_, index) => !visible[index])
        if (hidden.length === 0 || hidden.length === counts.length) return
        const total = [...hidden, unlisted].reduce((a, b) => a + b, 0)
        expect(total).toBeGreaterThan(3)
        expect(hidden.length + (unlisted > 0 ? 1 : 0)).toBeGreaterThan(1)
      }),
    )
  })
})

/** A map of these votes: three of four agree. */
function snapshotOf({ votes, people }: Counts) {
  const sizes = people.slice(0, -1)
  const tallyOf = (count: number): Tally => ({ agree: count - Math.floor(count / 4), disagree: Math.floor(count / 4), pass: 0 })
  const statements = votes.map((row, statement) => {
    const groups = row.slice(0, -1).map(tallyOf)
    const all = [...groups, tallyOf(row.at(-1)!)]
    const given = (answer: keyof Tally) => sum(all.map(tally => tally[answer]))
    return {
      statement,
      tally: { agree: given('agree'), disagree: given('disagree'), pass: 0 },
      groups,
      fewestVotes: Math.min(...row.slice(0, -1)),
      tooFewVotes: false,
      agreement: { acrossGroups: 0.5, groupAware: 0.5, lower: 0.4 },
      rejection: null,
      division: null,
      bridging: null,
    }
  })
  const map = {
    method: { version: '1', seed: 1, constants: {} },
    counts: {
      participants: people.reduce((a, b) => a + b, 0),
      statements: votes.length,
      votes: votes.flat().reduce((a, b) => a + b, 0),
      mapped: sizes.reduce((a, b) => a + b, 0),
    },
    k: sizes.length,
    groups: sizes.map((size, id) => ({ id, size, sizeInterval: [size, size], core: size, share: 0, centre: [0, 0], statements: [] })),
    statements,
    consensus: [],
    jointlyRejected: [],
    contested: [],
    stability: { stable: true, reason: 'stable', ari: 1, threshold: 0.8 },
  } as unknown as OpinionMap
  return {
    map,
    votes: map.counts.votes,
    digest: '',
    at: new Date(0),
    labels: sizes.map((_, id) => id),
    picture: undefined,
    drawnFor: fewest,
    earlier: null,
    numbers: votes.map((_, index) => index + 1),
  }
}

describe('what is told of votes on an amendment, to somebody who looks after each of them', () => {
  const answers = ['agree', 'disagree', 'pass'] as const
  type Answers = readonly (typeof answers)[number][]
  const least = 3 // no town tells of fewer

  /** What stands on the page after each vote. */
  const watched = (cast: Answers): string => {
    let told: ContributionTelling = { votes: 0, for: null, against: null }
    const seen = cast.map((_, place) => {
      const tally = { agree: 0, disagree: 0, pass: 0 }
      for (const answer of cast.slice(0, place + 1)) tally[answer]++
      told = toldOfContribution(told, tally, least)
      return [told.for, told.against]
    })
    return JSON.stringify(seen)
  }
  const allOf = (count: number): Answers[] =>
    count === 0 ? [[]] : allOf(count - 1).flatMap(cast => answers.map(answer => [...cast, answer]))

  test('no answer is certain, but where so many as the town tells of have all answered alike', () => {
    for (const possible of Map.groupBy(allOf(7), watched).values()) {
      const isCertain = possible[0]!.map((answer, place) => possible.every(cast => cast[place] === answer))
      for (const [place, certain] of isCertain.entries()) {
        const begin = place - (place % least)
        if (certain) expect(isCertain.slice(begin, begin + least), watched(possible[0]!)).toEqual(Array(least).fill(true))
      }
    }
  })

  test('told at once, it would be: the watcher is worth the name', () => {
    const atEveryVote = (cast: Answers) =>
      JSON.stringify(cast.map((_, place) => cast.slice(0, place + 1).filter(answer => answer === 'agree').length))
    const [seen] = [...Map.groupBy(allOf(3), atEveryVote).values()].filter(possible => possible.every(cast => cast[0] === 'agree'))
    expect(seen).toBeDefined()
  })
})

describe('somebody who reads everything again after each vote on an amendment', () => {
  const languages = readdirSync(join(projectRoot, 'languages')).flatMap(file => (file.endsWith('.json') ? [file.replace('.json', '')] : []))
  const api = '/api/v1/municipalities/musterstadt/visions/miteinander'
  const amendments = `${consultedVision}/satz/1/aenderungen`
  const forEverybody = [
    ...['', '/satz/1', '/fassungen', '/fassung/1', '/fassung/1/leitbild.json', '/fassung/1/leitbild.md'].map(
      place => consultedVision + place,
    ),
    ...['', '/sentences/1', '/versions/1'].map(place => api + place),
  ]
  const forStaff = ['/aenderungen', '/aenderungen/1', '/beitraege', '/befunde', '/schreibtisch', '/saetze/1'].map(
    place => consultedDesk + place,
  )

  /** The tokens forms carry are new each time a page is read. */
  const withoutTokens = (page: string) => page.replaceAll(/(name="(?:csrf|ticket)" value=")[^"]*/g, '$1')

  const brought = ({ instance, town, vision, sentences }: ConsultedTown) =>
    inTown(instance, town, async db => {
      const amendment = await putContribution(db, vision, {
        kind: 'amendment',
        issueId: null,
        sentenceId: sentences[0]!,
        text: 'Niemand wartet länger als zwei Wochen.',
        reason: '',
        language: 'de',
        signedName: '',
        enteredFor: null,
        enteredForName: '',
        authorKey: null,
        state: 'approved',
        submittedOn: '2026-10-01',
      })
      await db.rows(sql`insert into amendment (municipality_id, contribution_id, base_text) values (${town.id}, ${amendment.id}, 'Alt')`)
      return amendment.number
    })

  test('sees the same in every language, as a resident and as staff, until as many more have voted as the town tells of', async () => {
    const open = await openConsultedTown()
    onTestFinished(() => open.instance.close())
    const amendment = await brought(open)
    const [resident, staff] = [open.instance.visitor(), await open.instance.staff(open.town, 'coordinator')]
    const read = async (by: Browser, address: string, language: string) => {
      const answer = await by.get(address, { 'accept-language': language })
      expect(answer.status, address).toBe(200)
      return [`${language} ${address}`, withoutTokens(await answer.text())] as const
    }
    const everything = async () => {
      const pages = new Map<string, string>()
      for (const language of languages) pages.set(...(await read(resident, amendments, language)))
      for (const address of forEverybody) pages.set(...(await read(resident, address, 'de')))
      for (const address of forStaff) pages.set(...(await read(staff, address, 'de')))
      return pages
    }
    const changed = (before: Map<string, string>, now: Map<string, string>) => [...now].filter(([page, text]) => before.get(page) !== text)

    let before = await everything()
    expect(changed(before, await everything())).toEqual([])
    const answers = ['agree', 'agree', 'agree', 'agree', 'agree', 'disagree', 'agree']
    for (const [place, by] of visitorsOf(open, answers.length).entries()) {
      await by.post(`${consultedVision}/beitrag/${amendment}/stimme`, { answer: answers[place]! })
      const now = await everything()
      const pages = changed(before, now).map(([page]) => page)
      if (place + 1 === fewest) expect(pages).toEqual(expect.arrayContaining(languages.map(language => `${language} ${amendments}`)))
      else expect(pages, `after ${place + 1} votes`).toEqual([])
      before = now
    }
  })
})
