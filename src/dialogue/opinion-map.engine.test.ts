import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { votesOfTown } from '../../bench/opinion.votes.ts'
import { continuum, plantedMinority } from '../../bench/planted.ts'
import { alone } from './opinion-map.crew.ts'
import { LiveMap } from './opinion-map.live.ts'
import { changePairs, momentsOf, noPairSums, pairSums } from './opinion-map.moments.ts'
import { randomStream } from './opinion-map.random.ts'
import { columnsById, packedRows, type VoteRows } from './opinion-map.rows.ts'
import { fingerprintsOf, matrixOf, saltsOf, sampledRows } from './opinion-map.sample.ts'
import { openCrew } from './opinion-map.threads.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'

const crew = openCrew(2)
const three = openCrew(3)
afterAll(async () => {
  await crew.close()
  await three.close()
})

const { votes } = votesOfTown({ people: 3000, statements: 60, seed: 3 })

describe('the analysis', () => {
  test('finds the same to the byte on one thread and on two', () => {
    const found = JSON.stringify(opinionMap(votes, crew))
    expect(found).toBe(JSON.stringify(opinionMap(votes)))
    expect(JSON.parse(found).k).toBeGreaterThan(1)
  })

  test.each([
    ['a continuum', 'continuum', continuum('even', { people: 600, statements: 60, answers: 30, seed: 1 })],
    ['too few answers', 'too-little-evidence', continuum('even', { people: 150, statements: 60, answers: 10, seed: 1 })],
    ['a minority', 'stable', plantedMinority(0.05, 3, { people: 1000, statements: 100, answers: 40, seed: 1 }).votes],
  ])('stops at the same finding on one thread, two and three: %s', (_, reason, votes) => {
    const found = opinionMap(votes)
    expect(found.stability.reason).toBe(reason)
    for (const threads of [crew, three]) expect(JSON.stringify(opinionMap(votes, threads))).toBe(JSON.stringify(found))
  })

  test('may leave pieces to other threads and ask for them after others', () => {
    const sample = matrixOf(packedRows(votes, columnsById(votes.statementIds), alone), Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
    const task = { deed: 'bridgingScores' as const, piece: sample }
    const alonesAnswer = alone.did([task])
    const first = three.begun([task])
    const second = three.begun([task, task])
    expect(second()).toEqual([...alonesAnswer, ...alonesAnswer])
    expect(first()).toEqual(alonesAnswer)
  })

  test('finds the same whatever the order in which votes arrived', () => {
    const arrived = shuffledVotes(votes, 5)
    expect(JSON.stringify(opinionMap(arrived, crew))).toBe(JSON.stringify(opinionMap(votes, crew)))
  })

  test('says what went wrong on another thread', () => {
    const broken = { ...votes, participant: undefined as unknown as Uint32Array }
    expect(() => opinionMap(broken, crew)).toThrow('Cannot read')
    expect(JSON.stringify(opinionMap(votes, crew))).toBe(JSON.stringify(opinionMap(votes)))
  })
})

test('ten thousand statements with one vote each are a map that says little, on one thread or two, now or later', () => {
  const wide = oneVoteEach(10_000)
  const map = opinionMap(wide, crew)
  expect(map).toMatchObject({ k: 1, counts: { statements: 10_000, mapped: 1000 }, stability: { stable: false } })
  expect(JSON.stringify(map)).not.toContain('NaN')
  const live = new LiveMap({ ...wide, ...firstVotes(wide, 9_990) }, alone)
  live.put({ participant: 'p0999', statements: [...Array(10).keys()].map(i => 9_990 + i), answers: wide.answer.slice(9_990) })
  expect(JSON.stringify(live.map().map)).toBe(JSON.stringify(map))
})

describe('second moments', () => {
  test('are those that adding up pairs in the plainest way gives', () => {
    fc.assert(
      fc.property(rowsOfAnswers, fc.integer({ min: 1, max: 4 }), (rows, fewest) => {
        const packed = rowsOf(rows)
        const { mean, products } = momentsOf(pairSums(packed, fewest, alone))
        const plain = plainMoments(rows.filter(row => row.filter(answer => answer !== null).length >= fewest))
        for (const [i, value] of plain.mean.entries()) expect(mean[i]).toBeCloseTo(value, 12)
        for (const [i, value] of plain.products.entries()) expect(products![i]).toBeCloseTo(value, 9)
      }),
    )
  })

  test('stay exact beyond what one packed number holds', () => {
    const rows = Array.from({ length: 9000 }, (_, i) => [1, i % 3 === 0 ? -1 : 1, i % 2 ? 0 : null])
    const { sums } = pairSums(rowsOf(rows), 1, alone)
    expect([...sums.subarray(4, 8)]).toEqual([9000, 18000, 12000, 24000])
    expect([...sums.subarray(8, 12)]).toEqual([4500, 9000, 4500, 9000])
  })

  test('follow somebody who comes and goes', () => {
    fc.assert(
      fc.property(rowsOfAnswers, rows => {
        const packed = rowsOf(rows)
        const sums = noPairSums(packed.columns)
        const codes = (row: number) => packed.codes.subarray(packed.start[row]!, packed.end[row]!)
        for (let row = 0; row < packed.rows; row++) changePairs(sums, codes(row), 1)
        expect(sums).toEqual(pairSums(packed, 0, alone))
        for (let row = 0; row < packed.rows; row++) changePairs(sums, codes(row), -1)
        expect(sums).toEqual(noPairSums(packed.columns))
      }),
    )
  })
})

describe('the sample', () => {
  test('is drawn by content: another order of people draws the same ballots', () => {
    const packed = packedRows(votes, columnsById(votes.statementIds), alone)
    const turned = packedRows(turnedAround(votes), columnsById(votes.statementIds), alone)
    expect(drawnBallots(turned, votes.statementIds)).toEqual(drawnBallots(packed, votes.statementIds))
  })

  test('holds people of one mind in proportion, though their votes are all alike', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [i % 10 === 0 ? -1 : 1, 1])
    const packed = rowsOf(rows)
    const drawn = drawnBallots(packed, ['s0', 's1'])
    const share = drawn.filter(ballot => ballot.startsWith('0')).length / drawn.length
    expect(drawn.length).toBe(500)
    expect(share).toBeGreaterThan(0.06)
    expect(share).toBeLessThan(0.14)
  })
})

