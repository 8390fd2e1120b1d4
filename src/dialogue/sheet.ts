import { createHmac } from 'node:crypto'
import { languageOf } from '#platform/languages'
import type { Dialogue } from './dialogue.ts'
import { codesOf, printed } from './letter.code.ts'
import type { TextRefusal } from './statement.ts'
import type { Answer } from './vote.ts'

export const formats = ['a4', 'a6', 'a6-on-a4'] as const
export type Format = (typeof formats)[number]

/** A sheet filled in alone, or by a group around a table. */
export const sheetChannels = ['paper', 'table'] as const
export type SheetChannel = (typeof sheetChannels)[number]

/** At once: setting 200 sheets in two languages takes four seconds and two thirds of a gigabyte, 400 cards two seconds and half of one. */
export const mostSheets: Record<Format, number> = { a4: 200, a6: 400, 'a6-on-a4': 400 }
/** What somebody is willing to fill in; an A6 card has room for four statements of usual length. */
export const mostOnSheet: Record<Format, number> = { a4: 40, a6: 6, 'a6-on-a4': 6 }
export const usuallyOnSheet: Record<Format, number> = { a4: 20, a6: 4, 'a6-on-a4': 4 }
export const longestGiveBack = 120

/** 31⁷ codes: of a thousand sheets, one guess in 27 million is right, and only staff can try. */
const codes = codesOf(7)
export const newSheetCode = codes.create
export const readSheetCode = codes.read
export const printedCode = printed

/** A sheet's code as a dialogue knows it: a hash with a key of this instance, another one in every dialogue. */
export const sheetHash = (secret: Buffer, dialogue: string, code: string) =>
  createHmac('sha256', createHmac('sha256', secret).update('sheet').digest())
    .update(JSON.stringify([dialogue, code]))
    .digest('base64url')

/** So many different codes. */
export function newSheetCodes(count: number): string[] {
  const made = new Set<string>()
  while (made.size < count) made.add(newSheetCode())
  return [...made]
}

/**
 * The statements of the sheet at this place of a run. Where they do not all fit, each sheet goes on where the one before ended, so that
 * every statement is printed equally often, give or take once.
 */
export function numbersOnSheet(place: number, perSheet: number, numbers: readonly number[]): number[] {
  const count = Math.min(perSheet, numbers.length)
  return Array.from({ length: count }, (_, step) => numbers[(place * count + step) % numbers.length]!).sort((a, b) => a - b)
}

/** Sheets are printed before the dialogue opens and while it runs; typed in as long as it is not archived, because they arrive late. */
export const mayPrint = ({ phase }: Pick<Dialogue, 'phase'>) => phase === 'draft' || phase === 'open'
export const mayEnter = ({ phase }: Pick<Dialogue, 'phase'>) => phase === 'open' || phase === 'closed'

// ── Printing ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What was typed about a run; kept as typed, so that a refusal loses nothing. */
export type PrintValues = {
  format: string
  channel: string
  count: string
  perSheet: string
  language: string
  second: string
  giveBack: string
}

export type RunRefusal =
  | 'value-unknown'
  | 'count-out-of-range'
  | 'per-sheet-out-of-range'
  | 'give-back-too-long'
  | 'give-back-unprintable'
  | 'same-language'
  | 'does-not-fit'
export type PrintRefusals = Partial<Record<keyof PrintValues, RunRefusal>>

export type Run = { format: Format; channel: SheetChannel; count: number; perSheet: number; languages: string[]; giveBack: string }

/** What was printed together, and how many of its sheets have come back; `checked` are among `entered`. */
export type RunFigures = {
  number: number
  format: Format
  channel: SheetChannel
  languages: string[]
  printedOn: string
  sheets: number
  entered: number
  checked: number
  ended: number
}

/** A sheet that is about to be printed: what is stored of its code, and which statements are on it. */
export type NewSheet = { hash: string; numbers: number[] }

export const newPrintValues = (language: string): PrintValues => ({
  format: 'a4',
  channel: 'paper',
  count: '50',
  perSheet: '',
  language,
  second: '',
  giveBack: '',
})

