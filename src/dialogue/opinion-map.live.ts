import { createHash } from 'node:crypto'
import { mapOf } from './opinion-map.assembly.ts'
import { methodVersion } from './opinion-map.constants.ts'
import type { Crew } from './opinion-map.crew.ts'
import { type Findings, findings, type Ledger, ledgerOf, type Remembered } from './opinion-map.engine.ts'
import { changePairs, type PairSums, pairSums } from './opinion-map.moments.ts'
import { emptyFor, inverse, roomier } from './opinion-map.rows.ts'
import { hashOf, mixed, takeFingerprints } from './opinion-map.sample.ts'
import type { OpinionMap, VoteList } from './opinion-map.ts'

/** All that one participant now says: `answers[i]` to `statements[i]`, an index into the statements of the map. Empty: nothing any more. */
export type Ballot = { participant: string; statements: ArrayLike<number>; answers: ArrayLike<number> }

/**
 * The map of a dialogue whose votes keep changing: knows the votes and their sums, and finds anew only what depends on a change. After any
 * changes it finds the very bytes that all votes together would give. The statements stay the same; with other statements begin a new one.
 */
export class LiveMap {
  readonly #crew: Crew
  readonly #ledger: Ledger
  readonly #statementIds: readonly string[]
  readonly #rowOf: Map<string, number>
  readonly #free: number[] = []
  /** In order, but for newcomers and those who are gone. */
  #participantIds: string[]
  readonly #newcomers = new Set<string>()
  /** Of the participant in each row, a number made of their id. */
  #names = new Uint32Array(0)
  #used: number
  #remembered: Remembered | undefined

  constructor(votes: VoteList, crew: Crew) {
    this.#crew = crew
    this.#ledger = ledgerOf(votes, crew)
    this.#statementIds = votes.statementIds
    this.#participantIds = [...votes.participantIds]
    this.#rowOf = new Map(votes.participantIds.map((id, row) => [id, row]))
    this.#used = votes.answer.length
    this.#makeRoomForPeople(votes.participantIds.length)
    votes.participantIds.forEach((id, row) => {
      this.#names[row] = hashOf(id)
    })
  }

