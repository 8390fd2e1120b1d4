import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyse } from './analyse.ts'
import { opinionMap, type VoteList } from './opinion-map.ts'
import { InvalidVotes, type InvalidVotesReason } from './opinion-map.votes.ts'
import { polisRefusalText } from './polis.refusal.ts'
import { readPolisVotes } from './polis.source.ts'

type Vote = [person: number, statement: number, answer: number]

describe('an opinion map of poor votes', () => {
  const many = 10_000
  test.each<[string, number, number, Vote[]]>([
    ['nobody and nothing', 0, 0, []],
    ['people and statements without a vote', 30, 30, []],
    ['one person', 1, 20, Array.from({ length: 20 }, (_, i) => [0, i, (i % 3) - 1])],
    ['one statement', 40, 1, Array.from({ length: 40 }, (_, i) => [i, 0, (i % 3) - 1])],
    ['all votes equal', 40, 12, grid(40, 12, () => 1)],
    ['nothing but passes', 40, 12, grid(40, 12, () => 0)],
    ['two people who contradict each other', 2, 15, grid(2, 15, person => (person ? 1 : -1))],
    ['everybody with the same votes as everybody', 40, 12, grid(40, 12, (_, statement) => (statement % 3) - 1)],
    ['10,000 statements with one vote each, all by one person', 1, many, scattered(1, many)],
    ['10,000 statements with one vote each by a hundred people', 100, many, scattered(100, many)],
    ['10,000 statements with one vote each by as many people', many, many, scattered(many, many)],
  ])('%s: no groups, no NaN', (_, people, statements, votes) => {
    const map = opinionMap(listOf(people, statements, votes))
    expect(map.k).toBe(1)
    expect(map.stability.stable).toBe(false)
    expect(map.statements.length).toBe(statements)
    expect(map.assignments.length).toBe(people)
    expect(numbersIn(map).filter(value => !Number.isFinite(value))).toEqual([])
  })

  test('whatever the votes, all numbers in it are finite', () => {
    fc.assert(
      fc.property(anyVotes(), votes => {
        expect(numbersIn(opinionMap(votes)).filter(value => !Number.isFinite(value))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('a vote list that breaks its rules is refused by name and place', () => {
  const good = grid(12, 9, (person, statement) => ((person + statement) % 3) - 1)
  const list = () => listOf(12, 9, good)

  test.each<[InvalidVotesReason, number, () => VoteList]>([
    ['lengths-differ', 107, () => ({ ...list(), answer: list().answer.slice(0, 107) })],
    ['participant-unknown', 5, () => ({ ...list(), participant: list().participant.with(5, 12) })],
    ['statement-unknown', 100, () => ({ ...list(), statement: list().statement.with(100, 9) })],
    ['not-an-answer', 3, () => ({ ...list(), answer: list().answer.with(3, 2) })],
    ['not-an-answer', 4, () => ({ ...list(), answer: list().answer.with(4, -128) })],
    ['answered-twice', 108, () => listOf(12, 9, [...good, [3, 3, 1]])],
    ['answered-twice', 50, () => ({ ...list(), statement: list().statement.with(50, list().statement[49]!) })],
    ['statement-twice', 8, () => ({ ...list(), statementIds: list().statementIds.with(8, 's0') })],
  ])('%s at %i', (reason, entry, made) => {
    expect(() => opinionMap(made())).toThrow(expect.objectContaining({ name: 'InvalidVotes', reason, entry }))
  })

  test('a list with one entry made wrong is never mapped', () => {
    fc.assert(
      fc.property(anyVotes(1), fc.nat(), fc.constantFrom('person', 'statement', 'answer', 'pair'), (votes, at, mistake) => {
        expect(() => opinionMap(spoilt(votes, at % votes.answer.length, mistake))).toThrow(InvalidVotes)
      }),
      { numRuns: 100 },
    )
  })
})

describe('analyse of a bad file', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bad-input-'))
  })
  afterAll(() => rm(directory, { recursive: true }))

  const header = 'timestamp,datetime,comment-id,voter-id,vote'
  const votesFile = () => join(directory, 'votes.csv')

  test.each([
    ['an empty file', '', 'votes.csv: The file is empty.'],
    ['a vote that is none', `${header}\n1,x,3,4,2\n`, 'line 2: A vote is 1'],
    ['a vote that is no number', `${header}\n1,x,3,4,NaN\n`, 'line 2: A vote is 1'],
    ['an empty vote', `${header}\n1,x,3,4,\n`, 'line 2: A vote is 1'],
    ['a person without a number', `${header}\n1,x,3,-4,1\n`, 'line 2: An id is a whole number.'],
    ['columns that are missing', 'a,b\n1,2\n', 'line 1: Columns are missing.'],
    ['a quote without an end', `${header}\n1,"x,3,4,1\n`, 'line 2: A quotation mark is never closed.'],
    ['a line cut off', `${header}\n1,x,3,4,1\n1,x\n`, 'line 3: The line has too few or too many fields.'],
  ])('%s is refused in words', async (_, text, said) => {
    await writeFile(votesFile(), text)
    expect(await analyse(votesFile(), { json: true })).toEqual({ refusal: expect.stringContaining(said) })
  })

  test('a vote given again replaces the earlier one', async () => {
    await writeFile(votesFile(), `${header}\n1,x,3,4,1\n2,x,3,4,-1\n2,x,3,5,0\n`)
    expect(await analysed(votesFile())).toMatchObject({ participants: 2, statements: 1, votes: 2, k: 1 })
  })

  test('votes on statements that the export does not know are left out', async () => {
    await writeFile(
      join(directory, 'comments.csv'),
      'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,x,7,0,1,0,1,Mehr Bänke\n',
    )
    await writeFile(votesFile(), `${header}\n1,x,7,4,1\n1,x,99,4,1\n1,x,98,5,-1\n`)
    expect(await analysed(directory)).toMatchObject({ participants: 2, statements: 1, votes: 1, mapped: 1, k: 1 })
    const report = await analyse(directory, { json: false })
    expect(report).toEqual({ output: expect.stringContaining('2 Stimmen zu unbekannten Aussagen') })
  })

  test('whatever stands in a file, it is refused in words or has a map', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile(header), async bytes => {
        await writeFile(votesFile(), bytes)
        const result = await readPolisVotes(votesFile())
        if ('refusal' in result) expect(polisRefusalText(result.refusal, 'en')).toMatch(/^votes\.csv.*: [A-Z].+\./)
        else expect(numbersIn(opinionMap(result.conversation.votes)).filter(value => !Number.isFinite(value))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  async function analysed(path: string) {
    const result = await analyse(path, { json: true })
    if ('refusal' in result) throw new Error(result.refusal)
    return JSON.parse(result.output)
  }
})

function grid(people: number, statements: number, answer: (person: number, statement: number) => number): Vote[] {
  return Array.from({ length: people * statements }, (_, i) => {
    const [person, statement] = [Math.floor(i / statements), i % statements]
    return [person, statement, answer(person, statement)]
  })
}

/** Every statement answered once, the people in turn. */
function scattered(people: number, statements: number): Vote[] {
  return Array.from({ length: statements }, (_, i) => [i % people, i, (i % 3) - 1])
}

function listOf(people: number, statements: number, votes: readonly Vote[]): VoteList {
  return {
    participantIds: Array.from({ length: people }, (_, i) => `p${i}`),
    statementIds: Array.from({ length: statements }, (_, i) => `s${i}`),
    participant: Uint32Array.from(votes, ([person]) => person),
    statement: Uint32Array.from(votes, ([, statement]) => statement),
    answer: Int8Array.from(votes, ([, , answer]) => answer),
  }
}

/** Few or many people and statements, dense or sparse, in any order; answers varied or all alike. */
function anyVotes(fewest = 0): fc.Arbitrary<VoteList> {
  return fc
    .record({ people: fc.integer({ min: 1, max: 60 }), statements: fc.integer({ min: 1, max: 40 }) })
    .chain(({ people, statements }) =>
      fc
        .uniqueArray(fc.tuple(fc.nat(people - 1), fc.nat(statements - 1), fc.constantFrom(1, -1, 0)), {
          minLength: fewest,
          maxLength: 600,
          size: 'max',
          selector: ([person, statement]) => person * statements + statement,
        })
        .map(votes => listOf(people, statements, votes)),
    )
}

function spoilt(votes: VoteList, at: number, mistake: 'person' | 'statement' | 'answer' | 'pair'): VoteList {
  const { participantIds, statementIds, participant, statement, answer } = votes
  if (mistake === 'person') return { ...votes, participant: participant.with(at, participantIds.length) }
  if (mistake === 'statement') return { ...votes, statement: statement.with(at, statementIds.length + at) }
  if (mistake === 'answer') return { ...votes, answer: answer.with(at, at % 2 ? 2 : -2) }
  return {
    ...votes,
    participant: Uint32Array.of(...participant, participant[at]!),
    statement: Uint32Array.of(...statement, statement[at]!),
    answer: Int8Array.of(...answer, -answer[at]!),
  }
}

/** Rows that are mostly right, with what may go wrong in files; or any bytes. */
function anyFile(header: string): fc.Arbitrary<Uint8Array> {
  const id = fc.oneof({ weight: 30, arbitrary: fc.nat(15).map(String) }, fc.constantFrom('', '-1', '1e9', '007', 'x', '9'.repeat(16)))
  const vote = fc.oneof({ weight: 40, arbitrary: fc.constantFrom('1', '-1', '0') }, fc.constantFrom('', '2', '+1', 'NaN', '1.0', ' 1'))
  const good = fc.tuple(fc.nat(99).map(String), fc.nat(15).map(String), fc.nat(15).map(String), fc.constantFrom('1', '-1', '0'))
  const row = fc.oneof(
    { weight: 60, arbitrary: good.map(([time, comment, voter, answer]) => `${time},x,${comment},${voter},${answer}`) },
    fc.tuple(id, id, id, vote).map(([time, comment, voter, answer]) => `${time},x,${comment},${voter},${answer}`),
    fc.constantFrom('', '"', ',', '1,"a\nb",3,4,1', '1,x,3,4,1,1', '\u0000', '#'),
  )
  const text = fc
    .tuple(
      fc.constantFrom('', '\ufeff'),
      fc.constantFrom(header, header, header, '', 'vote,voter-id,comment-id'),
      fc.array(row, { maxLength: 80 }),
      fc.constantFrom('\n', '\r\n'),
    )
    .map(([mark, first, rows, end]) => new TextEncoder().encode(mark + [first, ...rows].join(end)))
  return fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) })
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(numbersIn)
}
