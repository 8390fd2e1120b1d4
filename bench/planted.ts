import { type Random, randomStream } from '../src/dialogue/opinion-map.random.ts'
import type { VoteList } from '../src/dialogue/opinion-map.ts'
import { shuffled } from './changed-votes.ts'

/** `answers`: how many statements a person answers in the mean; `isUneven`: a few answer nearly all, many hardly any. */
export type Size = { people: number; statements: number; answers: number; seed: number; isUneven?: boolean }

/** Votes of people whose groups are known. `chances`: of agreeing rather than disagreeing, by group and statement. */
export type Planted = { votes: VoteList; truth: Uint8Array; chances: Float64Array[] }

/** One answer in ten passes, whoever gives it. */
const passes = 0.1

/** Groups by their shares. Statements have a base of 0.4 + 0.8·N on the logistic scale; on half of them every group is shifted by its own `shift`·N. */
export function plantedGroups(shares: readonly number[], shift: number, size: Size): Planted {
  const random = randomStream(size.seed, 11)
  const bases = Array.from({ length: size.statements }, () => 0.4 + 0.8 * normal(random))
  const isDivided = bases.map(() => random() < 0.5)
  const chances = shares.map(() => Float64Array.from(bases, (base, i) => logistic(base + (isDivided[i] ? shift * normal(random) : 0))))
  return answeredBy(groupsOf(shares, size.people, random), chances, size, random)
}

/** Nearly everybody of one mind, and a small group that is shifted by `shift` on half of the statements, up or down. */
export function plantedMinority(share: number, shift: number, size: Size): Planted {
  const random = randomStream(size.seed, 12)
  const bases = Array.from({ length: size.statements }, () => 0.4 + 0.8 * normal(random))
  const majority = Float64Array.from(bases, logistic)
  const minority = Float64Array.from(bases, base => logistic(base + (random() < 0.5 ? shift * (random() < 0.5 ? 1 : -1) : 0)))
  return answeredBy(groupsOf([1 - share, share], size.people, random), [majority, minority], size, random)
}

/** People along one line of views, in a bell or spread evenly: no groups. */
export function continuum(place: 'bell' | 'even', size: Size): VoteList {
  const random = randomStream(size.seed, 13)
  const bases = Array.from({ length: size.statements }, () => 0.4 + 0.8 * normal(random))
  const slopes = bases.map(() => 1.2 * normal(random))
  const at = Array.from({ length: size.people }, () => (place === 'bell' ? normal(random) : Math.sqrt(12) * (random() - 0.5)))
  return answered(size, random, (person, statement) => logistic(bases[statement]! + slopes[statement]! * at[person]!))
}

/** The most probable group of everybody, for one who knows the shares of the groups and how likely each agrees to each statement. */
export function oracle({ votes, chances }: Planted, shares: readonly number[]): Uint8Array {
  const evidence = Array.from(votes.participantIds, () => shares.map(Math.log))
  votes.answer.forEach((answer, vote) => {
    if (answer === 0) return
    const own = evidence[votes.participant[vote]!]!
    chances.forEach((chance, group) => {
      const agrees = chance[votes.statement[vote]!]!
      own[group]! += Math.log(answer > 0 ? agrees : 1 - agrees)
    })
  })
  return Uint8Array.from(evidence, own => own.indexOf(Math.max(...own)))
}

/** Every person in the group in whose part of the line from 0 to 1 they fall; in no order. */
function groupsOf(shares: readonly number[], people: number, random: Random): Uint8Array {
  const groups: number[] = []
  shares.forEach((share, group) => {
    const end = group === shares.length - 1 ? people : groups.length + Math.round(share * people)
    while (groups.length < end) groups.push(group)
  })
  return Uint8Array.from(shuffled(groups, random))
}

function answeredBy(truth: Uint8Array, chances: Float64Array[], size: Size, random: Random): Planted {
  return { truth, chances, votes: answered(size, random, (person, statement) => chances[truth[person]!]![statement]!) }
}

function answered(size: Size, random: Random, chance: (person: number, statement: number) => number): VoteList {
  const [participant, statement, answer]: [number[], number[], number[]] = [[], [], []]
  for (let person = 0; person < size.people; person++) {
    const diligence = size.isUneven ? Math.exp(normal(random) - 0.5) : 1
    for (let at = 0; at < size.statements; at++) {
      if (random() >= (diligence * size.answers) / size.statements) continue
      participant.push(person)
      statement.push(at)
      answer.push(random() < passes ? 0 : random() < chance(person, at) ? 1 : -1)
    }
  }
  return {
    participantIds: Array.from({ length: size.people }, (_, i) => `p${i}`),
    statementIds: Array.from({ length: size.statements }, (_, i) => `s${i}`),
    participant: Uint32Array.from(participant),
    statement: Uint32Array.from(statement),
    answer: Int8Array.from(answer),
  }
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x))

/** Box and Muller. */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
