import { constants } from './opinion-map.constants.ts'
import { type Crew, oneAfterTheOther } from './opinion-map.crew.ts'
import { divided } from './opinion-map.drop.ts'
import { firstRows, type VoteMatrix } from './opinion-map.matrix.ts'
import { likelihoodOf } from './opinion-map.mixture.ts'
import type { People } from './opinion-map.people.ts'
import { type Crowd, distanceBetween, eachRow, observer } from './opinion-map.posterior.ts'
import { type Fitted, placed, refined } from './opinion-map.refinement.ts'
import { onAxes, type Town, townOf, withoutGroups } from './opinion-map.town.ts'

/** A few who answer alike and unlike the town: per row the chance to be one of them, per statement the log odds of agreeing. */
type Few = { chance: Float64Array; odds: Float64Array; gain: number }

const roundsToCompare = 5
const roundsOfGrowing = 8
const roundsOfRefining = 5
/** Answers of the whole town that stand beside those of the few, statement by statement. */
const answersOfTown = 4
const shareAtStart = 0.05
/** Votes that the few must predict without having been found by them. */
const heldBack = 0.2
const streamOfDraw = 1000
/** The few stand at 1 on an axis of their own, the others around 0; how widely is found out. */
const shapeAtStart = 0.05

/**
 * A distinct minority beside the town that is known: one class of people more, too few for an axis or a valley of their own. It counts if
 * votes that were held back are told better by membership than by everything known of the town, with certainty. Returns the fit with the
 * minority as its last group.
 */
export function minorityBeside(all: VoteMatrix, town: Fitted, realAxes: number, crew: Crew): Fitted | undefined {
  const slot = Math.min(realAxes, 2)
  if (town.mixture.k - 1 > slot) return undefined
  const votes = firstRows(all, constants.peopleForMinority)
  const draws = Array.from({ length: constants.minorityDraws }, (_, draw) => ({
    deed: 'certaintyOfFew' as const,
    piece: { votes, town, realAxes, draw },
  }))
  let sum = 0
  let first: Few | undefined
  for (const { few, certainty } of oneAfterTheOther<'certaintyOfFew'>(crew, draws)) {
    sum += certainty
    if (sum < 0) return undefined
    first ??= few
  }
  if (!first || sum < constants.minorityDraws * constants.minorityDeviations) return undefined
  const joined = withMinority(town, first, slot)
  const found = refined(all, placed(all, joined), joined, roundsOfRefining)
  return isApart(found.mixture) ? found : undefined
}

type DrawPiece = { votes: VoteMatrix; town: Fitted; realAxes: number; draw: number }

/** The likeliest few by the votes that are kept, and how certain those that are held back make it that they are some. */
export function certaintyOfFew({ votes, town, realAxes, draw }: DrawPiece, crew: Crew): { few: Few | undefined; certainty: number } {
  const { kept, dropped } = divided(votes, heldBack, streamOfDraw + draw)
  const known = knownBy(kept, town, realAxes, crew)
  const few = likeliestFew(kept, known)
  return { few, certainty: few ? certaintyOf(few, dropped, known) : Number.NEGATIVE_INFINITY }
}

/** The tail of a skewed crowd may foretell votes, but it is not far from the crowd. */
function isApart(crowd: Crowd): boolean {
  const others = Array.from({ length: crowd.k - 1 }, (_, group) => distanceBetween(crowd, group, crowd.k - 1))
  return others.every(distance => distance >= constants.minorityGap)
}

type Known = { town: Town; fitted: Fitted; people: People }

/** The town as these votes alone show it, with its groups where it has some. */
function knownBy(votes: VoteMatrix, { mixture: crowd, responses }: Fitted, realAxes: number, crew: Crew): Known {
  const town = townOf(votes, crew, realAxes)
  if (crowd.k === 1) return { town, fitted: withoutGroups(town), people: town.people }
  const people = placed(votes, { responses, mixture: crowd })
  return { town, people, fitted: refined(votes, people, { responses, mixture: crowd }, roundsOfRefining) }
}

