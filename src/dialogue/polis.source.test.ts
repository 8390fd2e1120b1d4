import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileFromText, type PolisConversation, type PolisResult, readPolisExport, readPolisFiles, readPolisVotes } from './polis.source.ts'

const oldComments = `timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,Fri Jul 14 2017,0,0,2,0,1,"Mehr Bänke, bitte"
1500000000001,Fri Jul 14 2017,1,1,0,1,1,"Sie sagte: ""Nein""
und ging"
1500000000002,Fri Jul 14 2017,2,1,1,0,-1,Werbung
`
const newComments = `timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body
1700000000000,0,0,2,0,1,false,true,0.8,Mehr Bänke
1700000000001,1,1,0,1,1,false,false,0.1,Weniger Autos
1700000000002,2,1,1,0,1,true,false,0.5,Ich wohne hier
`
const votes = `timestamp,datetime,comment-id,voter-id,vote
1500000100000,Fri,0,0,1
1500000200000,Fri,0,1,1
1500090000000,Sat,1,1,-1
1500090000001,Sat,2,1,1
1500090000002,Sat,1,2,0
`
const wide = `participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2
2,,,0,1,0,0,,0,
0,,0,1,1,1,0,1,,
1,,0,2,3,2,1,1,-1,1
`
const summary = `topic,"Wie wollen wir leben?"
url,https://example.org/1
conversation-description,"Erste Zeile.

Zweite ""Zeile""."
`

