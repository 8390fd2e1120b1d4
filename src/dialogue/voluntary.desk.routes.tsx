import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { findDialogue } from './dialogue.store.ts'
import { paths } from './paths.ts'
import { importPopulation } from './population.actions.ts'
import { populationEditions } from './population.store.ts'
import type { Room } from './room.ts'
import { changeSetup } from './voluntary.actions.ts'
import { type VoluntaryDesk, VoluntaryDeskPage } from './voluntary.desk.page.tsx'
import { setupOf } from './voluntary.store.ts'

const { desk } = paths
const editors = asStaff('editor')

export const voluntaryDeskRoutes = (room: Room) =>
  new Hono<Town>()
    .get(desk.voluntary.pattern, editors, reading, async c => c.html(await deskPage(c, c.var.db, { done: c.req.query('fertig') })))

    .post(desk.voluntary.pattern, editors, writing, async c => {
      const { db, municipality, signedIn } = c.var
      const dialogue = await dialogueOf(c, db)
      const form = await readForm(c)
      const wish = { questions: form.all('questions'), parts: form.text('parts') }
      const refusal = await changeSetup(db, signedIn, dialogue, wish)
      if (refusal) return c.html(await deskPage(c, db, { wish, refusal }), 422)
      db.afterCommit(() => room.agendas.forget(municipality.id))
      return c.redirect(desk.voluntary.to(at(c), { fertig: 'fragen' }), 303)
    })

    .post(desk.population.pattern, editors, writing, async c => {
      const { db, municipality, services, signedIn } = c.var
      const dialogue = await dialogueOf(c, db)
      const text = (await (await readForm(c)).file('table')?.text()) ?? ''
      const rejected = await importPopulation(db, signedIn, dialogue, { text, ags: municipality.ags, now: services.now() })
      if (rejected.length > 0) return c.html(await deskPage(c, db, { rejected }), 422)
      return c.redirect(desk.voluntary.to(at(c), { fertig: 'bevoelkerung' }), 303)
    })

async function deskPage(c: TownContext, db: Read, said: Partial<VoluntaryDesk>) {
  const dialogue = await dialogueOf(c, db)
  const setup = await setupOf(db, dialogue.id)
  const editions = await populationEditions(db)
  const wish = { questions: [...setup.questions], parts: setup.parts.join('\n') }
  return <VoluntaryDeskPage c={c} desk={{ dialogue, setup, editions, wish, ...said }} />
}

const dialogueOf = async (c: TownContext, db: Read) => (await findDialogue(db, c.req.param('dialogue') ?? '')) ?? notFound()
const at = (c: TownContext) => ({ town: c.var.municipality.slug, dialogue: c.req.param('dialogue') ?? '' })
