import { type AnswerCode, visibleCounts, wilsonLower } from '#dialogue'

/** An opinion group of the first round, as everybody knows it. */
export type RoundGroup = { dialogue: string; letter: string; colour: 1 | 2 | 3 | 4 | 5 }

/** The groups of one dialogue of the first round, and who belongs to which, by letter. For the computation alone. */
export type Electorate = { groups: readonly RoundGroup[]; letterOf: ReadonlyMap<string, string> }

/** What was voted on, with the one answer of each participant. */
export type RoundEntry = { number: number; kind: 'bridge' | 'dissent'; answers: ReadonlyMap<string, AnswerCode> }

/** Votes on a proposal as they may be told: shares and bound in whole percent of the votes, which include passing. */
export type RoundShares = { votes: number; agree: number; disagree: number; pass: number; lower: number }
export type GroupResult = RoundGroup & { shares: RoundShares | null }

/** `bridged`: every group carries it; `partly-bridged`: some do; `dissent`: none does, and of each enough is known to say so. */
export type Standing = 'bridged' | 'partly-bridged' | 'dissent' | 'too-few-votes'

export type ProposalResult = {
  number: number
  standing: Standing
  overall: RoundShares | null
  /** least support first, groups of which nothing is told last; empty where everybody is one group */
  groups: GroupResult[]
  /** the bound in the least supporting group; null where that is not known of every group */
  least: number | null
}

/** What a second round has brought: only what everybody may know, so that whoever reads it in the database knows no more. */
export type RoundResult = { bridges: ProposalResult[]; dissents: ProposalResult[]; suggestion: Standing }

/** Whole percent. A group carries a wording when, with 95 % certainty, more than half of those who voted agree; passing carries nothing. */
export const carriedFrom = 50

/** Below ten votes the 95 % interval of an even share spans more than half the scale, so nothing is said about a group (as in the dialogue). */
export const fewestVotesInGroup = 10

/**
 * What the votes on the proposals of an issue have brought. Support of a group is the lower bound of the share that agrees (Wilson 1927, one-sided
 * 95 %); proposals rank by that of their least supporting group, never by sum: a large group cannot outvote a small one. Everything is judged from
 * what may be told, so that neither rank nor standing gives away what is hidden.
 */
export function roundResult(entries: readonly RoundEntry[], electorates: readonly Electorate[], fewest: number): RoundResult {
  const resultsOf = (kind: RoundEntry['kind']) =>
    entries
      .filter(entry => entry.kind === kind)
      .map(entry => proposalResult(entry, electorates, fewest))
      .sort(bySupport)
  const bridges = resultsOf('bridge')
  return { bridges, dissents: resultsOf('dissent'), suggestion: suggestionFrom(bridges) }
}

function proposalResult({ number, answers }: RoundEntry, electorates: readonly Electorate[], fewest: number): ProposalResult {
  const grouped = electorates.filter(({ groups }) => groups.length > 0)
  const counted = withoutFewStrangers(answers, grouped, fewest)
  const groups = grouped.flatMap(electorate => groupResults(counted, electorate, fewest)).sort(leastFirst)
  const overall = counted.size >= fewest ? sharesOf(tallyOf([...counted.values()])) : null
  const judged = grouped.length > 0 ? groups.map(({ shares }) => shares) : [overall]
  const bounds = judged.map(shares => (shares && shares.votes >= fewestVotesInGroup ? shares.lower : null))
  return { number, standing: standingOf(bounds), overall, groups, least: leastOf(bounds) }
}

/**
 * Votes of people without a place in a dialogue's groups are left out where they are fewer than `fewest`: they could be worked out as what the
 * groups leave over, and hiding a whole group for them would hide most of the picture (as the dialogue's results do).
 */
function withoutFewStrangers(answers: RoundEntry['answers'], electorates: readonly Electorate[], fewest: number): RoundEntry['answers'] {
  for (const electorate of electorates) {
    const known = new Map([...answers].filter(([participant]) => hasPlace(electorate, participant)))
    const strangers = answers.size - known.size
    if (strangers > 0 && strangers < fewest) return withoutFewStrangers(known, electorates, fewest)
  }
  return answers
}

const hasPlace = ({ groups, letterOf }: Electorate, participant: string) =>
  groups.some(({ letter }) => letter === letterOf.get(participant))

function groupResults(answers: RoundEntry['answers'], { groups, letterOf }: Electorate, fewest: number): GroupResult[] {
  const tallies = groups.map(({ letter }) =>
    tallyOf([...answers].filter(([participant]) => letterOf.get(participant) === letter).map(([, answer]) => answer)),
  )
  const votes = tallies.map(votesIn)
  const visible = visibleCounts(votes, fewest, answers.size - sum(votes))
  return groups.map((group, index) => ({ ...group, shares: visible[index] ? sharesOf(tallies[index]!) : null }))
}

function standingOf(bounds: readonly (number | null)[]): Standing {
  const carrying = bounds.filter(bound => bound !== null && bound >= carriedFrom).length
  if (carrying > 0) return carrying === bounds.length ? 'bridged' : 'partly-bridged'
  return bounds.includes(null) ? 'too-few-votes' : 'dissent'
}

const leastOf = (bounds: readonly (number | null)[]): number | null =>
  bounds.reduce((least, bound) => (least === null || bound === null ? null : Math.min(least, bound)))

/** Best first: highest bound in the least supporting group; what is not known of every group comes last; else in the order of their numbers. */
const bySupport = (a: ProposalResult, b: ProposalResult) => (b.least ?? -1) - (a.least ?? -1) || a.number - b.number

const leastFirst = (a: GroupResult, b: GroupResult) => (a.shares?.lower ?? 101) - (b.shares?.lower ?? 101)

/** How an issue stands by its best bridge; without any it is open. */
function suggestionFrom(bridges: readonly ProposalResult[]): Standing {
  if (bridges.length === 0) return 'dissent'
  return standings.find(standing => bridges.some(bridge => bridge.standing === standing))!
}
const standings: readonly Standing[] = ['bridged', 'partly-bridged', 'too-few-votes', 'dissent']

type Tally = { agree: number; disagree: number; pass: number }

const tallyOf = (answers: readonly AnswerCode[]): Tally => {
  const count = (code: AnswerCode) => answers.filter(answer => answer === code).length
  return { agree: count(1), disagree: count(-1), pass: count(0) }
}
const votesIn = ({ agree, disagree, pass }: Tally) => agree + disagree + pass

/** The bound is rounded down, so that nobody claims more than was found. */
function sharesOf(tally: Tally): RoundShares {
  const votes = votesIn(tally)
  const percent = (count: number) => Math.round((count / votes) * 100)
  return {
    votes,
    agree: percent(tally.agree),
    disagree: percent(tally.disagree),
    pass: percent(tally.pass),
    lower: Math.floor(wilsonLower(tally.agree, votes) * 100),
  }
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
