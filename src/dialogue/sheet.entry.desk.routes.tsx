import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff, type Staff, type StaffContext } from '#platform/people'
import { notFound, type Posted, readForm, reading, writing } from '#platform/web'
import { findDialogue, lockDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { enterSheet, type TypedSheet } from './sheet.actions.ts'
import { type CodeDesk, CodePage } from './sheet.code.desk.page.tsx'
import { type TicksDesk, TicksPage } from './sheet.entry.desk.page.tsx'
import { countList, judgeList, markOf } from './sheet.list.actions.ts'
import { type ListDesk, ListPage } from './sheet.list.desk.page.tsx'
import { listTemplate, readList, textOf } from './sheet.list.ts'
import { findSheets } from './sheet.store.ts'
import { textsForPaper } from './sheet.texts.store.ts'
import { type Entry, entries, judgeEntry, mayEnter, printedCode, readSheetCode, type SheetRefusal, sheetHash, type Ticks } from './sheet.ts'
import { approvedStatements } from './statement.store.ts'
import { type Answer, isAnswer } from './vote.ts'

const staff = asStaff('editor', 'moderator')

/** Typing in what came back on paper. The code travels in forms alone, so that no address and no log ever has it. */
export const sheetEntryRoutes = (room: Room) =>
  new Hono<Staff>()
    .get(paths.desk.sheet.pattern, staff, reading, async c => {
      const done = doneIn(c)
      const typed = { code: '', entry: done?.entry ?? entryIn(c.req.query('art') ?? '') }
      return c.html(<CodePage c={c} desk={{ dialogue: await dialogueOf(c, c.var.db), typed, done }} />)
    })
    .post(paths.desk.sheet.pattern, staff, reading, async c => {
      const form = await readForm(c)
      const typed = { code: form.text('code'), entry: entryIn(form.text('entry')) }
      const dialogue = await dialogueOf(c, c.var.db)
      const found = await findToEnter(c, c.var.db, dialogue, typed)
      if ('refusal' in found) return c.html(<CodePage c={c} desk={{ dialogue, typed, refusal: found.refusal }} />, 422)
      const own = { text: '', language: dialogue.languages[0] ?? 'de' }
      return c.html(<TicksPage c={c} desk={{ dialogue, ...found, entry: typed.entry, ticks: new Map(), own }} />)
    })
    .post(paths.desk.sheetTicks.pattern, staff, writing, async c => {
      const { db, signedIn, services } = c.var
      const dialogue = (await lockDialogue(db, slugOf(c))) ?? notFound()
      const typed = typedIn(await readForm(c), dialogue)
      const result = await enterSheet(db, signedIn, services.secret, dialogue, typed, services.now())
      if ('votes' in result) {
        db.afterCommit(() => room.maps.refreshSoon(c.var.municipality.id, dialogue.id))
        const { votes, entry, hasStatement } = result
        return c.redirect(paths.desk.sheet.to(at(c), { stimmen: votes, art: entry, aussage: hasStatement ? 1 : undefined }), 303)
      }
      const found = await findToEnter(c, db, dialogue, typed)
      if ('refusal' in found) return c.html(<CodePage c={c} desk={{ dialogue, typed, refusal: found.refusal }} />, 422)
      const shown: TicksDesk = { dialogue, ...found, ...typed, code: found.code }
      return c.html(<TicksPage c={c} desk={{ ...shown, ...saidOf(result) }} />, 422)
    })

    .get(paths.desk.sheetList.pattern, staff, reading, async c => {
      const done = Number(c.req.query('gezaehlt')) || undefined
      return c.html(<ListPage c={c} desk={{ dialogue: await dialogueOf(c, c.var.db), done }} />)
    })
    .post(paths.desk.sheetList.pattern, staff, reading, async c => {
      const dialogue = await dialogueOf(c, c.var.db)
      const file = (await readForm(c)).file('list')
      if (!file) return listPage(c, { dialogue, refusal: { refusal: 'file-missing', found: '' } })
      const text = textOf(await file.arrayBuffer()).trim() // as the form that confirms it brings it back
      const list = readList(text)
      if ('refusal' in list) return listPage(c, { dialogue, refusal: list })
      const judged = await judgeList(c.var.db, bringingOf(c, dialogue), list)
      return c.html(<ListPage c={c} desk={{ dialogue, preview: { judged, text, seen: markOf(judged), hasChanged: false } }} />)
    })
    .post(paths.desk.sheetListCount.pattern, staff, writing, async c => {
      const { db, services } = c.var
      const dialogue = (await lockDialogue(db, slugOf(c))) ?? notFound()
      const form = await readForm(c)
      const text = form.text('list')
      const list = readList(text)
      if ('refusal' in list) return listPage(c, { dialogue, refusal: list })
      const result = await countList(db, bringingOf(c, dialogue), list, form.text('seen'), services.now())
      if ('counted' in result) {
        db.afterCommit(() => room.maps.refreshSoon(c.var.municipality.id, dialogue.id))
        return c.redirect(paths.desk.sheetList.to(at(c), { gezaehlt: result.counted }), 303)
      }
      const { judged } = result
      return listPage(c, { dialogue, preview: { judged, text, seen: markOf(judged), hasChanged: true } })
    })
    .get(paths.desk.sheetListTemplate.pattern, staff, reading, async c => {
      const dialogue = await dialogueOf(c, c.var.db)
      const numbers = (await approvedStatements(c.var.db, dialogue.id)).map(({ number }) => number)
      return c.body(listTemplate(numbers, dialogue.residentsMayAdd), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${dialogue.slug}-liste.csv"`,
      })
    })

