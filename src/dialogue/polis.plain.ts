import type { Ballots } from './polis.ballots.ts'
import { columnsIn, type PolisFile } from './polis.csv.ts'

/** The part of a votes.csv that was not plain: its bytes with the header before them again, and how many lines after the header were. */
export type RestOfVotes = { lines: AsyncGenerator<Uint8Array>; linesTaken: number }

/** The names of columns a vote must have; `timestamp` may be missing. */
export const voteColumns = ['comment-id', 'voter-id', 'vote']

/**
 * Takes votes straight from the bytes, several times as fast as any CSV library can, as long as lines are plain: no quotes, the fields of
 * the header, ids and times whole numbers, votes 1, −1 or 0. It judges nothing: the first line that is anything else, and all after it,
 * are handed back for the library to read or to refuse. `lines` are portions of whole lines.
 */
export async function takePlainVotes(
  file: PolisFile,
  lines: AsyncGenerator<Uint8Array>,
  ballots: Ballots,
): Promise<RestOfVotes | undefined> {
  const first = await lines.next()
  if (first.done) return { lines, linesTaken: 0 }
  const headerEnd = first.value.indexOf(newline) + 1
  const header = first.value.subarray(0, headerEnd)
  const layout = layoutOf(file, header)
  if (!layout) return { lines: following([first.value], lines), linesTaken: 0 }

  let linesTaken = 0
  let bytes = first.value.subarray(headerEnd)
  for (;;) {
    const taken = takeLines(bytes, layout, ballots)
    linesTaken += taken.lines
    if (taken.bytes < bytes.length) return { lines: following([header, bytes.subarray(taken.bytes)], lines), linesTaken }
    const next = await lines.next()
    if (next.done) return undefined
    bytes = next.value
  }
}

type Layout = { roles: Uint8Array; endsInReturn: boolean }

const [skipped, voter, comment, time, vote] = [0, 1, 2, 3, 4]
const [newline, carriageReturn, quote, comma, minus, zero] = [10, 13, 34, 44, 45, 48]

/** Nothing if the header is not plain. */
function layoutOf(file: PolisFile, header: Uint8Array): Layout | undefined {
  const endsInReturn = header.at(-2) === carriageReturn
  const text = new TextDecoder().decode(header.subarray(0, endsInReturn ? -2 : -1)) // without a byte order mark
  if (text === '' || /["\r]/.test(text)) return undefined
  const names = text.split(',')
  const columns = columnsIn(file, names, voteColumns)
  const roles = new Uint8Array(names.length).fill(skipped)
  roles[columns.get('voter-id')!] = voter
  roles[columns.get('comment-id')!] = comment
  roles[columns.get('vote')!] = vote
  const timeAt = columns.get('timestamp')
  if (timeAt !== undefined) roles[timeAt] = time
  return { roles, endsInReturn }
}

/** No plain line is longer; the library says when one is too long. */
const longestLine = 10_000

/** Adds the votes of the plain lines that these bytes begin with: how many bytes and lines that were. */
function takeLines(bytes: Uint8Array, { roles, endsInReturn }: Layout, ballots: Ballots): { bytes: number; lines: number } {
  const end = bytes.lastIndexOf(newline) + 1 // no number runs past it
  const last = roles.length - 1
  let lines = 0
  let from = 0
  while (from < end) {
    let at = from
    let [participant, statement, answer, timestamp] = [0, 0, 0, -1]
    for (let column = 0; column <= last; column++) {
      const role = roles[column]!
      if (role === skipped) {
        for (let byte = bytes[at]!; byte !== comma && byte !== newline && byte !== quote && byte !== carriageReturn; byte = bytes[at]!) at++
      } else if (role === vote) {
        const sign = bytes[at] === minus ? -1 : 1
        if (sign < 0) at++
        const digit = bytes[at++]! - zero
        if (digit !== 1 && (digit !== 0 || sign < 0)) return { bytes: from, lines }
        answer = sign * digit
      } else {
        const start = at
        let number = 0
        for (let digit = bytes[at]! - zero; digit >= 0 && digit <= 9; digit = bytes[at]! - zero) {
          number = number * 10 + digit
          at++
        }
        const digits = at - start
        const isWritten = digits > 0 && digits <= 15 && (digits === 1 || bytes[start] !== zero)
        if (role === time && digits === 0) timestamp = -1
        else if (!isWritten) return { bytes: from, lines }
        else if (role === voter) participant = number
        else if (role === comment) statement = number
        else timestamp = number
      }
      if (column === last && endsInReturn && bytes[at++] !== carriageReturn) return { bytes: from, lines }
      if (bytes[at++] !== (column === last ? newline : comma)) return { bytes: from, lines }
    }
    if (at - from > longestLine) return { bytes: from, lines }
    ballots.add(ballots.participants.of(participant), ballots.statements.of(statement), answer, timestamp)
    from = at
    lines++
  }
  return { bytes: from, lines }
}

async function* following(first: Uint8Array[], more: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first
  yield* more
}
