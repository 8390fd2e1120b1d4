import type { Newcomer } from './newcomers.ts'
import type { AnswerCode } from './vote.ts'

/** What somebody has answered: `answers` by statement number. */
export type Ballots = { participant: string; answers: ReadonlyMap<number, AnswerCode> }

/** Newcomers who vote as if from one hand. */
export type Suspicion = {
  participants: string[]
  networks: number
  /** Of two of them, on statements both answered: share of equal answers. */
  equalShare: number
  /** The same for two other people; null where there were too few to compare with. */
  usualShare: number | null
}

export const coordinationConstants = {
  /** A crowd smaller than this moves no result, and families, shared flats and small offices stay out of sight. */
  fewestMembers: 12,
  /** "From few networks": a network with fewer newcomers is not looked at, and one with fewer in a crowd is none of the crowd's. */
  fewestPerNetwork: 5,
  /** Two people who share fewer answered statements can be equal by accident. */
  fewestShared: 6,
  /** Share of answers in which two hands of the same script may differ, because it varies them or its author changed his mind. */
  slip: 0.1,
  /** A network is a crowd as a whole only if its newcomers agree nearly always: people of one opinion agree on two statements of three. */
  nearlyAlways: 0.8,
  /** log₂ of how much likelier two ballots are from one hand than from two: a thousand to one is the least that counts. */
  leastBits: 10,
  /** The same for joining a crowd that is there: a hundred to one, since somebody of its hand is to be expected then. */
  leastBitsToJoin: 7,
  /**
   * People of one opinion agree more than chance would have it. Whoever is more alike than this share of other people, and half as much
   * again, is alike as other people are not. One in twenty, because a few accounts of the same hand can hide among the others.
   */
  usualQuantile: 0.95,
  usualMargin: 1.5,
  /** Fewer others than this tell nothing of what is usual. */
  fewestOthers: 20,
  /** The newest so many are compared, each with each. */
  mostCompared: 2000,
} as const
const k = coordinationConstants

/** Newcomers from networks that bring several: only among them a crowd from few networks can be. The newest, if they are very many. */
export function candidatesAmong(newcomers: readonly Newcomer[]): Newcomer[] {
  const perNetwork = Map.groupBy(newcomers, newcomer => newcomer.network)
  return newcomers.filter(({ network }) => perNetwork.get(network)!.length >= k.fewestPerNetwork).slice(-k.mostCompared)
}

/**
 * Crowds among the candidates whose ballots are nearly the same, the largest first. A generator, so that whoever runs it can take a breath
 * after each step (a few milliseconds at most): nobody's vote shall wait for it. `ballots` of the candidates, `others` a sample of
 * everybody else; pure.
 */
export function* suspicionsAmong(
  candidates: readonly Newcomer[],
  ballots: readonly Ballots[],
  others: readonly Ballots[],
): Generator<void, Suspicion[]> {
  const scale = scaleOf([...ballots, ...others], others)
  const rows = ballots.map(ballot => rowOf(ballot, scale)).filter(row => row.answered.length >= k.fewestShared)
  if (rows.length < k.fewestMembers) return []
  const usual = others.map(ballot => rowOf(ballot, scale)).filter(row => row.answered.length >= k.fewestShared)
  const links = yield* linksAmong(rows, scale, beyondUsual(yield* likenessesOfPairs(usual, scale), usual, k.leastBits))
  const cores = (yield* crowdsOf(links, rows.length)).map(core => core.map(index => rows[index]!))
  const networkOf = new Map(candidates.map(({ participant, network }) => [participant, network]))
  for (const neighbours of Map.groupBy(rows, ({ participant }) => networkOf.get(participant)).values()) {
    const core = oneHandAmong(neighbours, scale)
    if (core) cores.push(core)
    yield
  }
  const crowds = withEverybodyOfTheirHand(cores, rows, usual, scale)
  return crowds
    .map(crowd => fromFewNetworks(crowd, networkOf))
    .filter(crowd => crowd.length >= k.fewestMembers)
    .sort((a, b) => b.length - a.length)
    .map(crowd => ({
      participants: crowd.map(({ participant }) => participant).sort(),
      networks: new Set(crowd.map(({ participant }) => networkOf.get(participant))).size,
      equalShare: equalShareOf(crowd, scale)!,
      usualShare: usual.length < k.fewestOthers ? null : equalShareOf(usual, scale),
    }))
}

