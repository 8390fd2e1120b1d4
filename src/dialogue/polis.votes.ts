import type { VoteList } from './opinion-map.ts'
import { columnsIn, type OnProgress, type PolisFile, type PolisRefusalReason, Refused, readRows, wholeNumber } from './polis.csv.ts'

/** Votes as they stand in the file, in its order, repeated ones included. Ids are numbered as they appear. */
export type Ballots = {
  participantIds: string[]
  statementIds: string[]
  count: number
  participant: Uint32Array
  statement: Uint32Array
  answer: Int8Array
  /** Milliseconds since 1970; −1 where the file says nothing. */
  time: Float64Array
}

/** The last vote of everyone on every statement, with its day since 1970-01-01 (UTC) or −1. Sorted by person, then statement. */
export type LastVotes = VoteList & { day: Int32Array }

/** One line a vote: timestamp, comment-id, voter-id, vote; other columns are not read. */
export async function readLongVotes(file: PolisFile, onProgress?: OnProgress): Promise<Ballots> {
  const ballots = emptyBallots()
  const participants = numbering(ballots.participantIds)
  const statements = numbering(ballots.statementIds)
  let at = { voter: 0, comment: 0, vote: 0, time: 0 as number | undefined }
  await readRows(
    file,
    {
      onHeader: names => {
        const columns = columnsIn(file, names, ['comment-id', 'voter-id', 'vote'])
        at = {
          voter: columns.get('voter-id')!,
          comment: columns.get('comment-id')!,
          vote: columns.get('vote')!,
          time: columns.get('timestamp'),
        }
      },
      onRow: (fields, line) => {
        const voter = fields[at.voter]!
        const comment = fields[at.comment]!
        const time = at.time === undefined ? '' : fields[at.time]!
        if (!wholeNumber.test(voter)) refuse(file, line, 'not-an-id', voter)
        if (!wholeNumber.test(comment)) refuse(file, line, 'not-an-id', comment)
        if (time !== '' && !wholeNumber.test(time)) refuse(file, line, 'not-a-time', time)
        add(ballots, participants(voter), statements(comment), answerIn(file, line, fields[at.vote]!), time === '' ? -1 : Number(time))
      },
    },
    onProgress,
  )
  return ballots
}

/** One line a person, one column a statement; an empty field is no vote. Columns that are not a number say something else. */
export async function readWideVotes(file: PolisFile, onProgress?: OnProgress): Promise<Ballots> {
  const ballots = emptyBallots()
  const participants = numbering(ballots.participantIds)
  const statements = numbering(ballots.statementIds)
  let person = 0
  let columns: { at: number; statement: number }[] = []
  const seen = new Set<string>()
  await readRows(
    file,
    {
      onHeader: names => {
        person = columnsIn(file, names, ['participant']).get('participant')!
        columns = names.flatMap((name, at) => (wholeNumber.test(name) ? [{ at, statement: statements(name) }] : []))
      },
      onRow: (fields, line) => {
        const voter = fields[person]!
        if (!wholeNumber.test(voter)) refuse(file, line, 'not-an-id', voter)
        if (seen.has(voter)) refuse(file, line, 'participant-twice', voter)
        seen.add(voter)
        for (const { at, statement } of columns) {
          const vote = fields[at]!
          if (vote !== '') add(ballots, participants(voter), statement, answerIn(file, line, vote), -1)
        }
      },
    },
    onProgress,
  )
  return ballots
}

