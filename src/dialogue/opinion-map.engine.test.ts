import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { votesOfTown } from '../../bench/opinion.votes.ts'
import { alone } from './opinion-map.crew.ts'
import { changePairs, momentsOf, noPairSums, pairSums } from './opinion-map.moments.ts'
import { randomStream } from './opinion-map.random.ts'
import { columnsById, packedRows, type VoteRows } from './opinion-map.rows.ts'
import { fingerprintsOf, saltsOf, sampledRows } from './opinion-map.sample.ts'
import { openCrew } from './opinion-map.threads.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'

const crew = openCrew(2)
afterAll(() => crew.close())

const { votes } = votesOfTown({ people: 3000, statements: 60, seed: 3 })

describe('the analysis', () => {
  test('finds the same to the byte on one thread and on two', () => {
    const found = JSON.stringify(opinionMap(votes, crew))
    expect(found).toBe(JSON.stringify(opinionMap(votes)))
    expect(JSON.parse(found).k).toBeGreaterThan(1)
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

describe('second moments', () => {
  test('are those that adding up pairs in the plainest way gives', () => {
    fc.assert(
      fc.property(rowsOfAnswers, fc.integer({ min: 1, max: 4 }), (rows, fewest) => {
        const packed = rowsOf(rows)
        const { mean, products } = momentsOf(pairSums(packed, fewest, alone))
        const plain = plainMoments(rows.filter(row => row.filter(answer => answer !== null).length >= fewest))
        for (const [i, value] of plain.mean.entries()) expect(mean[i]).toBeCloseTo(value, 12)
        for (const [i, value] of plain.products.entries()) expect(products[i]).toBeCloseTo(value, 9)
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