/** Ten votes a person, none on the same statement. */
function oneVoteEach(statements: number): VoteList {
  const random = randomStream(9, 9)
  return {
    participantIds: Array.from({ length: statements / 10 }, (_, i) => `p${String(i).padStart(4, '0')}`),
    statementIds: Array.from({ length: statements }, (_, i) => `s${i}`),
    participant: Uint32Array.from({ length: statements }, (_, i) => Math.floor(i / 10)),
    statement: Uint32Array.from({ length: statements }, (_, i) => i),
    answer: Int8Array.from({ length: statements }, () => (random() < 0.5 ? 1 : -1)),
  }
}

const firstVotes = ({ participant, statement, answer }: VoteList, votes: number) => ({
  participant: participant.subarray(0, votes),
  statement: statement.subarray(0, votes),
  answer: answer.subarray(0, votes),
})

const answer = fc.constantFrom(1, -1, 0, null)
const rowsOfAnswers = fc
  .integer({ min: 1, max: 40 })
  .chain(width => fc.array(fc.array(answer, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }))

function rowsOf(rows: (number | null)[][]): VoteRows {
  const list = rows.flatMap((row, participant) =>
    row.flatMap((answer, statement) => (answer === null ? [] : [{ participant, statement, answer }])),
  )
  const statementIds = rows[0]!.map((_, statement) => `s${String(statement).padStart(3, '0')}`)
  return packedRows(
    {
      participantIds: rows.map((_, i) => `p${i}`),
      statementIds,
      participant: Uint32Array.from(list, vote => vote.participant),
      statement: Uint32Array.from(list, vote => vote.statement),
      answer: Int8Array.from(list, vote => vote.answer),
    },
    columnsById(statementIds),
    alone,
  )
}

function plainMoments(rows: (number | null)[][]) {
  const width = rows[0]?.length ?? 0
  const mean = Array.from({ length: width }, (_, i) => {
    const seen = rows.flatMap(row => (row[i] === null ? [] : [row[i]!]))
    return seen.length ? seen.reduce((sum, value) => sum + value, 0) / seen.length : 0
  })
  const products = Array.from({ length: width * width }, (_, at) => {
    const [i, j] = [Math.floor(at / width), at % width]
    return rows.reduce((sum, row) => (row[i] == null || row[j] == null ? sum : sum + (row[i]! - mean[i]!) * (row[j]! - mean[j]!)), 0)
  })
  return { mean, products }
}

function drawnBallots(packed: VoteRows, statementIds: readonly string[]): string[] {
  const prints = fingerprintsOf(packed, saltsOf(statementIds, columnsById(statementIds)), alone)
  return Array.from(sampledRows(packed, prints, 1, 500), row => packed.codes.subarray(packed.start[row]!, packed.end[row]!).join())
}

function shuffledVotes(list: VoteList, seed: number): VoteList {
  const random = randomStream(seed, 2)
  const order = Uint32Array.from(list.answer.keys())
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
  return {
    ...list,
    participant: Uint32Array.from(order, entry => list.participant[entry]!),
    statement: Uint32Array.from(order, entry => list.statement[entry]!),
    answer: Int8Array.from(order, entry => list.answer[entry]!),
  }
}

const turnedAround = (list: VoteList): VoteList => ({
  ...list,
  participantIds: [...list.participantIds].reverse(),
  participant: list.participant.map(participant => list.participantIds.length - 1 - participant),
})
