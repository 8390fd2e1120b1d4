import { lengthOf } from '#dialogue'
import type { RoundResult } from './bridge.ts'

export const issueStates = ['preparing', 'proposing', 'voting', 'voted', 'closed'] as const
/**
 * `preparing`: seen by staff alone; `proposing`: residents bring bridges and words of dissent; `voting`: those who voted in the dialogue vote on
 * them; `voted`: the result stands; `closed`: it is said how the issue ended.
 */
export type IssueState = (typeof issueStates)[number]

/** Which state may follow which. A round that has ended is never opened again: two results could be compared. */
export const allowedStates: Record<IssueState, readonly IssueState[]> = {
  preparing: ['proposing'],
  proposing: ['voting', 'preparing'],
  voting: ['voted', 'proposing'],
  voted: ['closed'],
  closed: ['voted'],
}
export const mayFollow = (from: IssueState, to: IssueState) => allowedStates[from].includes(to)
export const isPublicIssue = ({ state }: Pick<Issue, 'state'>) => state !== 'preparing'

/** Until the round ends a group may find its words; bridges come before, so that everybody can vote on the same ones. */
export const isOpenFor = (kind: 'bridge' | 'dissent', { state }: Pick<Issue, 'state'>) =>
  state === 'proposing' || (kind === 'dissent' && state === 'voting')

export const outcomes = ['bridged', 'partly-bridged', 'dissent'] as const
export type Outcome = (typeof outcomes)[number]

/** A contested question that is being negotiated. */
export type Issue = {
  id: string
  number: number
  question: string
  background: string
  state: IssueState
  outcome: Outcome | null
  outcomeReason: string
  /** contributions that are recorded as dissent, by number */
  keptDissents: number[]
  /** why there is no dissent on record although the issue ended in it */
  noDissentReason: string
  result: RoundResult | null
}

export type IssueStatement = { id: string; number: number; text: string; language: string; dialogue: { id: string; slug: string } }

export const entryKinds = ['position', 'fact', 'option'] as const
export type EntryKind = (typeof entryKinds)[number]

export const origins = ['resident', 'integration-council', 'association', 'department', 'steering-group'] as const
export type Origin = (typeof origins)[number]

/** What there is to know about an issue: a position with its reasons and whose it is, a fact with its source, an option. */
export type IssueEntry = {
  id: string
  kind: EntryKind
  text: string
  reasons: string
  enteredFor: Origin | null
  /** of an association or department; never of a private person */
  enteredForName: string
  source: string
}

// ── What staff write ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const longestInIssue = {
  question: 300,
  background: 4000,
  text: 1000,
  reasons: 2000,
  enteredForName: 120,
  source: 500,
  outcomeReason: 2000,
} as const
export const mostEntries = 60
export const mostStatements = 50

export type IssueValues = { question: string; background: string; statements: string }
export type IssueRefusal =
  | 'question-missing'
  | 'too-long'
  | 'statements-missing'
  | 'statements-unreadable'
  | 'statements-too-many'
  | 'not-drawn-on'

/** `dialogue#number` for each contested statement, as the desk writes and reads them. */
export type StatementRef = { dialogue: string; number: number }

