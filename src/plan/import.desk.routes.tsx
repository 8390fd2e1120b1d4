import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { notFound, type Posted, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { addMissing, forgetTable, keepTable, mapColumns, seenRows, takeOver } from './import.actions.ts'
import { type ImportsDesk, ImportsPage } from './import.desk.page.tsx'
import { guessBelow } from './import.guess.ts'
import { headOf, type Mapping, mappingOf, widthOf } from './import.mapping.ts'
import { type ImportDesk, ImportPage } from './import.preview.desk.page.tsx'
import { readTable } from './import.source.ts'
import { findImport, knownPlan, planImports } from './import.store.ts'
import { judgeTable, missingNames, type PlanImport } from './import.ts'
import type { TableHead } from './measure.table.ts'
import { measureReaders } from './measure.visitor.ts'
import { paths } from './paths.ts'
import type { Room } from './visitor.ts'
import { inTown } from './words.page.tsx'

const { desk } = paths
const coordinator = asStaff('coordinator')

/** Name of the sheet measures are read from, where a workbook has several. */
const sheetName = 'Maßnahmen'

/** Measures from a table, in two steps: what it would change is shown first. */
export const importRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(desk.imports.pattern, measureReaders, reading, async c => c.html(<ImportsPage c={c} desk={await importsDesk(c, c.var.db)} />))

    // reading a workbook takes its time, and no transaction waits for it
    .post(desk.imports.pattern, coordinator, async c => {
      const { services, municipality, signedIn } = c.var
      const file = (await readForm(c)).file('table')
      const read = file ? await readTable(await file.bytes(), sheetName) : ({ refusal: 'file-missing', found: '' } as const)
      if (!file || 'refusal' in read) {
        const shown = await services.database.reading(municipality.id, db => importsDesk(c, db))
        return c.html(<ImportsPage c={c} desk={{ ...shown, refused: 'refusal' in read ? read : undefined }} />, 422)
      }
      const id = await services.database.writing(municipality.id, db => keepTable(db, signedIn, file.name, read.rows, services.now()))
      return c.redirect(desk.import.to({ ...inTown(c), import: id }), 303)
    })

    .get(desk.import.pattern, coordinator, reading, async c => c.html(<ImportPage c={c} desk={await importDesk(c, c.var.db)} />))

    .post(desk.import.pattern, coordinator, writing, async c => {
      const { db, signedIn, services } = c.var
      const form = await readForm(c)
      const id = idIn(c)
      const again = () => c.redirect(desk.import.to({ ...inTown(c), import: id }), 303)
      switch (form.text('deed')) {
        case 'map': {
          const said = mappingIn(form, (await findImport(db, id)) ?? notFound())
          if ('twice' in said) return c.html(<ImportPage c={c} desk={{ ...(await importDesk(c, db)), ...said }} />, 422)
          await mapColumns(db, id, said.mapping)
          return again()
        }
        case 'add': {
          const chosen = { fields: form.all('fields'), groups: form.all('groups'), departments: form.all('departments') }
          const notAdded = await addMissing(db, signedIn, id, chosen, services.now())
          if (notAdded.length > 0) return c.html(<ImportPage c={c} desk={{ ...(await importDesk(c, db)), notAdded }} />, 422)
          return again()
        }
        case 'take': {
          const taken = await takeOver(db, signedIn, id, form.text('seen'), services.now())
          if (taken === 'changed-meanwhile')
            return c.html(<ImportPage c={c} desk={{ ...(await importDesk(c, db)), hasChanged: true }} />, 409)
          const told = { neu: taken.added, geaendert: taken.changed }
          return c.redirect(taken.left > 0 ? desk.import.to({ ...inTown(c), import: id }, told) : desk.imports.to(inTown(c), told), 303)
        }
        case 'forget':
          await forgetTable(db, id)
          return c.redirect(desk.imports.to(inTown(c), { verworfen: 1 }), 303)
        default:
          return notFound()
      }
    })

const importsDesk = async (c: TownContext, db: Read): Promise<ImportsDesk> => ({
  waiting: await planImports(db),
  taken: takenIn(c),
  isForgotten: c.req.query('verworfen') !== undefined,
})

async function importDesk(c: TownContext, db: Read): Promise<ImportDesk> {
  const table = (await findImport(db, idIn(c))) ?? notFound()
  const rows = judgeTable(table, await knownPlan(db, c.var.services.now()))
  return { table, rows, missing: missingNames(rows), seen: seenRows(rows), taken: takenIn(c) }
}

/** What was chosen for each column; where another row was made the head, its columns are guessed anew. */
function mappingIn(form: Posted, { rows, mapping }: PlanImport): { mapping: Mapping } | { chosen: string[]; twice: TableHead } {
  const head = rows.find(({ line }) => String(line) === form.text('head'))?.line ?? mapping.head
  if (head !== mapping.head) return { mapping: guessBelow(rows, head, headOf(rows, { head })) }
  const chosen = Array.from({ length: widthOf(rows) }, (_, place) => form.text(`column-${place}`))
  const said = mappingOf(head, chosen)
  return 'twice' in said ? { chosen, ...said } : said
}

/** What the last taking over did, as its redirect says. */
function takenIn(c: TownContext): { added: number; changed: number } | undefined {
  const [added, changed] = [c.req.query('neu') ?? '', c.req.query('geaendert') ?? '']
  return [added, changed].every(count => /^\d{1,4}$/.test(count)) ? { added: Number(added), changed: Number(changed) } : undefined
}

const idIn = (c: TownContext): string => {
  const id = c.req.param('import') ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : notFound()
}
