import { Hono } from 'hono'
import type { Read, Write } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, type SignedIn, type Town, type TownContext, writing } from '#platform/web'
import { addDepartment, changeDepartment, closeDepartment, dropDepartment, reopenDepartment } from './department.actions.ts'
import { type DepartmentDesk, DepartmentDeskPage, DepartmentsDeskPage } from './department.desk.page.tsx'
import { newOne } from './department.form.desk.page.tsx'
import { departments, departmentUses } from './department.store.ts'
import { type ClosingRefusal, type DepartmentValues, emptyDepartment, valuesOf } from './department.ts'
import { paths } from './paths.ts'
import { seenOf } from './seen.ts'
import type { Room } from './visitor.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')

/** Departments. */
export const departmentRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(desk.departments.pattern, asStaff(), reading, async c => {
      const [all, uses] = [await departments(c.var.db), await departmentUses(c.var.db)]
      const mayWrite = c.var.role === 'coordinator' || c.var.role === 'editor'
      return c.html(<DepartmentsDeskPage c={c} desk={{ departments: all, uses, mayWrite, done: c.req.query('fertig') }} />)
    })

    .get(desk.department.pattern, writers, reading, async c =>
      c.html(<DepartmentDeskPage c={c} desk={{ ...(await departmentDesk(c, c.var.db)), done: c.req.query('fertig') }} />),
    )
    .post(desk.department.pattern, writers, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      if (form.has('deed')) return closing(c, form.text('deed'))
      const values = departmentValues(form)
      if (isNew(c)) {
        const added = await addDepartment(db, signedIn, values)
        if ('slug' in added) return c.redirect(desk.department.to({ ...at(c), department: added.slug }, { fertig: 'angelegt' }), 303)
        return c.html(<DepartmentDeskPage c={c} desk={{ ...(await departmentDesk(c, db)), values, ...added }} />, 422)
      }
      const refused = await changeDepartment(db, signedIn, slugIn(c), values, form.text('seen'))
      if (!refused) return c.redirect(desk.department.to({ ...at(c), department: slugIn(c) }, { fertig: 'geaendert' }), 303)
      const status = refused.refusals.name === 'changed-meanwhile' ? 409 : 422
      return c.html(<DepartmentDeskPage c={c} desk={{ ...(await departmentDesk(c, db)), values, ...refused }} />, status)
    })

type WriterContext = TownContext & { readonly var: { db: Write; signedIn: SignedIn } }

const closingDeeds: Record<string, (db: Write, by: SignedIn, slug: string) => Promise<ClosingRefusal | undefined>> = {
  close: closeDepartment,
  reopen: reopenDepartment,
  remove: dropDepartment,
}

async function closing(c: WriterContext, name: string) {
  const { db, signedIn } = c.var
  const deed = closingDeeds[name]
  if (!deed) throw new BadRequest('value-unknown')
  const closingRefusal = await deed(db, signedIn, slugIn(c))
  if (closingRefusal) return c.html(<DepartmentDeskPage c={c} desk={{ ...(await departmentDesk(c, db)), closingRefusal }} />, 422)
  const next =
    name === 'remove'
      ? desk.departments.to(at(c), { fertig: 'entfernt' })
      : desk.department.to({ ...at(c), department: slugIn(c) }, { fertig: 'geaendert' })
  return c.redirect(next, 303)
}

async function departmentDesk(c: TownContext, db: Read): Promise<DepartmentDesk> {
  const all = await departments(db)
  if (isNew(c)) return { all, values: emptyDepartment }
  const department = all.find(({ slug }) => slug === slugIn(c)) ?? notFound()
  const values = valuesOf(department, all)
  const use = (await departmentUses(db)).get(department.id) ?? { leads: 0, parts: 0 }
  return { department, all, values, seen: seenOf(values), use }
}

const departmentValues = (form: Posted): DepartmentValues => ({
  name: form.text('name'),
  shortName: form.text('shortName'),
  headRole: form.text('headRole'),
  headName: form.text('headName'),
  mail: form.text('mail'),
  parent: form.text('parent'),
})

const isNew = (c: TownContext) => slugIn(c) === newOne
const slugIn = (c: TownContext) => c.req.param('department') ?? notFound()
const at = (c: TownContext) => ({ town: c.var.municipality.slug })
