import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff, participantDoor, type Staff, type StaffContext } from '#platform/people'
import { BadRequest, notFound, readForm, reading, writing } from '#platform/web'
import { findDialogue } from './dialogue.store.ts'
import { makeCodes } from './letter.actions.ts'
import { codeCounts } from './letter.store.ts'
import { mergeFile } from './letter.ts'
import { changeLevel } from './level.actions.ts'
import { LettersPage, LevelDeskPage, type LevelSettings } from './level.desk.page.tsx'
import { levelAskedIn } from './level.store.ts'
import { isLevel } from './level.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'

const coordinators = asStaff('coordinator')

export const levelDeskRoutes = (room: Room) =>
  new Hono<Staff>()
    .get(paths.desk.level.pattern, coordinators, reading, async c =>
      c.html(<LevelDeskPage c={c} settings={await settingsOf(c, c.var.db, { isSaved: c.req.query('fertig') !== undefined })} />),
    )
    .post(paths.desk.level.pattern, coordinators, writing, async c => {
      const level = (await readForm(c)).text('level')
      if (!isLevel(level)) throw new BadRequest('value-unknown')
      await changeLevel(c.var.db, c.var.signedIn, slugOf(c), level)
      c.var.db.afterCommit(() => room.agendas.forget(c.var.municipality.id))
      return c.redirect(paths.desk.level.to(at(c), { fertig: 1 }), 303)
    })
    .post(paths.desk.letters.pattern, coordinators, writing, async c => {
      const form = await readForm(c)
      const isFile = form.text('as') === 'csv'
      const wish = { count: form.text('count'), isFile }
      const made = await makeCodes(c.var.db, c.var.signedIn, c.var.services.secret, slugOf(c), wish)
      if ('refusal' in made) {
        const letters = { typed: wish.count, refusal: made.refusal }
        return c.html(<LevelDeskPage c={c} settings={await settingsOf(c, c.var.db, { letters })} />, 422)
      }
      if (!isFile) return c.html(<LettersPage c={c} {...made} />)
      const address = c.var.services.config.http.address + paths.level.to(at(c))
      return c.body(mergeFile(made.codes, address), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="codes-${slugOf(c)}.csv"`,
      })
    })

async function settingsOf(c: StaffContext, db: Read, said: Partial<LevelSettings>): Promise<LevelSettings> {
  const dialogue = (await findDialogue(db, slugOf(c))) ?? notFound()
  return {
    dialogue,
    level: await levelAskedIn(db, dialogue.id),
    codes: await codeCounts(db, dialogue.id),
    canSend: c.var.services.config.mail !== undefined,
    hasProvider: (await participantDoor(c, db, '/')) !== undefined,
    isSaved: false,
    ...said,
  }
}

const slugOf = (c: StaffContext) => c.req.param('dialogue') ?? ''
const at = (c: StaffContext) => ({ town: c.var.municipality.slug, dialogue: slugOf(c) })
