import { type Random, randomStream } from '../src/dialogue/opinion-map.random.ts'
import type { VoteList } from '../src/dialogue/opinion-map.ts'

export type Town = { people: number; statements: number; seed: number }

const shares = [0.4, 0.3, 0.2, 0.1]
const votesEach = 30
const votesApart = 10
const passing = 0.1

/**
 * A town of four latent groups that votes by a logistic model: base 0.4 + 0.8 N per statement, shifted by 1.2 N for each group on half of the
 * statements, 20 to 40 votes each on statements at random, in the order in which people come by. `truth`: the group of everyone.
 */
export function votesOfTown({ people, statements, seed }: Town): { votes: VoteList; truth: Uint8Array } {
  const random = randomStream(seed, 11)
  const agreeing = agreementByGroup(statements, random)
  const most = people * (votesEach + votesApart)
  const participant = new Uint32Array(new SharedArrayBuffer(4 * most))
  const statement = new Uint32Array(new SharedArrayBuffer(4 * most))
  const answer = new Int8Array(new SharedArrayBuffer(most))
  const truth = new Uint8Array(people)
  const seenBy = new Uint32Array(statements)
  let votes = 0
  for (let person = 0; person < people; person++) {
    truth[person] = groupAt(random())
    const wanted = Math.min(statements, votesEach - votesApart + Math.floor((2 * votesApart + 1) * random()))
    for (let given = 0; given < wanted; ) {
      const shown = Math.floor(statements * random())
      if (seenBy[shown] === person + 1) continue
      seenBy[shown] = person + 1
      given++
      participant[votes] = person
      statement[votes] = shown
      answer[votes++] = random() < passing ? 0 : random() < agreeing[truth[person]! * statements + shown]! ? 1 : -1
    }
  }
  return {
    truth,
    votes: {
      participantIds: Array.from({ length: people }, (_, person) => `p${person}`),
      statementIds: Array.from({ length: statements }, (_, shown) => `s${shown}`),
      participant: participant.subarray(0, votes),
      statement: statement.subarray(0, votes),
      answer: answer.subarray(0, votes),
    },
  }
}

function agreementByGroup(statements: number, random: Random): Float64Array {
  const agreeing = new Float64Array(shares.length * statements)
  for (let statement = 0; statement < statements; statement++) {
    const base = 0.4 + 0.8 * normal(random)
    const isShifted = random() < 0.5
    for (let group = 0; group < shares.length; group++) {
      agreeing[group * statements + statement] = 1 / (1 + Math.exp(-(base + (isShifted ? 1.2 * normal(random) : 0))))
    }
  }
  return agreeing
}

/** The transformation of Box and Muller. */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

function groupAt(place: number): number {
  let group = 0
  for (let left = place - shares[0]!; left >= 0 && group + 1 < shares.length; left -= shares[group]!) group++
  return group
}
