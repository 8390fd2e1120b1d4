import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Read, Write } from '#platform/db'
import type { SignedIn } from '#platform/web'
import { type Dialogue, dayOf } from './dialogue.ts'
import { judgeOwn } from './sheet.actions.ts'
import type { JudgedLine, ListedSheet, RefusedLine } from './sheet.list.ts'
import { countSheets, findSheets, type HashedSheet, lockSheets } from './sheet.store.ts'
import { judgeEntry, mayEnter, readSheetCode, sheetHash, type Ticks } from './sheet.ts'
import { approvedStatements, insertStatements } from './statement.store.ts'
import { tidied } from './statement.ts'

type List = { sheets: readonly ListedSheet[]; refused: readonly RefusedLine[] }

/** Who brings a list for which dialogue, and the instance's secret, of which the codes' hashes are made. */
export type Bringing = { by: SignedIn; secret: Buffer; dialogue: Dialogue }

/** A line that can be counted, with everything it takes. */
type CountableLine = Exclude<JudgedLine, RefusedLine> & { sheet: HashedSheet; ticks: Ticks }

/** Says of each line, in the order of the file, whether it can be counted. Nothing is stored. */
export async function judgeList(db: Read, bringing: Bringing, list: List): Promise<(CountableLine | RefusedLine)[]> {
  return judgeLines(db, bringing, list, hashes => findSheets(db, bringing.dialogue.id, hashes))
}

/** Counts the lines that can be counted. Where these are no longer the ones that were `seen`, nothing is counted. */
export async function countList(
  db: Write,
  bringing: Bringing,
  list: List,
  seen: string,
  now: Date,
): Promise<{ counted: number } | { judged: JudgedLine[] }> {
  const { by, dialogue } = bringing
  const judged = await judgeLines(db, bringing, list, hashes => lockSheets(db, dialogue.id, hashes))
  const lines = judged.filter(isCountable)
  if (markOf(judged) !== seen || lines.length === 0) return { judged }
  const sheets = lines.map(({ sheet, ticks, own }) => ({ sheet: sheet.id, participant: randomUUID(), channel: sheet.channel, ticks, own }))
  await countSheets(db, dialogue.id, sheets, by.personId, now)
  const written = sheets.filter(({ own }) => own.text !== '')
  const shared = { origin: 'paper', state: 'pending', submittedOn: dayOf(now) } as const
  if (written.length > 0)
    await insertStatements(
      db,
      dialogue.id,
      written.map(({ own, participant }) => ({ ...shared, ...own, authorId: participant })),
    )
  await note(db, { personId: by.personId, deed: 'sheets-entered', subject: dialogue.slug, details: { count: lines.length } })
  return { counted: lines.length }
}

/** Which lines are to be counted, for the form that confirms them. */
export const markOf = (judged: readonly JudgedLine[]) => judged.flatMap(line => ('reason' in line ? [] : [line.line])).join(',')

const isCountable = (line: CountableLine | RefusedLine): line is CountableLine => 'sheet' in line

async function judgeLines(
  db: Read,
  { by, secret, dialogue }: Bringing,
  { sheets, refused }: List,
  find: (hashes: string[]) => Promise<HashedSheet[]>,
): Promise<(CountableLine | RefusedLine)[]> {
  const hashed = sheets.map(listed => ({ listed, hash: hashIn(secret, dialogue, listed.code) }))
  const hashes = [...new Set(hashed.flatMap(({ hash }) => hash ?? []))]
  const known = new Map(hashes.length === 0 ? [] : (await find(hashes)).map(sheet => [sheet.hash, sheet]))
  const open = new Set((await approvedStatements(db, dialogue.id)).map(({ number }) => number))
  const judged: (CountableLine | RefusedLine)[] = [...refused]
  for (const [place, { listed, hash }] of hashed.entries()) {
    const isTwice = hash !== undefined && hashed.findIndex(one => one.hash === hash) < place
    const sheet = judgeCode(dialogue, by, listed, hash, hash === undefined ? undefined : known.get(hash), isTwice)
    judged.push('reason' in sheet ? sheet : await judgeContent(db, dialogue, listed, sheet, open))
  }
  return judged.sort((a, b) => a.line - b.line)
}

function hashIn(secret: Buffer, dialogue: Dialogue, typed: string): string | undefined {
  const code = readSheetCode(typed)
  return code && sheetHash(secret, dialogue.id, code)
}

function judgeCode(
  dialogue: Dialogue,
  by: SignedIn,
  { line, code }: ListedSheet,
  hash: string | undefined,
  sheet: HashedSheet | undefined,
  isTwice: boolean,
): HashedSheet | RefusedLine {
  const refused = { line, code, found: '', kind: 'sheet' } as const
  if (!mayEnter(dialogue)) return { ...refused, reason: 'dialogue-not-open' }
  if (hash === undefined) return { ...refused, reason: code === '' ? 'code-missing' : 'code-mistyped' }
  if (isTwice) return { ...refused, kind: 'line', reason: 'code-twice' }
  const refusal = judgeEntry(sheet, 'first', by.personId)
  return refusal || !sheet ? { ...refused, reason: refusal ?? 'code-unknown' } : sheet
}

async function judgeContent(
  db: Read,
  dialogue: Dialogue,
  { line, code, ticks, own }: ListedSheet,
  sheet: HashedSheet,
  open: ReadonlySet<number>,
): Promise<CountableLine | RefusedLine> {
  const elsewhere = [...ticks.keys()].find(number => !sheet.numbers.includes(number))
  if (elsewhere !== undefined) return { kind: 'line', line, code, reason: 'not-on-sheet', found: String(elsewhere) }
  const counted = new Map([...ticks].filter(([number]) => open.has(number)))
  const statement = { text: tidied(own.text), language: own.language || (dialogue.languages[0] ?? 'de') }
  if (counted.size === 0 && statement.text === '') return { kind: 'sheet', line, code, reason: 'nothing-ticked', found: '' }
  const refusal = statement.text === '' ? undefined : await judgeOwn(db, dialogue, statement)
  if (refusal) return { kind: 'own', line, code, reason: refusal, found: own.language }
  return { line, code, sheet, ticks: counted, own: statement, votes: counted.size }
}
