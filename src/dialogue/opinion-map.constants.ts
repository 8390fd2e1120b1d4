/** Raised whenever the same votes may give another map. */
export const methodVersion = '4'

/** Every random draw (starts, shuffles, resamples) comes from this seed, so the same votes give the same map. */
export const methodSeed = 20110

/** What the method fixes; published with every map. */
export const constants = {
  /** As in Pol.is, so that maps can be compared: with fewer answers a position is mostly guesswork. */
  votesToBeMapped: 7,
  /** Below ten votes the 95 % interval (Wilson) of an even share spans more than half the scale, so nothing is said about a group. */
  fewestVotesInGroup: 10,
  /** A group must be able to reach the fewest votes; what is less than 3 % of the mapped is left to the search for minorities. */
  smallestGroup: 10,
  smallestGroupShare: 0.03,
  mostGroups: 5,
  /** k groups need k − 1 axes. A fourth tells hidden votes of the published conversations no better, by more than a thousandth of a nat, than three. */
  mostAxes: 3,
  /** Shuffles of the answers within each statement: what people without any shared views would look like. */
  shuffles: 5,
  /** An axis counts when it explains more than the shuffled votes by this many standard deviations of theirs. */
  shuffleDeviations: 3,
  /** Difference of the Bayesian information criterion that is very strong evidence for groups rather than one bell (Kass and Raftery 1995). */
  strongEvidence: 10,
  /**
   * Evidence for a valley between two groups: odds of 55 to 1 (natural log). The line between two groups is not given but the best of many:
   * at odds of 20 to 1, 10 of 80 crowds spread evenly over a square passed for two groups, at these 3.
   */
  valleyEvidence: 4,
  /** Evidence for the valleys between three or more groups together: a continuum hardly ever seems to have two at once. */
  valleysEvidence: 2,
  /** Two groups that carry less than this share of the evidence between them are one crowd cut in two. */
  leastLink: 0.05,
  /** Maps from resampled people. */
  resamples: 4,
  /** Mean adjusted Rand index from which groups count as the same picture. */
  stableFrom: 0.7,
  /** Valleys that need more people than this to be seen are hardly worth the name; the others are placed in the groups that were found. */
  peopleForGroups: 6000,
  /** But of many statements each is seen by few: of four groups among 500 statements, 12 people a statement show three, twice as many all four. */
  peopleForGroupsPerStatement: 24,
  /** How statements are answered is fitted to so many. */
  peopleForResponses: 10_000,
  /** A minority must tell votes that were held back better than the town does, by this many standard errors. */
  minorityDeviations: 1,
  /** Standard deviations within groups between a minority and the nearest group: tails of skewed crowds came to 5.0, planted minorities to 5.9 and more. */
  minorityGap: 5.5,
  /** Draws of votes to hold back over which that is averaged. */
  minorityDraws: 3,
  /** Larger parts of town are left to the search for groups. */
  largestMinorityShare: 0.15,
  /** Among so many a minority of 5 % has a hundred members; one that needs more to be seen is not distinct. */
  peopleForMinority: 2000,
  /** Groups that were planted to see whether such groups would be found: with this shift on half of the statements (log odds), thirty answers put 19 of 20 people into the right one. */
  plantedShift: 2,
  /** They must be found in each of so many plantings, or nothing is said of groups. */
  plantings: 3,
  /** Who is not found among so many is not found for want of people. */
  peopleForPower: 1000,
  /** Chance of the own group from which somebody belongs to its core: odds of nine to one. */
  coreFrom: 0.9,
  /** Starts of k-means. */
  starts: 3,
  /** Share of the votes whose loss should not change the picture. */
  votesDropped: 0.1,
  /** Maps from so many of them missing: the mean hardly moves any more. */
  timesDropped: 2,
  /** One-sided level of the bounds of shares. */
  confidence: 0.95,
  /** A statement is contested when groups certainly differ by a fifth or, without groups, a fifth certainly stands on each side. */
  contestedFrom: 0.2,
  /** Share of false calls accepted among the statements called characteristic (Benjamini and Hochberg 1995). */
  falseDiscoveryRate: 0.05,
} as const

/** Answers a person must have given to be mapped, in a dialogue with this many statements. */
export const fewestVotesToBeMapped = (statementCount: number) => Math.max(1, Math.min(constants.votesToBeMapped, statementCount))

/** People by whom groups are decided on, in a dialogue with this many statements. */
export const peopleForGroups = (statementCount: number) =>
  Math.max(constants.peopleForGroups, constants.peopleForGroupsPerStatement * statementCount)

/** People of whom the sample is made. */
export const peopleForResponses = (statementCount: number) => Math.max(constants.peopleForResponses, peopleForGroups(statementCount))
