import { carriedFrom, fewestVotesInGroup, type ProposalResult } from './bridge.ts'

/**
 * Whole percent of all votes. Where the dialogue has found no groups, words of dissent are those of a group when certainly (one-sided 95 %) a tenth
 * agrees: fewer is one voice among many, and asking for most would leave no place for a minority.
 */
export const dissentFromAll = 10

/** Whether words of dissent are those of a group by its own vote: most of one opinion group stand behind them. */
export function isApprovedDissent({ groups, overall }: Pick<ProposalResult, 'groups' | 'overall'>): boolean {
  if (groups.length > 0) return groups.some(({ shares }) => isCarried(shares, carriedFrom))
  return isCarried(overall, dissentFromAll)
}

/** The letter of the group that stands most surely behind words of dissent; null where it is nobody's, or there are no groups. */
export function dissentLetter({ groups }: Pick<ProposalResult, 'groups'>): string | null {
  return groups.findLast(({ shares }) => isCarried(shares, carriedFrom))?.letter ?? null
}

const isCarried = (shares: ProposalResult['overall'], from: number) =>
  shares !== null && shares.votes >= fewestVotesInGroup && shares.lower >= from
