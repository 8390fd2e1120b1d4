import { expect, test } from 'vitest'
import { certaintyOf } from './opinion-map.certainty.ts'
import type { StabilityReason } from './opinion-map.ts'

const said = (reason: StabilityReason, fewerVotes: number | null = null) => certaintyOf({ reason, fewerVotes, threshold: 0.7 })

test('groups that stay with a tenth fewer votes are said to stay, and how well', () => {
  expect(said('stable', 0.97)).toBe('groups-same')
  expect(said('stable', 0.9)).toBe('groups-same')
  expect(said('stable', 0.8)).toBe('groups-similar')
  expect(said('stable', 0.7)).toBe('groups-similar')
  expect(said('stable', 0.69)).toBe('groups-shifting')
})

test('nothing is said of fewer votes where that was not computed', () => expect(said('stable')).toBe('groups'))

test.each(['too-few-people', 'no-structure', 'too-little-evidence', 'continuum', 'unstable'] as const)(
  'without groups the reason is said: %s',
  reason => {
    expect(said(reason)).toBe(reason)
    expect(said(reason, 0.99)).toBe(reason)
  },
)
