import { isDay } from './day.ts'
import { leadWords, type MeasureColumn, measureColumn, otherWords } from './measure.table.ts'
import { flagWords } from './table.ts'

/** A day as people write it: 2026-03-01, 1.3.2026, 03/2026, 2026. Where only a month or a year is said, a beginning is its first day, an end its last. */
export function dayIn(text: string, edge: 'first' | 'last'): string | undefined {
  const [, day, month, year] = /^(?:(\d{1,2})\.\s?)?(?:(\d{1,2})[./]\s?)?(\d{4})$/.exec(text) ?? []
  const plain = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
  const found = plain && /^.{10}(T00:00|$)/.test(text) ? plain : year && dayOf(year, month ?? day, month ? day : undefined, edge)
  return found && isDay(found) ? found : undefined
}

function dayOf(year: string, month: string | undefined, day: string | undefined, edge: 'first' | 'last'): string {
  const inMonth = month ?? (edge === 'first' ? '1' : '12')
  const lastDay = new Date(Date.UTC(Number(year), Number(inMonth), 0)).getUTCDate()
  return [year, inMonth.padStart(2, '0'), (day ?? String(edge === 'first' ? 1 : lastDay)).padStart(2, '0')].join('-')
}

/** From when to when, as one cell says it: 2024–2026, 1.3.2026 bis 30.6.2027, seit 2023, bis 12/2026, 2026. */
export function periodIn(text: string): { startsOn: string | null; endsOn: string | null } | undefined {
  const [, only, from, to] = period.exec(text.toLocaleLowerCase('de')) ?? []
  if (only !== undefined) return periodOf(only, only)
  return from === undefined && to === undefined ? undefined : periodOf(from, to)
}

const aDay = String.raw`\d{4}-\d\d-\d\d|(?:\d{1,2}[./]\s?){0,2}\d{4}`
const period = new RegExp(String.raw`^(?:(${aDay})|(?:(?:von|ab|seit)\s+)?(${aDay})?\s*(?:(?:[-–—/]|bis)\s*(${aDay})?)?)$`)

function periodOf(from: string | undefined, to: string | undefined) {
  const startsOn = from === undefined ? null : dayIn(from, 'first')
  const endsOn = to === undefined ? null : dayIn(to, 'last')
  return startsOn === undefined || endsOn === undefined ? undefined : { startsOn, endsOn }
}

/** The key of a word of the format, or of what towns write for it. */
export function wordIn(key: MeasureColumn, text: string): string | undefined {
  const column = measureColumn[key]
  if (column.kind !== 'word') return undefined
  const said = text.toLocaleLowerCase('de')
  return (
    Object.entries(column.words).find(([code, word]) => code === said || word.toLocaleLowerCase('de') === said)?.[0] ??
    otherWords[key]?.[said]
  )
}

const yes = [flagWords.true, 'j', 'x', 'yes', 'true', 'wahr', '1']
const no = [flagWords.false, 'n', 'no', 'false', 'falsch', '0']

export function flagIn(text: string): boolean | undefined {
  const said = text.toLocaleLowerCase('de')
  if (yes.includes(said)) return true
  return no.includes(said) ? false : undefined
}

/** A department and what stands in brackets behind it. */
export function leadIn(word: string): { name: string; state: keyof typeof leadWords | undefined } {
  const [, name, said] = /^(.*\S)\s*\(([^()]*)\)$/s.exec(word) ?? []
  const state = (Object.keys(leadWords) as (keyof typeof leadWords)[]).find(state => leadWords[state] === said)
  return name && state ? { name, state } : { name: word, state: undefined }
}
