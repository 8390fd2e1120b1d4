import { mapOf } from './opinion-map.assembly.ts'
import type { Stability } from './opinion-map.choice.ts'
import { alone, type Crew } from './opinion-map.crew.ts'
import { findings, ledgerOf, type Progress } from './opinion-map.engine.ts'
import type { CharacteristicStatement, StatementResult as CountedStatement } from './opinion-map.statements.ts'
import { validVotes } from './opinion-map.votes.ts'

export type { Candidate, Stability, StabilityReason } from './opinion-map.choice.ts'
export type { CharacteristicStatement, Division, SharedAnswer, Tally } from './opinion-map.statements.ts'

/**
 * The votes of one dialogue: entry e says that `participant[e]` gave `answer[e]` (+1 agree, −1 disagree, 0 pass) to `statement[e]`;
 * both are indexes into the ids. One entry per pair; what somebody did not answer has no entry. Statements that do not count
 * (rejected ones) are left out by the caller. Statements are told
 * by their ids; neither ids of participants nor the order of anything changes the map.
 */
export type VoteList = {
  participantIds: readonly string[]
  statementIds: readonly string[]
  participant: Uint32Array
  statement: Uint32Array
  answer: Int8Array
}

/**
 * How opinion in town is shaped. JSON-serialisable; participants and statements are meant by their index in the vote list. Measured
 * numbers are rounded to six digits.
 */
export type OpinionMap = {
  method: { version: string; seed: number; constants: Record<string, number> }
  /** `mapped`: people with enough answers to have a place. */
  counts: { participants: number; statements: number; votes: number; mapped: number }
  /** Number of groups; 1 means: no stable groups. */
  k: number
  /** Largest first. With k = 1 everyone mapped is one group; empty if nobody is mapped. */
  groups: Group[]
  /** Group per participant; null for whoever answered too little to be mapped. */
  assignments: (number | null)[]
  /** Chance of belonging to the own group, per participant; null if not mapped. */
  certainties: (number | null)[]
  /** Place on the two strongest axes, per participant; null if not mapped. */
  positions: ([x: number, y: number] | null)[]
  /** What it takes to place somebody by their answers alone. */
  model: PlaceModel
  /** The two strongest, strongest first; fewer when the votes do not span as many. */
  axes: Axis[]
  /** One per statement, in the order of the vote list. */
  statements: StatementResult[]
  /** What unites: a certain majority in every group agrees. Highest lower bound first. */
  consensus: number[]
  /** What unites in refusing: a certain majority in every group disagrees. */
  jointlyRejected: number[]
  /** What divides, most divided first. */
  contested: number[]
  stability: Stability
}

/** What a map says without telling of each participant. */
export type MapOfAll = Omit<OpinionMap, 'assignments' | 'certainties' | 'positions'>

export type StatementResult = CountedStatement & {
  /** Null with too few votes of the people on the map. */
  bridging: Bridging | null
}

/** Support that does not depend on camp: the answer expected midway between the camps, from −1 to 1, and its lower bound (one-sided 95 %). */
export type Bridging = { score: number; lower: number }

export type Group = {
  id: number
  size: number
  /** Members with probability 90 %: people near a border may belong to either side. */
  sizeInterval: [low: number, high: number]
  /** Members who belong with a chance of at least `coreFrom`; the others are its periphery. */
  core: number
  /** Share of all who are mapped. */
  share: number
  /** Mean place of its members on the two axes. */
  centre: [x: number, y: number]
  /** What it says more than everyone else, and by majority; clearest difference first. */
  statements: CharacteristicStatement[]
}

/**
 * The statements' places on the axes of the picture, by their index in the vote list: an answer is its statement's mean, plus the place of
 * the person times the loadings, plus noise of this variance; people's places vary by `spread` along each axis.
 */
export type PlaceModel = { means: number[]; loadings: number[][]; noise: number; spread: number[] }

export type Axis = {
  /** Share of the variance of the answers. */
  share: number
  /** The statements that tell most where somebody stands on it: positive loadings are agreed to on its positive side. Strongest first. */
  statements: { statement: number; loading: number }[]
}

/** The map of these votes: pure, without clock or chance. Same votes, byte-identical JSON, whatever the crew. Throws InvalidVotes. */
export function opinionMap(votes: VoteList, crew: Crew = alone, reached?: Progress): OpinionMap {
  const ledger = ledgerOf(validVotes(votes), crew, reached)
  return mapOf(findings(ledger, crew, undefined, reached).found, ledger)
}
