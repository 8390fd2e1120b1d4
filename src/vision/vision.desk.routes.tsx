import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { languageOf } from '#platform/languages'
import { asStaff } from '#platform/people'
import { type Posted, readForm, reading, type TownContext, writing } from '#platform/web'
import { chapterRoutes } from './chapter.desk.routes.tsx'
import { fateDeskRoutes } from './fate.desk.routes.tsx'
import { paths } from './paths.ts'
import { newestKind } from './phase.store.ts'
import { sentenceDeskRoutes } from './sentence.desk.routes.tsx'
import { changeVision, createVision, dialoguesToDrawOn } from './vision.actions.ts'
import { NewVisionPage, VisionsDeskPage } from './vision.desk.page.tsx'
import { figuresOf, sentenceCounts } from './vision.desk.store.ts'
import { VisionRoomsPage, VisionSettingsPage } from './vision.rooms.desk.page.tsx'
import { allVisions, dialoguesOf } from './vision.store.ts'
import { type VisionRefusals, type VisionValues, valuesOf } from './vision.values.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')

/** The visions at the desk: all of them, a new one, one with its rooms, what it says of itself. */
export const visionDeskRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(desk.visions.pattern, asStaff(), reading, async c => {
      const counts = await sentenceCounts(c.var.db)
      const visions = (await allVisions(c.var.db)).map(vision => ({ vision, sentences: counts.get(vision.id) ?? 0 }))
      return c.html(<VisionsDeskPage c={c} visions={visions} />)
    })

    .get(desk.newVision.pattern, writers, reading, async c => {
      const choices = { languages: languagesOf(c), dialogues: await dialoguesToDrawOn(c.var.db) }
      const values = { title: '', slug: '', preamble: '', language: choices.languages[0] ?? 'de', dialogues: [] }
      return c.html(<NewVisionPage c={c} values={values} choices={choices} />)
    })
    .post(desk.newVision.pattern, writers, writing, async c => {
      const { db, signedIn, municipality } = c.var
      const values = visionValues(await readForm(c))
      const created = await createVision(db, signedIn, values, languagesOf(c))
      if ('refusals' in created) {
        const choices = { languages: languagesOf(c), dialogues: await dialoguesToDrawOn(db) }
        return c.html(<NewVisionPage c={c} values={values} choices={choices} refusals={created.refusals} />, 422)
      }
      return c.redirect(desk.vision.to({ town: municipality.slug, vision: created.slug }, { fertig: 'angelegt' }), 303)
    })

    .get(desk.vision.pattern, asStaff(), aboutVision, reading, async c =>
      c.html(<VisionRoomsPage c={c} figures={await figuresOf(c.var.db, c.var.vision.id)} done={c.req.query('fertig')} />),
    )

    .get(desk.settings.pattern, writers, aboutVision, reading, async c => {
      const values = valuesOf(c.var.vision, await dialoguesOf(c.var.db, c.var.vision.id))
      return c.html(await settingsPage(c, c.var.db, { values, done: c.req.query('fertig') !== undefined }))
    })
    .post(desk.settings.pattern, writers, aboutVision, writing, async c => {
      const { db, signedIn, vision, municipality } = c.var
      const form = await readForm(c)
      const values = visionValues(form)
      const seen = { title: form.text('seenTitle'), preamble: form.text('seenPreamble') }
      const changed = await changeVision(db, signedIn, vision.slug, values, seen, languagesOf(c))
      if ('refusals' in changed) {
        const { refusals } = changed
        const status = Object.values(refusals).includes('changed-meanwhile') ? 409 : 422
        return c.html(await settingsPage(c, db, { values, refusals }), status)
      }
      return c.redirect(desk.settings.to({ town: municipality.slug, vision: changed.slug }, { fertig: 1 }), 303)
    })

    .route('/', chapterRoutes(room))
    .route('/', sentenceDeskRoutes(room))
    .route('/', fateDeskRoutes(room))

type Said = { values: VisionValues; refusals?: VisionRefusals; done?: boolean }

async function settingsPage(c: VisionContext, db: Read, said: Said) {
  const { vision } = c.var
  const drawnOn = await dialoguesOf(db, vision.id)
  const offered = await dialoguesToDrawOn(db)
  const missing = drawnOn.filter(({ id }) => !offered.some(each => each.id === id))
  return (
    <VisionSettingsPage
      c={c}
      choices={{ languages: languagesOf(c), dialogues: [...offered, ...missing] }}
      isPublished={(await newestKind(db, vision.id)) !== undefined}
      seen={{ seenTitle: vision.title, seenPreamble: vision.preamble }}
      {...said}
    />
  )
}

const visionValues = (form: Posted): VisionValues => ({
  title: form.text('title'),
  slug: form.text('slug'),
  preamble: form.text('preamble'),
  language: form.text('language'),
  dialogues: form.all('dialogues'),
})

/** Languages in which a vision can be written: those of the town. */
const languagesOf = (c: TownContext) => [...new Set(['de', ...c.var.municipality.languages])].filter(code => !languageOf(code).isEasyForm)
