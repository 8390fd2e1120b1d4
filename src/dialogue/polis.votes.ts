import { Ballots } from './polis.ballots.ts'
import {
  columnsIn,
  type OnProgress,
  type PolisFile,
  type PolisRefusalReason,
  parseRows,
  Refused,
  type Rows,
  readRows,
  wholeLines,
  wholeNumber,
} from './polis.csv.ts'
import { takePlainVotes, voteColumns } from './polis.plain.ts'

/** One line a vote: timestamp, comment-id, voter-id, vote; other columns are not read. */
export async function readLongVotes(file: PolisFile, onProgress?: OnProgress): Promise<Ballots> {
  const ballots = new Ballots()
  const lines = wholeLines(file, onProgress)
  try {
    const rest = await takePlainVotes(file, lines, ballots)
    if (rest) await parseRows(file, rest.lines, voteRows(file, ballots), rest.linesTaken)
  } finally {
    await lines.return(undefined)
  }
  return ballots
}

/** How the rows of a votes.csv become ballots. */
export function voteRows(file: PolisFile, ballots: Ballots): Rows {
  let at = { voter: 0, comment: 0, vote: 0, time: 0 as number | undefined }
  return {
    onHeader: names => {
      const columns = columnsIn(file, names, voteColumns)
      at = {
        voter: columns.get('voter-id')!,
        comment: columns.get('comment-id')!,
        vote: columns.get('vote')!,
        time: columns.get('timestamp'),
      }
    },
    onRow: (fields, line) => {
      const voter = fields[at.voter]!
      const comment = fields[at.comment]!
      const time = at.time === undefined ? '' : fields[at.time]!
      if (!wholeNumber.test(voter)) refuse(file, line, 'not-an-id', voter)
      if (!wholeNumber.test(comment)) refuse(file, line, 'not-an-id', comment)
      if (time !== '' && !wholeNumber.test(time)) refuse(file, line, 'not-a-time', time)
      const answer = answerIn(file, line, fields[at.vote]!)
      ballots.add(ballots.participants.ofText(voter), ballots.statements.ofText(comment), answer, time === '' ? -1 : Number(time))
    },
  }
}

/** One line a person, one column a statement; an empty field is no vote. Columns that are not a number say something else. */
export async function readWideVotes(file: PolisFile, onProgress?: OnProgress): Promise<Ballots> {
  const ballots = new Ballots()
  let person = 0
  let columns: { at: number; statement: number }[] = []
  const seen = new Set<string>()
  await readRows(
    file,
    {
      onHeader: names => {
        person = columnsIn(file, names, ['participant']).get('participant')!
        columns = names.flatMap((name, at) => (wholeNumber.test(name) ? [{ at, statement: ballots.statements.ofText(name) }] : []))
      },
      onRow: (fields, line) => {
        const voter = fields[person]!
        if (!wholeNumber.test(voter)) refuse(file, line, 'not-an-id', voter)
        if (seen.has(voter)) refuse(file, line, 'participant-twice', voter)
        seen.add(voter)
        for (const { at, statement } of columns) {
          const vote = fields[at]!
          if (vote !== '') ballots.add(ballots.participants.ofText(voter), statement, answerIn(file, line, vote), -1)
        }
      },
    },
    onProgress,
  )
  return ballots
}

function refuse(file: PolisFile, line: number, reason: PolisRefusalReason, found: string): never {
  throw new Refused({ file: file.name, line, reason, found })
}

function answerIn(file: PolisFile, line: number, vote: string): number {
  if (vote === '1') return 1
  if (vote === '-1') return -1
  if (vote === '0') return 0
  return refuse(file, line, 'not-a-vote', vote)
}
