import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { SignedIn } from '#platform/web'
import { putLinks } from './link.store.ts'
import { type LinkKind, linkKinds } from './link.ts'
import { lockMeasure } from './measure.store.ts'
import type { Measure } from './measure.ts'

/** What a form about links sends, by kind: what it has shown, and what of it was chosen. */
export type ChosenLinks = Record<LinkKind, { shown: readonly string[]; chosen: readonly string[] }>

/** Links a measure to what was chosen; what the form has not shown stays as it is. */
export async function saveLinks(db: Write, by: SignedIn, measure: Pick<Measure, 'id' | 'number'>, links: ChosenLinks) {
  await lockMeasure(db, measure.id)
  let isChanged = false
  for (const kind of linkKinds) if (await putLinks(db, measure.id, kind, links[kind])) isChanged = true
  if (isChanged) await note(db, { personId: by.personId, deed: 'measure-linked', subject: measure.number })
}
