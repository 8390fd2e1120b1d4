import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constants } from './opinion-map.constants.ts'
import type { StatementResult, Tally } from './opinion-map.ts'
import { mostTimes, outlookOf } from './opinion-map.unclear.ts'

describe('what more votes would say', () => {
  test('where a group has too few votes, which one and how many are missing', () => {
    expect(outlookOf(statement([30, 10], [3, 1]))).toEqual({ kind: 'too-few-votes', missing: [{ group: 1, votes: 6 }] })
    expect(outlookOf(statement([4, 2], [3, 1]))).toEqual({
      kind: 'too-few-votes',
      missing: [
        { group: 0, votes: 4 },
        { group: 1, votes: 6 },
      ],
    })
  })

  test('without groups, of everybody', () => {
    expect(outlookOf(statement([3, 1]))).toEqual({ kind: 'too-few-votes', missing: [{ group: null, votes: 6 }] })
  })

  test('nothing, where something certain is known already', () => {
    expect(outlookOf(statement([90, 10], [80, 20]))).toBeUndefined()
    expect(outlookOf(statement([10, 90], [20, 80]))).toBeUndefined()
    expect(outlookOf(statement([90, 10], [10, 90]))).toBeUndefined()
    expect(outlookOf(statement([40, 60]))).toBeUndefined()
  })

  test('votes are wanted only of the group that is still open', () => {
    // 12 of 20: Wilson's bound of 60 % passes one half at 68 votes, 41 of 68 or the like
    const outlook = outlookOf(statement([90, 10], [12, 8]))
    expect(outlook).toMatchObject({ kind: 'more-votes', towards: 'unites' })
    expect(outlook?.kind === 'more-votes' && outlook.votes).toBeGreaterThan(40)
    expect(outlook?.kind === 'more-votes' && outlook.votes).toBeLessThan(60)
  })

  test('near a border, that more votes alone would not tell', () => {
    expect(outlookOf(statement([52, 48], [51, 49]))).toEqual({ kind: 'in-between' })
  })

  test('with as many more votes as it says, spread as those so far, it would be so', () => {
    const side = fc.record({ agree: fc.integer({ min: 0, max: 40 }), disagree: fc.integer({ min: 0, max: 40 }) })
    fc.assert(
      fc.property(side, ({ agree, disagree }) => {
        const outlook = outlookOf(statement([agree, disagree]))
        if (outlook?.kind !== 'more-votes') return
        const votes = agree + disagree
        const times = (votes + outlook.votes) / votes
        expect(times).toBeLessThanOrEqual(mostTimes)
        expect(outlookOf(statement([agree * times, disagree * times]))).toBeUndefined()
        const fewer = (votes + outlook.votes - 1) / votes
        expect(outlookOf(statement([agree * fewer, disagree * fewer]))).toBeDefined()
      }),
    )
  })
})

/** Agreeing and disagreeing votes, of each group or of everybody. */
function statement(...sides: [agree: number, disagree: number][]): StatementResult {
  const tallies = sides.map(([agree, disagree]): Tally => ({ agree, disagree, pass: 0 }))
  const tally = tallies.reduce((a, b) => ({ agree: a.agree + b.agree, disagree: a.disagree + b.disagree, pass: 0 }))
  const fewestVotes = Math.min(...tallies.map(({ agree, disagree }) => agree + disagree))
  return {
    statement: 0,
    tally,
    groups: sides.length > 1 ? tallies : [],
    fewestVotes,
    tooFewVotes: fewestVotes < constants.fewestVotesInGroup,
    agreement: null,
    rejection: null,
    division: null,
    bridging: null,
  }
}
