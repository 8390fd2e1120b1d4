import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, readForm, reading, writing } from '#platform/web'
import { openFates } from './fate.store.ts'
import { paths } from './paths.ts'
import { publishDraft } from './publication.actions.ts'
import { type PublicationDesk, PublicationPage } from './publication.desk.page.tsx'
import { staleTranslations } from './publication.store.ts'
import { draftsIn } from './publication.ts'
import { dayIn } from './sequence.page.tsx'
import { voiceKeysIn } from './support.store.ts'
import { findVision, textOf } from './vision.store.ts'
import { sentencesOf } from './vision.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

const { publication } = paths.desk
const coordinators = asStaff('coordinator')

/** Publishing a draft of a vision. */
export const publicationRoutes = ({ dialogues }: Room) =>
  new Hono<InVision>()
    .get(publication.pattern, coordinators, aboutVision, reading, async c => {
      const done = /^\d{1,6}$/.exec(c.req.query('fertig') ?? '')?.[0]
      return c.html(await publicationPage(c, c.var.db, done ? { done: Number(done) } : {}))
    })
    .post(publication.pattern, coordinators, aboutVision, writing, async c => {
      const { db, signedIn, vision, municipality, services } = c.var
      const form = await readForm(c)
      const wish = { kind: form.text('kind'), name: form.text('name') }
      const published = await publishDraft(db, dialogues, signedIn, vision.slug, wish, municipality.fewestToShow, services.now())
      if ('number' in published)
        return c.redirect(publication.to({ town: municipality.slug, vision: vision.slug }, { fertig: published.number }), 303)
      return c.html(await publicationPage(c, db, { wish, ...published }), 422)
    })

/** Read anew: another may have published since the request came in. */
async function publicationPage(c: VisionContext, db: Read, said: Partial<PublicationDesk>) {
  const vision = (await findVision(db, c.var.vision.slug)) ?? notFound()
  const text = await textOf(db, vision.id)
  const voices = await voiceKeysIn(db, vision.id)
  const sentences = sentencesOf(text)
  const open = {
    fates: await openFates(db, vision.id),
    withoutVoices: sentences.filter(({ id }) => !voices.has(id)).map(({ number }) => number),
    stale: await staleTranslations(db, vision.id),
  }
  const wish = { kind: draftsIn[vision.phase].at(-1) ?? '', name: suggestedName(c) }
  return <PublicationPage c={c} desk={{ vision, chapters: text.chapters.length, sentences: sentences.length, open, wish, ...said }} />
}

const suggestedName = (c: VisionContext) => c.var.t('vision.publication.name-suggested', { date: dayIn(c, dayOf(c.var.services.now())) })
