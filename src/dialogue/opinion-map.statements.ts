import { constants } from './opinion-map.constants.ts'
import { answerCounts, type Counts, type VoteMatrix } from './opinion-map.matrix.ts'
import { differenceLower, discoveries, smoothedShare, twoProportionZ, upperTail, wilsonLower } from './opinion-map.shares.ts'

export type Tally = { agree: number; disagree: number; pass: number }

/** Shares are of all who voted on the statement: passing is no agreement. */
export type SharedAnswer = {
  /** Geometric mean over the groups of (hits + 1) / (votes + 2); comparable for any number of groups. */
  acrossGroups: number
  /** Product over the groups of the same shares: Pol.is' group-aware consensus. */
  groupAware: number
  /** Lower bound (Wilson, one-sided 95 %) of the share in the group where it is lowest. */
  lower: number
}

/** `between`: variance of the agreeing share between the groups, null without stable groups. `split`: the smaller side's share of all votes. */
export type Division = { between: number | null; split: number }

export type StatementResult = {
  /** Index of the statement as given. */
  statement: number
  tally: Tally
  /** One per group. Empty without stable groups. */
  groups: Tally[]
  /** Votes in the group with the fewest; without stable groups all votes. */
  fewestVotes: number
  /** Fewer than `fewestVotesInGroup` votes in some group: nothing below is said. */
  tooFewVotes: boolean
  agreement: SharedAnswer | null
  rejection: SharedAnswer | null
  division: Division | null
}

export type CharacteristicStatement = {
  statement: number
  direction: 'agree' | 'disagree'
  /** Share of the group's votes on it that go in this direction. */
  share: number
  /** The same share among everyone else who is mapped. */
  restShare: number
  /** Lower bound of the difference (Newcombe, one-sided 95 %); statements are listed by it. */
  differenceLower: number
  z: number
  p: number
  votes: number
  restVotes: number
}

export type Statements = {
  results: StatementResult[]
  characteristic: CharacteristicStatement[][]
  consensus: number[]
  jointlyRejected: number[]
  contested: number[]
}

/** Tallies, agreement and division of every statement. `groupOf`: group per row, or 255 for people outside of groups. */
export function statementResults(votes: VoteMatrix, groupOf: Uint8Array, k: number): Statements {
  const groups = k > 1 ? Array.from({ length: k }, (_, group) => answerCounts(votes, row => groupOf[row] === group)) : []
  return resultsOfCounts(answerCounts(votes), groups, k)
}

/** The same from counts over everybody and, if there are several, over each group. */
export function resultsOfCounts(all: Counts, groups: Counts[], k: number): Statements {
  const columns = all.agree.length
  const results = Array.from({ length: columns }, (_, statement) => statementResult(statement, all, groups))
  return {
    results,
    characteristic: k > 1 ? characteristicStatements(groups, columns) : Array.from({ length: k }, () => []),
    consensus: ranked(results, result => (result.agreement && result.agreement.lower > 0.5 ? result.agreement.lower : undefined)),
    jointlyRejected: ranked(results, result => (result.rejection && result.rejection.lower > 0.5 ? result.rejection.lower : undefined)),
    contested: ranked(results, contestedBy),
  }
}

function statementResult(statement: number, all: Counts, groups: Counts[]): StatementResult {
  const tally = tallyOf(all, statement)
  const perGroup = groups.map(counts => tallyOf(counts, statement))
  const sides = perGroup.length ? perGroup : [tally]
  const fewestVotes = Math.min(...sides.map(votesIn))
  const tooFewVotes = fewestVotes < constants.fewestVotesInGroup
  return {
    statement,
    tally,
    groups: perGroup,
    fewestVotes,
    tooFewVotes,
    agreement: tooFewVotes ? null : sharedAnswer(sides, side => side.agree),
    rejection: tooFewVotes ? null : sharedAnswer(sides, side => side.disagree),
    division: tooFewVotes ? null : division(tally, perGroup),
  }
}

