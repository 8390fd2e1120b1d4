import { constants } from './opinion-map.constants.ts'
import { differenceLower, wilsonLower } from './opinion-map.shares.ts'
import type { StatementResult, Tally } from './opinion-map.statements.ts'

/** What more votes would say of a statement of which nothing certain can be said yet. */
export type Outlook =
  /** Groups with fewer votes than anything is said from, and how many are missing; null: of everybody, without groups. */
  | { kind: 'too-few-votes'; missing: { group: number | null; votes: number }[] }
  /** With about so many more, if they fall as those so far, it would be this. */
  | { kind: 'more-votes'; votes: number; towards: 'unites' | 'jointly-rejected' | 'contested' }
  /** Opinions lie so close to a border that `mostTimes` as many votes would not tell. */
  | { kind: 'in-between' }

/** More would be asked of nobody. */
export const mostTimes = 10

/** Undefined for a statement of which something certain can be said. */
export function outlookOf({ tally, groups, tooFewVotes }: StatementResult): Outlook | undefined {
  const sides = groups.length > 0 ? groups : [tally]
  if (tooFewVotes) return { kind: 'too-few-votes', missing: missingVotes(sides, groups.length > 0) }
  const ways = [
    { towards: 'unites' as const, votes: votesUntilAll(sides, side => side.agree) },
    { towards: 'jointly-rejected' as const, votes: votesUntilAll(sides, side => side.disagree) },
    { towards: 'contested' as const, votes: groups.length > 0 ? votesUntilApart(groups) : votesUntilSplit(tally) },
  ]
  if (ways.some(({ votes }) => votes === 0)) return undefined
  const nearest = ways.reduce((a, b) => (b.votes < a.votes ? b : a))
  return Number.isFinite(nearest.votes) ? { kind: 'more-votes', ...nearest } : { kind: 'in-between' }
}

const missingVotes = (sides: readonly Tally[], areGroups: boolean) =>
  sides.flatMap((side, place) => {
    const votes = constants.fewestVotesInGroup - votesIn(side)
    return votes > 0 ? [{ group: areGroups ? place : null, votes }] : []
  })

/** Each side needs votes of its own until its lower bound is above one half. */
const votesUntilAll = (sides: readonly Tally[], hits: (side: Tally) => number) =>
  sum(sides.map(side => votesUntil(votesIn(side), times => wilsonLower(times * hits(side), times * votesIn(side)) > 0.5)))

/** The two groups that differ most. */
function votesUntilApart(groups: readonly Tally[]): number {
  const pairs = groups.flatMap(a => groups.map(b => [a, b] as const)).filter(([a, b]) => shareOf(a) > shareOf(b))
  const needed = pairs.map(([a, b]) =>
    votesUntil(
      votesIn(a) + votesIn(b),
      times => differenceLower(times * a.agree, times * votesIn(a), times * b.agree, times * votesIn(b)) >= constants.contestedFrom,
    ),
  )
  return Math.min(...needed, Number.POSITIVE_INFINITY)
}

const votesUntilSplit = (tally: Tally) =>
  votesUntil(
    votesIn(tally),
    times => wilsonLower(times * Math.min(tally.agree, tally.disagree), times * votesIn(tally)) >= constants.contestedFrom,
  )

/** How many more votes, spread as those so far, until it is so; infinite if not with `mostTimes` as many. */
function votesUntil(votes: number, isSo: (times: number) => boolean): number {
  if (isSo(1)) return 0
  if (!isSo(mostTimes)) return Number.POSITIVE_INFINITY
  let [below, above] = [votes, votes * mostTimes]
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2)
    if (isSo(middle / votes)) above = middle
    else below = middle
  }
  return above - votes
}

const votesIn = ({ agree, disagree, pass }: Tally) => agree + disagree + pass
const shareOf = (tally: Tally) => tally.agree / votesIn(tally)
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
