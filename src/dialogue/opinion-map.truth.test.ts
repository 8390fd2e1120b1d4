import { describe, expect, test } from 'vitest'
import { byId, reordered, shuffledWithinStatements } from '../../bench/changed-votes.ts'
import { activityCorrelation, bestF1, calledCharacteristic, similarityOf, thinConsensus } from '../../bench/measures.ts'
import { continuum, oracle, plantedGroups, plantedMinority } from '../../bench/planted.ts'
import { constants } from './opinion-map.constants.ts'
import { opinionMap } from './opinion-map.ts'

/** What `npm run bench -- opinion-quality` measures at length, where it is cheap. */
describe('the opinion map against what is true', () => {
  const size = { people: 500, statements: 60, answers: 30 }

  test('the order of people, statements and votes changes nothing, whether all answer as much or not', () => {
    for (const isUneven of [false, true]) {
      const { votes } = plantedGroups([0.4, 0.3, 0.2, 0.1], 2, { ...size, seed: 1, isUneven })
      const expected = byId(opinionMap(votes), votes)
      for (const seed of [1, 2]) {
        const other = reordered(votes, seed)
        expect(byId(opinionMap(other), other)).toBe(expected)
      }
    }
  })

  test.each([
    [2, [0.6, 0.4]],
    [3, [0.4, 0.35, 0.25]],
  ])('%i planted groups are found, nearly as well as by an oracle that knows the true chances', (k, shares) => {
    const planted = plantedGroups(shares, 2, { people: 600, statements: 80, answers: 35, seed: 1 })
    const truth = Array.from(planted.truth)
    const map = opinionMap(planted.votes)
    expect(map.k).toBe(k)
    const best = similarityOf(Array.from(oracle(planted, shares)), truth)
    expect(similarityOf(map.assignments, truth)).toBeGreaterThan(0.85 * best)
  })

  test.each(['bell', 'even'] as const)('one continuum (%s) has no stable groups, also when some answer much more than others', place => {
    for (const isUneven of [false, true]) {
      expect(opinionMap(continuum(place, { ...size, seed: 1, isUneven })).stability).toMatchObject({ stable: false, reason: 'continuum' })
    }
  })

  test('votes shuffled within each statement have no stable groups', () => {
    const { votes } = plantedGroups([0.6, 0.4], 2, { ...size, seed: 3, isUneven: true })
    expect(opinionMap(votes).k).toBe(2)
    for (const seed of [1, 2, 3, 4, 5]) expect(opinionMap(shuffledWithinStatements(votes, seed)).k).toBe(1)
  })

  test('with random labels at most a twentieth as many statements are called characteristic as with the real ones', () => {
    const { votes, truth } = plantedGroups([0.4, 0.3, 0.2, 0.1], 1.2, { ...size, seed: 4 })
    const { right, wrong } = calledCharacteristic(votes, Array.from(truth), 4)
    expect(right).toBeGreaterThan(20)
    expect(wrong / right).toBeLessThanOrEqual(0.05)
  })

  test('who answers more does not stand farther out', () => {
    for (const seed of [1, 2, 3]) {
      const votes = continuum('bell', { ...size, seed, isUneven: true })
      expect(Math.abs(activityCorrelation(opinionMap(votes).positions, votes))).toBeLessThanOrEqual(0.3)
    }
  })

  test('nothing is shown as uniting that rests on few votes in some group', () => {
    const { votes } = plantedGroups([0.6, 0.3, 0.1], 3, { people: 500, statements: 200, answers: 40, seed: 1, isUneven: true })
    const map = opinionMap(votes)
    expect(map.k).toBeGreaterThan(1)
    expect(map.statements.some(({ fewestVotes }) => fewestVotes < constants.fewestVotesInGroup)).toBe(true)
    const { shown, thin } = thinConsensus(map, votes)
    expect(shown).toBeGreaterThan(5)
    expect(thin).toBe(0)
  })

  test('a small minority that is opposed in nearly everything is not absorbed', () => {
    const { votes, truth } = plantedMinority(0.05, 4, { people: 1000, statements: 100, answers: 40, seed: 1 })
    expect(bestF1(opinionMap(votes).assignments, person => truth[person] === 1)).toBeGreaterThan(0.6)
  })
})