/** Sought from both ends of every axis: beside the whole town, and in the place of the axis. */
function likeliestFew(votes: VoteMatrix, { town, fitted, people }: Known): Few | undefined {
  const base = agreementOf(votes)
  const whole = ordinaryOf(people, fitted.mixture)
  const begun = town.axes.loadings.flatMap((loading, axis) => {
    const towns = axis < town.real && fitted.mixture.k === 1 ? [whole, townWithout(votes, town, axis)] : [whole]
    return ends(votes, town.answers, loading).flatMap(start =>
      towns.map(beside => ({ beside, few: grown(votes, beside.likelihoods, base, start, roundsToCompare) })),
    )
  })
  const gain = ({ beside, few }: (typeof begun)[number]) => few.gain + beside.total - whole.total
  const small = begun.filter(({ few }) => isMinority(few))
  if (small.length === 0) return undefined
  const { beside, few } = small.reduce((a, b) => (gain(b) > gain(a) ? b : a))
  const end = grown(votes, beside.likelihoods, base, few.chance, roundsOfGrowing)
  return isMinority(end) ? end : undefined
}

function isMinority({ chance }: Few): boolean {
  const members = chance.filter(one => one > 0.5).length
  return members >= constants.smallestGroup && members <= constants.largestMinorityShare * chance.length
}

type Ordinary = { likelihoods: Float64Array; total: number }

/** Log likelihood of everybody's votes as members of the town. */
function ordinaryOf(people: People, crowd: Crowd): Ordinary {
  const likelihoods = new Float64Array(people.rows)
  eachRow(people, crowd, { from: 0, to: people.rows }, (row, { likelihood }) => {
    likelihoods[row] = likelihood
  })
  return { likelihoods, total: likelihoodOf(people, crowd) }
}

function townWithout(votes: VoteMatrix, { axes, answers, real }: Town, without: number): Ordinary {
  const loadings = axes.loadings.filter((_, axis) => axis < real && axis !== without)
  const others = onAxes(votes, answers, { ...axes, count: loadings.length, loadings })
  return ordinaryOf(others.people, withoutGroups(others).mixture)
}

/** The people farthest out along an axis, on either side, for the answers they gave. */
function ends(votes: VoteMatrix, answers: Float64Array, loading: Float64Array): Float64Array[] {
  const at = new Float64Array(votes.rows)
  for (let row = 0; row < votes.rows; row++) {
    let square = 1
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      at[row]! += answers[vote]! * loading[votes.column[vote]!]!
      square += loading[votes.column[vote]!]! ** 2
    }
    at[row]! /= Math.sqrt(square)
  }
  const sorted = at.slice().sort()
  const few = Math.max(constants.smallestGroup, Math.round(shareAtStart * votes.rows))
  const low = sorted[Math.min(few, votes.rows) - 1]!
  const high = sorted[Math.max(0, votes.rows - few)]!
  return [at.map(place => (place <= low ? 1 : 0)), at.map(place => (place >= high ? 1 : 0))]
}

/** Expectation maximisation from those who are few at the start. */
function grown(votes: VoteMatrix, ordinary: Float64Array, base: Float64Array, start: Float64Array, rounds: number): Few {
  let few: Few = { chance: start, odds: base, gain: 0 }
  for (let round = 0; round < rounds; round++) {
    const share = few.chance.reduce((sum, one) => sum + one, 0) / Math.max(1, votes.rows)
    few = seenAs(votes, oddsOf(votes, few.chance, base), ordinary, share)
  }
  return few
}

/** Share who agree among those who took sides, per statement. */
function agreementOf(votes: VoteMatrix): Float64Array {
  const agree = new Float64Array(votes.columns).fill(1)
  const all = new Float64Array(votes.columns).fill(2)
  for (let vote = 0; vote < votes.start[votes.rows]!; vote++) {
    all[votes.column[vote]!]!++
    if (votes.answer[vote]! > 0) agree[votes.column[vote]!]!++
  }
  return agree.map((count, column) => count / all[column]!)
}

function oddsOf(votes: VoteMatrix, chance: Float64Array, base: Float64Array): Float64Array {
  const agree = base.map(share => answersOfTown * share)
  const disagree = base.map(share => answersOfTown * (1 - share))
  for (let row = 0; row < votes.rows; row++) {
    const times = chance[row]!
    if (times < negligible) continue
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      if (votes.answer[vote]! > 0) agree[votes.column[vote]!]! += times
      else disagree[votes.column[vote]!]! += times
    }
  }
  return agree.map((count, column) => Math.log(count / disagree[column]!))
}

const negligible = 1e-4

