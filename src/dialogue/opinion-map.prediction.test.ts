import { expect, test } from 'vitest'
import { matrixOf, without } from '../../bench/changed-votes.ts'
import { mean } from '../../bench/measures.ts'
import { continuum, plantedGroups } from '../../bench/planted.ts'
import { predictedAnswers } from './opinion-map.prediction.ts'
import type { VoteList } from './opinion-map.ts'

const size = { people: 500, statements: 60, answers: 30 }

test.each([1, 2, 3])('hidden votes of three groups are predicted better than by the majority of each statement (seed %i)', seed => {
  const { factors, majority } = sidesRight(plantedGroups([0.5, 0.3, 0.2], 2, { ...size, seed }).votes)
  expect(factors).toBeGreaterThan(majority + 0.02)
})

test.each([1, 2, 3])('so are those along a continuum, where there are no groups (seed %i)', seed => {
  const { factors, majority } = sidesRight(continuum('bell', { ...size, seed }))
  expect(factors).toBeGreaterThan(majority + 0.02)
})

test('where people differ in nothing, the majority is predicted', () => {
  const { factors, majority } = sidesRight(plantedGroups([1], 0, { ...size, seed: 1 }).votes)
  expect(factors).toBeGreaterThan(majority - 0.02)
})

test('somebody who has not voted is expected to answer as people do', () => {
  const { votes } = plantedGroups([1], 0, { ...size, seed: 2 })
  const predicted = predictedAnswers(matrixOf({ ...votes, participantIds: [...votes.participantIds, 'newcomer'] }))
  const lead = majorities(votes)
  const clear = [...lead.keys()].filter(statement => Math.abs(lead[statement]!) > 30)
  expect(clear.length).toBeGreaterThan(10)
  for (const statement of clear) expect(Math.sign(predicted(size.people, statement))).toBe(Math.sign(lead[statement]!))
})

/** Share of the hidden tenth of the votes for or against whose side is predicted. */
function sidesRight(votes: VoteList): { factors: number; majority: number } {
  const { kept, leftOut } = without(votes, 0.1, 1)
  const predicted = predictedAnswers(matrixOf(kept))
  const lead = majorities(kept)
  const sided = leftOut.filter(vote => votes.answer[vote] !== 0)
  const right = (expected: (vote: number) => number) => mean(sided.map(vote => (expected(vote) > 0 === votes.answer[vote]! > 0 ? 1 : 0)))
  return {
    factors: right(vote => predicted(votes.participant[vote]!, votes.statement[vote]!)),
    majority: right(vote => lead[votes.statement[vote]!]!),
  }
}

function majorities(votes: VoteList): Float64Array {
  const lead = new Float64Array(votes.statementIds.length)
  votes.answer.forEach((answer, vote) => {
    lead[votes.statement[vote]!]! += answer
  })
  return lead
}
