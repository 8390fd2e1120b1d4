import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { type Document, type Press, unprintableIn } from '#platform/documents'
import { findCrest } from '#platform/municipalities'
import { asStaff, type Staff, type StaffContext } from '#platform/people'
import { notFound, readForm, reading, writing } from '#platform/web'
import { findDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import { endRun, keepRun } from './sheet.actions.ts'
import { type PaperDesk, PaperPage } from './sheet.desk.page.tsx'
import { type PrintedTexts, type Printer, poster, printable, sheetsToPrint } from './sheet.print.ts'
import { runsOf } from './sheet.store.ts'
import { textsForPaper } from './sheet.texts.store.ts'
import { judgeRun, mayPrint, type NewSheet, newPrintValues, type PrintValues, type Run, readSheetCode, sheetHash } from './sheet.ts'

const staff = asStaff('editor', 'moderator')
const makers = asStaff('editor')

/** Printing. A document takes seconds and no transaction waits for it: what it needs is read before, its codes are stored after. */
export const sheetRoutes = (press: Press) =>
  new Hono<Staff>()
    .get(paths.desk.paper.pattern, staff, reading, async c => c.html(<PaperPage c={c} desk={await deskOf(c, c.var.db)} />))

    .post(paths.desk.paper.pattern, makers, async c => {
      const values = valuesIn(await readForm(c))
      const order = await inTown(c, db => readOrder(c, db, values))
      if ('said' in order) return refused(c, values, order.said)
      const printed = await press(order.document)
      if ('refusal' in printed) return refused(c, values, { refusal: printed.refusal })
      const { services, signedIn, municipality } = c.var
      const notOpen = await services.database.writing(municipality.id, db =>
        keepRun(db, signedIn, slugOf(c), order.run, order.sheets, services.now()),
      )
      if (notOpen) return refused(c, values, { refusal: 'not-now' })
      return download(c, printed.pdf, `${slugOf(c)}-${order.run.format}`)
    })

    .get(paths.desk.poster.pattern, makers, async c => {
      const offered = offeredIn(c)
      const wished = [c.req.query('erste') ?? '', c.req.query('zweite') ?? ''].filter(code => offered.includes(code))
      const languages = [...new Set(wished.length > 0 ? wished : offered.slice(0, 1))]
      const document = await inTown(c, async db => {
        const dialogue = await dialogueOf(c, db)
        return poster(dialogue, await printerOf(c, db), (await textsIn(db, dialogue, languages)).texts)
      })
      const printed = await press(document)
      if ('refusal' in printed) return refused(c, newPrintValues(languages[0] ?? ''), { refusal: printed.refusal })
      return download(c, printed.pdf, `${slugOf(c)}-a3`)
    })

    .post(paths.desk.sheetRun.pattern, makers, writing, async c => {
      const typed = (await readForm(c)).text('run')
      const run = /^\d{1,6}$/.test(typed) ? Number(typed) : notFound()
      const count = await endRun(c.var.db, c.var.signedIn, slugOf(c), run)
      return c.redirect(paths.desk.paper.to(at(c), { beendet: count }), 303)
    })

type Order = { document: Document; run: Run; sheets: NewSheet[] }

async function readOrder(c: StaffContext, db: Read, values: PrintValues): Promise<Order | { said: Partial<PaperDesk> }> {
  const dialogue = await dialogueOf(c, db)
  if (!mayPrint(dialogue)) return { said: { refusal: 'not-now' } }
  const run = judgeRun(values, offeredIn(c), unprintableIn)
  if ('refusals' in run) return { said: { refusals: run.refusals } }
  const { texts } = await textsIn(db, dialogue, run.languages)
  if (texts[0]?.statements.length === 0) return { said: { refusal: 'nothing-to-print' } }
  const { document, sheets } = sheetsToPrint(dialogue, await printerOf(c, db), run, texts)
  const hashed = sheets.map(({ code, numbers }) => ({
    hash: sheetHash(c.var.services.secret, dialogue.id, readSheetCode(code) ?? ''),
    numbers,
  }))
  return { document, run, sheets: hashed }
}

async function textsIn(db: Read, dialogue: Dialogue, languages: readonly string[]) {
  const texts: PrintedTexts[number][] = []
  for (const language of languages) texts.push(await textsForPaper(db, dialogue, language))
  return printable(texts)
}

async function printerOf(c: StaffContext, db: Read): Promise<Printer> {
  const { name, colour } = c.var.municipality
  return { name, colour, crest: await findCrest(db), address: c.var.services.config.http.address + paths.dialogue.to(at(c)) }
}

async function deskOf(c: StaffContext, db: Read): Promise<PaperDesk> {
  const dialogue = await dialogueOf(c, db)
  const offered = offeredIn(c)
  const { texts, leftOut } = await textsIn(db, dialogue, offered.slice(0, 1))
  const runs = await runsOf(db, dialogue.id)
  return {
    dialogue,
    runs,
    offered,
    statements: texts[0]?.statements.length ?? 0,
    leftOut,
    values: newPrintValues(offered[0] ?? ''),
    done: c.req.query('beendet'),
  }
}

async function refused(c: StaffContext, values: PrintValues, said: Partial<PaperDesk>) {
  const desk = await inTown(c, db => deskOf(c, db))
  return c.html(<PaperPage c={c} desk={{ ...desk, values, done: undefined, ...said }} />, said.refusal === 'press-missing' ? 501 : 422)
}

const valuesIn = (form: Awaited<ReturnType<typeof readForm>>): PrintValues => ({
  format: form.text('format'),
  channel: form.text('channel'),
  count: form.text('count'),
  perSheet: form.text('perSheet'),
  language: form.text('language'),
  second: form.text('second'),
  giveBack: form.text('giveBack'),
})

const download = (c: StaffContext, pdf: Uint8Array, name: string) =>
  c.body(new Uint8Array(pdf), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${name}.pdf"`,
    'cache-control': 'no-store',
  })

/** The town's languages, German among them or not; the first is offered first. */
const offeredIn = (c: StaffContext) => c.var.municipality.languages
const inTown = <Result,>(c: StaffContext, work: (db: Read) => Promise<Result>) =>
  c.var.services.database.reading(c.var.municipality.id, work)
const dialogueOf = async (c: StaffContext, db: Read) => (await findDialogue(db, slugOf(c))) ?? notFound()
const slugOf = (c: StaffContext) => c.req.param('dialogue') ?? ''
const at = (c: StaffContext) => ({ town: c.var.municipality.slug, dialogue: slugOf(c) })
