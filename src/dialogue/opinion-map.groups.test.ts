import { describe, expect, test } from 'vitest'
import { type Random, randomStream } from './opinion-map.random.ts'
import { adjustedRandIndex } from './opinion-map.similarity.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'

describe('groups that are there', () => {
  test('four overlapping groups are found, nearly as well as by one who knows what every group thinks', () => {
    const made = planted([0.4, 0.3, 0.2, 0.1], 2, { people: 1500, statements: 80, answers: 35, seed: 1 })
    const map = opinionMap(made.votes)
    expect(map.k).toBe(4)
    const found = adjustedRandIndex(grouping(map.assignments), made.truth)
    expect(found).toBeGreaterThan(0.9 * adjustedRandIndex(knowingAll(made), made.truth))
  })

  test.each([1, 2, 3])('three groups are found among 300 people (seed %i)', seed => {
    const made = planted([0.4, 0.35, 0.25], 2.5, { people: 300, statements: 60, answers: 30, seed })
    const map = opinionMap(made.votes)
    expect(map.k).toBe(3)
    expect(adjustedRandIndex(grouping(map.assignments), made.truth)).toBeGreaterThan(0.75)
  })

  test('everyone belongs with a chance, every group has a size between bounds, and a tenth fewer votes are known to change little', () => {
    const made = planted([0.6, 0.4], 2, { people: 500, statements: 60, answers: 30, seed: 4 })
    const { k, assignments, certainties, groups, stability } = opinionMap(made.votes)
    expect(k).toBe(2)
    const isRight = assignments.map((group, person) => group === made.truth[person])
    const rate = (rows: number[]) => rows.filter(row => isRight[row]).length / rows.length
    const rows = [...assignments.keys()]
    expect(rate(rows.filter(row => certainties[row]! > 0.95))).toBeGreaterThan(0.95)
    expect(rate(rows.filter(row => certainties[row]! < 0.8))).toBeLessThan(0.9)
    expect(groups[0]!.sizeInterval[0]).toBeLessThanOrEqual(300)
    expect(groups[0]!.sizeInterval[1]).toBeGreaterThanOrEqual(300)
    expect(stability.fewerVotes).toBeGreaterThan(0.8)
  })
})

describe('a distinct minority of five in a hundred', () => {
  test.each([1, 3, 4])('is found and not absorbed (seed %i)', seed => {
    const made = planted([0.95, 0.05], 0, { people: 1000, statements: 100, answers: 40, seed, minorityShift: 3.5 })
    const map = opinionMap(made.votes)
    expect(map.k).toBe(2)
    expect(harmonicMean(map.assignments, made.truth)).toBeGreaterThan(0.6)
  })

  test('is found beside two ordinary currents', () => {
    const made = planted([0.5, 0.45, 0.05], 1.5, { people: 1000, statements: 100, answers: 40, seed: 2, minorityShift: 3.5 })
    const map = opinionMap(made.votes)
    expect(map.k).toBe(3)
    expect(harmonicMean(map.assignments, made.truth, 2)).toBeGreaterThan(0.6)
  })

  test('is not invented where there is none', () => {
    const alike = Array.from({ length: 10 }, (_, i) => planted([1], 0, { people: 400, statements: 50, answers: 20, seed: i + 1 }).votes)
    const skewed = Array.from({ length: 10 }, (_, i) => line(random => -Math.log(1 - random()) - 1, 400, i + 1))
    expect([...alike, ...skewed].filter(votes => opinionMap(votes).k > 1)).toEqual([])
  })
})

describe('groups that are not told', () => {
  test('because it cannot be told: with so few people or answers even plain groups would not be seen', () => {
    const few = planted([0.5, 0.5], 2, { people: 40, statements: 30, answers: 12, seed: 1 })
    expect(opinionMap(few.votes)).toMatchObject({ k: 1, stability: { reason: 'too-little-evidence' } })
    expect(opinionMap(line(normal, 40, 1))).toMatchObject({ k: 1, stability: { reason: 'too-little-evidence' } })
  })

  test('because opinions form a continuum, where plain groups would have been seen', () => {
    expect(opinionMap(line(normal, 600, 1))).toMatchObject({ k: 1, stability: { reason: 'continuum', fewerVotes: null } })
  })

  test('because nobody shares views, where shared views would have been seen', () => {
    const made = planted([1], 0, { people: 600, statements: 60, answers: 30, seed: 1 })
    expect(opinionMap(made.votes)).toMatchObject({ k: 1, stability: { reason: 'no-structure' } })
  })
})

