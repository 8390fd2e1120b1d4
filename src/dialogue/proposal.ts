import type { Statement, TextRefusal } from './statement.ts'

/** What a resident typed, and the similar statements they have been shown before sending it again. */
export type ProposalValues = { text: string; language: string; shown: readonly number[] }

export type ProposalRefusal =
  | TextRefusal
  | 'dialogue-not-open'
  | 'residents-may-not-add'
  | 'language-unknown'
  | 'already-there'
  | 'already-waiting'
  | 'already-rejected'
  | 'too-many-waiting'
  | 'too-many-at-once'

/** Beside which part of the form a refusal stands; nowhere: above it. */
export const refusedField: Partial<Record<ProposalRefusal, 'text' | 'language'>> = {
  'text-missing': 'text',
  'text-too-long': 'text',
  'language-unknown': 'language',
  'already-there': 'text',
  'already-waiting': 'text',
  'already-rejected': 'text',
}

export type Proposed =
  | { refusal: ProposalRefusal; twin?: Statement }
  /** not stored yet: the person is asked whether one of these says the same */
  | { similar: Statement[] }
  | { stored: { number: number; isApproved: boolean } }

/** So many of one person's statements may wait at the same time: a queue somebody still wants to read. */
export const mostWaiting = 10

/** Per network and hour. A whole school class or town hall shares one network, so this only stops machines. */
export const mostPerNetwork = { most: 200, seconds: 3600 }

/** The language a new statement is probably in: that of the page if the dialogue knows it. Easy German is German. */
export const probableLanguage = (offered: readonly string[], page: string) =>
  offered.find(code => code === page) ?? offered.find(code => code === page.split('-')[0]) ?? offered[0] ?? 'de'