/** Without those who are nearly alone in their network: like the crowd they may be, from its networks they are not. */
function fromFewNetworks(crowd: readonly Row[], networkOf: ReadonlyMap<string, string>): Row[] {
  const perNetwork = Map.groupBy(crowd, ({ participant }) => networkOf.get(participant))
  return crowd.filter(({ participant }) => perNetwork.get(networkOf.get(participant))!.length >= k.fewestPerNetwork)
}

// ── How alike two ballots are ───────────────────────────────────────────────────────────────────────────────────────────────

const answerCount = 3
const unanswered = -1

/** Statements by their place in `numbers`; `share` of the others who answer so, and what equal and unequal answers tell, in bits. */
type Scale = { numbers: ReadonlyMap<number, number>; share: Float64Array; equal: Float64Array; unequal: Float64Array }

/** A ballot: places of the statements answered, and per place the answer as 0, 1, 2, or `unanswered`. */
type Row = { participant: string; answered: number[]; answers: Int8Array }

/**
 * Likelihood ratio of "one hand, which slips now and then" against "two people who answer as the others do", per statement: an equal rare
 * answer tells much, an equal answer that everybody gives tells nothing. One added to each count: what nobody has said yet is not impossible.
 */
function scaleOf(all: readonly Ballots[], others: readonly Ballots[]): Scale {
  const known = new Set(all.flatMap(({ answers }) => [...answers.keys()]))
  const numbers = new Map([...known].sort((a, b) => a - b).map((number, place) => [number, place]))
  const counts = countsOf(
    others.map(ballot => rowOf(ballot, { numbers })),
    numbers.size,
    1,
  )
  const share = counts.map((count, index) => count / sum(answersTo(counts, Math.floor(index / answerCount))))
  return {
    numbers,
    share,
    equal: share.map(each => Math.max(0, Math.log2((1 - k.slip) / each))),
    unequal: Float64Array.from(numbers.values(), place => {
      const chanceOfEqual = sum(answersTo(share, place).map(each => each ** 2))
      return Math.min(0, Math.log2(k.slip / (1 - chanceOfEqual)))
    }),
  }
}

/** How often each answer was given to each statement, three numbers per statement; `from`: what each count begins with. */
function countsOf(rows: readonly Row[], statements: number, from: number): Float64Array {
  const counts = new Float64Array(statements * answerCount).fill(from)
  for (const { answered, answers } of rows)
    for (const place of answered) {
      const index = place * answerCount + answers[place]!
      counts[index] = counts[index]! + 1
    }
  return counts
}

const answersTo = (counts: Float64Array, place: number) => counts.subarray(place * answerCount, (place + 1) * answerCount)
const sum = (numbers: Float64Array) => numbers.reduce((a, b) => a + b, 0)

function rowOf({ participant, answers }: Ballots, { numbers }: Pick<Scale, 'numbers'>): Row {
  const row = { participant, answered: [] as number[], answers: new Int8Array(numbers.size).fill(unanswered) }
  for (const [number, answer] of answers) {
    const place = numbers.get(number)!
    row.answered.push(place)
    row.answers[place] = answer + 1
  }
  return row
}

/** Bits for one hand; −∞ where the two share too few statements to tell. */
function likeness(a: Row, b: Row, { equal, unequal }: Scale): number {
  let shared = 0
  let bits = 0
  for (const place of a.answered) {
    const other = b.answers[place]!
    if (other === unanswered) continue
    shared++
    bits += other === a.answers[place] ? equal[place * answerCount + other]! : unequal[place]!
  }
  return shared < k.fewestShared ? Number.NEGATIVE_INFINITY : bits
}

function* likenessesOfPairs(rows: readonly Row[], scale: Scale): Generator<void, number[]> {
  const pairs: number[] = []
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) pairs.push(likeness(rows[i]!, rows[j]!, scale))
    yield
  }
  return pairs
}

/** From how many bits on something is neither chance nor what other people are like. */
function beyondUsual(bits: readonly number[], others: readonly Row[], least: number): number {
  if (others.length < k.fewestOthers) return least
  const sorted = Float64Array.from(bits).sort()
  return Math.max(least, k.usualMargin * sorted[Math.floor((sorted.length - 1) * k.usualQuantile)]!)
}