type Size = { people: number; statements: number; answers: number; seed: number; minorityShift?: number }
type Planted = { votes: VoteList; truth: Uint8Array; odds: number[][]; shares: number[] }

/** Groups that differ by `shift`·N on half of the statements; `minorityShift`: the last of them by so much, up or down. */
function planted(shares: number[], shift: number, { people, statements, answers, seed, minorityShift }: Size): Planted {
  const random = randomStream(seed, 21)
  const base = Array.from({ length: statements }, () => 0.4 + 0.8 * normal(random))
  const odds = shares.map((_, group) =>
    base.map(support => {
      if (random() < 0.5) return support
      const isMinority = minorityShift !== undefined && group === shares.length - 1
      return support + (isMinority ? minorityShift * (random() < 0.5 ? 1 : -1) : shift * normal(random))
    }),
  )
  const truth = Uint8Array.from({ length: people }, (_, person) => {
    let group = 0
    for (let end = shares[0]! * people; person >= Math.round(end); end += shares[group]! * people) group++
    return group
  })
  return {
    votes: answered(people, statements, answers / statements, random, (person, i) => odds[truth[person]!]![i]!),
    truth,
    odds,
    shares,
  }
}

/** One line of views on which people stand as `place` says. */
function line(place: (random: Random) => number, people: number, seed: number): VoteList {
  const random = randomStream(seed, 22)
  const slopes = Array.from({ length: 60 }, () => 1.2 * normal(random))
  const at = Array.from({ length: people }, () => place(random))
  return answered(people, 60, 0.5, random, (person, statement) => 0.3 + slopes[statement]! * at[person]!)
}

function answered(
  people: number,
  statements: number,
  share: number,
  random: Random,
  odds: (person: number, i: number) => number,
): VoteList {
  const votes: { person: number; statement: number; answer: number }[] = []
  for (let person = 0; person < people; person++) {
    for (let statement = 0; statement < statements; statement++) {
      if (random() > share) continue
      const answer = random() < 0.1 ? 0 : random() < 1 / (1 + Math.exp(-odds(person, statement))) ? 1 : -1
      votes.push({ person, statement, answer })
    }
  }
  return {
    participantIds: Array.from({ length: people }, (_, i) => `p${i}`),
    statementIds: Array.from({ length: statements }, (_, i) => `s${i}`),
    participant: Uint32Array.from(votes, vote => vote.person),
    statement: Uint32Array.from(votes, vote => vote.statement),
    answer: Int8Array.from(votes, vote => vote.answer),
  }
}

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** The most probable group of everybody, for one who knows how likely each group agrees. */
function knowingAll({ votes, odds, shares }: Planted): Uint8Array {
  const evidence = votes.participantIds.map(() => shares.map(Math.log))
  votes.answer.forEach((answer, vote) => {
    const own = evidence[votes.participant[vote]!]!
    if (answer === 0) return
    for (let group = 0; group < shares.length; group++) own[group]! -= Math.log1p(Math.exp(-answer * odds[group]![votes.statement[vote]!]!))
  })
  return Uint8Array.from(evidence, own => own.indexOf(Math.max(...own)))
}

const grouping = (assignments: (number | null)[]) => Uint8Array.from(assignments, group => group ?? 255)

/** F1 of the group that fits the planted group best. */
function harmonicMean(assignments: (number | null)[], truth: Uint8Array, meant = 1): number {
  const planted = truth.filter(group => group === meant).length
  const scores = [...new Set(assignments)].map(group => {
    const found = assignments.filter(own => own === group).length
    const both = assignments.filter((own, person) => own === group && truth[person] === meant).length
    return (2 * both) / (found + planted)
  })
  return Math.max(...scores)
}
