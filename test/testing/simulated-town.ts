import { createHash } from 'node:crypto'
import type { Ballots } from '../../src/dialogue/coordination.ts'
import type { Newcomer } from '../../src/dialogue/newcomers.ts'
import { type OpinionMap, opinionMap } from '../../src/dialogue/opinion-map.ts'
import type { AnswerCode } from '../../src/dialogue/vote.ts'

export type SimulatedPerson = Newcomer & Ballots & { isScripted: boolean }

export type Crowd = { people: number; networks: number; statements: number }
export type Attack = Crowd & { slip: number }

/** A stream of numbers from 0 to 1: same seed, same stream (mulberry32). */
function chanceFrom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Honest people of three opinions. Some statements unite them, some divide, on some they do not care. They come from `networks` networks
 * of very different sizes, as homes, offices and mobile providers are.
 */
export function honestPeople({ people, networks, statements }: Crowd, seed: number): SimulatedPerson[] {
  const chance = chanceFrom(seed)
  const leanings = Array.from({ length: statements }, () => {
    const isShared = chance() < 0.4
    const common = 0.55 + 0.4 * chance()
    return [0, 1, 2].map(() => (isShared ? common + 0.1 * (chance() - 0.5) : 0.1 + 0.8 * chance()))
  })
  return Array.from({ length: people }, (_, index) => {
    const opinion = Math.floor(chance() * 3)
    const share = 0.15 + 0.85 * chance()
    const answers = new Map<number, AnswerCode>()
    leanings.forEach((leaning, place) => {
      if (chance() > share) return
      answers.set(place + 1, chance() < 0.1 ? 0 : chance() < leaning[opinion]! ? 1 : -1)
    })
    return personOf(`honest ${seed} ${index}`, `home ${Math.floor(networks * chance() ** 2)}`, index * 1000, answers, false)
  })
}

/** Accounts that follow one script: for every second statement, against the others; now and then an answer differs, and none answers all. */
export function scriptedAccounts({ people, networks, statements, slip }: Attack, seed: number): SimulatedPerson[] {
  const chance = chanceFrom(seed)
  const script = Array.from({ length: statements }, () => (chance() < 0.5 ? 1 : -1) as AnswerCode)
  return Array.from({ length: people }, (_, index) => {
    const share = 0.4 + 0.6 * chance()
    const answers = new Map<number, AnswerCode>()
    script.forEach((answer, place) => {
      if (chance() <= share) answers.set(place + 1, chance() < slip ? ((-answer || 0) as AnswerCode) : answer)
    })
    return personOf(`script ${seed} ${index}`, `server ${index % networks}`, index * 500, answers, true)
  })
}

/** Numbers of the statements that unite these people, surest first. */
export const unitesAmong = (people: readonly Ballots[], statements: number): number[] =>
  mapOf(people, statements).consensus.map(index => index + 1)

export function mapOf(people: readonly Ballots[], statements: number): OpinionMap {
  const entries = people.flatMap(({ answers }, person) => [...answers].map(([number, answer]) => ({ person, number, answer })))
  const votes = {
    participantIds: people.map(({ participant }) => participant),
    statementIds: Array.from({ length: statements }, (_, index) => String(index + 1)),
    participant: Uint32Array.from(entries, ({ person }) => person),
    statement: Uint32Array.from(entries, ({ number }) => number - 1),
    answer: Int8Array.from(entries, ({ answer }) => answer),
  }
  return opinionMap(votes)
}

/** By how many ranks the statement of the first ten that moved most has moved; infinite if one is not in the second list at all. */
export function largestMove(before: readonly number[], after: readonly number[]): number {
  return Math.max(
    0,
    ...before
      .slice(0, 10)
      .map((number, rank) => (after.includes(number) ? Math.abs(after.indexOf(number) - rank) : Number.POSITIVE_INFINITY)),
  )
}

function personOf(name: string, network: string, at: number, answers: Map<number, AnswerCode>, isScripted: boolean): SimulatedPerson {
  const hash = createHash('sha256').update(name).digest('hex')
  const participant = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return { participant, network, at, answers, isScripted }
}
