import type { Periods, Retention } from './retention.ts'
import { isChoosable } from './retention.ts'

/** What only the town knows; empty where it has not said. */
export const ownFields = ['controller', 'officer', 'processors'] as const
export type OwnField = (typeof ownFields)[number]

export type PrivacySetup = Record<OwnField, string> & { periods: Periods }
export const emptySetup: PrivacySetup = { controller: '', officer: '', processors: '', periods: {} }

export const longestField = 2000

export type PrivacyRefusal = 'text-too-long' | 'days-out-of-bounds'
export type PrivacyRefusals = Partial<Record<string, PrivacyRefusal>>

/** Reads what was typed: a text by field, a number of days by kind; the usual number is not stored, so that it may change with a version. */
export function judgePrivacy(
  typed: (field: string) => string,
  retentions: readonly Retention[],
): { setup: PrivacySetup; refusals: PrivacyRefusals } {
  const refusals: PrivacyRefusals = {}
  const setup: PrivacySetup = { ...emptySetup, periods: {} }
  for (const field of ownFields) {
    setup[field] = typed(field)
    if (setup[field].length > longestField) refusals[field] = 'text-too-long'
  }
  for (const { kind, days } of retentions.filter(isChoosable)) {
    const given = typed(periodField(kind))
    const chosen = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN
    if (!days || !(chosen >= days.least && chosen <= days.most)) refusals[periodField(kind)] = 'days-out-of-bounds'
    else if (chosen !== days.usual) setup.periods[kind] = chosen
  }
  return { setup, refusals }
}

export const periodField = (kind: string) => `days-${kind}`

/** What the notice must say and nobody has said yet (GDPR Article 13(1)(a), (b) and (e)). */
export const gapsIn = (setup: PrivacySetup): OwnField[] => ownFields.filter(field => setup[field] === '')
