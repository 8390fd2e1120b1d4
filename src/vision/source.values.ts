import { type OtherSource, sourceKinds, sourceUses } from './source.ts'
import { type SourceFile, type SourceFileRefusal, sourceFileIn } from './source-file.ts'

/** What somebody typed about a source from outside the dialogues; kept as typed. */
export type SourceValues = { kind: string; use: string; title: string; reference: string; datedOn: string }
export type SourceRefusal = 'kind-missing' | 'use-missing' | 'title-missing' | 'too-long' | 'date-unreadable' | SourceFileRefusal
export type SourceRefusals = Partial<Record<keyof SourceValues | 'file', SourceRefusal>>
export type JudgedSource = Pick<OtherSource, 'kind' | 'use' | 'title' | 'reference' | 'datedOn'> & { file: SourceFile | null }

export const longestInSource = { title: 200, reference: 500 }
export const otherKinds = sourceKinds.filter(kind => kind !== 'statement')
export const emptySource: SourceValues = { kind: '', use: 'taken-over', title: '', reference: '', datedOn: '' }

export function judgeSource(
  values: SourceValues,
  given: { name: string; content: Uint8Array } | undefined,
): JudgedSource | { refusals: SourceRefusals } {
  const refusals: SourceRefusals = {}
  const kind = otherKinds.find(known => known === values.kind)
  const use = sourceUses.find(known => known === values.use)
  const file = given ? sourceFileIn(given) : null
  if (!kind) refusals.kind = 'kind-missing'
  if (!use) refusals.use = 'use-missing'
  if (values.title === '') refusals.title = 'title-missing'
  else if (values.title.length > longestInSource.title) refusals.title = 'too-long'
  if (values.reference.length > longestInSource.reference) refusals.reference = 'too-long'
  if (values.datedOn !== '' && !isDay(values.datedOn)) refusals.datedOn = 'date-unreadable'
  if (typeof file === 'string') refusals.file = file
  if (Object.keys(refusals).length > 0 || !kind || !use || typeof file === 'string') return { refusals }
  return { kind, use, title: values.title, reference: values.reference, datedOn: values.datedOn || null, file }
}

/** A day of the calendar: the 31st of February is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
