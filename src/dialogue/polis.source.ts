import { join } from 'node:path'
import type { Ballots } from './polis.ballots.ts'
import { type Comment, judgedStatements, type LeftOutStatement, type PolisStatement, readComments } from './polis.comments.ts'
import { fileOnDisk, type OnProgress, type PolisFile, type PolisRefusal, Refused, readRows } from './polis.csv.ts'
import { type LastVotes, lastVotes, roomForVotes } from './polis.last-votes.ts'
import { type SignCheck, signCheck, unchecked } from './polis.sign.ts'
import { readLongVotes, readWideVotes } from './polis.votes.ts'

export type { LeftOutStatement, PolisStatement, PolisStatementState } from './polis.comments.ts'
export {
  fileFromText,
  fileOnDisk,
  type OnProgress,
  type PolisFile,
  type PolisRefusal,
  type PolisRefusalReason,
  type ReadProgress,
} from './polis.csv.ts'
export type { SignCheck } from './polis.sign.ts'

/**
 * Votes that count, one per pair, with the day of each (days since 1970-01-01 UTC, −1 where the file says nothing). Ids are those of the
 * file, ascending. `participantIds` holds everyone who voted at all, `statementIds` every statement that counts.
 */
export type PolisVotes = LastVotes

export type PolisReport = {
  /** Names of the files read. */
  files: string[]
  participants: number
  /** Statements that count. */
  statements: number
  /** Votes in the file, repeated ones included. */
  votesRead: number
  /** Votes that count. */
  votesTaken: number
  leftOut: {
    statements: Record<LeftOutStatement, number>
    /** Votes on such statements. */
    votes: Record<LeftOutStatement, number>
    /** Votes on statements that comments.csv does not know. */
    unknownStatement: number
    /** Votes replaced by a later one of the same person on the same statement. */
    replaced: number
  }
  sign: SignCheck
}

export type PolisConversation = {
  topic: string | null
  description: string | null
  url: string | null
  /** All statements of the export, ascending by id; empty when votes were read alone. */
  statements: PolisStatement[]
  votes: PolisVotes
  report: PolisReport
}

export type PolisResult = { conversation: PolisConversation } | { refusal: PolisRefusal }

/** What an export consists of; `votes` is preferred to `wide` (participants-votes.csv). */
export type PolisFiles = {
  votes?: PolisFile | undefined
  wide?: PolisFile | undefined
  comments: PolisFile
  summary?: PolisFile | undefined
}

/** A directory with comments.csv and votes.csv, or participants-votes.csv if that is missing; summary.csv if it is there. */
export async function readPolisExport(directory: string, onProgress?: OnProgress): Promise<PolisResult> {
  const find = (name: string) => fileOnDisk(join(directory, name))
  const comments = await find('comments.csv')
  const votes = await find('votes.csv')
  const wide = await find('participants-votes.csv')
  if (!comments) return { refusal: { file: 'comments.csv', line: null, reason: 'file-missing', found: null } }
  if (!votes && !wide) return { refusal: { file: 'votes.csv', line: null, reason: 'file-missing', found: null } }
  return readPolisFiles({ votes, wide, comments, summary: await find('summary.csv') }, onProgress)
}

/** The same from files wherever they are. */
export async function readPolisFiles(files: PolisFiles, onProgress?: OnProgress): Promise<PolisResult> {
  return refusing(async () => {
    const about = files.summary ? await readSummary(files.summary) : nothingSaid
    const comments = await readComments(files.comments)
    const [voteFile, read] = files.votes ? [files.votes, readLongVotes] : [files.wide!, readWideVotes]
    const ballots = await read(voteFile, onProgress)
    const names = [files.summary, files.comments, voteFile].flatMap(file => (file ? [file.name] : []))
    return conversationOf(about, comments, ballots, names, voteFile.name)
  })
}

