import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { departments } from './department.store.ts'
import { measures } from './measure.store.ts'
import { paths } from './paths.ts'
import { audience, closeRound, moveRoundEnd, openRound, renewLink, revokeLink } from './round.actions.ts'
import { NewRoundPage, type RoundDesk, RoundPage, RoundsPage } from './round.desk.page.tsx'
import { findRound, rounds } from './round.store.ts'
import { isRunning, type RoundValues } from './round.ts'
import type { Post } from './update.mail.ts'
import { linksOf, questions } from './update.store.ts'
import { numberIn, type Room } from './visitor.ts'

const { desk } = paths
const readers = asStaff('editor', 'moderator', 'reader')
const coordinator = asStaff()

/** Update rounds: whom they ask, who has answered. */
export const roundRoutes = ({ services }: Room) => {
  const postOf = (c: TownContext): Post => ({
    municipality: c.var.municipality,
    address: services.config.http.address,
    secret: services.secret,
  })
  return new Hono<Town>()
    .get(desk.rounds.pattern, readers, reading, async c => {
      const all = await rounds(c.var.db)
      return c.html(<RoundsPage c={c} rounds={all} today={dayOf(services.now())} mayOpen={mayOpen(c)} />)
    })
    .get(desk.newRound.pattern, coordinator, reading, async c =>
      c.html(<NewRoundPage c={c} desk={{ values: { title: '', endsOn: '' }, refusals: {}, ...(await audience(c.var.db)) }} />),
    )
    .post(desk.newRound.pattern, coordinator, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const values: RoundValues = { title: form.text('title'), endsOn: form.text('endsOn') }
      const opened = await openRound(db, signedIn, values, postOf(c), services.now())
      if ('number' in opened) return c.redirect(desk.round.to({ ...at(c), round: String(opened.number) }, { fertig: 'eroeffnet' }), 303)
      return c.html(<NewRoundPage c={c} desk={{ values, ...opened, ...(await audience(db)) }} />, 422)
    })
    .get(desk.round.pattern, readers, reading, async c => c.html(<RoundPage c={c} desk={await roundDesk(c, c.var.db)} />))
    .post(desk.round.pattern, coordinator, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const number = numberIn(c, 'round')
      switch (form.text('deed')) {
        case 'close':
          await closeRound(db, signedIn, number, services.now())
          return c.redirect(desk.round.to({ ...at(c), round: String(number) }, { fertig: 'beendet' }), 303)
        case 'move-end': {
          const endsOn = form.text('endsOn')
          const refused = await moveRoundEnd(db, signedIn, number, endsOn, services.now())
          if (!refused) return c.redirect(desk.round.to({ ...at(c), round: String(number) }, { fertig: 'verschoben' }), 303)
          return c.html(
            <RoundPage c={c} desk={{ ...(await roundDesk(c, db)), refused: { endsOn, refusal: refused.refusals.endsOn } }} />,
            422,
          )
        }
        default:
          throw new BadRequest('value-unknown')
      }
    })
    .post(desk.roundLink.pattern, coordinator, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const [number, id] = [numberIn(c, 'round'), c.req.param('link')]
      switch (form.text('deed')) {
        case 'revoke':
          await revokeLink(db, signedIn, number, id, services.now())
          break
        case 'renew':
          await renewLink(db, signedIn, number, id, postOf(c), services.now())
          break
        default:
          throw new BadRequest('value-unknown')
      }
      const done = form.text('deed') === 'revoke' ? 'widerrufen' : 'verschickt'
      return c.redirect(desk.round.to({ ...at(c), round: String(number) }, { fertig: done }), 303)
    })
}

async function roundDesk(c: TownContext, db: Read): Promise<RoundDesk> {
  const round = (await findRound(db, numberIn(c, 'round'))) ?? notFound()
  const links = await linksOf(db, round.id)
  const today = dayOf(c.var.services.now())
  return {
    round,
    isRunning: isRunning(round, today),
    links,
    questions: await questions(
      db,
      links.map(({ id }) => id),
    ),
    measures: new Map((await measures(db)).map(measure => [measure.id, measure])),
    departments: new Map((await departments(db)).map(department => [department.id, department])),
    mayOpen: mayOpen(c),
    done: c.req.query('fertig'),
  }
}

const mayOpen = (c: TownContext) => c.var.role === 'coordinator'
const at = (c: TownContext) => ({ town: c.var.municipality.slug })