/** One reference a line or separated by commas: `verkehr 12` or `verkehr#12`; null where one cannot be read. */
export function readStatements(typed: string): StatementRef[] | null {
  const written = typed
    .split(/[\n,;]+/)
    .map(line => line.trim())
    .filter(line => line !== '')
  const refs = written.map(line => /^([a-z0-9]+(?:-[a-z0-9]+)*)\s*[#\s]\s*(\d{1,9})$/.exec(line))
  if (refs.includes(null)) return null
  const unique = new Map(refs.map(ref => [`${ref![1]} ${Number(ref![2])}`, { dialogue: ref![1]!, number: Number(ref![2]) }]))
  return [...unique.values()]
}
/** As `readStatements` reads it. */
export const writtenStatement = ({ dialogue, number }: { dialogue: { slug: string }; number: number }) => `${dialogue.slug} ${number}`
export const writtenStatements = (statements: readonly IssueStatement[]) => statements.map(writtenStatement).join('\n')

export type IssueRefusals = Partial<Record<keyof IssueValues, IssueRefusal>>

export function judgeIssue({ question, background, statements }: IssueValues): IssueRefusals {
  const refs = readStatements(statements)
  return {
    ...(question === '' ? { question: 'question-missing' } : tooLong('question', question)),
    ...tooLong('background', background),
    ...(refs === null && { statements: 'statements-unreadable' }),
    ...(refs?.length === 0 && { statements: 'statements-missing' }),
    ...((refs?.length ?? 0) > mostStatements && { statements: 'statements-too-many' }),
  }
}
const tooLong = (field: 'question' | 'background', text: string) =>
  lengthOf(text) > longestInIssue[field] ? { [field]: 'too-long' as const } : {}

export type EntryValues = { kind: string; text: string; reasons: string; enteredFor: string; enteredForName: string; source: string }
export type EntryRefusal =
  | 'kind-missing'
  | 'text-missing'
  | 'too-long'
  | 'origin-missing'
  | 'source-missing'
  | 'name-of-person'
  | 'too-many'
export type EntryRefusals = Partial<Record<keyof EntryValues, EntryRefusal>>
export const emptyEntry: EntryValues = { kind: 'position', text: '', reasons: '', enteredFor: '', enteredForName: '', source: '' }

/** A position has an origin, a fact a source: without them nobody can judge them. A resident's position carries no name. */
export function judgeEntry(values: EntryValues): { entry: Omit<IssueEntry, 'id'> } | { refusals: EntryRefusals } {
  const kind = entryKinds.find(known => known === values.kind)
  const origin = kind === 'position' ? (origins.find(known => known === values.enteredFor) ?? null) : null
  const refusals: EntryRefusals = {
    ...(!kind && { kind: 'kind-missing' }),
    ...longEntry(values),
    ...(values.text === '' && { text: 'text-missing' }),
    ...(kind === 'position' && !origin && { enteredFor: 'origin-missing' }),
    ...(kind === 'fact' && values.source === '' && { source: 'source-missing' }),
    ...(origin === 'resident' && values.enteredForName !== '' && { enteredForName: 'name-of-person' }),
  }
  if (!kind || Object.keys(refusals).length > 0) return { refusals }
  const { text, reasons, enteredForName, source } = values
  return { entry: { kind, text, reasons, enteredFor: origin, enteredForName: origin ? enteredForName : '', source } }
}

const longEntry = (values: EntryValues): EntryRefusals =>
  Object.fromEntries(
    (['text', 'reasons', 'enteredForName', 'source'] as const)
      .filter(field => lengthOf(values[field]) > longestInIssue[field])
      .map(field => [field, 'too-long']),
  )

/** What staff say when an issue ends. */
export type Closing = { outcome: string; reason: string; dissents: readonly number[]; noDissentReason: string }
export type ClosingRefusal = 'outcome-missing' | 'reason-missing' | 'too-long' | 'dissent-missing' | 'dissent-not-approved'
export type ClosingRefusals = Partial<Record<'outcome' | 'reason' | 'dissents' | 'noDissentReason', ClosingRefusal>>

/** An issue that ends in dissent has its words on record, or a reason why nobody has found any. `approved`: dissents a group stands behind. */
export function judgeClosing({ outcome, reason, dissents, noDissentReason }: Closing, approved: readonly number[]): ClosingRefusals {
  return {
    ...(!outcomes.some(known => known === outcome) && { outcome: 'outcome-missing' }),
    ...(reason === '' && { reason: 'reason-missing' }),
    ...(lengthOf(reason) > longestInIssue.outcomeReason && { reason: 'too-long' }),
    ...(lengthOf(noDissentReason) > longestInIssue.outcomeReason && { noDissentReason: 'too-long' }),
    ...(dissents.some(number => !approved.includes(number)) && { dissents: 'dissent-not-approved' }),
    ...(outcome === 'dissent' && dissents.length === 0 && noDissentReason === '' && { noDissentReason: 'dissent-missing' }),
  }
}
