import { constants } from './opinion-map.constants.ts'
import type { VoteList } from './opinion-map.ts'
import type { Division } from './routing.division.ts'
import type { Statement } from './statement.ts'
import type { AnswerCode } from './vote.ts'

/**
 * What is known about the statements of a dialogue, prepared so that choosing the next one for somebody is a walk over two tables. It holds
 * sums over many people only. Rows are statements, columns the parts of a `Division`.
 */
export type Routing = {
  parts: number
  /** Row of a statement, by its number. */
  rowOf: ReadonlyMap<number, number>
  /** Log of the share of all people who are in the part. */
  size: Float64Array
  /** Log of the probability that somebody of the part gives the answer: entry `(row × 3 + answer + 1) × parts + part`. */
  likelihood: Float64Array
  /** What one more vote of the part is expected to tell: entry `row × parts + part`. */
  gain: Float64Array
}

/** The statements that can be voted on. */
type Choice = { statements: readonly Statement[]; byId: ReadonlyMap<string, Statement> }

/**
 * The next statement for somebody: one not answered yet, drawn by lot, with the better odds the more their answer is expected to tell. The
 * lot depends on the participant alone, so that the same knowledge gives the same statement, and another one to somebody else. Undefined
 * when all are answered. Without routing all have equal odds.
 */
export function nextStatement(
  { statements, byId }: Choice,
  answers: ReadonlyMap<string, AnswerCode>,
  participant: string,
  routing: Routing | undefined,
): Statement | undefined {
  const own = hashOf(participant)
  const chances = routing && probableParts(routing, byId, answers)
  let first: Statement | undefined
  let shortest = Number.POSITIVE_INFINITY
  for (const statement of statements) {
    if (answers.has(statement.id)) continue
    const wait = waitOf(lotOf(own, statement.number)) / (chances ? oddsOf(expectedGain(routing, statement.number, chances)) : 1)
    if (wait < shortest) [first, shortest] = [statement, wait]
  }
  return first
}

/** Whoever waits shortest comes first: of exponential waits divided by odds, each is the shortest as often as its odds say. */
const waitOf = (lot: number) => -Math.log(lot)

/**
 * The eighth power: a tenth more votes on a statement make it four times less likely to come. With more sharpness a little more would be
 * learnt, but then everybody who asks between two refreshes would be given the same statement.
 */
function oddsOf(gain: number): number {
  const square = gain * gain
  return square * square * (square * square)
}

function expectedGain({ parts, rowOf, gain }: Routing, number: number, chances: Float64Array): number {
  const row = rowOf.get(number)
  if (row === undefined) return gainOfOneVote(0, 0)
  let sum = 0
  for (let part = 0; part < parts; part++) sum += chances[part]! * gain[row * parts + part]!
  return sum
}

/** Probability of belonging to each part, after the answers given (Bayes, answers taken as independent within a part). */
export function probableParts(
  { parts, rowOf, size, likelihood }: Routing,
  byId: Choice['byId'],
  answers: ReadonlyMap<string, AnswerCode>,
): Float64Array {
  const chances = size.slice()
  for (const [id, answer] of answers) {
    const row = rowOf.get(byId.get(id)?.number ?? Number.NaN)
    if (row === undefined) continue
    for (let part = 0; part < parts; part++) chances[part]! += likelihood[(row * 3 + answer + 1) * parts + part]!
  }
  const most = Math.max(...chances)
  let sum = 0
  for (let part = 0; part < parts; part++) sum += chances[part] = Math.exp(chances[part]! - most)
  return chances.map(chance => chance / sum)
}

// ── Preparing ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How often each answer was given in each part: entry `(row × 3 + answer + 1) × parts + part`. */
export type AnswerSums = { division: Division; sums: Float64Array }

export const noSums = (votes: VoteList, division: Division): AnswerSums => ({
  division,
  sums: new Float64Array(votes.statementIds.length * 3 * division.parts),
})

/** Adds the votes of the list from one place to another, so that a long list can be counted in turns. */
export function addVotes({ division: { parts, of, share }, sums }: AnswerSums, votes: VoteList, from: number, to: number): void {
  for (let vote = from; vote < Math.min(to, votes.answer.length); vote++) {
    const entry = (votes.statement[vote]! * 3 + votes.answer[vote]! + 1) * parts
    const part = of[votes.participant[vote]!]!
    if (part >= 0) sums[entry + part]!++
    else for (let any = 0; any < parts; any++) sums[entry + any]! += share[any]!
  }
}

export function routingFrom(votes: VoteList, { division: { parts, share }, sums }: AnswerSums): Routing {
  const rows = votes.statementIds.length
  const likelihood = new Float64Array(rows * 3 * parts)
  const gain = new Float64Array(rows * parts)
  for (let row = 0; row < rows; row++) {
    const usual = answersTo(sums, row, parts)
    for (let part = 0; part < parts; part++) {
      const given = answersTo(sums, row, parts, part)
      gain[row * parts + part] = gainOfOneVote(given[2], total(given))
      for (const code of [0, 1, 2] as const) {
        const expected = (usual[code] + 1) / (total(usual) + 3)
        likelihood[(row * 3 + code) * parts + part] = Math.log((given[code] + drawnToUsual * expected) / (total(given) + drawnToUsual))
      }
    }
  }
  const rowOf = new Map(votes.statementIds.map((number, row) => [Number(number), row]))
  return { parts, rowOf, size: share.map(Math.log), likelihood, gain }
}

/** A part of which little is known is thought to answer as everybody does: votes' worth. */
const drawnToUsual = 2

/**
 * How far one more vote is expected to narrow what is known of a share: the expected fall of the variance of its Beta distribution,
 * m (1 − m) / (n + 3)² with m = (agreeing + 1) / (n + 2). Before the fair start is over, every statement counts as evenly divided: nobody's
 * statement falls behind because the first few agreed.
 */
export function gainOfOneVote(agreeing: number, votes: number): number {
  const mean = (agreeing + 1) / (votes + 2)
  const openness = votes < fairStart ? 0.25 : mean * (1 - mean)
  return openness / (votes + 3) ** 2
}

/** Votes that a new statement is given in each part before its answers decide: from there on the map says something about it. */
export const fairStart = constants.fewestVotesInGroup

type Given = [disagree: number, pass: number, agree: number]
const total = ([disagree, pass, agree]: Given) => disagree + pass + agree

/** The answers to a statement in one part, or in all. */
function answersTo(sums: Float64Array, row: number, parts: number, part?: number): Given {
  const given: Given = [0, 0, 0]
  for (let code = 0; code < 3; code++) {
    for (let any = part ?? 0; any < (part === undefined ? parts : part + 1); any++) given[code]! += sums[(row * 3 + code) * parts + any]!
  }
  return given
}

// ── The lot ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Above 0 and below 1. */
const lotOf = (own: number, number: number) => (mixed(own ^ Math.imul(number, 0x9e3779b1)) + 0.5) / 2 ** 32

/** FNV-1a: spreads pseudonyms evenly over 32 bits; nothing secret depends on it. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(value: number): number {
  let bits = value ^ (value >>> 16)
  bits = Math.imul(bits, 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
