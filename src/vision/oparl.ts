import { dayOf } from '#dialogue'
import { longestInStep, type StepResult, type StepRole, type StepValues } from './sequence.ts'

/** What an OParl address may lead to, of all the kinds there are (https://dev.oparl.org/spezifikation). */
export const councilKinds = ['Paper', 'Meeting', 'Consultation', 'AgendaItem'] as const
export type CouncilKind = (typeof councilKinds)[number]

/** What a council information system has said, as far as the consultation sequence asks for it. */
export type CouncilReading = { kind: CouncilKind; name: string; reference: string; findings: CouncilFinding[] }

/** One consultation of the paper. Where the system says nothing, or nothing that can be read, a field is null or empty. */
export type CouncilFinding = {
  /** what is on the agenda there */
  subject: string
  body: string
  role: StepRole | null
  meetsOn: string | null
  isCancelled: boolean
  agendaNumber: string
  result: StepResult | null
  /** the result in the system's own words */
  resultText: string
  isUnanimous: boolean
  resolutionText: string
}

/** The newest reading that came in, and why there was no newer one when it was last asked for. */
export type CouncilAnswer = { reading: CouncilReading | null; fetchedAt: Date; refusal: CouncilRefusal | '' }

export const councilRefusals = [
  'address-unreadable',
  'address-private',
  'unreachable',
  'too-slow',
  'too-large',
  'too-many-redirects',
  'nothing-there',
  'answered-otherwise',
  'no-json',
  'kind-unknown',
  'deleted',
] as const
export type CouncilRefusal = (typeof councilRefusals)[number]

/** An object as it arrived: every field may be missing or be something else than was agreed. */
export type Arrived = Record<string, unknown>

export const isObject = (found: unknown): found is Arrived => typeof found === 'object' && found !== null && !Array.isArray(found)
export const listIn = (found: unknown): unknown[] => (Array.isArray(found) ? found : found === undefined || found === null ? [] : [found])

/** The kind by its type: https://schema.oparl.org/1.1/Paper, and in older servers https://oparl.org/schema/1.0/Paper. */
export function kindOf({ type }: Arrived): CouncilKind | undefined {
  const name =
    typeof type === 'string' ? /^https?:\/\/(?:schema\.oparl\.org|oparl\.org\/schema)\/1\.\d+\/(\w+)\/?$/.exec(type)?.[1] : undefined
  return councilKinds.find(known => known === name)
}

export const mostFindings = 60

type Parts = { consultation?: Arrived; item?: Arrived; meeting?: Arrived; organization?: Arrived }

/** One consultation from what it consists of; of an item that is not public, no more than when which body meets. */
export function findingFrom({ consultation = {}, item: given = {}, meeting = {}, organization = {} }: Parts): CouncilFinding {
  const item = publicPart(given)
  const resultText = textIn(item, 'result', 200)
  return {
    subject: textIn(item, 'name', 300),
    body: textIn(organization, 'name', longestInStep.body) || textIn(organization, 'shortName', longestInStep.body),
    role: roleIn(consultation),
    meetsOn: dayIn(meeting) ?? dayIn(item),
    isCancelled: meeting.cancelled === true,
    agendaNumber: textIn(item, 'number', longestInStep.agendaNumber),
    result: resultIn(resultText),
    resultText,
    isUnanimous: /einstimmig/i.test(resultText),
    resolutionText: textIn(item, 'resolutionText', longestInStep.deviatingDecision),
  }
}

/** Of an item that is not discussed in public, nothing is read. */
export const publicPart = (item: Arrived): Arrived => (item.public === false ? {} : item)

/** Text as one can store and show it: no control characters, no half characters, not endless. */
export function textIn(object: Arrived, field: string, longest: number): string {
  const found = object[field]
  if (typeof found !== 'string') return ''
  const readable = found.toWellFormed().replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() // biome-ignore format: one chain
  return [...readable].slice(0, longest).join('')
}

/** The day in Germany on which something starts. */
function dayIn({ start }: Arrived): string | null {
  const moment = typeof start === 'string' ? new Date(start) : undefined
  return moment && !Number.isNaN(moment.getTime()) ? dayOf(moment) : null
}

const roleWords: [RegExp, StepRole][] = [
  [/anhör/i, 'hearing'],
  [/vorberat|empfehl/i, 'preliminary'],
  [/entscheid|beschlu(ss|ß)/i, 'decision'],
  [/kenntnis|information|mitteilung/i, 'information'],
]

/** Roles are free words; `authoritative` says whether a resolution is passed. */
function roleIn(consultation: Arrived): StepRole | null {
  const said = textIn(consultation, 'role', 100)
  const roles = roleWords.flatMap(([words, role]) => (words.test(said) ? [role] : []))
  if (roles.length === 1) return roles[0] as StepRole
  return roles.length === 0 && consultation.authoritative === true ? 'decision' : null
}

const resultWords: [RegExp, StepResult][] = [
  [/kenntnis/i, 'noted'],
  [/vertag|zurückgestellt|abgesetzt|verwiesen/i, 'postponed'],
  [/abgelehnt|ablehnung|nicht (zugestimmt|beschlossen|angenommen|empfohlen)/i, 'refused'],
  [/(?<!un)geändert|(?<!ohne )änderung|abweichend/i, 'agreed-with-changes'],
  [/(?<!nicht )(beschlossen|zugestimmt|angenommen|empfohlen)|zustimmung/i, 'agreed'],
]

/** Results are free words too. Where they could mean two things they mean nothing here, and somebody has to read them. */
export function resultIn(words: string): StepResult | null {
  const meant = new Set(resultWords.flatMap(([pattern, result]) => (pattern.test(words) ? [result] : [])))
  if (meant.has('agreed-with-changes') && meant.has('agreed')) meant.delete('agreed')
  return meant.size === 1 ? ([...meant][0] as StepResult) : null
}

/** The form with what was found in place of what was typed; what was not found stays as it is. */
export function filledWith(values: StepValues, found: CouncilFinding): StepValues {
  return {
    ...values,
    ...(found.body && { body: found.body }),
    ...(found.role && { role: found.role }),
    ...(found.meetsOn && { meetsOn: found.meetsOn }),
    ...(found.agendaNumber && { agendaNumber: found.agendaNumber }),
    ...(found.result && { result: found.result, isUnanimous: found.isUnanimous }),
    ...(found.result === 'agreed-with-changes' && found.resolutionText && { deviatingDecision: found.resolutionText }),
  }
}
