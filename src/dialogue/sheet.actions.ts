import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Read, Write } from '#platform/db'
import { notFound, type SignedIn } from '#platform/web'
import { lockDialogue } from './dialogue.store.ts'
import { type Dialogue, dayOf } from './dialogue.ts'
import { countSheets, endUnused, lockSheets, markChecked, markEntered, putRun, replaceTicks, ticksOf } from './sheet.store.ts'
import {
  type Difference,
  differencesOf,
  digestOfTicks,
  type Entry,
  judgeEntry,
  mayEnter,
  mayPrint,
  type NewSheet,
  type OwnStatementRefusal,
  type Run,
  readSheetCode,
  type Sheet,
  type SheetRefusal,
  sheetHash,
  type Ticks,
} from './sheet.ts'
import { findTwin } from './statement.similarity.store.ts'
import { approvedStatements, insertStatements } from './statement.store.ts'
import { judgeText, tidied } from './statement.ts'

/** Stores the codes of a run that has been set, before anybody gets the paper: a sheet whose code is not known would be worth nothing. */
export async function keepRun(
  db: Write,
  by: SignedIn,
  slug: string,
  run: Run,
  sheets: readonly NewSheet[],
  now: Date,
): Promise<'dialogue-not-open' | undefined> {
  const dialogue = (await lockDialogue(db, slug)) ?? notFound()
  if (!mayPrint(dialogue)) return 'dialogue-not-open'
  const number = await putRun(db, dialogue.id, run, sheets, now)
  await note(db, { personId: by.personId, deed: 'sheets-printed', subject: slug, details: { count: sheets.length, run: number } })
  return undefined
}

/** What somebody typed from a sheet. `seen`: the differences they were shown, so that a change made meanwhile is noticed. */
export type TypedSheet = { code: string; entry: Entry; ticks: Ticks; own: OwnStatement; decided: boolean; seen: string }
export type OwnStatement = { text: string; language: string }

export type Entered =
  | { refusal: SheetRefusal }
  | { ownRefusal: OwnStatementRefusal }
  /** the second entry says something else than the first: somebody has to look at the paper */
  | { differences: Difference[]; seen: string }
  | { votes: number; hasStatement: boolean; entry: Entry }

/** Counts a sheet, checks it by a second entry, or sets it right. Of two people who enter it at once, the second is refused. */
export async function enterSheet(
  db: Write,
  by: SignedIn,
  secret: Buffer,
  dialogue: Dialogue,
  typed: TypedSheet,
  now: Date,
): Promise<Entered> {
  if (!mayEnter(dialogue)) return { refusal: 'dialogue-not-open' }
  const code = readSheetCode(typed.code)
  if (!code) return { refusal: typed.code === '' ? 'code-missing' : 'code-mistyped' }
  const [sheet] = await lockSheets(db, dialogue.id, [sheetHash(secret, dialogue.id, code)])
  const refusal = judgeEntry(sheet, typed.entry, by.personId)
  if (refusal || !sheet) return { refusal: refusal ?? 'code-unknown' }
  const ticks = await countable(db, dialogue, sheet, typed.ticks)
  if (typed.entry === 'first') return count(db, by, dialogue, sheet, ticks, typed.own, now)
  return typed.entry === 'second' ? check(db, by, secret, dialogue, sheet, ticks, typed, now) : correct(db, by, dialogue, sheet, ticks, now)
}

/** What of it is on the sheet and can still be voted on. */
async function countable(db: Write, dialogue: Dialogue, { numbers }: Sheet, ticks: Ticks): Promise<Ticks> {
  const open = new Set((await approvedStatements(db, dialogue.id)).map(({ number }) => number))
  return new Map([...ticks].filter(([number]) => numbers.includes(number) && open.has(number)))
}

