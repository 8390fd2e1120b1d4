import { randomUUID } from 'node:crypto'
import slugify from '@sindresorhus/slugify'
import { noteForInstance } from '#platform/audit'
import type { InstanceWrite } from '#platform/db'
import { addMunicipality } from './municipality.store.ts'
import {
  judgeSettings,
  judgeSlug,
  longest,
  type Municipality,
  type SettingsRefusals,
  type SlugRefusal,
  settingsFrom,
  type TypedSettings,
} from './municipality.ts'

/** Name, kind and state are needed; without a slug it is made from the name. `id` where the transaction is the new town's own. */
export type NewMunicipality = TypedSettings & { id?: string; slug?: string; isDemo?: boolean }
export type CreationRefusals = SettingsRefusals & { slug?: SlugRefusal }

/**
 * Adds a municipality to the instance, or says by field why not. `by` is the operator, null where no person did it (demo, command line).
 * Afterwards, when the transaction has committed, the registry must be refreshed.
 */
export async function createMunicipality(
  db: InstanceWrite,
  typed: NewMunicipality,
  by: string | null = null,
): Promise<{ municipality: Municipality } | { refusals: CreationRefusals }> {
  const { settings, slug, refusals } = judgeNewMunicipality(typed)
  if (Object.keys(refusals).length > 0) return { refusals }

  const municipality: Municipality = { ...settings, id: typed.id ?? randomUUID(), slug, isDemo: typed.isDemo ?? false, crestDigest: null }
  if (!(await addMunicipality(db, municipality))) return { refusals: { slug: 'slug-taken' } }
  await noteForInstance(db, { personId: by, deed: 'municipality-created', subject: slug })
  return { municipality }
}

/** All that is wrong with a new municipality, before anything is stored; whether its address is taken shows only then. */
export function judgeNewMunicipality(typed: NewMunicipality) {
  const settings = settingsFrom(typed)
  const slug = typed.slug?.trim() || slugOf(settings.name)
  const refusals: CreationRefusals = judgeSettings(settings)
  const slugRefusal = judgeSlug(slug)
  if (slugRefusal && !refusals.name) refusals.slug = slugRefusal
  return { settings, slug, refusals }
}

/** The address a name suggests: "Bad Königshofen" becomes bad-koenigshofen. */
export const slugOf = (name: string) => slugify(name).slice(0, longest.slug).replace(/-+$/, '')