/** Which two are alike: a square of zeros and ones, row by row. */
function* linksAmong(rows: readonly Row[], scale: Scale, bits: number): Generator<void, Uint8Array> {
  const size = rows.length
  const links = new Uint8Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++)
      if (likeness(rows[i]!, rows[j]!, scale) >= bits) {
        links[i * size + j] = 1
        links[j * size + i] = 1
      }
    yield
  }
  return links
}

// ── Crowds ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Takes whoever is like most, with all that are like them, and leaves out again whoever is like less than half of these, until all fit:
 * a chain of people of whom each resembles the next makes no crowd.
 */
function* crowdsOf(links: Uint8Array, size: number): Generator<void, number[][]> {
  const crowds: number[][] = []
  let left = Array.from({ length: size }, (_, index) => index)
  while (left.length >= k.fewestMembers) {
    const alike = yield* likenessesWithin(left, links, size)
    const most = Math.max(...alike)
    if (most < k.fewestMembers - 1) break
    const leader = left[alike.indexOf(most)]!
    const crowd = yield* fittingOf(
      left.filter(other => other === leader || links[leader * size + other] === 1),
      links,
      size,
    )
    if (crowd.length >= k.fewestMembers) crowds.push(crowd)
    const taken = new Set(crowd.length >= k.fewestMembers ? crowd : [leader])
    left = left.filter(index => !taken.has(index))
  }
  return crowds
}

function* fittingOf(crowd: number[], links: Uint8Array, size: number): Generator<void, number[]> {
  const alike = yield* likenessesWithin(crowd, links, size)
  const fitting = crowd.filter((_, place) => 2 * alike[place]! >= crowd.length - 1)
  return fitting.length === crowd.length ? crowd : yield* fittingOf(fitting, links, size)
}

const rowsPerStep = 200

/** How many of these each of these is like. */
function* likenessesWithin(indexes: readonly number[], links: Uint8Array, size: number): Generator<void, number[]> {
  const alike: number[] = []
  for (const a of indexes) {
    let count = 0
    for (const b of indexes) count += links[a * size + b]!
    alike.push(count)
    if (alike.length % rowsPerStep === 0) yield
  }
  return alike
}

/**
 * The part of a network's newcomers that answers as one, if there is one: for accounts that answer so little that no two of them share
 * enough to be compared. Whoever does not fit what the rest together say goes, until all fit.
 */
function oneHandAmong(neighbours: Row[], scale: Scale): Row[] | undefined {
  let core = neighbours
  for (let size = 0; core.length >= k.fewestMembers && core.length !== size; ) {
    size = core.length
    const bits = bitsForScript(core, scale)
    core = core.filter(row => bits(row) >= k.leastBitsToJoin)
  }
  return core.length >= k.fewestMembers && equalShareOf(core, scale)! >= k.nearlyAlways ? core : undefined
}

/**
 * The answers of a crowd together tell its script, and with that each ballot can be compared as with no single other one: who was left out
 * for answering too little comes in, who was in by accident goes out.
 */
function withEverybodyOfTheirHand(cores: readonly Row[][], rows: readonly Row[], others: readonly Row[], scale: Scale): Row[][] {
  const taken = new Set<Row>()
  return cores.map(core => {
    const bits = bitsForScript(core, scale)
    const least = beyondUsual(others.map(bits), others, k.leastBitsToJoin)
    const crowd = rows.filter(row => !taken.has(row) && bits(row) >= least)
    for (const row of crowd) taken.add(row)
    return crowd
  })
}

/** Bits for "answers as this crowd does" against "answers as the others do". */
function bitsForScript(crowd: readonly Row[], { numbers, share }: Scale): (row: Row) => number {
  const counts = countsOf(crowd, numbers.size, 1)
  const bits = counts.map((count, index) => Math.log2(count / sum(answersTo(counts, Math.floor(index / answerCount))) / share[index]!))
  return row => row.answered.reduce((total, place) => total + bits[place * answerCount + row.answers[place]!]!, 0)
}

/** Of all pairs who answered the same statement, the share who answered it alike; null where there is no such pair. */
function equalShareOf(rows: readonly Row[], { numbers }: Scale): number | null {
  const counts = countsOf(rows, numbers.size, 0)
  const pairsOf = (count: number) => (count * (count - 1)) / 2
  let [equal, all] = [0, 0]
  for (const place of numbers.values()) {
    equal += sum(answersTo(counts, place).map(pairsOf))
    all += pairsOf(sum(answersTo(counts, place)))
  }
  return all === 0 ? null : equal / all
}
