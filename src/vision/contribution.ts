import { createHmac, createSecretKey } from 'node:crypto'
import { type EnteredFor, isStep, judgeText, lengthOf, type RejectionReason, type TextRefusal, tidied } from '#dialogue'

/** `bridge`: a wording both sides of an issue could carry; `dissent`: the words of a group that does not agree. */
export const contributionKinds = ['bridge', 'dissent', 'amendment', 'comment'] as const
export type ContributionKind = (typeof contributionKinds)[number]

export const contributionStates = ['pending', 'approved', 'rejected'] as const
export type ContributionState = (typeof contributionStates)[number]

/** Something a resident, or staff on behalf of somebody, has brought to an issue or a sentence. */
export type Contribution = {
  id: string
  number: number
  kind: ContributionKind
  issueId: string | null
  sentenceId: string | null
  text: string
  /** why the author proposes it */
  reason: string
  language: string
  /** the name the author chose to be credited by; empty: without a name */
  signedName: string
  enteredFor: EnteredFor | null
  enteredForName: string
  state: ContributionState
  submittedOn: string
  told: ToldVotes
}

/** As its author and moderators see it. */
export type JudgedContribution = Contribution & { rejectionReason: RejectionReason | null; rejectionNote: string }

/**
 * The name under which an author's contributions to a vision stand. Without the instance's secret nobody can make it from the pseudonym,
 * so that a name somebody has signed with does not lead to votes.
 */
export function authorKeys(secret: Buffer, vision: string): (participant: string) => string {
  const key = createSecretKey(createHmac('sha256', secret).update(`contribution ${vision}`).digest())
  return participant => createHmac('sha256', key).update(participant).digest('base64url')
}

// ── What somebody writes ────────────────────────────────────────────────────────────────────────────────────────────────────

export const longestContribution = 600
export const longestReason = 1500
export const longestSignedName = 80

/** Whoever sends many at once is asked to wait: so many of one pseudonym may wait for a moderator in one vision. */
export const mostWaiting = 10

/** Per network and hour. A whole school class or town hall shares one network, so this only stops machines. */
export const mostPerNetwork = { most: 200, seconds: 3600 }
export const mostVotesPerNetwork = { most: 2000, seconds: 3600 }

export type ContributionValues = { text: string; reason: string; language: string; signedName: string }

/** As it is kept: without what nobody sees or what turns the writing of a page round. A wording is one line, what explains it may be several. */
export function tidiedValues(kind: ContributionKind, { text, reason, language, signedName }: ContributionValues): ContributionValues {
  const lines = (written: string) =>
    written
      .split('\n')
      .map(tidied)
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  const isWording = kind === 'amendment' || kind === 'bridge'
  return { text: isWording ? tidied(text) : lines(text), reason: lines(reason), language, signedName: tidied(signedName) }
}

export type ContributionRefusal =
  | TextRefusal
  | 'reason-missing'
  | 'reason-too-long'
  | 'name-too-long'
  | 'language-unknown'
  | 'already-there'
  | 'already-waiting'
  | 'already-rejected'
  | 'too-many-waiting'
  | 'too-many-at-once'

/** Beside which field a refusal stands; nowhere: above the form. */
export const refusedField: Partial<Record<string, keyof ContributionValues>> = {
  'text-missing': 'text',
  'text-too-long': 'text',
  'already-there': 'text',
  'already-waiting': 'text',
  'already-rejected': 'text',
  'same-wording': 'text',
  'reason-missing': 'reason',
  'reason-too-long': 'reason',
  'name-too-long': 'signedName',
  'language-unknown': 'language',
} satisfies Partial<Record<ContributionRefusal | 'same-wording', keyof ContributionValues>>

/** An amendment without a reason is an edit nobody can answer. */
const needsReason: Record<ContributionKind, boolean> = { bridge: false, dissent: false, amendment: true, comment: false }

export function judgeContribution(
  kind: ContributionKind,
  { text, reason, language, signedName }: ContributionValues,
  languages: readonly string[],
): ContributionRefusal | undefined {
  const refusal = judgeText(text, longestContribution)
  if (refusal) return refusal
  if (needsReason[kind] && reason === '') return 'reason-missing'
  if (lengthOf(reason) > longestReason) return 'reason-too-long'
  if (lengthOf(signedName) > longestSignedName) return 'name-too-long'
  if (!languages.includes(language)) return 'language-unknown'
}

/** The language somebody probably writes in: that of the page if the town offers it. Easy German is German. */
export const probableLanguage = (offered: readonly string[], page: string) =>
  offered.find(code => code === page) ?? offered.find(code => code === page.split('-')[0]) ?? offered[0] ?? 'de'

/** What a moderator may make of a contribution. */
export const allowedVerdicts: Record<ContributionState, readonly ContributionState[]> = {
  pending: ['approved', 'rejected'],
  approved: ['rejected'],
  rejected: ['approved'],
}
export const mayBecome = (state: ContributionState, verdict: ContributionState) => allowedVerdicts[state].includes(verdict)

export type ContributionDecision = { state: ContributionState; seen: string; reason?: RejectionReason; note: string }
export type DecisionRefusal =
  | 'decided-meanwhile'
  | 'claimed-by-other'
  | 'appealed'
  | 'accepted-already'
  | 'reason-missing'
  | 'note-too-long'
export const longestNote = 500
export const reviewsPerPage = 20

/** As the address names them. */
export const stateNames: Record<ContributionState, string> = { pending: 'wartend', approved: 'freigegeben', rejected: 'abgelehnt' }

// ── Votes ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type ContributionVoteRefusal = 'answer-missing' | 'not-open' | 'voters-only' | 'too-many-at-once'

export type ContributionTally = { agree: number; disagree: number; pass: number }

/** Votes as they are published; null while too few. Their sum is told nowhere, so that neither leads to the other. */
export type ToldVotes = { for: number | null; against: number | null }

/** `votes`: how many had voted when it was last looked whether there is something to tell. */
export type Telling = ToldVotes & { votes: number }

/**
 * What is told of a contribution after another vote. It is looked again once as many more people have voted as the town's threshold: the moment
 * at which a number changes then depends on how many have voted, never on what the last of them has answered. Each number is told when so many
 * stand behind it and behind its change; what was told stays until then.
 */
export function toldAfter(before: Telling, { agree, disagree, pass }: ContributionTally, fewest: number): Telling {
  const votes = agree + disagree + pass
  if (votes - before.votes < fewest) return before
  const step = (told: number | null, now: number) => (now >= fewest && isStep([told ?? 0], [now], fewest) ? now : told)
  return { votes, for: step(before.for, agree), against: step(before.against, disagree) }
}