  /** Changes with the votes, who gave them, and the method, and only with these: nearly never the same for other votes, always for the same. */
  get digest(): string {
    return digestOf(this.#ledger, this.#names, this.#statementIds)
  }

  /** People in it stand in the order in which they came. */
  find(): Findings {
    const { found, remembered } = findings(this.#ledger, this.#crew, this.#remembered)
    this.#remembered = remembered
    return found
  }

  /** The map, people in the order of their ids, and those ids. */
  map(): { map: OpinionMap; participantIds: readonly string[] } {
    const found = this.find()
    const participantIds = this.#inOrder()
    const rows = Uint32Array.from(participantIds, id => this.#rowOf.get(id)!)
    return { map: mapOf(found, this.#ledger, rows), participantIds }
  }

  /** All votes, people in the order of the map. */
  list(): VoteList {
    const { votes, columns } = this.#ledger
    const statementAt = inverse(columns)
    const list = { participant: new Uint32Array(votes.count), statement: new Uint32Array(votes.count), answer: new Int8Array(votes.count) }
    let place = 0
    const participantIds = this.#inOrder()
    participantIds.forEach((id, participant) => {
      const row = this.#rowOf.get(id)!
      for (let vote = votes.start[row]!; vote < votes.end[row]!; vote++, place++) {
        list.participant[place] = participant
        list.statement[place] = statementAt[votes.codes[vote]! >>> 2]!
        list.answer[place] = (votes.codes[vote]! & 3) - 1
      }
    })
    return { ...list, participantIds, statementIds: this.#statementIds }
  }

  /** Puts a ballot in the place of the one the participant had. */
  put({ participant, statements, answers }: Ballot): void {
    if (statements.length === 0 && !this.#rowOf.has(participant)) return
    const row = this.#rowOf.get(participant) ?? this.#newRow(participant)
    this.#ledger.pairs ??= pairSums(this.#ledger.votes, this.#ledger.fewest, this.#crew)
    this.#count(row, -1, this.#ledger.pairs)
    this.#write(row, codesOf(this.#ledger.columns, statements, answers))
    this.#count(row, 1, this.#ledger.pairs)
    this.#remembered?.changed.add(row)
    if (statements.length > 0) return
    this.#rowOf.delete(participant)
    this.#newcomers.delete(participant)
    this.#free.push(row)
  }

  #inOrder(): readonly string[] {
    const known = this.#participantIds.filter(id => this.#rowOf.has(id) && !this.#newcomers.has(id))
    this.#participantIds = [...known, ...this.#newcomers].sort(byCodeUnits)
    this.#newcomers.clear()
    return this.#participantIds
  }

  #newRow(participant: string): number {
    const row = this.#free.pop() ?? this.#ledger.votes.rows++
    this.#rowOf.set(participant, row)
    this.#newcomers.add(participant)
    if (row >= this.#ledger.votes.start.length) this.#makeRoomForPeople(row + 1)
    this.#names[row] = hashOf(participant)
    return row
  }

  /** The beginnings and ends of a packed list stand in one array, one place apart; here each has its own. */
  #makeRoomForPeople(people: number): void {
    const { votes, prints } = this.#ledger
    votes.start = roomier(votes.start, people)
    votes.end = roomier(votes.end, people)
    prints.high = roomier(prints.high, people)
    prints.low = roomier(prints.low, people)
    this.#names = roomier(this.#names, people)
  }

  #count(row: number, times: 1 | -1, pairs: PairSums): void {
    const { votes, fewest, salts, prints } = this.#ledger
    const own = votes.codes.subarray(votes.start[row]!, votes.end[row]!)
    votes.count += times * own.length
    if (own.length >= fewest) changePairs(pairs, own, times)
    if (times === 1) takeFingerprints({ votes, salts, prints, part: { from: row, to: row + 1 } })
  }

  /** In place where the ballot has not grown, else behind all others. */
  #write(row: number, codes: Uint32Array): void {
    const { votes } = this.#ledger
    if (codes.length > votes.end[row]! - votes.start[row]!) {
      if (this.#used + codes.length > votes.codes.length) this.#makeRoom(codes.length)
      votes.start[row] = this.#used
      this.#used += codes.length
    }
    votes.end[row] = votes.start[row]! + codes.length
    votes.codes.set(codes, votes.start[row]!)
  }

  /** Sets the ballots close together again, and twice as much room if that is not enough. */
  #makeRoom(needed: number): void {
    const { votes } = this.#ledger
    const codes = emptyFor(votes.codes, votes.count + needed)
    this.#used = 0
    for (let row = 0; row < votes.rows; row++) {
      const own = votes.codes.subarray(votes.start[row]!, votes.end[row]!)
      codes.set(own, this.#used)
      votes.start[row] = this.#used
      this.#used += own.length
      votes.end[row] = this.#used
    }
    votes.codes = codes
  }
}

/** From sums over everyone, made of their name and the fingerprint of their votes: these do not depend on the order of people. */
function digestOf({ votes, prints }: Ledger, names: Uint32Array, statementIds: readonly string[]): string {
  const sums = new Uint32Array(4)
  for (let row = 0; row < votes.rows; row++) {
    if (votes.end[row] === votes.start[row]) continue
    const name = names[row]!
    const high = prints.high[row]!
    const low = prints.low[row]!
    sums[0]! += high
    sums[1]! += low
    sums[2]! += mixed(high, name)
    sums[3]! += mixed(name, low)
  }
  return `${methodVersion}:${createHash('sha256').update(`${statementIds.join()} ${votes.count} ${sums.join()}`).digest('hex')}`
}

function codesOf(columns: Uint32Array, statements: ArrayLike<number>, answers: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(statements, (statement, i) => (columns[statement]! << 2) | (answers[i]! + 1)).sort()
}

const byCodeUnits = (a: string, b: string) => (a < b ? -1 : 1)