/** `offered`: languages that have the words of a sheet. `unprintable`: what our fonts cannot show of a text. */
export function judgeRun(
  values: PrintValues,
  offered: readonly string[],
  unprintable: (text: string) => string,
): Run | { refusals: PrintRefusals } {
  const refusals: PrintRefusals = {}
  const format = formats.find(known => known === values.format)
  const channel = sheetChannels.find(known => known === values.channel)
  const count = wholeNumber(values.count)
  const perSheet = values.perSheet === '' ? usuallyOnSheet[format ?? 'a4'] : wholeNumber(values.perSheet)
  if (!format) refusals.format = 'value-unknown'
  if (!channel) refusals.channel = 'value-unknown'
  if (!(count >= 1 && count <= mostSheets[format ?? 'a4'])) refusals.count = 'count-out-of-range'
  if (!(perSheet >= 1 && perSheet <= mostOnSheet[format ?? 'a4'])) refusals.perSheet = 'per-sheet-out-of-range'
  if (!offered.includes(values.language)) refusals.language = 'value-unknown'
  if (values.second !== '' && !offered.includes(values.second)) refusals.second = 'value-unknown'
  else if (values.second === values.language) refusals.second = 'same-language'
  if (values.giveBack.length > longestGiveBack) refusals.giveBack = 'give-back-too-long'
  else if (unprintable(values.giveBack) !== '') refusals.giveBack = 'give-back-unprintable'
  if (!format || !channel || Object.keys(refusals).length > 0) return { refusals }
  const languages = [values.language, values.second].filter(code => code !== '').map(code => languageOf(code).code)
  return { format, channel, count, perSheet, languages, giveBack: values.giveBack }
}

const wholeNumber = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : Number.NaN)

// ── Entering ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type SheetState = 'printed' | 'entered' | 'checked' | 'ended'

/** What staff want to do with a sheet: count it, enter it once more to be sure, or set right what was entered wrongly. */
export const entries = ['first', 'second', 'correction'] as const
export type Entry = (typeof entries)[number]

/** Why a sheet is not taken; each is told by its name. */
export type SheetRefusal =
  | 'dialogue-not-open'
  | 'code-missing'
  | 'code-mistyped'
  | 'code-unknown'
  | 'code-used'
  | 'code-ended'
  | 'not-entered-yet'
  | 'checked-already'
  | 'same-person'
  | 'nothing-ticked'
  | 'changed-meanwhile'

export type Sheet = {
  id: string
  state: SheetState
  numbers: number[]
  channel: SheetChannel
  participant: string | null
  enteredBy: string | null
}

/** What a sheet says, by number of the statement. */
export type Ticks = ReadonlyMap<number, Answer>

export type OwnStatementRefusal = TextRefusal | 'language-unknown' | 'already-there' | 'already-rejected' | 'residents-may-not-add'

/** Whether a sheet can be entered in this way by this person. */
export function judgeEntry(sheet: Sheet | undefined, entry: Entry, person: string): SheetRefusal | undefined {
  if (!sheet) return 'code-unknown'
  if (sheet.state === 'ended') return 'code-ended'
  if (entry === 'first') return sheet.state === 'printed' ? undefined : 'code-used'
  if (sheet.state === 'printed') return 'not-entered-yet'
  if (entry === 'correction') return undefined
  if (sheet.state === 'checked') return 'checked-already'
  return sheet.enteredBy === person ? 'same-person' : undefined
}

export type Difference = { number: number; first: Answer | undefined; second: Answer | undefined }

/** Where two entries of the same sheet differ, in the order of the sheet. */
export const differencesOf = (numbers: readonly number[], first: Ticks, second: Ticks): Difference[] =>
  numbers
    .filter(number => first.get(number) !== second.get(number))
    .map(number => ({ number, first: first.get(number), second: second.get(number) }))

/** What the first entry said, in a form that can be sent along and says nothing by itself. */
export const digestOfTicks = (secret: Buffer, sheet: Pick<Sheet, 'id'>, ticks: Ticks) =>
  createHmac('sha256', secret)
    .update(JSON.stringify([sheet.id, [...ticks].sort(([a], [b]) => a - b)]))
    .digest('base64url')

/** On the keyboard and in lists: 1 agrees, 2 disagrees, 3 passes, in the order of the sheet's boxes. */
export const sheetAnswers: readonly Answer[] = ['agree', 'disagree', 'pass']