async function count(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  sheet: Sheet,
  ticks: Ticks,
  own: OwnStatement,
  now: Date,
): Promise<Entered> {
  const text = tidied(own.text)
  if (ticks.size === 0 && text === '') return { refusal: 'nothing-ticked' }
  const ownRefusal = text === '' ? undefined : await judgeOwn(db, dialogue, { ...own, text })
  if (ownRefusal) return { ownRefusal }

  const participant = randomUUID()
  await countSheets(db, dialogue.id, [{ sheet: sheet.id, participant, channel: sheet.channel, ticks }], by.personId, now)
  if (text !== '')
    await insertStatements(db, dialogue.id, [
      { text, language: own.language, origin: 'paper', state: 'pending', authorId: participant, submittedOn: dayOf(now) },
    ])
  await note(db, { personId: by.personId, deed: 'sheet-entered', subject: dialogue.slug })
  return { votes: ticks.size, hasStatement: text !== '', entry: 'first' }
}

/** A statement from paper always waits for a moderator, whatever the dialogue does with those from the net. */
export async function judgeOwn(db: Read, dialogue: Dialogue, { text, language }: OwnStatement): Promise<OwnStatementRefusal | undefined> {
  if (!dialogue.residentsMayAdd) return 'residents-may-not-add'
  if (!dialogue.languages.includes(language)) return 'language-unknown'
  const refusal = judgeText(text, dialogue.statementLength)
  if (refusal) return refusal
  const twin = await findTwin(db, dialogue.id, text)
  if (!twin) return undefined
  return twin.state === 'rejected' ? 'already-rejected' : 'already-there'
}

async function check(
  db: Write,
  by: SignedIn,
  secret: Buffer,
  dialogue: Dialogue,
  sheet: Sheet,
  ticks: Ticks,
  { decided, seen }: TypedSheet,
  now: Date,
): Promise<Entered> {
  const first = await ticksOf(db, dialogue.id, sheet)
  const differences = differencesOf(sheet.numbers, first, ticks)
  const digest = digestOfTicks(secret, sheet, first)
  if (decided && digest !== seen) return { refusal: 'changed-meanwhile' }
  if (!decided && differences.length > 0) return { differences, seen: digest }
  if (differences.length > 0) await putAnew(db, by, dialogue, sheet, ticks, now)
  await markChecked(db, sheet.id, by.personId)
  await note(db, { personId: by.personId, deed: 'sheet-checked', subject: dialogue.slug, details: { changed: differences.length } })
  return { votes: ticks.size, hasStatement: false, entry: 'second' }
}

async function correct(db: Write, by: SignedIn, dialogue: Dialogue, sheet: Sheet, ticks: Ticks, now: Date): Promise<Entered> {
  await putAnew(db, by, dialogue, sheet, ticks, now)
  await markEntered(db, sheet.id, by.personId, now)
  await note(db, { personId: by.personId, deed: 'sheet-corrected', subject: dialogue.slug })
  return { votes: ticks.size, hasStatement: false, entry: 'correction' }
}

/** These ticks take the place of those before. A sheet whose pseudonym has been forgotten gets a new one. */
async function putAnew(db: Write, by: SignedIn, dialogue: Dialogue, sheet: Sheet, ticks: Ticks, now: Date) {
  if (sheet.participant !== null) return replaceTicks(db, dialogue.id, sheet.participant, ticks, now)
  const anew = { sheet: sheet.id, participant: randomUUID(), channel: sheet.channel, ticks }
  await countSheets(db, dialogue.id, [anew], by.personId, now)
}

/** A stack that got lost, or is left over when the dialogue ends: its codes are good for nothing any more. */
export async function endRun(db: Write, by: SignedIn, slug: string, run: number): Promise<number> {
  const dialogue = (await lockDialogue(db, slug)) ?? notFound()
  const count = await endUnused(db, dialogue.id, run)
  if (count > 0) await note(db, { personId: by.personId, deed: 'sheets-ended', subject: slug, details: { count, run } })
  return count
}