describe('a Pol.is export', () => {
  test('tells what it took and what it left out', async () => {
    const { topic, description, statements, votes, report } = await read({ comments: oldComments, summary })
    expect(topic).toBe('Wie wollen wir leben?')
    expect(description).toBe('Erste Zeile.\n\nZweite "Zeile".')
    expect(statements.map(({ id, text, state, leftOut }) => ({ id, text, state, leftOut }))).toEqual([
      { id: '0', text: 'Mehr Bänke, bitte', state: 'accepted', leftOut: null },
      { id: '1', text: 'Sie sagte: "Nein"\nund ging', state: 'accepted', leftOut: null },
      { id: '2', text: 'Werbung', state: 'rejected', leftOut: 'rejected' },
    ])
    expect(report).toMatchObject({ participants: 3, statements: 2, votesRead: 5, votesTaken: 4 })
    expect(report.leftOut).toMatchObject({ statements: { rejected: 1 }, votes: { rejected: 1 }, unknownStatement: 0, replaced: 0 })
    expect(report.sign).toEqual({ result: 'confirmed', counted: 4, differing: 0, differingIfTurned: 8 })
    expect(entries({ votes })).toEqual(['0 0 1', '1 0 1', '1 1 -1', '2 1 0'])
    expect([...votes.day]).toEqual([17361, 17361, 17362, 17362])
  })

  test('of the newer generation names seeds, and statements about people do not count', async () => {
    const { statements, report } = await read({ comments: newComments })
    expect(statements.map(({ isSeed, leftOut }) => [isSeed, leftOut])).toEqual([
      [true, null],
      [false, null],
      [false, 'meta'],
    ])
    expect(report.leftOut.votes.meta).toBe(1)
  })

  test('gives the same votes from participants-votes.csv as from votes.csv', async () => {
    const long = await read({ comments: oldComments })
    const fromWide = await read({ comments: oldComments, wide })
    expect(entries(fromWide)).toEqual(entries(long))
    expect(fromWide.votes.participantIds).toEqual(long.votes.participantIds)
    expect(fromWide.report.leftOut.votes).toEqual(long.report.leftOut.votes)
    expect([...fromWide.votes.day]).toEqual([-1, -1, -1, -1])
  })

  test('counts the last vote of a person on a statement, by time and then by place in the file', async () => {
    const repeated = `${votes}1500000000000,Fri,0,0,-1\n1500090000002,Sat,1,2,1\n`
    const { report, ...conversation } = await read({ comments: oldComments, votes: repeated })
    expect(entries(conversation)).toEqual(['0 0 1', '1 0 1', '1 1 -1', '2 1 1'])
    expect(report.leftOut.replaced).toBe(2)
  })

  test('leaves out votes on statements it does not know', async () => {
    const { report } = await read({ comments: oldComments, votes: `${votes}1500090000009,Sat,77,2,1\n` })
    expect(report.leftOut.unknownStatement).toBe(1)
    expect(report.votesTaken).toBe(4)
  })

  test('leaves out statements not moderated where nobody was shown them, and keeps them where people were', async () => {
    const waiting = oldComments.replace(',-1,Werbung', ',0,Werbung')
    expect((await read({ comments: waiting })).statements[2]!.leftOut).toBe('waiting')
    const shown = `${votes}1500090000009,Sat,2,2,1\n`
    expect((await read({ comments: waiting, votes: shown })).statements[2]!.leftOut).toBe(null)
  })

  test('is the same whatever the order of rows', async () => {
    const [header, ...rows] = votes.trim().split('\n')
    const expected = entries(await read({ comments: oldComments }))
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async order => {
        expect(entries(await read({ comments: oldComments, votes: [header, ...order].join('\r\n') }))).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a malformed export is refused, naming file and line', () => {
  test.each([
    ['a vote of 2', { votes: `${votes}1500090000009,Sat,1,0,2\n` }, { file: 'votes.csv', line: 7, reason: 'not-a-vote', found: '2' }],
    ['an empty vote', { votes: `${votes}1500090000009,Sat,1,0,\n` }, { file: 'votes.csv', line: 7, reason: 'not-a-vote', found: '' }],
    ['a voter without number', { votes: `${votes}1,Sat,1,anna,1\n` }, { file: 'votes.csv', line: 7, reason: 'not-an-id', found: 'anna' }],
    [
      'a time that is none',
      { votes: `${votes}gestern,Sat,1,0,1\n` },
      { file: 'votes.csv', line: 7, reason: 'not-a-time', found: 'gestern' },
    ],
    ['a line with a field too few', { votes: `${votes}1500090000009,Sat,1,0\n` }, { file: 'votes.csv', line: 7, reason: 'fields-missing' }],
    [
      'missing columns',
      { votes: 'timestamp,comment-id,vote\n1,2,1\n' },
      { file: 'votes.csv', line: 1, reason: 'columns-missing', found: 'voter-id' },
    ],
    ['an empty file', { votes: '' }, { file: 'votes.csv', line: null, reason: 'file-empty' }],
    [
      'an open quote',
      { comments: `${oldComments}1,x,3,1,0,0,1,"offen\nund\nweiter\n` },
      { file: 'comments.csv', line: 6, reason: 'quote-not-closed' },
    ],
    [
      'a misplaced quote',
      { comments: `${oldComments}1,x,3,1,0,0,1,"halb" offen\n` },
      { file: 'comments.csv', line: 6, reason: 'quote-misplaced' },
    ],
    [
      'a statement twice',
      { comments: `${oldComments}1,x,0,1,0,0,1,Nochmal\n` },
      { file: 'comments.csv', line: 6, reason: 'statement-twice', found: '0' },
    ],
    [
      'an unknown state',
      { comments: `${oldComments}1,x,3,1,0,0,5,Text\n` },
      { file: 'comments.csv', line: 6, reason: 'not-a-moderation-state', found: '5' },
    ],
    [
      'a person twice',
      { wide: `${wide}1,,0,2,3,2,1,1,-1,1\n` },
      { file: 'participants-votes.csv', line: 5, reason: 'participant-twice', found: '1' },
    ],
    [
      'a wide vote of 7',
      { wide: `${wide}5,,0,2,3,2,1,1,7,1\n` },
      { file: 'participants-votes.csv', line: 5, reason: 'not-a-vote', found: '7' },
    ],
    ['Latin-1', { comments: Buffer.from(oldComments, 'latin1') }, { file: 'comments.csv', line: 2, reason: 'not-utf8' }],
  ] as const)('%s', async (_, files, refusal) => {
    expect(await readFiles({ comments: oldComments, ...files })).toMatchObject({ refusal })
  })

  test('a byte order mark and empty lines are no fault', async () => {
    expect(entries(await read({ comments: oldComments, votes: `\uFEFF${votes}\n\n` })).length).toBe(4)
  })

  test('a sign that contradicts comments.csv is refused with the numbers', async () => {
    const turned = votes.replaceAll(/,(-?)1$/gm, (_, minus) => (minus ? ',1' : ',-1'))
    expect(await readFiles({ comments: oldComments, votes: turned })).toEqual({
      refusal: {
        file: 'votes.csv',
        line: null,
        reason: 'sign-contradiction',
        found: null,
        sign: { result: 'contradicted', counted: 4, differing: 8, differingIfTurned: 0 },
      },
    })
  })

  test('whatever is in a file, the answer is a conversation or a refusal', async () => {
    const line = fc.array(fc.constantFrom('1', '-1', '0', '', '"', 'x', '9999', ' ', 'comment-id', '\n'), { maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.uint8Array({ maxLength: 40 }), async (lines, bytes) => {
        const text = Buffer.concat([Buffer.from(`${votes}${lines.map(fields => fields.join(',')).join('\n')}`), bytes])
        const result = await readFiles({ comments: oldComments, votes: text })
        expect('conversation' in result || 'refusal' in result).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a directory', () => {
  test('is read with votes.csv, without it with participants-votes.csv, and refused without comments.csv', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'polis-'))
    try {
      expect(await readPolisExport(directory)).toMatchObject({ refusal: { file: 'comments.csv', reason: 'file-missing' } })
      await writeFile(join(directory, 'comments.csv'), oldComments)
      expect(await readPolisExport(directory)).toMatchObject({ refusal: { file: 'votes.csv', reason: 'file-missing' } })
      await writeFile(join(directory, 'participants-votes.csv'), wide)
      expect(await readPolisExport(directory)).toMatchObject({
        conversation: { report: { files: ['comments.csv', 'participants-votes.csv'] } },
      })
      await writeFile(join(directory, 'votes.csv'), votes)
      expect(await readPolisExport(directory)).toMatchObject({ conversation: { report: { files: ['comments.csv', 'votes.csv'] } } })
      expect(await readPolisVotes(join(directory, 'votes.csv'))).toMatchObject({
        conversation: { report: { statements: 3, votesTaken: 5, sign: { result: 'unchecked' } } },
      })
      await mkdir(join(directory, 'sub'))
      expect(await readPolisVotes(join(directory, 'sub'))).toMatchObject({ refusal: { reason: 'file-missing' } })
    } finally {
      await rm(directory, { recursive: true })
    }
  })

  test('progress is told up to the last byte', async () => {
    const told: number[] = []
    await readPolisFiles(
      { comments: fileFromText('comments.csv', oldComments), votes: fileFromText('votes.csv', votes) },
      ({ bytesRead }) => told.push(bytesRead),
    )
    expect(told.at(-1)).toBe(Buffer.byteLength(votes))
  })
})

const published = join(process.env.LEITBILD_SHARED_DATA ?? join(import.meta.dirname, '../../../shared/data'), 'conversations')
if (!existsSync(published))
  console.log(`Skipped: published conversations are not at ${published}; LEITBILD_SHARED_DATA may say where they are.`)

describe.skipIf(!existsSync(published))('published conversations', () => {
  test.each([
    [
      'klimarat-produktion-konsum',
      { participants: 1116, statements: 277, votesRead: 61936, votesTaken: 54440 },
      { rejected: 245, meta: 0, waiting: 0 },
    ],
    [
      'bg2050-volunteers',
      { participants: 126, statements: 315, votesRead: 14341, votesTaken: 13586 },
      { rejected: 55, meta: 1, waiting: 0 },
    ],
    ['vtaiwan-uberx', { participants: 1921, statements: 99, votesRead: 49997, votesTaken: 49328 }, { rejected: 78, meta: 0, waiting: 20 }],
    ['brexit-consensus', { participants: 204, statements: 50, votesRead: 5312, votesTaken: 5303 }, { rejected: 0, meta: 0, waiting: 0 }],
    [
      'hivemind-biodiversity',
      { participants: 536, statements: 154, votesRead: 29802, votesTaken: 29188 },
      { rejected: 162, meta: 0, waiting: 0 },
    ],
    ['london-youth-policing', { participants: 26, statements: 36, votesRead: 640, votesTaken: 638 }, { rejected: 3, meta: 0, waiting: 0 }],
  ])('%s is read in full, the sign is confirmed, and the wide file says the same', async (name, counts, leftOut) => {
    const result = await readPolisExport(join(published, name))
    const { conversation } = result as { conversation: PolisConversation }
    expect(conversation.report).toMatchObject({ ...counts, sign: { result: 'confirmed' } })
    expect(conversation.report.leftOut.statements).toEqual(leftOut)
    expect(conversation.topic).not.toBe(null)
    const directory = await mkdtemp(join(tmpdir(), 'polis-'))
    try {
      const { copyFile } = await import('node:fs/promises')
      for (const file of ['comments.csv', 'participants-votes.csv']) await copyFile(join(published, name, file), join(directory, file))
      const fromWide = (await readPolisExport(directory)) as { conversation: PolisConversation }
      expect(entries(fromWide.conversation)).toEqual(entries(conversation))
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})

type Texts = { comments: string | Uint8Array; votes?: string | Uint8Array; wide?: string; summary?: string }

/** Reads `wide` if it is given, else `votes`. */
function readFiles({ comments, votes: long = votes, wide, summary }: Texts): Promise<PolisResult> {
  return readPolisFiles({
    comments: fileFromText('comments.csv', comments),
    votes: wide === undefined ? fileFromText('votes.csv', long) : undefined,
    wide: wide === undefined ? undefined : fileFromText('participants-votes.csv', wide),
    summary: summary === undefined ? undefined : fileFromText('summary.csv', summary),
  })
}

async function read(files: Texts): Promise<PolisConversation> {
  const result = await readFiles(files)
  if ('refusal' in result) throw new Error(JSON.stringify(result.refusal))
  return result.conversation
}

/** Votes as 'person statement answer', by the ids of the file. */
function entries({ votes }: Pick<PolisConversation, 'votes'>): string[] {
  return Array.from(
    votes.answer,
    (answer, i) => `${votes.participantIds[votes.participant[i]!]} ${votes.statementIds[votes.statement[i]!]} ${answer}`,
  )
}
