import { type Candidate, separated } from './opinion-map.candidates.ts'
import { constants } from './opinion-map.constants.ts'
import { firstRows, type VoteMatrix } from './opinion-map.matrix.ts'
import { minorityBeside } from './opinion-map.minority.ts'
import { crowdOf, mixture } from './opinion-map.mixture.ts'
import { type Axes, firstAxes, principalAxes } from './opinion-map.pca.ts'
import { type People, peopleOnAxes } from './opinion-map.people.ts'
import { plantedGroups } from './opinion-map.power.ts'
import { type Fitted, placed } from './opinion-map.refinement.ts'
import { repeatability, repeatabilityOfFewerVotes } from './opinion-map.repeat.ts'
import { fitResponses, placePeople } from './opinion-map.response.ts'
import { shuffledLevels } from './opinion-map.shuffle.ts'
import { sidesOf, standardised } from './opinion-map.sides.ts'

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
  strongestAxis: { variance: number; shuffled: number } | null
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

/** More rounds without groups would only draw weak axes to the middle. */
const roundsOfFitting = 3
/** A start for a fit that goes on from there. */
const nearly = { steps: 8, restarts: 6, tolerance: 1e-3 }
/** Axes along which minorities are sought, whether real or not. */
const axesToLookAlong = 4

/**
 * Groups count when views are shared at all (axes above those of shuffled votes), people stand apart (the likeliest number of large enough
 * groups with valleys between all of them, or a distinct minority beside the town), and resampled people show them again. Decided by the
 * first rows.
 */
export function decided(all: VoteMatrix): Decision {
  if (all.rows < 2 * constants.smallestGroup) return { stability: { ...nothingFound, reason: 'too-few-people' } }
  const votes = sidesOf(firstRows(all, constants.peopleForGroups))
  const view = viewOf(votes)
  if (view.axes.count === 0) return { stability: { ...nothingFound, reason: 'no-structure' } }
  const { strongestAxis, real, candidates, clear } = view
  const found = { ...nothingFound, strongestAxis, axes: real, candidates }
  const groups = clear && judged(votes, clear, found)
  if (groups && !groups.fitted) return groups
  const town = groups?.fitted ?? withoutGroups(view)
  const beside = minorityBeside(votes, town, view.axes, real)
  const withMinority = beside && judged(votes, beside, found)
  if (withMinority?.fitted) return withMinority
  if (groups) return groups
  return { stability: { ...found, reason: !wouldBeSeen(votes) ? 'too-little-evidence' : real === 0 ? 'no-structure' : 'continuum' } }
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

/** What the votes show without more ado. */
type View = {
  axes: Axes
  strongestAxis: Stability['strongestAxis']
  /** Number of axes that are real. */
  real: number
  people: People
  responses: Fitted['responses']
  candidates: Candidate[]
  clear: Fitted | undefined
}

function viewOf(votes: VoteMatrix): View {
  const answers = standardised(votes)
  const axes = principalAxes(votes, answers, { axes: axesToLookAlong, ...nearly })
  const shuffled = shuffledLevels(votes, answers, constants.mostAxes)
  const noise = shuffled.findIndex((level, axis) => !(axes.variance[axis]! > level))
  const real = noise < 0 ? shuffled.length : noise
  const people = peopleOnAxes(votes, answers, firstAxes(axes, real))
  const responses = fitResponses(votes, people, roundsOfFitting)
  placePeople(votes, responses, people, { from: 0, to: people.rows })
  const strongestAxis = axes.count > 0 ? { variance: axes.variance[0]!, shuffled: shuffled[0]! } : null
  const { candidates, clear } = real > 0 ? separated(votes, responses, people, real) : { candidates: [], clear: undefined }
  return { axes, strongestAxis, real, people, responses, candidates, clear }
}

/** Everybody in one bell. */
const withoutGroups = ({ responses, people }: View): Fitted => ({
  responses,
  mixture: mixture(people, [crowdOf(people, 1, new Uint8Array(people.rows))]),
})

/** Whether resampled people show these groups again. */
function judged(votes: VoteMatrix, fitted: Fitted, found: Stability): Decision {
  const people = placed(votes, fitted)
  const ari = repeatability(votes, people, fitted)
  if (ari < constants.stableFrom) return { stability: { ...found, reason: 'unstable', ari } }
  const fewerVotes = repeatabilityOfFewerVotes(votes, people, fitted)
  return { fitted, stability: { ...found, stable: true, reason: 'stable', ari, fewerVotes } }
}

/** Whether two plainly separate groups among these people, answering these statements, would have been found more often than not. */
function wouldBeSeen(votes: VoteMatrix): boolean {
  const some = firstRows(votes, constants.peopleForPower)
  let seen = 0
  for (let run = 0; run < constants.plantings; run++) if (viewOf(plantedGroups(some, run)).clear) seen++
  return 2 * seen > constants.plantings
}
