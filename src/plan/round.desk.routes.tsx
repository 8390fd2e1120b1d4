import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read, Write } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { departments } from './department.store.ts'
import { measures } from './measure.store.ts'
import { paths } from './paths.ts'
import { audience, closeRound, moveRoundEnd, openRound } from './round.actions.ts'
import { type RoundDesk, RoundPage } from './round.desk.page.tsx'
import { type AtLink, renewLink, revokeLink, takeBackDelegation, takeBackHandOver } from './round.link.actions.ts'
import { RoundsPage } from './round.list.desk.page.tsx'
import { NewRoundPage } from './round.new.desk.page.tsx'
import { findRound, rounds } from './round.store.ts'
import { isRunning, type RoundValues } from './round.ts'
import type { Post } from './update.mail.ts'
import { linksOf, questions } from './update.store.ts'
import { numberIn, type Room } from './visitor.ts'

const { desk } = paths
const readers = asStaff('editor', 'moderator', 'reader')
const coordinator = asStaff('coordinator')

/** Update rounds: whom they ask, who has answered. */
export const roundRoutes = ({ services }: Room) => {
  const postOf = (c: TownContext): Post => ({
    municipality: c.var.municipality,
    address: services.config.http.address,
    secret: services.secret,
  })
  const newRound = async (db: Read) => ({ ...(await audience(db)), canSend: services.config.mail !== undefined })
  return new Hono<Town>()
    .get(desk.rounds.pattern, readers, reading, async c => {
      const all = await rounds(c.var.db)
      return c.html(<RoundsPage c={c} rounds={all} today={dayOf(services.now())} mayOpen={mayOpen(c)} />)
    })
    .get(desk.newRound.pattern, coordinator, reading, async c =>
      c.html(<NewRoundPage c={c} desk={{ ...(await newRound(c.var.db)), values: { title: '', endsOn: '' }, refusals: {} }} />),
    )
    .post(desk.newRound.pattern, coordinator, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const values: RoundValues = { title: form.text('title'), endsOn: form.text('endsOn') }
      const opened = await openRound(db, signedIn, values, postOf(c), services.now())
      if ('number' in opened) return c.redirect(desk.round.to({ ...at(c), round: String(opened.number) }, { fertig: 'eroeffnet' }), 303)
      return c.html(<NewRoundPage c={c} desk={{ ...(await newRound(db)), values, ...opened }} />, 422)
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
      const round = numberIn(c, 'round')
      const link = { by: signedIn, round, link: c.req.param('link'), post: postOf(c), now: services.now() }
      const done = await linkDeed(db, link, form)
      return c.redirect(desk.round.to({ ...at(c), round: String(round) }, { fertig: done }), 303)
    })
}

/** Does what was pressed on a link, and says under which word the page tells so. */
async function linkDeed(db: Write, link: AtLink, form: Posted): Promise<string> {
  switch (form.text('deed')) {
    case 'revoke':
      await revokeLink(db, link)
      return 'widerrufen'
    case 'renew':
      await renewLink(db, link)
      return 'verschickt'
    case 'take-back-delegation':
      await takeBackDelegation(db, link)
      return 'weitergabe-zurueck'
    case 'take-back-hand-over':
      await takeBackHandOver(db, link, form.text('measure'))
      return 'abgabe-zurueck'
    default:
      throw new BadRequest('value-unknown')
  }
}

async function roundDesk(c: TownContext, db: Read): Promise<RoundDesk> {
  const round = (await findRound(db, numberIn(c, 'round'))) ?? notFound()
  const links = await linksOf(db, round.id)
  const asked = await questions(
    db,
    links.map(({ id }) => id),
  )
  const asking = new Set(asked.map(({ linkId }) => linkId))
  const byDepartment = new Map((await departments(db)).map(department => [department.id, department]))
  return {
    round,
    isRunning: isRunning(round, dayOf(c.var.services.now())),
    links: links.filter(({ id }) => asking.has(id)),
    questions: asked,
    // whoever was asked is forgotten after a while; for which department it was is not
    names: new Map(links.map(({ id, name, mail, departmentId }) => [id, name || mail || (byDepartment.get(departmentId)?.name ?? '')])),
    measures: new Map((await measures(db)).map(measure => [measure.id, measure])),
    departments: byDepartment,
    mayOpen: mayOpen(c),
    canSend: c.var.services.config.mail !== undefined,
    done: c.req.query('fertig'),
  }
}

const mayOpen = (c: TownContext) => c.var.role === 'coordinator'
const at = (c: TownContext) => ({ town: c.var.municipality.slug })
