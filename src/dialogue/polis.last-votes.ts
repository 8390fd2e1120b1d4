import { setImmediate as others } from 'node:timers/promises'
import type { VoteList } from './opinion-map.ts'
import type { Ballots } from './polis.ballots.ts'

/**
 * The last vote of everyone on every statement, with its day since 1970-01-01 (UTC) or −1. Sorted by person, then statement. The arrays lie
 * in shared memory: a worker reads them where they are.
 */
export type LastVotes = Pick<VoteList, 'participantIds' | 'statementIds'> & Votes
type Votes = Pick<VoteList, 'participant' | 'statement' | 'answer'> & { day: Int32Array }

/**
 * One vote per person and statement: the one with the latest time; of equal times, the one further down in the file. Uses the ballots up:
 * each column is let go as soon as it has been sorted, so that at most 25 bytes a vote are held. Millions of votes take seconds, in which
 * others have their turn.
 */
export async function lastVotes(ballots: Ballots): Promise<LastVotes> {
  const statements = ballots.statements.ascending()
  const people = ballots.participants.ascending()
  await others()
  const { place, begins } = await placesByPerson(ballots, people.rank)
  const statement = await scattered(ballots.statement, place, new Uint32Array(new SharedArrayBuffer(ballots.count * 4)))
  const time = await scattered(ballots.time, place, new Float64Array(ballots.count))
  const answer = await scattered(ballots.answer, place, new Int8Array(new SharedArrayBuffer(ballots.count)))
  place.forEach(release)
  const votes = await lastOfEach({ statement, time, answer }, begins, statements.rank)
  release(time)
  return { participantIds: people.ids, statementIds: statements.ids, ...votes }
}

/** In shared memory, which the operating system gives page by page as it is filled. */
export const roomForVotes = (count: number): Votes => ({
  participant: new Uint32Array(new SharedArrayBuffer(count * 4)),
  statement: new Uint32Array(new SharedArrayBuffer(count * 4)),
  answer: new Int8Array(new SharedArrayBuffer(count)),
  day: new Int32Array(new SharedArrayBuffer(count * 4)),
})

/** Where each vote goes when they are sorted by person, in the order of the file, and where each person's votes begin. */
async function placesByPerson({ participant, count }: Ballots, rank: Uint32Array): Promise<{ place: Uint32Array[]; begins: Uint32Array }> {
  const begins = new Uint32Array(rank.length + 1)
  let left = count
  for (const portion of participant) {
    const end = Math.min(left, portion.length)
    for (let vote = 0; vote < end; vote++) begins[rank[portion[vote]!]! + 1]!++
    left -= end
    await others()
  }
  for (let person = 0; person < rank.length; person++) begins[person + 1]! += begins[person]!
  const next = begins.slice()
  const place: Uint32Array[] = []
  left = count
  for (const portion of participant) {
    const places = portion.subarray(0, left) // in the column's own memory: it is not needed afterwards
    for (let vote = 0; vote < places.length; vote++) places[vote] = next[rank[places[vote]!]!]!++
    place.push(places)
    left -= places.length
    await others()
  }
  return { place, begins }
}

async function scattered<Column extends Uint32Array | Float64Array | Int8Array>(
  portions: readonly Column[],
  place: readonly Uint32Array[],
  into: Column,
): Promise<Column> {
  for (const [index, places] of place.entries()) {
    const portion = portions[index]!
    for (let vote = 0; vote < places.length; vote++) into[places[vote]!] = portion[vote]!
    release(portion)
    await others()
  }
  return into
}

/** Gives the memory back now; the garbage collector takes its time. */
function release({ buffer }: { buffer: ArrayBufferLike }): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0)
}

type SortedByPerson = { statement: Uint32Array; time: Float64Array; answer: Int8Array }

/** Keeps what counts at the front of the same arrays. */
async function lastOfEach({ statement, time, answer }: SortedByPerson, begins: Uint32Array, rank: Uint32Array): Promise<Votes> {
  const participant = new Uint32Array(new SharedArrayBuffer(answer.length * 4))
  const day = new Int32Array(new SharedArrayBuffer(answer.length * 4))
  const answered = new Uint32Array(rank.length) // statements this person has voted on
  const answeredBy = new Uint32Array(rank.length) // the latest person, counted from 1, to have voted on each statement
  const lastTime = new Float64Array(rank.length)
  const lastAnswer = new Int8Array(rank.length)
  let kept = 0
  let turnEnds = turn
  for (let person = 0; person + 1 < begins.length; person++) {
    const end = begins[person + 1]!
    let count = 0
    for (let vote = begins[person]!; vote < end; vote++) {
      const on = rank[statement[vote]!]!
      const isFirst = answeredBy[on] !== person + 1
      if (!isFirst && time[vote]! < lastTime[on]!) continue
      if (isFirst) answered[count++] = on
      answeredBy[on] = person + 1
      lastTime[on] = time[vote]!
      lastAnswer[on] = answer[vote]!
    }
    sort(answered, count)
    for (let index = 0; index < count; index++) {
      const on = answered[index]!
      participant[kept] = person
      statement[kept] = on
      answer[kept] = lastAnswer[on]!
      day[kept++] = dayOf(lastTime[on]!)
    }
    if (end < turnEnds) continue
    turnEnds = end + turn
    await others()
  }
  return {
    participant: participant.subarray(0, kept),
    statement: statement.subarray(0, kept),
    answer: answer.subarray(0, kept),
    day: day.subarray(0, kept),
  }
}

/** The first `count` numbers, smallest first. Few ones, or ones in order as Pol.is writes them, are faster sorted by insertion. */
function sort(numbers: Uint32Array, count: number): void {
  if (count > 64) {
    numbers.subarray(0, count).sort()
    return
  }
  for (let index = 1; index < count; index++) {
    const number = numbers[index]!
    let place = index
    while (place > 0 && numbers[place - 1]! > number) {
      numbers[place] = numbers[place - 1]!
      place--
    }
    numbers[place] = number
  }
}

const dayOf = (time: number) => (time < 0 ? -1 : Math.floor(time / millisecondsPerDay))
const millisecondsPerDay = 86_400_000

/** Votes after which others have their turn: some hundredths of a second. */
const turn = 500_000
