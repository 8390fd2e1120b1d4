import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Random, randomStream } from './opinion-map.random.ts'
import { adjustedRandIndex } from './opinion-map.similarity.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'

describe('the opinion map', () => {
  test('is the same to the byte in whatever order votes, people and statements are listed', () => {
    fc.assert(
      fc.property(smallVotes(), fc.integer(), (votes, seed) => {
        expect(byId(reordered(votes, seed))).toBe(byId(votes))
      }),
      { numRuns: 60 },
    )
    const planted = plantedGroups([0.6, 0.4], { people: 150, statements: 40, answers: 25 })
    for (const seed of [1, 2, 3]) expect(byId(reordered(planted.votes, seed))).toBe(byId(planted.votes))
  })

  test('is the same when people have other names', () => {
    const { votes } = plantedGroups([0.6, 0.4], { people: 120, statements: 30, answers: 20 })
    const renamed = { ...votes, participantIds: votes.participantIds.map((_, i) => `z${999 - i}`) }
    expect(JSON.stringify(opinionMap(renamed))).toBe(JSON.stringify(opinionMap(votes)))
  })

  test('never says NaN, and everything in it survives JSON', () => {
    fc.assert(
      fc.property(smallVotes(), votes => {
        const map = opinionMap(votes)
        expect(JSON.parse(JSON.stringify(map))).toEqual(map)
        expect(map.groups.length).toBe(map.counts.mapped ? map.k : 0)
        expect(map.assignments.filter(group => group !== null).length).toBe(map.counts.mapped)
      }),
      { numRuns: 60 },
    )
  })

  test('has a plain answer for no votes, one person, one statement, all equal and two opposite', () => {
    for (const rows of [[], [[1]], [[1], [-1]], Array(40).fill(Array(10).fill(1)), [Array(8).fill(1), Array(8).fill(-1)]] as number[][][]) {
      const map = opinionMap(fromRows(rows))
      expect(map.k).toBe(1)
      expect(map.stability.stable).toBe(false)
    }
  })

  test('maps nobody who answered fewer than seven statements, or fewer than there are', () => {
    const six = [1, 1, 1, 1, 1, 1, null, null]
    const seven = [1, 1, 1, 1, 1, 1, -1, null]
    expect(opinionMap(fromRows([six, seven])).assignments).toEqual([null, 0])
    expect(
      opinionMap(
        fromRows([
          [1, -1, 0],
          [1, null, 0],
        ]),
      ).assignments,
    ).toEqual([0, null])
  })

  test('draws people with few answers to the middle', () => {
    const loyal = Array(30).fill(1)
    const opposed = Array(30).fill(-1)
    const newcomer = [...Array(7).fill(1), ...Array(23).fill(null)]
    const { positions } = opinionMap(fromRows([...Array(20).fill(loyal), ...Array(20).fill(opposed), newcomer]))
    expect(Math.abs(positions[40]![0])).toBeLessThan(Math.abs(positions[0]![0]))
    expect(Math.sign(positions[40]![0])).toBe(Math.sign(positions[0]![0]))
  })
})

describe('groups', () => {
  test.each([1, 2, 3])('two planted groups are found (seed %i)', seed => {
    const { votes, truth } = plantedGroups([0.6, 0.4], { people: 400, statements: 60, answers: 35, seed })
    const map = opinionMap(votes)
    expect(map.k).toBe(2)
    expect(map.stability).toMatchObject({ stable: true, reason: 'stable' })
    expect(similarity(map.assignments, truth)).toBeGreaterThan(0.8)
    expect(map.groups[0]!.size).toBeGreaterThan(map.groups[1]!.size)
  })

  test.each([1, 2, 3])('three planted groups are found (seed %i)', seed => {
    const { votes, truth } = plantedGroups([0.4, 0.35, 0.25], { people: 600, statements: 80, answers: 40, seed })
    const map = opinionMap(votes)
    expect(map.k).toBe(3)
    expect(similarity(map.assignments, truth)).toBeGreaterThan(0.75)
  })

  test.each([1, 2, 3])('a continuum has no stable groups (seed %i)', seed => {
    for (const place of [bell, evenly]) {
      const map = opinionMap(continuum(place, { people: 500, statements: 60, answers: 35, seed }))
      expect(map).toMatchObject({ k: 1, stability: { stable: false, reason: 'continuum' } })
    }
  })

  test.each([1, 2, 3])('three currents that overlap are found among 600 people with 25 answers each (seed %i)', seed => {
    const { votes, truth } = currents(triangle, { people: 600, statements: 60, answers: 25, seed })
    const map = opinionMap(votes)
    expect(map.k).toBe(3)
    expect(similarity(map.assignments, truth)).toBeGreaterThan(0.65)
    expect(map.stability.candidates.find(({ k }) => k === 3)!.valleys!.linked).toBeGreaterThan(3)
  })

  test('people spread evenly over a plane are hardly ever taken for groups: one in twenty at most', () => {
    const everywhere = [{ x: 0, y: 0, scatter: evenly }]
    const k = Array.from({ length: 20 }, (_, i) => {
      return opinionMap(currents(everywhere, { people: 400, statements: 60, answers: 25, seed: i + 1 }).votes).k
    })
    expect(k.filter(groups => groups > 1).length).toBeLessThanOrEqual(1)
  })

  test('votes shuffled within each statement have no stable groups', () => {
    const { votes } = plantedGroups([0.6, 0.4], { people: 200, statements: 40, answers: 25 })
    expect(opinionMap(votes).k).toBe(2)
    for (let seed = 0; seed < 20; seed++) expect(opinionMap(shuffledWithinStatements(votes, seed)).k).toBe(1)
  })

  test('nobody is called a group by fewer than ten people', () => {
    const { votes } = plantedGroups([0.5, 0.5], { people: 18, statements: 20, answers: 20 })
    expect(opinionMap(votes)).toMatchObject({ k: 1, stability: { reason: 'too-few-people' } })
  })
})

