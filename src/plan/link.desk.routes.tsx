import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { type Posted, readForm, reading, writing } from '#platform/web'
import { type ChosenLinks, saveLinks } from './link.actions.ts'
import { type LinkDesk, LinksPage } from './link.desk.page.tsx'
import { linkables } from './link.store.ts'
import { type LinkKind, linkKinds, onlyBySearch } from './link.ts'
import { aboutMeasure, type InMeasure, type MeasureContext, measureWriters } from './measure.visitor.ts'
import { paths } from './paths.ts'

const { measureLinks } = paths.desk

/** What a measure serves, at the desk. */
export const linkRoutes = () =>
  new Hono<InMeasure>()
    .get(measureLinks.pattern, measureWriters, aboutMeasure, reading, async c =>
      c.html(<LinksPage c={c} desk={await linkDesk(c, c.var.db)} />),
    )
    .post(measureLinks.pattern, measureWriters, aboutMeasure, writing, async c => {
      const { db, signedIn, measure, municipality } = c.var
      await saveLinks(db, signedIn, measure, chosenIn(await readForm(c)))
      const search = searchIn(c) || undefined
      return c.redirect(measureLinks.to({ town: municipality.slug, measure: measure.number }, { suche: search, fertig: 1 }), 303)
    })

async function linkDesk(c: MeasureContext, db: Read): Promise<LinkDesk> {
  const search = searchIn(c)
  const found = {} as LinkDesk['found']
  for (const kind of linkKinds)
    found[kind] = await linkables[kind](db, c.var.measure.id, search === '' && onlyBySearch(kind) ? undefined : { words: search })
  return { search, found, done: c.req.query('fertig') !== undefined }
}

const chosenIn = (form: Posted): ChosenLinks => {
  const chosen = (kind: LinkKind) => ({ shown: form.text(`shown-${kind}`).split(' ').filter(Boolean), chosen: form.all(kind) })
  return { goals: chosen('goals'), sentences: chosen('sentences'), statements: chosen('statements') }
}

const searchIn = (c: MeasureContext) => (c.req.query('suche') ?? '').trim().slice(0, 100)
