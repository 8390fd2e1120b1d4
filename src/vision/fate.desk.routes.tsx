import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { readForm, reading, writing } from '#platform/web'
import { decideFate } from './fate.actions.ts'
import { type FateDesk, type FateRow, FatesPage } from './fate.desk.page.tsx'
import { fatesOf, statementsFor } from './fate.store.ts'
import { type FateFilter, fateFilters } from './fate.ts'
import { paths } from './paths.ts'
import { resultsIn } from './support.store.ts'
import { leastAgreement } from './support.ts'
import { dialoguesOf } from './vision.store.ts'
import { aboutVision, type InVision, numberIn, type Room, type VisionContext } from './visitor.ts'

const { desk } = paths
const rowsPerPage = 20

export const fateDeskRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(desk.fates.pattern, asStaff('coordinator', 'editor'), aboutVision, reading, async c => {
      const done = c.req.query('fertig') !== undefined
      return c.html(<FatesPage c={c} desk={{ ...(await fateDesk(c, c.var.db, room, c.req.query('dialog'))), done }} />)
    })
    .post(desk.fate.pattern, asStaff('coordinator', 'editor'), aboutVision, writing, async c => {
      const { db, signedIn, vision, services, municipality } = c.var
      const form = await readForm(c)
      const [dialogue, number] = [c.req.param('dialogue'), numberIn(c, 'statement')]
      const values = { fate: form.text('fate'), department: form.text('department'), reason: form.text('reason') }
      const refusal = await decideFate(db, signedIn, { vision: vision.slug, dialogue, number }, values, services.now())
      if (refusal) {
        const shown = await fateDesk(c, db, room, dialogue)
        return c.html(<FatesPage c={c} desk={{ ...shown, refused: { dialogue, number, values, refusal } }} />, 422)
      }
      const query = { dialog: dialogue, zeige: filterIn(c), seite: pageIn(c), fertig: 1 }
      return c.redirect(desk.fates.to({ town: municipality.slug, vision: vision.slug }, query), 303)
    })

async function fateDesk(c: VisionContext, db: Read, room: Room, wanted: string | undefined): Promise<FateDesk> {
  const { vision, municipality } = c.var
  const dialogues = await dialoguesOf(db, vision.id)
  const dialogue = dialogues.find(({ slug }) => slug === wanted) ?? dialogues[0]
  const results = await resultsIn(db, room.dialogues, vision.id, municipality.fewestToShow)
  const outcomes = new Map((dialogue && results.get(dialogue.id)?.statements)?.map(outcome => [outcome.number, outcome.overall]))
  const fates = await fatesOf(db, vision.id)
  const all: FateRow[] = (await statementsFor(db, vision.id))
    .filter(statement => statement.dialogue === dialogue?.slug)
    .map(({ id, ...statement }) => ({ ...statement, agreement: outcomes.get(statement.number) ?? null, fate: fates.get(id) }))
  const open = all.filter(({ fate }) => !fate)
  const agreed = open
    .filter(({ agreement }) => agreement !== null && agreement.agree >= leastAgreement)
    .sort((a, b) => b.agreement!.agree - a.agreement!.agree || a.number - b.number)
  const filter = filterIn(c)
  const listed = { all, open, agreed }[filter]
  const pages = Math.max(1, Math.ceil(listed.length / rowsPerPage))
  const page = Math.min(pages, pageIn(c))
  return {
    dialogues,
    dialogue: dialogue?.slug ?? '',
    filter,
    counts: { all: all.length, open: open.length, agreed: agreed.length },
    rows: listed.slice((page - 1) * rowsPerPage, page * rowsPerPage),
    page,
    pages,
  }
}

const filterIn = (c: VisionContext): FateFilter => fateFilters.find(known => known === c.req.query('zeige')) ?? 'open'

function pageIn(c: VisionContext): number {
  const wanted = c.req.query('seite') ?? ''
  return /^[1-9]\d{0,5}$/.test(wanted) ? Number(wanted) : 1
}