function sharedAnswer(sides: Tally[], hits: (side: Tally) => number): SharedAnswer {
  let groupAware = 1
  for (const side of sides) groupAware *= smoothedShare(hits(side), votesIn(side))
  return {
    acrossGroups: groupAware ** (1 / sides.length),
    groupAware,
    lower: Math.min(...sides.map(side => wilsonLower(hits(side), votesIn(side)))),
  }
}

function division(tally: Tally, groups: Tally[]): Division {
  return { between: groups.length ? variance(groups.map(agreeing)) : null, split: Math.min(tally.agree, tally.disagree) / votesIn(tally) }
}

/** With groups: how far they differ, if certainly by a fifth. Without: how divided everyone is, if certainly a fifth stands on each side. */
function contestedBy({ division, tally, groups }: StatementResult): number | undefined {
  if (!division) return undefined
  if (division.between === null) {
    const lower = wilsonLower(Math.min(tally.agree, tally.disagree), votesIn(tally))
    return lower >= constants.contestedFrom ? lower : undefined
  }
  const [most, least] = [
    groups.reduce((a, b) => (agreeing(b) > agreeing(a) ? b : a)),
    groups.reduce((a, b) => (agreeing(b) < agreeing(a) ? b : a)),
  ]
  const certain = differenceLower(most.agree, votesIn(most), least.agree, votesIn(least)) >= constants.contestedFrom
  return certain ? division.between : undefined
}

/** Statements for which `value` is given, largest first; ties in the order of the matrix. */
function ranked(results: StatementResult[], value: (result: StatementResult) => number | undefined): number[] {
  const found = results.flatMap(result => {
    const by = value(result)
    return by === undefined ? [] : [{ statement: result.statement, by }]
  })
  return found.sort((a, b) => b.by - a.by || a.statement - b.statement).map(({ statement }) => statement)
}

/**
 * What a group says more than everyone else, and by majority: two-proportion test of the group against the rest for agreeing and for
 * disagreeing, over all groups and statements at one false discovery rate.
 */
function characteristicStatements(groups: Counts[], statements: number): CharacteristicStatement[][] {
  const tests = groups.flatMap((_, group) =>
    Array.from({ length: statements }, (_, statement) => comparisons(groups, group, statement)).flat(),
  )
  const passed = discoveries(
    tests.map(test => test.p),
    constants.falseDiscoveryRate,
  )
  const found = tests.filter((test, index) => passed[index] && test.share > 0.5)
  return groups.map((_, group) =>
    found
      .filter(test => test.group === group)
      .sort((a, b) => b.differenceLower - a.differenceLower || a.statement - b.statement)
      .map(({ group: _, ...test }) => test),
  )
}

function comparisons(groups: Counts[], group: number, statement: number): (CharacteristicStatement & { group: number })[] {
  const own = tallyOf(groups[group]!, statement)
  const rest = groups.reduce((sum, counts, other) => (other === group ? sum : added(sum, tallyOf(counts, statement))), {
    agree: 0,
    disagree: 0,
    pass: 0,
  })
  const votes = votesIn(own)
  const restVotes = votesIn(rest)
  if (votes < constants.fewestVotesInGroup || restVotes < constants.fewestVotesInGroup) return []
  return (['agree', 'disagree'] as const).map(direction => {
    const z = twoProportionZ(own[direction], votes, rest[direction], restVotes)
    return {
      group,
      statement,
      direction,
      share: own[direction] / votes,
      restShare: rest[direction] / restVotes,
      differenceLower: differenceLower(own[direction], votes, rest[direction], restVotes),
      z,
      p: upperTail(z),
      votes,
      restVotes,
    }
  })
}

const tallyOf = (counts: Counts, statement: number): Tally => ({
  agree: counts.agree[statement]!,
  disagree: counts.disagree[statement]!,
  pass: counts.pass[statement]!,
})

const added = (a: Tally, b: Tally): Tally => ({ agree: a.agree + b.agree, disagree: a.disagree + b.disagree, pass: a.pass + b.pass })

const votesIn = ({ agree, disagree, pass }: Tally) => agree + disagree + pass

const agreeing = (tally: Tally) => smoothedShare(tally.agree, votesIn(tally))

function variance(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
}