describe('statements', () => {
  const camps = [
    ...Array.from({ length: 30 }, (_, i) => [1, 1, 1, 1, 1, 1, 1, i < 27 ? 1 : -1, 1, i < 4 ? 1 : null]),
    ...Array.from({ length: 20 }, (_, i) => [-1, -1, -1, -1, -1, -1, -1, i < 18 ? 1 : -1, i < 2 ? 1 : -1, i < 15 ? 1 : null]),
  ]
  const map = opinionMap(fromRows(camps))

  test('what every group agrees to unites', () => {
    expect(map.k).toBe(2)
    expect(map.consensus).toEqual([7])
    const { agreement, groups, fewestVotes } = map.statements[7]!
    expect(groups).toEqual([
      { agree: 27, disagree: 3, pass: 0 },
      { agree: 18, disagree: 2, pass: 0 },
    ])
    expect(fewestVotes).toBe(20)
    expect(agreement!.acrossGroups).toBeCloseTo(Math.sqrt((28 / 32) * (19 / 22)), 6)
    expect(agreement!.groupAware).toBeCloseTo((28 / 32) * (19 / 22), 6)
    expect(agreement!.lower).toBeCloseTo(0.7383, 4)
  })

  test('with fewer than ten votes in some group nothing is said', () => {
    expect(map.statements[9]).toMatchObject({ tooFewVotes: true, fewestVotes: 4, agreement: null, rejection: null, division: null })
  })

  test('what groups answer differently divides, and is characteristic of both', () => {
    expect(map.contested).toContain(0)
    expect(map.contested).not.toContain(7)
    expect(map.groups[0]!.statements[0]).toMatchObject({ direction: 'agree', share: 1, restShare: 0, votes: 30, restVotes: 20 })
    expect(map.groups[1]!.statements.every(({ direction }) => direction === 'disagree')).toBe(true)
    expect(map.groups[1]!.statements.map(({ statement }) => statement).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 8])
  })

  test('passing is no agreement', () => {
    const undecided = Array.from({ length: 40 }, (_, i) => [i < 10 ? 1 : 0])
    expect(opinionMap(fromRows(undecided)).consensus).toEqual([])
    expect(opinionMap(fromRows(undecided.map(([answer]) => [answer === 1 ? 1 : null]))).consensus).toEqual([0])
  })

  test('a statement all refuse is jointly rejected, one that splits the town is contested', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [-1, i % 2 ? 1 : -1])
    expect(opinionMap(fromRows(rows))).toMatchObject({ consensus: [], jointlyRejected: [0], contested: [1] })
  })
})

/** Rows of answers, null for not answered. */
function fromRows(rows: (number | null)[][]): VoteList {
  const votes = rows.flatMap((row, participant) =>
    row.flatMap((answer, statement) => (answer === null ? [] : [{ participant, statement, answer }])),
  )
  return {
    participantIds: rows.map((_, i) => `p${i}`),
    statementIds: Array.from({ length: Math.max(0, ...rows.map(row => row.length)) }, (_, i) => `s${i}`),
    participant: Uint32Array.from(votes, vote => vote.participant),
    statement: Uint32Array.from(votes, vote => vote.statement),
    answer: Int8Array.from(votes, vote => vote.answer),
  }
}

function smallVotes(): fc.Arbitrary<VoteList> {
  const answer = fc.constantFrom(1, 1, -1, 0, null)
  return fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 45 }))
    .chain(([statements, people]) =>
      fc.array(fc.array(answer, { minLength: statements, maxLength: statements }), { minLength: people, maxLength: people }),
    )
    .map(fromRows)
}

type Size = { people: number; statements: number; answers: number; seed?: number }

/** Groups that differ on half of the statements: a logistic model with passes. */
function plantedGroups(shares: number[], size: Size) {
  const random = randomStream(size.seed ?? 1, 1)
  const shift = Array.from({ length: size.statements }, () => shares.map(() => (random() < 0.5 ? 0 : 4 * (random() < 0.5 ? 1 : -1))))
  const truth = Array.from({ length: size.people }, (_, person) =>
    shares.findIndex((_, group) => person / size.people < total(shares.slice(0, group + 1))),
  )
  return { truth, votes: answered(size, random, (person, statement) => 0.3 + shift[statement]![truth[person]!]! / 2) }
}

