import { columnsIn, type PolisFile, type PolisRefusalReason, Refused, readRows, wholeNumber } from './polis.csv.ts'
import type { LastVotes } from './polis.last-votes.ts'

export type PolisStatementState = 'accepted' | 'not-moderated' | 'rejected'

/** `waiting`: not moderated in a conversation that showed only accepted statements, so that at most its author has voted on it. */
export type LeftOutStatement = 'rejected' | 'meta' | 'waiting'

export type PolisStatement = {
  id: string
  text: string
  state: PolisStatementState
  isMeta: boolean
  isSeed: boolean
  authorId: string | null
  /** Milliseconds since 1970; null where the file says nothing. */
  timestamp: number | null
  /** Why its votes do not count; null if they do. */
  leftOut: LeftOutStatement | null
}

/** A line of comments.csv; `agrees` and `disagrees` are null where the file does not say. */
export type Comment = Omit<PolisStatement, 'leftOut'> & { agrees: number | null; disagrees: number | null }

/** Column sets differ between years: only the id and the text must be there. Without `moderated` everything is accepted. */
export async function readComments(file: PolisFile): Promise<Comment[]> {
  const comments = new Map<string, Comment>()
  let columns = new Map<string, number>()
  await readRows(file, {
    onHeader: names => {
      columns = columnsIn(file, names, ['comment-id', 'comment-body'])
    },
    onRow: (fields, line) => {
      const comment = commentIn(columns, fields, (reason, found) => {
        throw new Refused({ file: file.name, line, reason, found })
      })
      if (comments.has(comment.id)) throw new Refused({ file: file.name, line, reason: 'statement-twice', found: comment.id })
      comments.set(comment.id, comment)
    },
  })
  return [...comments.values()].sort((a, b) => Number(a.id) - Number(b.id))
}

/** Which statements count: not the rejected ones, not the questions about people, not those that were never shown. */
export function judgedStatements(comments: Comment[], votes: LastVotes): PolisStatement[] {
  const isStrict = showsOnlyAccepted(comments, votes)
  return comments.map(({ agrees: _, disagrees: __, ...comment }) => ({ ...comment, leftOut: leftOut(comment, isStrict) }))
}

const states: Record<string, PolisStatementState> = { '1': 'accepted', '0': 'not-moderated', '-1': 'rejected' }

function commentIn(columns: Map<string, number>, fields: string[], refuse: (reason: PolisRefusalReason, found: string) => never): Comment {
  const field = (name: string) => fields[columns.get(name) ?? -1]?.trim() ?? ''
  const number = (name: string, reason: PolisRefusalReason) => {
    const text = field(name)
    if (text === '') return null
    return wholeNumber.test(text) ? Number(text) : refuse(reason, text)
  }
  const id = field('comment-id')
  if (!wholeNumber.test(id)) refuse('not-an-id', id)
  const moderated = columns.has('moderated') ? field('moderated') : '1'
  return {
    id,
    text: fields[columns.get('comment-body')!]!.trim(),
    state: states[moderated] ?? refuse('not-a-moderation-state', moderated),
    isMeta: field('is-meta').toLowerCase() === 'true',
    isSeed: field('is-seed').toLowerCase() === 'true',
    authorId: field('author-id') || null,
    timestamp: number('timestamp', 'not-a-time'),
    agrees: number('agrees', 'not-a-count'),
    disagrees: number('disagrees', 'not-a-count'),
  }
}

function leftOut({ state, isMeta }: Omit<Comment, 'agrees' | 'disagrees'>, isStrict: boolean): LeftOutStatement | null {
  if (state === 'rejected') return 'rejected'
  if (isMeta) return 'meta'
  return state === 'not-moderated' && isStrict ? 'waiting' : null
}

/**
 * Pol.is can show statements before moderation or only after. The export does not say which it was, but the votes do: where nobody saw
 * a statement before it was accepted, those not moderated have no vote but their author's.
 */
function showsOnlyAccepted(comments: Comment[], votes: LastVotes): boolean {
  const seen = new Map(votes.statementIds.map(id => [id, 0]))
  for (const statement of votes.statement) seen.set(votes.statementIds[statement]!, seen.get(votes.statementIds[statement]!)! + 1)
  const waiting = comments.filter(({ state }) => state === 'not-moderated')
  return comments.some(({ state }) => state === 'accepted') && waiting.every(({ id }) => (seen.get(id) ?? 0) <= 1)
}