/** A votes.csv alone: every statement in it counts, and its sign is taken as declared (+1 = agree). */
export async function readPolisVotes(path: string, onProgress?: OnProgress): Promise<PolisResult> {
  const file = await fileOnDisk(path)
  if (!file) return { refusal: { file: path, line: null, reason: 'file-missing', found: null } }
  return refusing(async () => conversationOf(nothingSaid, undefined, await readLongVotes(file, onProgress), [file.name], file.name))
}

async function refusing(read: () => Promise<PolisConversation>): Promise<PolisResult> {
  try {
    return { conversation: await read() }
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal }
    throw error
  }
}

type About = Pick<PolisConversation, 'topic' | 'description' | 'url'>
const nothingSaid: About = { topic: null, description: null, url: null }

/** Lines of name and value; texts may span lines. */
async function readSummary(file: PolisFile): Promise<About> {
  const found = new Map<string, string>()
  await readRows(file, {
    isRagged: true,
    onRow: ([name, value]) => {
      if (name && value?.trim()) found.set(name.trim(), value)
    },
  })
  return { topic: found.get('topic') ?? null, description: found.get('conversation-description') ?? null, url: found.get('url') ?? null }
}

async function conversationOf(
  about: About,
  comments: Comment[] | undefined,
  ballots: Ballots,
  files: string[],
  voteFile: string,
): Promise<PolisConversation> {
  const last = await lastVotes(ballots)
  const sign = comments ? signCheck(comments, last) : unchecked
  if (sign.result === 'contradicted') throw new Refused({ file: voteFile, line: null, reason: 'sign-contradiction', found: null, sign })
  const statements = comments ? judgedStatements(comments, last) : []
  const counted = statements.filter(({ leftOut }) => !leftOut).map(({ id }) => id)
  const votes = comments ? votesOn(last, counted) : last
  const votesPerStatement = votesPerStatementOf(last)
  const leftOut = { statements: { rejected: 0, meta: 0, waiting: 0 }, votes: { rejected: 0, meta: 0, waiting: 0 } }
  for (const { id, leftOut: reason } of statements) {
    if (!reason) continue
    leftOut.statements[reason]++
    leftOut.votes[reason] += votesPerStatement.get(id) ?? 0
  }
  const onLeftOut = leftOut.votes.rejected + leftOut.votes.meta + leftOut.votes.waiting
  return {
    ...about,
    statements,
    votes,
    report: {
      files,
      participants: votes.participantIds.length,
      statements: votes.statementIds.length,
      votesRead: ballots.count,
      votesTaken: votes.answer.length,
      leftOut: {
        ...leftOut,
        unknownStatement: last.answer.length - votes.answer.length - onLeftOut,
        replaced: ballots.count - last.answer.length,
      },
      sign,
    },
  }
}

function votesPerStatementOf({ statementIds, statement }: LastVotes): Map<string, number> {
  const counts = new Uint32Array(statementIds.length)
  for (const number of statement) counts[number]!++
  return new Map(statementIds.map((id, number) => [id, counts[number]!]))
}

/** The votes on these statements, numbered anew. Everyone who voted stays, also without a vote that counts. */
function votesOn(votes: LastVotes, statementIds: readonly string[]): PolisVotes {
  const place = new Map(statementIds.map((id, index) => [id, index]))
  const statementAt = Int32Array.from(votes.statementIds, id => place.get(id) ?? -1)
  const kept = roomForVotes(votes.statement.reduce((count, statement) => (statementAt[statement]! < 0 ? count : count + 1), 0))
  let next = 0
  for (let vote = 0; vote < votes.answer.length; vote++) {
    const statement = statementAt[votes.statement[vote]!]!
    if (statement < 0) continue
    kept.participant[next] = votes.participant[vote]!
    kept.statement[next] = statement
    kept.answer[next] = votes.answer[vote]!
    kept.day[next++] = votes.day[vote]!
  }
  return { participantIds: votes.participantIds, statementIds, ...kept }
}