/** One vote per person and statement: the one with the latest time; of equal times, the one further down in the file. */
export function lastVotes(ballots: Ballots): LastVotes {
  const [people, statements] = [ascending(ballots.participantIds), ascending(ballots.statementIds)]
  const order = inOrderOfPeople(ballots, people.rank, statements.rank)
  const kept: number[] = []
  for (const vote of order) {
    const before = kept.at(-1)
    const isSamePair = before !== undefined && pairOf(ballots, before) === pairOf(ballots, vote)
    if (!isSamePair) kept.push(vote)
    else if (ballots.time[vote]! >= ballots.time[before]!) kept[kept.length - 1] = vote
  }
  return {
    participantIds: people.ids,
    statementIds: statements.ids,
    participant: Uint32Array.from(kept, vote => people.rank[ballots.participant[vote]!]!),
    statement: Uint32Array.from(kept, vote => statements.rank[ballots.statement[vote]!]!),
    answer: Int8Array.from(kept, vote => ballots.answer[vote]!),
    day: Int32Array.from(kept, vote => (ballots.time[vote]! < 0 ? -1 : Math.floor(ballots.time[vote]! / millisecondsPerDay))),
  }
}

const millisecondsPerDay = 86_400_000

function refuse(file: PolisFile, line: number, reason: PolisRefusalReason, found: string): never {
  throw new Refused({ file: file.name, line, reason, found })
}

function answerIn(file: PolisFile, line: number, vote: string): number {
  if (vote === '1') return 1
  if (vote === '-1') return -1
  if (vote === '0') return 0
  return refuse(file, line, 'not-a-vote', vote)
}

function emptyBallots(): Ballots {
  const room = 1 << 12
  return {
    participantIds: [],
    statementIds: [],
    count: 0,
    participant: new Uint32Array(room),
    statement: new Uint32Array(room),
    answer: new Int8Array(room),
    time: new Float64Array(room),
  }
}

function add(ballots: Ballots, participant: number, statement: number, answer: number, time: number): void {
  if (ballots.count === ballots.answer.length) grow(ballots)
  ballots.participant[ballots.count] = participant
  ballots.statement[ballots.count] = statement
  ballots.answer[ballots.count] = answer
  ballots.time[ballots.count] = time
  ballots.count++
}

function grow(ballots: Ballots): void {
  const room = ballots.count * 2
  const { participant, statement, answer, time } = ballots
  ballots.participant = new Uint32Array(room)
  ballots.participant.set(participant)
  ballots.statement = new Uint32Array(room)
  ballots.statement.set(statement)
  ballots.answer = new Int8Array(room)
  ballots.answer.set(answer)
  ballots.time = new Float64Array(room)
  ballots.time.set(time)
}

/** Gives every id a number, in the order of appearance, and keeps the ids in `ids`. */
function numbering(ids: string[]): (id: string) => number {
  const numbers = new Map<string, number>()
  return id => {
    const known = numbers.get(id)
    if (known !== undefined) return known
    numbers.set(id, ids.length)
    ids.push(id)
    return ids.length - 1
  }
}

function ascending(ids: string[]): { ids: string[]; rank: Uint32Array } {
  const order = Array.from(ids.keys()).sort((a, b) => Number(ids[a]) - Number(ids[b]) || (ids[a]! < ids[b]! ? -1 : 1))
  const rank = new Uint32Array(ids.length)
  order.forEach((from, to) => {
    rank[from] = to
  })
  return { ids: order.map(from => ids[from]!), rank }
}

const pairOf = (ballots: Ballots, vote: number) => ballots.participant[vote]! * ballots.statementIds.length + ballots.statement[vote]!

/** Indexes of the votes by person, then statement, then place in the file. */
function inOrderOfPeople(ballots: Ballots, person: Uint32Array, statement: Uint32Array): Uint32Array {
  const asInFile = Uint32Array.from({ length: ballots.count }, (_, vote) => vote)
  return countingSort(countingSort(asInFile, ballots.statement, statement), ballots.participant, person)
}

function countingSort(votes: Uint32Array, member: Uint32Array, rank: Uint32Array): Uint32Array {
  const next = new Uint32Array(rank.length + 1)
  for (const vote of votes) next[rank[member[vote]!]! + 1]!++
  for (let position = 0; position < rank.length; position++) next[position + 1]! += next[position]!
  const sorted = new Uint32Array(votes.length)
  for (const vote of votes) sorted[next[rank[member[vote]!]!]!++] = vote
  return sorted
}