type Current = { x: number; y: number; scatter: (random: Random) => number }

const triangle: Current[] = [
  { x: -1, y: -0.6 },
  { x: 1, y: -0.6 },
  { x: 0, y: 1.15 },
].map(centre => ({ ...centre, scatter: random => 0.35 * bell(random) }))

/** Currents in a plane of views: everyone scatters around the middle of their own, and answers by where they stand. */
function currents(middles: Current[], size: Size) {
  const random = randomStream(size.seed ?? 1, 5)
  const slope = Array.from({ length: size.statements }, () => [1.4 * bell(random), 1.4 * bell(random)] as const)
  const truth = Array.from({ length: size.people }, (_, person) => person % middles.length)
  const at = truth.map(current => {
    const { x, y, scatter } = middles[current]!
    return [x + scatter(random), y + scatter(random)] as const
  })
  return {
    truth,
    votes: answered(
      size,
      random,
      (person, statement) => 0.3 + slope[statement]![0] * at[person]![0] + slope[statement]![1] * at[person]![1],
    ),
  }
}

/** One line of views, on which people stand as `place` says. */
function continuum(place: (random: Random) => number, size: Size): VoteList {
  const random = randomStream(size.seed ?? 1, 2)
  const slope = Array.from({ length: size.statements }, () => 1.2 * bell(random))
  const at = Array.from({ length: size.people }, () => place(random))
  return answered(size, random, (person, statement) => 0.3 + slope[statement]! * at[person]!)
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
const bell = (random: Random) => total(Array.from({ length: 12 }, random)) - 6
const evenly = (random: Random) => Math.sqrt(12) * (random() - 0.5)

function answered({ people, statements, answers }: Size, random: Random, logit: (person: number, statement: number) => number): VoteList {
  const rows = Array.from({ length: people }, (_, person) =>
    Array.from({ length: statements }, (_, statement) => {
      if (random() > answers / statements) return null
      if (random() < 0.1) return 0
      return random() < 1 / (1 + Math.exp(-logit(person, statement))) ? 1 : -1
    }),
  )
  return fromRows(rows)
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  return values
    .map(value => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value)
}

/** The same votes with rows, people and statements in another order. */
function reordered(votes: VoteList, seed: number): VoteList {
  const random = randomStream(seed, 3)
  const people = shuffled([...votes.participantIds.keys()], random)
  const statements = shuffled([...votes.statementIds.keys()], random)
  const entries = shuffled([...votes.answer.keys()], random)
  return {
    participantIds: people.map(index => votes.participantIds[index]!),
    statementIds: statements.map(index => votes.statementIds[index]!),
    participant: Uint32Array.from(entries, entry => people.indexOf(votes.participant[entry]!)),
    statement: Uint32Array.from(entries, entry => statements.indexOf(votes.statement[entry]!)),
    answer: Int8Array.from(entries, entry => votes.answer[entry]!),
  }
}

/** The map with ids in the place of indexes, people and statements sorted by id. */
function byId(votes: VoteList): string {
  const map = opinionMap(votes)
  const id = (statement: number) => votes.statementIds[statement]!
  const named = <T extends { statement: number }>(found: T[]) => found.map(one => ({ ...one, statement: id(one.statement) }))
  return JSON.stringify({
    ...map,
    groups: map.groups.map(group => ({ ...group, statements: named(group.statements) })),
    axes: map.axes.map(axis => ({ ...axis, statements: named(axis.statements) })),
    statements: named(map.statements).sort((a, b) => (a.statement < b.statement ? -1 : 1)),
    assignments: sortedById(votes.participantIds, map.assignments),
    certainties: sortedById(votes.participantIds, map.certainties),
    positions: sortedById(votes.participantIds, map.positions),
    model: {
      ...map.model,
      means: sortedById(votes.statementIds, map.model.means),
      loadings: map.model.loadings.map(axis => sortedById(votes.statementIds, axis)),
    },
    consensus: map.consensus.map(id),
    jointlyRejected: map.jointlyRejected.map(id),
    contested: map.contested.map(id),
  })
}

const sortedById = <T>(ids: readonly string[], values: T[]) =>
  ids.map((id, i) => [id, values[i]] as const).sort(([a], [b]) => (a < b ? -1 : 1))

function shuffledWithinStatements(votes: VoteList, seed: number): VoteList {
  const random = randomStream(seed, 4)
  const answer = votes.answer.slice()
  for (let statement = 0; statement < votes.statementIds.length; statement++) {
    const entries = [...votes.answer.keys()].filter(entry => votes.statement[entry] === statement)
    shuffled(entries, random).forEach((from, to) => {
      answer[entries[to]!] = votes.answer[from]!
    })
  }
  return { ...votes, answer }
}

function similarity(assignments: (number | null)[], truth: number[]): number {
  const mapped = assignments.flatMap((group, person) => (group === null ? [] : [{ group, truth: truth[person]! }]))
  return adjustedRandIndex(
    Uint8Array.from(mapped, ({ group }) => group),
    Uint8Array.from(mapped, person => person.truth),
  )
}
