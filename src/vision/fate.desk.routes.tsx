import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, type Posted, readForm, reading, writing } from '#platform/web'
import { decideFate } from './fate.actions.ts'
import { type FatesDesk, FatesPage } from './fate.desk.page.tsx'
import { FatePage } from './fate.statement.desk.page.tsx'
import { fateOf, fatesIn, fatesOf } from './fate.store.ts'
import { type FateRefusal, type FateView, type FateWish, fatesPerPage, fateViews, isInView } from './fate.ts'
import { paths } from './paths.ts'
import { resultsIn } from './support.store.ts'
import { outcomesIn } from './support.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const editors = asStaff('editor')

/** What becomes of every statement: the list, and the decision about one. */
export const fateDeskRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(desk.fates.pattern, editors, aboutVision, reading, async c =>
      c.html(<FatesPage c={c} desk={await fatesDesk(c, c.var.db, room)} />),
    )
    .get(desk.fate.pattern, editors, aboutVision, reading, async c => c.html(await fatePage(c, c.var.db, room)))
    .post(desk.fate.pattern, editors, aboutVision, writing, async c => {
      const { db, signedIn, vision, municipality, services } = c.var
      const wish = wishIn(await readForm(c))
      const refusal = await decideFate(db, signedIn, vision.slug, whichIn(c), wish, services.now())
      if (refusal === 'not-drawn-on') return c.html(<FatesPage c={c} desk={await fatesDesk(c, db, room, refusal)} />, 422)
      if (refusal) return c.html(await fatePage(c, db, room, { refusal, wish }), refusal === 'decided-meanwhile' ? 409 : 422)
      const place = { stand: c.req.query('stand'), seite: c.req.query('seite') }
      const { dialogue, number } = whichIn(c)
      const done = { dialog: dialogue, aussage: number }
      return c.redirect(desk.fates.to({ town: municipality.slug, vision: vision.slug }, { ...place, ...done }), 303)
    })

async function fatesDesk(c: VisionContext, db: Read, room: Room, refusal?: FateRefusal): Promise<FatesDesk> {
  const { vision, municipality } = c.var
  const results = await resultsIn(db, room.dialogues, vision.id, municipality.fewestToShow)
  const statements = (await fatesIn(db, vision.id)).map(statement => {
    const found = results.get(statement.dialogue.id)
    return { ...statement, overall: (found && outcomesIn(found).get(statement.number)?.overall) ?? null }
  })
  const views = Object.keys(fateViews) as FateView[]
  const view = views.find(name => fateViews[name] === c.req.query('stand')) ?? 'open'
  const inView = (name: FateView) => statements.filter(statement => isInView(name, statement.fate, statement.overall))
  const shown = inView(view).sort((a, b) => (b.overall?.agree ?? -1) - (a.overall?.agree ?? -1))
  const pages = Math.max(1, Math.ceil(shown.length / fatesPerPage))
  const page = Math.min(pages, pageIn(c))
  const onPage = shown.slice((page - 1) * fatesPerPage, page * fatesPerPage)
  const done = statements.find(
    ({ dialogue, number }) => dialogue.slug === c.req.query('dialog') && String(number) === c.req.query('aussage'),
  )
  const ids = [...onPage, ...(done ? [done] : [])].map(({ id }) => id)
  const fated = new Map((await fatesOf(db, vision.id, ids)).map(statement => [statement.id, statement]))
  return {
    view,
    counts: views.map(name => [name, inView(name).length]),
    statements: onPage.map(({ id, overall }) => ({ ...fated.get(id)!, overall })),
    page,
    pages,
    done: done && fated.get(done.id),
    refusal,
  }
}

async function fatePage(c: VisionContext, db: Read, room: Room, refused?: { refusal: FateRefusal; wish: FateWish }) {
  const { vision, municipality } = c.var
  const { dialogue, number } = whichIn(c)
  const statement = (await fateOf(db, vision.id, dialogue, number)) ?? notFound()
  const results = await room.dialogues.resultsOf(db, statement.dialogue.id, municipality.fewestToShow)
  return <FatePage c={c} statement={statement} results={results} refused={refused} />
}

const pageIn = (c: VisionContext) => Number(/^[1-9]\d{0,5}$/.exec(c.req.query('seite') ?? '')?.[0] ?? 1)

const whichIn = (c: VisionContext) => ({ dialogue: c.req.param('dialogue') ?? '', number: numberIn(c, 'statement') })

const wishIn = (form: Posted): FateWish => ({
  fate: form.has('takeBack') ? 'taken-back' : form.text('fate'),
  department: form.text('department'),
  reason: form.text('reason'),
  seen: form.text('seen'),
})
