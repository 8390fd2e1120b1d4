import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, readForm, reading, writing } from '#platform/web'
import { adopt } from './adoption.actions.ts'
import { type AdoptionDesk, AdoptionDeskPage } from './adoption.desk.page.tsx'
import { adoptionsOf } from './adoption.store.ts'
import { type AdoptionWish, decisionsIn, differs } from './adoption.ts'
import { paths } from './paths.ts'
import { openPoints } from './publication.store.ts'
import { stepsOf } from './sequence.store.ts'
import { versionsOf } from './version.store.ts'
import { findVision, textOf } from './vision.store.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const coordinators = asStaff('coordinator')

/** The resolution by which a body adopts a vision. */
export const adoptionRoutes = ({ dialogues }: Room) =>
  new Hono<InVision>()
    .get(desk.adoption.pattern, coordinators, aboutVision, reading, async c =>
      c.html(await adoptionPage(c, c.var.db, { done: c.req.query('fertig') !== undefined })),
    )
    .post(desk.adoption.pattern, coordinators, aboutVision, writing, async c => {
      const { db, signedIn, vision, municipality, services } = c.var
      const form = await readForm(c)
      const wish: AdoptionWish = {
        step: form.text('step'),
        name: form.text('name'),
        openPointsReason: form.text('openPointsReason'),
        isSure: form.has('isSure'),
      }
      const { fewestToShow } = municipality
      const adopted = await adopt(db, dialogues, signedIn, vision.slug, wish, fewestToShow, services.now())
      if ('version' in adopted)
        return c.redirect(desk.adoption.to({ town: municipality.slug, vision: vision.slug }, { fertig: adopted.version }), 303)
      return c.html(await adoptionPage(c, db, { wish, ...adopted }), adopted.refusal === 'already-adopted' ? 409 : 422)
    })

/** Read anew: another may have recorded the resolution since the request came in. */
async function adoptionPage(c: VisionContext, db: Read, said: Partial<Pick<AdoptionDesk, 'wish' | 'refusal' | 'done'>>) {
  const vision = (await findVision(db, c.var.vision.slug)) ?? notFound()
  const adoptions = await adoptionsOf(db, vision.id)
  const decisions = decisionsIn(await stepsOf(db, vision.id), adoptions)
  const [newest] = await versionsOf(db, vision.id)
  const otherThan = newest && differs(vision, await textOf(db, vision.id), newest.content) ? newest.name : undefined
  const found = { vision, adoptions, decisions, otherThan, open: await openPoints(db, vision.id) }
  return <AdoptionDeskPage c={c} desk={{ ...found, wish: suggestion(c, adoptions.length === 0), ...said }} />
}

/** What stands in the form at first. */
const suggestion = (c: VisionContext, isFirst: boolean): AdoptionWish => ({
  step: '',
  name: c.var.t(isFirst ? 'vision.desk-adoption.name-first' : 'vision.desk-adoption.name-later', {
    year: dayOf(c.var.services.now()).slice(0, 4),
  }),
  openPointsReason: '',
  isSure: false,
})
