import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { findDialogue } from './dialogue.store.ts'
import { changePolicy } from './moderation.policy.actions.ts'
import { PolicyDeskPage } from './moderation.policy.desk.page.tsx'
import { policyOf } from './moderation.policy.store.ts'
import type { PolicyValues } from './moderation.policy.ts'
import { paths } from './paths.ts'

const coordinators = asStaff('coordinator')

/** The coordinator's form for the rules of moderation. */
export const policyRoutes = new Hono<Town>()
  .get(paths.desk.policy.pattern, coordinators, reading, async c => {
    const dialogue = await dialogueOf(c, c.var.db)
    const { text, promisedHours, rejectedTextsSince } = await policyOf(c.var.db, dialogue.id)
    const values = { text, promisedHours: String(promisedHours), publishesRejected: rejectedTextsSince !== null }
    return c.html(<PolicyDeskPage c={c} desk={{ dialogue, values, done: c.req.query('fertig') !== undefined }} />)
  })
  .post(paths.desk.policy.pattern, coordinators, writing, async c => {
    const { db, municipality, services, signedIn } = c.var
    const dialogue = await dialogueOf(c, db)
    const form = await readForm(c)
    const values: PolicyValues = {
      text: form.text('text'),
      promisedHours: form.text('promisedHours'),
      publishesRejected: form.has('publishesRejected'),
    }
    const refusal = await changePolicy(db, signedIn, dialogue, values, services.now())
    if (refusal) return c.html(<PolicyDeskPage c={c} desk={{ dialogue, values, refusal }} />, 422)
    return c.redirect(paths.desk.policy.to({ town: municipality.slug, dialogue: dialogue.slug }, { fertig: 1 }), 303)
  })

const dialogueOf = async (c: TownContext, db: Read) => (await findDialogue(db, c.req.param('dialogue') ?? '')) ?? notFound()
