import { Hono } from 'hono'
import type { Read, Write } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, type SignedIn, type Town, type TownContext, writing } from '#platform/web'
import { dropField, enterField, enterUsualFields, missingOf, moveField, retitleField } from './field.actions.ts'
import { addressOf, FieldDeskPage, type FieldsDesk, FieldsDeskPage } from './field.desk.page.tsx'
import { listedFields } from './field.store.ts'
import { type FieldList, type FieldRefusal, fieldLists } from './field.ts'
import { paths } from './paths.ts'
import type { Room } from './visitor.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')
const patterns = {
  field: { all: desk.fields.pattern, one: desk.field.pattern, parameter: 'field' },
  group: { all: desk.targetGroups.pattern, one: desk.targetGroup.pattern, parameter: 'group' },
} as const

/** Action fields and target groups: two lists a town writes and orders itself. */
export function fieldRoutes(_room: Room) {
  const routes = new Hono<Town>()
  for (const list of fieldLists) routes.route('/', routesOf(list))
  return routes
}

const routesOf = (list: FieldList) =>
  new Hono<Town>()
    .get(patterns[list].all, asStaff(), reading, async c =>
      c.html(<FieldsDeskPage c={c} desk={{ ...(await fieldsDesk(c, c.var.db, list)), done: c.req.query('fertig') !== undefined }} />),
    )
    .post(patterns[list].all, writers, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const name = form.text('name')
      const refusal =
        form.text('deed') === 'usual' ? await enterUsualFields(db, signedIn, list) : await enterField(db, signedIn, list, name)
      if (!refusal) return c.redirect(addressOf(c, list, undefined, { fertig: '1' }), 303)
      return c.html(<FieldsDeskPage c={c} desk={{ ...(await fieldsDesk(c, db, list)), refused: { name, refusal } }} />, 422)
    })

    .get(patterns[list].one, writers, reading, async c => {
      const field = await fieldIn(c, c.var.db, list)
      return c.html(<FieldDeskPage c={c} desk={{ list, field, name: field.name, done: c.req.query('fertig') !== undefined }} />)
    })
    .post(patterns[list].one, writers, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const slug = slugIn(c, list)
      const deed = form.text('deed')
      const refusal = await judgedDeed(form)(db, signedIn, list, slug)
      if (refusal) {
        const field = await fieldIn(c, db, list)
        const page = <FieldDeskPage c={c} desk={{ list, field, name: deed === 'rename' ? form.text('name') : field.name, refusal }} />
        return c.html(page, refusal === 'changed-meanwhile' ? 409 : 422)
      }
      return c.redirect(addressOf(c, list, deed === 'rename' ? { slug } : undefined, { fertig: '1' }), 303)
    })

type Deed = (db: Write, by: SignedIn, list: FieldList, slug: string) => Promise<FieldRefusal | undefined>

function judgedDeed(form: Posted): Deed {
  const deed = form.text('deed')
  if (deed === 'rename') return (...at) => retitleField(...at, { name: form.text('name'), seen: form.text('seen') })
  if (deed === 'up' || deed === 'down') return (...at) => moveField(...at, deed)
  if (deed === 'remove') return dropField
  throw new BadRequest('value-unknown')
}

async function fieldsDesk(c: TownContext, db: Read, list: FieldList): Promise<FieldsDesk> {
  const fields = await listedFields(db, list)
  const mayWrite = c.var.role === 'coordinator' || c.var.role === 'editor'
  return { list, fields, missing: missingOf(list, fields).length, mayWrite }
}

const fieldIn = async (c: TownContext, db: Read, list: FieldList) =>
  (await listedFields(db, list)).find(({ slug }) => slug === slugIn(c, list)) ?? notFound()

const slugIn = (c: TownContext, list: FieldList) => c.req.param(patterns[list].parameter) ?? notFound()
