import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Ballots } from './polis.ballots.ts'
import { type PolisFile, type PolisRefusal, parseRows, Refused, wholeLines } from './polis.csv.ts'
import { type LastVotes, lastVotes } from './polis.last-votes.ts'
import { readLongVotes, voteRows } from './polis.votes.ts'

const anyOrder = (names: string[]) => fc.shuffledSubarray(names, { minLength: names.length })
const names = fc.subarray(['timestamp', 'datetime', 'note']).chain(more => anyOrder(['comment-id', 'voter-id', 'vote', ...more]))
const fieldOf: Record<string, fc.Arbitrary<string>> = {
  timestamp: fc.oneof(fc.nat(99).map(String), fc.constant(''), fc.constant('1500000100000')),
  datetime: fc.constantFrom('Fri Jul 14 2017', 'Mär 3', ''),
  'comment-id': fc.nat(5).map(String),
  'voter-id': fc.oneof(fc.nat(5).map(String), fc.constantFrom('99999999', '123456789012345')),
  vote: fc.constantFrom('1', '-1', '0'),
}
const oddities = [
  '"1"',
  '"',
  '""',
  '"a,b"',
  '"a\nb"',
  '"a""b"',
  '1"',
  '007',
  '00',
  '-0',
  '+1',
  '01',
  ' 1',
  '1 ',
  '2',
  '-',
  '',
  'x',
  '\r',
  'a\rb',
]
const oddField = fc.constantFrom(...oddities, '1234567890123456', 'ä', '\0', '\u2028', '\uFEFF', '1.0', '1e3', '−1')

const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })

/** Mostly plain rows, in any order of columns, with what else can stand in a file here and there. */
const anyFile = fc
  .record({
    names,
    newline: fc.constantFrom('\n', '\n', '\r\n'),
    mark: fc.constantFrom('', '', '\uFEFF'),
    isOpen: fc.boolean(),
  })
  .chain(shape =>
    fc.record({
      shape: fc.constant(shape),
      header: fc.oneof({ weight: 9, arbitrary: fc.constant(shape.names.join(',')) }, { weight: 1, arbitrary: oddHeader(shape.names) }),
      rows: fc.array(fc.tuple(...shape.names.map(name => fieldOf[name] ?? fc.constantFrom('', 'Notiz'))), { maxLength: 12 }),
      odd: seldom(fc.array(fc.record({ row: fc.nat(12), place: fc.nat(6), field: oddField }), { maxLength: 2 })),
      wrong: seldom(fc.record({ row: fc.nat(12), line: fc.constantFrom('', '1', '1,2,3,4,5,6,7,8', '\n', 'a\rb', ',,,,') })),
      bytes: seldom(fc.uint8Array({ maxLength: 5 })),
    }),
  )
  .map(({ shape, header, rows, odd, wrong, bytes }) => {
    const lines = rows.map(fields => [...fields])
    for (const { row, place, field } of odd ?? []) if (lines[row]?.[place] !== undefined) lines[row][place] = field
    const text = [header, ...lines.map(fields => fields.join(','))]
    if (wrong) text.splice(1 + Math.min(wrong.row, rows.length), 0, wrong.line)
    const whole = shape.mark + text.join(shape.newline) + (shape.isOpen ? '' : shape.newline)
    return Buffer.concat([Buffer.from(whole), bytes ?? Buffer.alloc(0)])
  })

function oddHeader(names: string[]) {
  const [first = '', ...others] = names
  return fc.constantFrom('', 'vote', `"${first}",${others}`, `${names},vote`, `\n${names}`, `${names}\r`, `${first}\r,${others}`)
}