/** The sheet of a code that can be entered in this way, as it is shown; or why it cannot. */
async function findToEnter(
  c: StaffContext,
  db: Read,
  dialogue: Dialogue,
  { code: typed, entry }: CodeDesk['typed'],
): Promise<Pick<TicksDesk, 'code' | 'rows'> | { refusal: SheetRefusal }> {
  if (!mayEnter(dialogue)) return { refusal: 'dialogue-not-open' }
  const code = readSheetCode(typed)
  if (!code) return { refusal: typed === '' ? 'code-missing' : 'code-mistyped' }
  const [sheet] = await findSheets(db, dialogue.id, [sheetHash(c.var.services.secret, dialogue.id, code)])
  const refusal = judgeEntry(sheet, entry, c.var.signedIn.personId)
  if (refusal || !sheet) return { refusal: refusal ?? 'code-unknown' }
  const { statements } = await textsForPaper(db, dialogue, c.var.language.code)
  const open = new Map(statements.map(statement => [statement.number, statement]))
  return { code: printedCode(code), rows: sheet.numbers.map(number => ({ number, statement: open.get(number) })) }
}

function typedIn(form: Posted, { languages: [first = 'de'] }: Dialogue): TypedSheet {
  return {
    code: form.text('code'),
    entry: entryIn(form.text('entry')),
    ticks: ticksIn(form),
    own: { text: form.text('own'), language: form.text('language') || first },
    decided: form.has('decided'),
    seen: form.text('seen'),
  }
}

function ticksIn(form: Posted): Ticks {
  const ticks = new Map<number, Answer>()
  for (const name of form.names()) {
    const number = /^aussage-(\d{1,6})$/.exec(name)?.[1]
    const answer = form.text(name)
    if (number && isAnswer(answer)) ticks.set(Number(number), answer)
  }
  return ticks
}

function saidOf(result: Exclude<Awaited<ReturnType<typeof enterSheet>>, { votes: number }>): Partial<TicksDesk> {
  if ('differences' in result) return { settle: result }
  return 'refusal' in result ? { refusal: result.refusal } : { ownRefusal: result.ownRefusal }
}

function doneIn(c: StaffContext): CodeDesk['done'] {
  const votes = c.req.query('stimmen')
  if (votes === undefined) return undefined
  return { votes: Number(votes) || 0, entry: entryIn(c.req.query('art') ?? ''), hasStatement: c.req.query('aussage') !== undefined }
}

const listPage = (c: StaffContext, desk: ListDesk) => c.html(<ListPage c={c} desk={desk} />, 422)
const entryIn = (word: string): Entry => entries.find(known => known === word) ?? 'first'
const bringingOf = (c: StaffContext, dialogue: Dialogue) => ({ by: c.var.signedIn, secret: c.var.services.secret, dialogue })
const dialogueOf = async (c: StaffContext, db: Read) => (await findDialogue(db, slugOf(c))) ?? notFound()
const slugOf = (c: StaffContext) => c.req.param('dialogue') ?? ''
const at = (c: StaffContext) => ({ town: c.var.municipality.slug, dialogue: slugOf(c) })
