import type { PolisConversation, PolisRefusal, PolisReport, ReadProgress } from './polis.source.ts'
import type { AnswerCode } from './vote.ts'

export type ImportOptions = {
  directory: string
  /** Address of the dialogue; made from the question if missing. */
  slug?: string
  /** Whether an import that is there already gives way to this one. */
  replace?: boolean
  /** Where the data come from, shown wherever they are shown. */
  source?: string
  licence?: string
  /** In which language the statements are written: an export does not say. */
  language?: string
}

export type ImportRefusal =
  | { reason: 'unreadable'; refusal: PolisRefusal }
  | { reason: 'slug-wrong'; slug: string }
  | { reason: 'language-wrong'; language: string }
  /** The very same files are in the town already. */
  | { reason: 'imported-before'; slug: string }
  | { reason: 'slug-taken'; slug: string; isImport: boolean }
  | { reason: 'nothing-to-take' }
  | { reason: 'number-too-large'; id: string }

export type ImportProgress = ({ step: 'reading' } & ReadProgress) | { step: 'storing'; votes: number; of: number }

export type ImportReport = {
  slug: string
  question: string
  language: string
  read: PolisReport
  taken: { participants: number; statements: number; votes: number }
  /** People in the files none of whose votes counts. */
  participantsWithoutVote: number
  /** Votes without a time in the files stand on this day. */
  dayOfUndated: string | undefined
  replaced: boolean
}

export type ImportedStatement = { number: number; text: string; origin: 'seed' | 'import'; submittedOn: string }
/** Participants and statements are meant by their place in the lists. */
export type ImportedVote = { participant: number; statement: number; answer: AnswerCode; day: string }
export type ImportedDialogue = {
  question: string
  description: string
  statements: ImportedStatement[]
  /** Everyone with a vote that counts, told by the day of the first one. */
  participants: { firstSeen: string }[]
  votes: ImportedVote[]
  participantsWithoutVote: number
  dayOfUndated: string | undefined
}

/**
 * Pol.is counts statements from 0, we from 1: the number is the comment-id plus one and exports take the one off again, so that a
 * statement keeps its id through any number of exports and imports.
 */
export const numberOf = (commentId: string) => Number(commentId) + 1
export const commentIdOf = (number: number) => number - 1
export const largestNumber = 2 ** 31 - 1

/**
 * What of an export is stored: statements that count, the last vote of everyone on each, and the people who gave them. Authors are
 * not: a text can tell who wrote it, and with the author's number it would tell all their votes.
 */
export function importedDialogue(conversation: PolisConversation, folder: string, today: string): ImportedDialogue {
  const { votes } = conversation
  const undated = lastDayIn(conversation) ?? today
  const texts = new Map(conversation.statements.map(statement => [statement.id, statement]))
  const dayAt = (day: number) => (day < 0 ? undated : isoDay(day * millisecondsPerDay))
  const placeOf = new Map<number, number>()
  const participants: ImportedDialogue['participants'] = []
  const imported = Array.from(votes.answer, (answer, vote) => {
    const person = votes.participant[vote]!
    const day = dayAt(votes.day[vote]!)
    const place = placeOf.get(person) ?? participants.push({ firstSeen: day }) - 1
    placeOf.set(person, place)
    const participant = participants[place]!
    if (day < participant.firstSeen) participant.firstSeen = day
    return { participant: place, statement: votes.statement[vote]!, answer: answer as AnswerCode, day }
  })
  return {
    question: clean(conversation.topic) || folder,
    description: clean(conversation.description),
    statements: votes.statementIds.map(id => {
      const { text, isSeed, timestamp } = texts.get(id)!
      return {
        number: numberOf(id),
        text: clean(text),
        origin: isSeed ? 'seed' : 'import',
        submittedOn: timestamp === null ? undated : isoDay(timestamp),
      }
    }),
    participants,
    votes: imported,
    participantsWithoutVote: votes.participantIds.length - participants.length,
    dayOfUndated: votes.day.includes(-1) ? undated : undefined,
  }
}

const millisecondsPerDay = 86_400_000
const isoDay = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10)

/** A database cannot hold the character with the code 0. */
const clean = (text: string | null) => (text ?? '').replaceAll('\0', '\uFFFD').trim()

/** The latest day the files tell of at all, for what has no day of its own. */
function lastDayIn({ votes, statements }: PolisConversation): string | undefined {
  let last = Number.NEGATIVE_INFINITY
  for (const day of votes.day) if (day >= 0) last = Math.max(last, day * millisecondsPerDay)
  for (const { timestamp } of statements) if (timestamp !== null) last = Math.max(last, timestamp)
  return last === Number.NEGATIVE_INFINITY ? undefined : isoDay(last)
}