describe('a votes.csv', () => {
  test('gives the same votes, or the same refusal of the same line, whether its bytes or a CSV library are read', async () => {
    const seen = { votes: 0, refusals: 0 }
    await fc.assert(
      fc.asyncProperty(anyFile, fc.constantFrom(1, 2, 30, 60, 100, 200, 1000), async (bytes, chunk) => {
        const [direct, byLibrary] = [await reading(read(bytes, chunk)), await reading(readByLibrary(bytes, chunk))]
        expect(direct).toEqual(byLibrary)
        if ('refusal' in direct) seen.refusals++
        else seen.votes += direct.count
      }),
      { numRuns: 400 },
    )
    expect(seen.votes).toBeGreaterThan(200)
    expect(seen.refusals).toBeGreaterThan(20)
  })

  test('is refused at its first wrong line, however it comes in', async () => {
    const text = `timestamp,comment-id,voter-id,vote\n${'1,2,3,1\n'.repeat(20)}1,2,3,4\n${'1,2,3,1\n'.repeat(20)}1,2,\xE4,1\n`
    for (const chunk of [1, 7, 50, 10_000])
      expect(await reading(read(Buffer.from(text, 'latin1'), chunk))).toEqual({
        refusal: { file: 'votes.csv', line: 22, reason: 'not-a-vote', found: '4' },
      })
  })

  test('without any end of line is refused before it fills the memory', async () => {
    let given = 0
    const endless: PolisFile = {
      name: 'votes.csv',
      bytes: Number.POSITIVE_INFINITY,
      async *open() {
        for (;;) {
          given += 1 << 20
          yield Buffer.alloc(1 << 20, 'x')
        }
      },
    }
    expect(await reading(readLongVotes(endless))).toMatchObject({ refusal: { line: 1, reason: 'line-too-long' } })
    expect(given).toBeLessThan(10_000_000)
  })
})

describe('the last vote of a person on a statement', () => {
  const vote = fc.record({
    person: fc.nat(4),
    statement: fc.nat(90),
    answer: fc.constantFrom(1, 0, -1),
    time: fc.constantFrom(-1, 0, 1, 2e8),
  })

  test('is the latest one, and of equally late ones the one further down', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(vote, { maxLength: 300 }), async votes => {
        const last = new Map<string, (typeof votes)[number]>()
        for (const one of votes) {
          const pair = `${one.person} ${one.statement}`
          const before = last.get(pair)
          if (!before || one.time >= before.time) last.set(pair, one)
        }
        const expected = [...last.values()].sort((a, b) => a.person - b.person || a.statement - b.statement)
        expect(listed(await lastVotes(ballotsOf(votes)))).toEqual(
          expected.map(
            ({ person, statement, answer, time }) => `${person} ${statement} ${answer} ${time < 0 ? -1 : Math.floor(time / 864e5)}`,
          ),
        )
      }),
    )
  })

  test('is found among millions', async () => {
    const people = 1_100_000
    const ballots = new Ballots()
    for (let vote = 0; vote < 2 * people; vote++)
      ballots.add(ballots.participants.of(vote % people), ballots.statements.of(0), vote < people ? 1 : -1, vote)
    const { answer, participant, participantIds } = await lastVotes(ballots)
    expect(answer.length).toBe(people)
    expect(answer.every(given => given === -1)).toBe(true)
    expect(participant.every((person, place) => person === place)).toBe(true)
    expect(participantIds.at(-1)).toBe(String(people - 1))
  })
})

const fileOf = (bytes: Uint8Array, chunk: number): PolisFile => ({
  name: 'votes.csv',
  bytes: bytes.length,
  async *open() {
    for (let from = 0; from < bytes.length; from += chunk) yield bytes.subarray(from, from + chunk)
  },
})

const read = (bytes: Uint8Array, chunk: number) => readLongVotes(fileOf(bytes, chunk))

async function readByLibrary(bytes: Uint8Array, chunk: number): Promise<Ballots> {
  const file = fileOf(bytes, chunk)
  const ballots = new Ballots()
  await parseRows(file, wholeLines(file), voteRows(file, ballots))
  return ballots
}

async function reading(
  ballots: Promise<Ballots>,
): Promise<{ count: number; votes: string[]; people: readonly string[] } | { refusal: PolisRefusal }> {
  try {
    const { count } = await ballots
    const votes = await lastVotes(await ballots)
    return { count, votes: listed(votes), people: votes.participantIds }
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal }
    throw error
  }
}

function ballotsOf(votes: { person: number; statement: number; answer: number; time: number }[]): Ballots {
  const ballots = new Ballots()
  for (const { person, statement, answer, time } of votes)
    ballots.add(ballots.participants.of(person), ballots.statements.of(statement), answer, time)
  return ballots
}

const listed = ({ participantIds, statementIds, participant, statement, answer, day }: LastVotes) =>
  Array.from(answer, (given, vote) => `${participantIds[participant[vote]!]} ${statementIds[statement[vote]!]} ${given} ${day[vote]}`)
