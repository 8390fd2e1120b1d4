import { createHash } from 'node:crypto'
import { townStylesheet } from '../web/look/town-colour.ts'
import type { Municipality } from './municipality.ts'

export type Stylesheet = { text: string; version: string }

/** A town's colours as a style sheet, with a version that changes whenever its text does. */
export function stylesheetOf({ colour }: Pick<Municipality, 'colour'>): Stylesheet {
  const known = stylesheets.get(colour)
  if (known) return known
  const text = townStylesheet(colour)
  const made = { text, version: createHash('sha256').update(text).digest('hex').slice(0, 10) }
  if (stylesheets.size > 1000) stylesheets.clear()
  stylesheets.set(colour, made)
  return made
}
const stylesheets = new Map<string, Stylesheet>()

/** Where a browser finds a town's colours; once fetched it never asks for this version again. */
export const stylesheetAddress = (town: Pick<Municipality, 'slug' | 'colour'>) => `/${town.slug}/farbe.css?v=${stylesheetOf(town).version}`

export const crestAddress = ({ slug, crestDigest }: Pick<Municipality, 'slug' | 'crestDigest'>) =>
  crestDigest === null ? undefined : `/${slug}/wappen/${crestDigest}`
