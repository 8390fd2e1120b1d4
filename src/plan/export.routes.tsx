import { Hono } from 'hono'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import { notFound, type Town, type TownContext } from '#platform/web'
import { tablesAtDesk, tablesForAll } from './export.store.ts'
import { measureReaders } from './measure.visitor.ts'
import { paths } from './paths.ts'
import { planOf } from './plan.store.ts'
import { csvOf } from './table.csv.ts'
import { jsonOf } from './table.json.ts'
import type { PlanTable } from './table.ts'
import { workbookOf } from './table.workbook.ts'
import type { Room } from './visitor.ts'

/** The plan as tables, for everybody and for staff. Writing a workbook takes its time, and no transaction waits for it. */
export const exportRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(paths.planFile.pattern, async c => {
      c.header('access-control-allow-origin', '*')
      c.header('cache-control', 'public, max-age=300')
      return answer(c, await read(c, tablesForAll))
    })
    .get(paths.desk.exportFile.pattern, measureReaders, async c => {
      c.header('cache-control', 'no-store')
      return answer(c, await read(c, tablesAtDesk))
    })

const read = (c: TownContext, tablesOf: (db: Read) => Promise<PlanTable[] | undefined>) =>
  c.var.services.database.reading(c.var.municipality.id, async db => ({ title: (await planOf(db)).title, tables: await tablesOf(db) }))

async function answer(c: TownContext, { title, tables }: { title: string; tables: PlanTable[] | undefined }): Promise<Response> {
  if (!tables) return notFound()
  const name = c.req.param('file') ?? ''
  const about = { format: 'leitbild-plan', town: c.var.municipality.name, plan: title, asOf: dayOf(c.var.services.now()) }
  const file = await fileNamed(name, tables, about)
  if (!file) return notFound()
  return c.body(file.body as Uint8Array<ArrayBuffer>, 200, {
    'content-type': file.type,
    'content-disposition': `attachment; filename="${name}"`,
  })
}

type File = { type: string; body: Uint8Array | string }

async function fileNamed(name: string, tables: readonly PlanTable[], about: Record<string, string>): Promise<File | undefined> {
  if (name === 'plan.xlsx')
    return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body: await workbookOf(tables) }
  if (name === 'plan.json') return { type: 'application/json; charset=utf-8', body: jsonOf(about, tables) }
  const table = tables.find(({ file }) => name === `${file}.csv`)
  return table && { type: 'text/csv; charset=utf-8', body: csvOf(table) }
}
