import { type Candidate, separated } from './opinion-map.candidates.ts'
import { constants, peopleForGroups } from './opinion-map.constants.ts'
import { type Crew, oneAfterTheOther } from './opinion-map.crew.ts'
import { sizesOf } from './opinion-map.groups.ts'
import { firstRows, type VoteMatrix } from './opinion-map.matrix.ts'
import { minorityBeside } from './opinion-map.minority.ts'
import { mostProbableGroups } from './opinion-map.mixture.ts'
import { inSharedMemory } from './opinion-map.people.ts'
import { plantedGroups } from './opinion-map.power.ts'
import { type Fitted, placed } from './opinion-map.refinement.ts'
import { repeatability, repeatabilityOfFewerVotes } from './opinion-map.repeat.ts'
import { sidesOf } from './opinion-map.sides.ts'
import { type Town, townOf, withoutGroups } from './opinion-map.town.ts'

export type StabilityReason =
  /** The groups are found again among resampled people. */
  | 'stable'
  /** Fewer people mapped than two groups of the smallest size need. */
  | 'too-few-people'
  /** No view is shared more than in votes shuffled within each statement. */
  | 'no-structure'
  /** Views are shared, but even clearly separate groups could not be told from a continuum with so few people or answers. */
  | 'too-little-evidence'
  /** Views are shared, but people stand along them without a valley that the votes would prove. */
  | 'continuum'
  /** Valleys show, but not the same groups again among resampled people. */
  | 'unstable'

export type Stability = {
  stable: boolean
  reason: StabilityReason
  /** Variance along the strongest axis per mapped person, and the level that votes shuffled within each statement reach. */
  strongestAxis: Town['strongestAxis']
  /** Axes above that level. */
  axes: number
  /** Every number of groups above one that was tried. */
  candidates: Candidate[]
  /** Mean adjusted Rand index with the groups among resampled people; null if it did not come to that. */
  ari: number | null
  /** The same with the groups that the same people give when a tenth of their votes is missing. */
  fewerVotes: number | null
  /** The index must reach this. */
  threshold: number
}

/** Groups, if there are any that hold, and why or why not. */
export type Decision = { stability: Stability; fitted?: Fitted }

/**
 * Groups count when views are shared at all (axes above those of shuffled votes), people stand apart (the likeliest number of large enough
 * groups with valleys between all of them, or a distinct minority beside the town), and resampled people show them again. Decided by the
 * first rows.
 */
export function decided(all: VoteMatrix, crew: Crew): Decision {
  if (all.rows < 2 * constants.smallestGroup) return { stability: { ...nothingFound, reason: 'too-few-people' } }
  const votes = sidesOf(firstRows(all, peopleForGroups(all.columns)))
  const town = townOf(votes, crew)
  town.people = inSharedMemory(town.people)
  if (town.axes.count === 0) return { stability: { ...nothingFound, reason: 'no-structure' } }
  const { candidates, clear } = groupsIn(votes, town, crew)
  const found = { ...nothingFound, strongestAxis: town.strongestAxis, axes: town.real, candidates }
  const groups = clear && judged(votes, clear, found, crew)
  if (groups && !groups.fitted) return groups
  const minority = minorityBeside(votes, groups?.fitted ?? withoutGroups(town), town.real, crew)
  const besides = minority && judged(votes, minority, found, crew)
  if (besides?.fitted) return besides
  if (groups) return groups
  return {
    stability: { ...found, reason: !wouldBeSeen(votes, crew) ? 'too-little-evidence' : town.real === 0 ? 'no-structure' : 'continuum' },
  }
}

const nothingFound: Stability = {
  stable: false,
  reason: 'continuum',
  strongestAxis: null,
  axes: 0,
  candidates: [],
  ari: null,
  fewerVotes: null,
  threshold: constants.stableFrom,
}

const groupsIn = (votes: VoteMatrix, { responses, people, real }: Town, crew: Crew, most?: number) =>
  real > 0 ? separated(votes, responses, people, real, crew, most) : { candidates: [], clear: undefined }

/** Whether the groups are large enough to be spoken of, and resampled people show them again. */
function judged(votes: VoteMatrix, fitted: Fitted, found: Stability, crew: Crew): Decision {
  const people = inSharedMemory(placed(votes, fitted))
  const sizes = sizesOf(mostProbableGroups(people, fitted.mixture), fitted.mixture.k)
  const ari = repeatability(votes, people, fitted, crew)
  if (sizes.some(size => size < constants.smallestGroup) || ari < constants.stableFrom)
    return { stability: { ...found, reason: 'unstable', ari } }
  const fewerVotes = repeatabilityOfFewerVotes(votes, people, fitted, crew)
  return { fitted, stability: { ...found, stable: true, reason: 'stable', ari, fewerVotes } }
}

/** Whether two plainly separate groups among these people, answering these statements, are found every time they are planted. */
function wouldBeSeen(all: VoteMatrix, crew: Crew): boolean {
  const votes = firstRows(all, constants.peopleForPower)
  const plantings = Array.from({ length: constants.plantings }, (_, run) => ({ deed: 'plantedAreSeen' as const, piece: { votes, run } }))
  return oneAfterTheOther<'plantedAreSeen'>(crew, plantings).every(isSeen => isSeen)
}

export function plantedAreSeen({ votes, run }: { votes: VoteMatrix; run: number }, crew: Crew): boolean {
  const planted = plantedGroups(votes, run)
  return groupsIn(planted, townOf(planted, crew), crew, 2).clear !== undefined
}
