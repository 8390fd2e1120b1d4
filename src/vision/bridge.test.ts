import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnswerCode } from '#dialogue'
import { type Electorate, type RoundEntry, type RoundGroup, roundResult } from './bridge.ts'
import { dissentLetter, isApprovedDissent } from './dissent.ts'

const group = (letter: string, dialogue = 'verkehr'): RoundGroup => ({ dialogue, letter, colour: letter === 'A' ? 1 : 2 })

/** As many people of each group as answers are given for it; `-` is who has no place. */
function round(answers: Record<string, readonly AnswerCode[]>, number = 1, kind: RoundEntry['kind'] = 'bridge') {
  const people = Object.entries(answers).flatMap(([letter, given]) =>
    given.map((answer, index) => ({ id: `${letter}${index}`, letter, answer })),
  )
  const electorate: Electorate = {
    groups: Object.keys(answers)
      .filter(letter => letter !== '-')
      .map(letter => group(letter)),
    letterOf: new Map(people.filter(({ letter }) => letter !== '-').map(({ id, letter }) => [id, letter])),
  }
  return { entry: { number, kind, answers: new Map(people.map(({ id, answer }) => [id, answer])) } satisfies RoundEntry, electorate }
}
const times = (count: number, answer: AnswerCode): AnswerCode[] => Array(count).fill(answer)
const resultOf = (answers: Record<string, readonly AnswerCode[]>) => {
  const { entry, electorate } = round(answers)
  return roundResult([entry], [electorate], 5)
}

describe('the second round', () => {
  test('bridges what every group certainly carries', () => {
    const { suggestion, bridges } = resultOf({ A: times(20, 1), B: [...times(18, 1), ...times(2, -1)] })
    expect([suggestion, bridges[0]!.groups[0]!.letter]).toEqual(['bridged', 'B'])
  })

  test('bridges in part what one group refuses, and not at all what all refuse', () => {
    expect(resultOf({ A: times(20, 1), B: times(20, -1) }).suggestion).toBe('partly-bridged')
    expect(resultOf({ A: times(20, -1), B: times(20, -1) }).suggestion).toBe('dissent')
  })

  test('does not take a share for certain that a few votes could have brought about', () => {
    expect(resultOf({ A: times(20, 1), B: [...times(11, 1), ...times(9, -1)] }).bridges[0]!.standing).toBe('partly-bridged')
  })

  test('says that there were too few votes instead of guessing', () => {
    const { suggestion, bridges } = resultOf({ A: times(9, 1), B: times(9, 1) })
    expect([suggestion, bridges[0]!.least]).toEqual(['too-few-votes', null])
    expect(resultOf({ A: [], B: [] })).toMatchObject({ suggestion: 'too-few-votes', bridges: [{ overall: null }] })
  })

  test('passing carries nothing', () => {
    expect(resultOf({ A: [...times(10, 1), ...times(20, 0)], B: [...times(10, 1), ...times(20, 0)] }).suggestion).toBe('dissent')
  })

  test('takes everybody as one group where the dialogue has none', () => {
    const { entry } = round({ '-': times(20, 1) })
    const result = roundResult([entry], [{ groups: [], letterOf: new Map() }], 5)
    expect(result).toMatchObject({ suggestion: 'bridged', bridges: [{ groups: [], overall: { votes: 20 } }] })
  })

  test('ends without a bridge where nobody proposed one', () => expect(roundResult([], [], 5).suggestion).toBe('dissent'))

  test('does not depend on the order of the votes', () => {
    fc.assert(
      fc.property(anyRound, fc.infiniteStream(fc.nat()), (answers, keys) => {
        const { entry, electorate } = round(answers)
        const shuffled = [...entry.answers].map(vote => ({ vote, key: keys.next().value! })).sort((a, b) => a.key - b.key)
        const other = { ...entry, answers: new Map(shuffled.map(({ vote }) => vote)) }
        expect(roundResult([other], [electorate], 5)).toEqual(roundResult([entry], [electorate], 5))
      }),
    )
  })

  test('more support in all never outranks what every group carries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 40 }), fc.integer({ min: 50, max: 400 }), (small, large) => {
        const carried = round({ A: [...times(Math.ceil(large * 0.7), 1), ...times(Math.floor(large * 0.3), -1)], B: times(small, 1) }, 2)
        const refused = round({ A: times(large, 1), B: times(small, -1) }, 1)
        const { bridges } = roundResult([refused.entry, carried.entry], [carried.electorate], 5)
        expect(bridges[0]!.number).toBe(2)
      }),
    )
  })

  test('counts nobody twice, and tells no count of fewer people nor what it could be worked out from', () => {
    fc.assert(
      fc.property(anyRound, fc.integer({ min: 3, max: 12 }), (answers, fewest) => {
        const { entry, electorate } = round(answers)
        const { overall, groups } = roundResult([entry], [electorate], fewest).bridges[0]!
        const told = groups.flatMap(({ shares }) => (shares ? [shares.votes] : []))
        const leftOver = overall && overall.votes - told.reduce((a, b) => a + b, 0)
        expect(overall?.votes ?? 0).toBeLessThanOrEqual(entry.answers.size)
        for (const votes of told) expect(votes).toBeGreaterThanOrEqual(fewest)
        if (leftOver !== null) expect(leftOver === 0 || leftOver >= fewest).toBe(true)
      }),
    )
  })
})

const anyAnswers = fc.array(fc.constantFrom<AnswerCode>(1, -1, 0), { maxLength: 30 })
const anyRound = fc.record({
  A: anyAnswers,
  B: anyAnswers,
  C: anyAnswers,
  '-': fc.array(fc.constantFrom<AnswerCode>(1, -1), { maxLength: 8 }),
})

describe('words of dissent', () => {
  const dissentOf = (answers: Record<string, readonly AnswerCode[]>) => {
    const { entry, electorate } = round(answers, 1, 'dissent')
    return roundResult([entry], [electorate], 5).dissents[0]!
  }
  test('are those of the group that stands behind them, though all others refuse them', () => {
    const dissent = dissentOf({ A: times(60, -1), B: times(15, 1) })
    expect([isApprovedDissent(dissent), dissentLetter(dissent)]).toEqual([true, 'B'])
  })
  test('are nobody’s where no group stands behind them', () => {
    const dissent = dissentOf({ A: times(60, -1), B: [...times(6, 1), ...times(8, -1)] })
    expect([isApprovedDissent(dissent), dissentLetter(dissent)]).toEqual([false, null])
  })
  test('need certainly a tenth of all where there are no groups', () => {
    const all = (agree: number) => {
      const { entry } = round({ '-': [...times(agree, 1), ...times(60, -1)] }, 1, 'dissent')
      return isApprovedDissent(roundResult([entry], [], 5).dissents[0]!)
    }
    expect([all(20), all(5)]).toEqual([true, false])
  })
})
