import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { planFindings } from './finding.store.ts'
import { countOf } from './finding.ts'
import { paths } from './paths.ts'
import { PlanDeskPage } from './plan.desk.page.tsx'
import { hiddenParts, planFigures } from './plan.desk.store.ts'
import { planOf } from './plan.store.ts'
import { seenOf } from './seen.ts'
import { changePublication, changeSettings } from './settings.actions.ts'
import { type SettingsDesk, SettingsDeskPage } from './settings.desk.page.tsx'
import { type PublicationValues, publicationOf, settingsOf } from './settings.ts'
import type { Room } from './visitor.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')

/** The desk of the plan, and what the town publishes of it. */
export const settingsRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(desk.plan.pattern, asStaff(), reading, async c => {
      const { db, services } = c.var
      const today = dayOf(services.now())
      const findings = countOf(await planFindings(db, today))
      return c.html(<PlanDeskPage c={c} plan={await planOf(db)} figures={await planFigures(db, today)} findings={findings} />)
    })

    .get(desk.settings.pattern, writers, reading, async c =>
      c.html(<SettingsDeskPage c={c} desk={{ ...(await settingsDesk(c.var.db)), done: c.req.query('fertig') }} />),
    )
    .post(desk.settings.pattern, writers, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const settings = { title: form.text('title'), introduction: form.text('introduction') }
      const settingsRefusals = await changeSettings(db, signedIn, settings, form.text('seen'))
      if (!settingsRefusals) return c.redirect(doneAt(c), 303)
      const status = settingsRefusals.title === 'changed-meanwhile' ? 409 : 422
      return c.html(<SettingsDeskPage c={c} desk={{ ...(await settingsDesk(db)), settings, settingsRefusals }} />, status)
    })

    .post(desk.publication.pattern, asStaff('coordinator'), writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const publication: PublicationValues = {
        isPublished: form.has('isPublished'),
        contacts: form.text('contacts'),
        showsMoney: form.has('showsMoney'),
        showsPosts: form.has('showsPosts'),
        showsLights: form.has('showsLights'),
        showsObstacles: form.has('showsObstacles'),
      }
      const publicationRefusals = await changePublication(db, signedIn, publication, form.text('seen'))
      if (!publicationRefusals) return c.redirect(doneAt(c), 303)
      const status = publicationRefusals.isPublished === 'changed-meanwhile' ? 409 : 422
      return c.html(<SettingsDeskPage c={c} desk={{ ...(await settingsDesk(db)), publication, publicationRefusals }} />, status)
    })

async function settingsDesk(db: Read): Promise<SettingsDesk> {
  const plan = await planOf(db)
  const [settings, publication] = [settingsOf(plan), publicationOf(plan)]
  const seen = { settings: seenOf(settings), publication: seenOf(publication) }
  return { settings, publication, seen, hidden: await hiddenParts(db) }
}

const doneAt = (c: TownContext) => desk.settings.to({ town: c.var.municipality.slug }, { fertig: 1 })