function seenAs(votes: VoteMatrix, odds: Float64Array, ordinary: Float64Array, share: number): Few {
  const agreeing = odds.map(logChance)
  const disagreeing = odds.map(odd => logChance(-odd))
  const chance = new Float64Array(votes.rows)
  const most = Math.log(1 - Math.min(share, 0.5))
  const prior = Math.log(Math.max(share, 1e-9)) - most
  let gain = 0
  for (let row = 0; row < votes.rows; row++) {
    let own = prior - ordinary[row]!
    for (let vote = votes.start[row]!; vote < votes.start[row + 1]!; vote++) {
      own += votes.answer[vote]! > 0 ? agreeing[votes.column[vote]!]! : disagreeing[votes.column[vote]!]!
    }
    chance[row] = 1 / (1 + Math.exp(-own))
    gain += most - logChance(-own)
  }
  return { chance, odds, gain }
}

/** How much better membership tells the dropped votes of the members than the town does: mean over members, in its standard errors. */
function certaintyOf({ chance, odds }: Few, dropped: VoteMatrix, { fitted, people }: Known): number {
  const expected = foretold(fitted, people)
  let count = 0
  let sum = 0
  let squares = 0
  chance.forEach((own, row) => {
    if (own < 0.5) return
    const agreement = expected(row)
    let better = 0
    for (let vote = dropped.start[row]!; vote < dropped.start[row + 1]!; vote++) {
      const answer = dropped.answer[vote]!
      const column = dropped.column[vote]!
      const agrees = agreement(column)
      better += logChance(answer * odds[column]!) - Math.log(answer > 0 ? agrees : 1 - agrees)
    }
    count++
    sum += better
    squares += better * better
  })
  if (count < 2) return Number.NEGATIVE_INFINITY
  const variance = (squares - (sum * sum) / count) / (count - 1)
  return sum / Math.sqrt(Math.max(variance, leastVariance) * count)
}

/** People who differ less than this in what their few dropped votes say are alike by chance. */
const leastVariance = 0.25

/** Chance of agreeing of a member of the town, given their other votes: over groups, and over what is not known of their place (MacKay 1992). */
function foretold({ responses: { slopes }, mixture }: Fitted, people: People): (row: number) => (column: number) => number {
  const seen = observer(mixture)
  return row => {
    const { chance, mean, covariance: c } = seen(people, row)
    return column => {
      const b = slopes[4 * column]!
      const x = slopes[4 * column + 1]!
      const y = slopes[4 * column + 2]!
      const z = slopes[4 * column + 3]!
      const variance = x * (x * c[0]! + 2 * y * c[1]! + 2 * z * c[2]!) + y * (y * c[3]! + 2 * z * c[4]!) + z * z * c[5]!
      const scale = 1 / Math.sqrt(1 + (Math.PI / 8) * variance)
      let agrees = 0
      for (let group = 0; group < chance.length; group++) {
        const odds = b + x * mean[3 * group]! + y * mean[3 * group + 1]! + z * mean[3 * group + 2]!
        agrees += chance[group]! / (1 + Math.exp(-odds * scale))
      }
      return agrees
    }
  }
}

/** The town and the few as one crowd: the few stand out on the axis `slot`, along which statements differ as the few differ from the town. */
function withMinority({ responses, mixture }: Fitted, { chance, odds }: Few, slot: number): Fitted {
  const slopes = responses.slopes.slice()
  odds.forEach((odd, column) => {
    slopes[4 * column + 1 + slot] = odd - slopes[4 * column]!
  })
  const k = mixture.k + 1
  const centres = new Float64Array(3 * k)
  centres.set(mixture.centres)
  for (let group = 0; group < k; group++) centres[3 * group + slot] = group < mixture.k ? 0 : 1
  const shape = mixture.shape.map((value, i) => (i % 3 === slot || Math.floor(i / 3) === slot ? 0 : value))
  shape[4 * slot] = shapeAtStart
  const share = Math.max(chance.reduce((sum, one) => sum + one, 0) / chance.length, 1e-3)
  return {
    responses: { ...responses, slopes },
    mixture: { k, centres, shape, share: Float64Array.of(...mixture.share.map(part => part * (1 - share)), share) },
  }
}

/** log 1 / (1 + e⁻ˣ) */
const logChance = (x: number) => (x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x)))
