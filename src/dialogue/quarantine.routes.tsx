import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { findDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { decideOnQuarantine } from './quarantine.actions.ts'
import { QuarantinesPage } from './quarantine.page.tsx'
import { leaningsOf, quarantinesIn } from './quarantine.store.ts'
import { type QuarantineRefusal, verdicts } from './quarantine.ts'
import type { Room } from './room.ts'

const { desk } = paths
const moderators = asStaff('moderator')

export const quarantineRoutes = (room: Room) =>
  new Hono<Town>()
    .get(desk.quarantines.pattern, moderators, reading, async c =>
      c.html(await quarantinesPage(c, c.var.db, await dialogueOf(c, c.var.db))),
    )

    .get(desk.quarantine.pattern, moderators, c => c.redirect(desk.quarantines.to(at(c)), 303))
    .post(desk.quarantine.pattern, moderators, writing, async c => {
      const { db, municipality, services, signedIn } = c.var
      const dialogue = await dialogueOf(c, db)
      const form = await readForm(c)
      const verdict = verdicts.find(known => known === form.text('verdict')) ?? unknownValue()
      const number = Number(c.req.param('quarantine')) || notFound()
      const refusal = await decideOnQuarantine(db, signedIn, dialogue, number, { verdict, seen: form.text('seen') }, services.now())
      if (refusal) return c.html(await quarantinesPage(c, db, dialogue, { refusal }), 409)
      db.afterCommit(() => {
        room.maps.refreshSoon(municipality.id, dialogue.id)
        room.watch.lookSoon(municipality.id, dialogue.id)
      })
      return c.redirect(desk.quarantines.to(at(c), { fertig: verdict }), 303)
    })

async function quarantinesPage(c: TownContext, db: Read, dialogue: Dialogue, said: { refusal?: QuarantineRefusal } = {}) {
  const quarantines = []
  for (const quarantine of await quarantinesIn(db, dialogue.id))
    quarantines.push({ ...quarantine, leanings: await leaningsOf(db, dialogue.id, quarantine.id, c.var.municipality.fewestToShow) })
  const done = verdicts.find(known => known === c.req.query('fertig'))
  return <QuarantinesPage c={c} dialogue={dialogue} quarantines={quarantines} done={said.refusal ? undefined : done} {...said} />
}

function unknownValue(): never {
  throw new BadRequest('value-unknown')
}

const dialogueOf = async (c: TownContext, db: Read) => (await findDialogue(db, c.req.param('dialogue') ?? '')) ?? notFound()
const at = (c: TownContext) => ({ town: c.var.municipality.slug, dialogue: c.req.param('dialogue') ?? '' })
