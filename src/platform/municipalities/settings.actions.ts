import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { lockMunicipality, putSettings } from './municipality.store.ts'
import {
  changedFields,
  judgeSettings,
  type Settings,
  type SettingsRefusals,
  settingsFrom,
  type TypedSettings,
  versionOf,
} from './municipality.ts'

export type Saved = { changed: (keyof Settings)[] } | { refusals: SettingsRefusals } | 'changed-meanwhile'

/** Stores what a municipality says of itself; `seen` is the version the form was made from, if it says so. */
export async function saveSettings(db: Write, by: string, typed: TypedSettings, seen: string): Promise<Saved> {
  const settings = settingsFrom(typed)
  const refusals = judgeSettings(settings)
  if (Object.keys(refusals).length > 0) return { refusals }
  const before = await lockMunicipality(db)
  if (seen !== '' && seen !== versionOf(before)) return 'changed-meanwhile'
  const changed = changedFields(before, settings)
  if (changed.length === 0) return { changed }
  await putSettings(db, settings)
  await note(db, { personId: by, deed: 'municipality-changed', subject: settings.name, details: { fields: changed.join(', ') } })
  return { changed }
}
