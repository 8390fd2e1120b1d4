import { tidied } from '#dialogue'
import type { ContributionRefusal, JudgedContribution } from './contribution.ts'
import type { Vision } from './vision.ts'

/** `ended`: the sentence was dropped before anybody decided. */
export type AmendmentDecision = 'accepted' | 'declined' | 'ended'

/** A proposed wording of a sentence. */
export type Amendment = JudgedContribution & {
  sentenceNumber: number
  /** how the sentence read when it was proposed, or anchored anew */
  baseText: string
  /** number of the amendment it goes on from */
  buildsOn: number | null
  decision: AmendmentDecision | null
  decisionReason: string
  /** the sentence reads otherwise since */
  needsReview: boolean
  /** number of the version that took it in */
  acceptedIn: number | null
}

/** What everybody can read of what residents have brought to a sentence. */
export type ContributionCounts = { amendments: number; comments: number }

/** A sentence as everybody knows it: from the newest version that has it. */
export type PublishedSentence = {
  id: string
  number: number
  text: string
  /** false: a newer version has dropped it */
  isCurrent: boolean
  /** what it says in the language that was asked for, where that was published with it */
  translation: { text: string; origin: 'person' | 'machine' } | null
}

export type SentenceClosed = 'is-adopted' | 'not-in-consultation' | 'sentence-dropped'
export type AmendmentRefusal = ContributionRefusal | SentenceClosed | 'same-wording'

/** Why a sentence cannot be amended or commented on now; undefined where it can. */
export function whyClosed({ phase }: Pick<Vision, 'phase'>, { isCurrent }: PublishedSentence): SentenceClosed | undefined {
  if (phase === 'adopted') return 'is-adopted'
  if (phase !== 'consultation') return 'not-in-consultation'
  if (!isCurrent) return 'sentence-dropped'
}

export const isSameWording = (text: string, sentence: { text: string }) => tidied(text) === tidied(sentence.text)

/** Why an author cannot say that an amendment still holds. */
export type AnchorRefusal = 'nothing-to-review' | 'same-wording' | SentenceClosed

/** Where an amendment stands for everybody who reads it. */
export const standings = ['open', 'needs-review', 'accepted', 'declined', 'ended'] as const
export type AmendmentStanding = (typeof standings)[number]
export const standingOf = ({ decision, needsReview }: Pick<Amendment, 'decision' | 'needsReview'>): AmendmentStanding =>
  decision ?? (needsReview ? 'needs-review' : 'open')

/** The lists of the desk; every amendment is in exactly one of them. */
export const amendmentViews = ['open', 'accepted', 'declined'] as const
export type AmendmentView = (typeof amendmentViews)[number]
/** As the address names them. */
export const viewNames: Record<AmendmentView, string> = { open: 'offen', accepted: 'angenommen', declined: 'nicht-angenommen' }
export const viewOf = ({ decision }: Pick<Amendment, 'decision'>): AmendmentView =>
  decision === 'ended' ? 'declined' : (decision ?? 'open')

/** What a new version makes of an undecided amendment; `wording`: how its sentence reads in it, undefined where it was dropped. */
export function carriedOver({ baseText }: { baseText: string }, wording: string | undefined): 'stays' | 'needs-review' | 'ends' {
  if (wording === undefined) return 'ends'
  return isSameWording(baseText, { text: wording }) ? 'stays' : 'needs-review'
}

// ── Conflicts ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Accepted = Pick<Amendment, 'number' | 'sentenceNumber' | 'baseText' | 'buildsOn' | 'decision'>

/** Accepted amendments, each with the numbers of those that replace the same wording: the one accepted last has overwritten the others. */
export function conflictsAmong(amendments: readonly Accepted[]): Map<number, number[]> {
  const accepted = amendments.filter(({ decision }) => decision === 'accepted')
  const conflicts = accepted.map(one => [one.number, conflictsOf(one, accepted)] as const)
  return new Map(conflicts.filter(([, others]) => others.length > 0))
}

/** With which accepted ones an amendment conflicts: they were made from the same wording, and neither goes on from the other. */
export const conflictsOf = (amendment: Accepted, all: readonly Accepted[]): number[] =>
  all
    .filter(
      other =>
        other.decision === 'accepted' &&
        other.number !== amendment.number &&
        other.sentenceNumber === amendment.sentenceNumber &&
        isSameWording(other.baseText, { text: amendment.baseText }) &&
        !goesOnFrom(amendment, other, all) &&
        !goesOnFrom(other, amendment, all),
    )
    .map(({ number }) => number)

/** Whether one builds on the other, directly or through others between them. What is built on is always older, so this ends. */
function goesOnFrom(later: Accepted, earlier: Accepted, all: readonly Accepted[]): boolean {
  if (later.buildsOn === null || later.buildsOn < earlier.number) return false
  if (later.buildsOn === earlier.number) return true
  const between = all.find(({ number }) => number === later.buildsOn)
  return between !== undefined && goesOnFrom(between, earlier, all)
}

// ── Deciding ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What staff decide on an amendment, and how sentence and amendment stood on the page they decided from. */
export type Judgement = {
  verdict: 'accepted' | 'declined'
  seen: string
  /** how the sentence is to read; as proposed unless staff have mended it */
  wording: string
  reason: string
  /** it is accepted although another that was accepted replaces the same wording */
  despiteConflict: boolean
}

export type JudgementRefusal =
  | 'decided-meanwhile'
  | 'changed-meanwhile'
  | 'is-adopted'
  | 'sentence-dropped'
  | 'conflict'
  | 'wording-missing'
  | 'wording-too-long'
  | 'reason-missing'
  | 'reason-too-long'

export const longestDecisionReason = 1000
