import { Hono } from 'hono'
import { unsentLinks } from '#platform/mail'
import { readForm, type Visit } from '#platform/web'
import { type AccountContext, asOperator } from './access.routes.ts'
import { judgeMunicipality } from './new-municipality.ts'
import { addMunicipality } from './operation.actions.ts'
import { type NewTownInput, type NewTownRefusals, OperationPage } from './operation.page.tsx'
import { paths } from './paths.ts'
import { judgeEmail, readEmail } from './person.ts'

export const operationRoutes = new Hono<Visit>()
  .get(paths.operation.pattern, asOperator, c => operationPage(c))
  .post(paths.newMunicipality.pattern, asOperator, async c => {
    const { services, signedIn, t } = c.var
    const form = await readForm(c)
    const field = (name: keyof NewTownInput) => form.text(name)
    const input = {
      town: field('town'),
      kind: field('kind'),
      state: field('state'),
      ags: field('ags'),
      slug: field('slug'),
      email: field('email'),
    }
    const { municipality, refusals } = judgeMunicipality(input, slug => services.municipalities.bySlug(slug) !== undefined)
    const emailRefusal = judgeEmail(input.email)
    const email = readEmail(input.email)
    if (refusals || emailRefusal || !email)
      return operationPage(c, { input, refusals: { ...refusals, ...(emailRefusal && { email: emailRefusal }) } })
    const by = { ...signedIn, town: municipality.name, address: services.config.http.address, t, now: services.now() }
    await services.database.writing(municipality.id, db => addMunicipality(db, by, municipality, email))
    await services.municipalities.refresh()
    services.wakeJobs()
    return c.redirect(paths.operation.to({}, { getan: 'municipality-created' }), 303)
  })

async function operationPage(c: AccountContext, refused?: { input: NewTownInput; refusals: NewTownRefusals }) {
  const { database, municipalities, now } = c.var.services
  const links = await database.readingInstance(db => unsentLinks(db, now()))
  const isDone = c.req.query('getan') === 'municipality-created'
  return c.html(
    <OperationPage c={c} municipalities={municipalities.all()} links={links} isDone={isDone} {...refused} />,
    refused ? 422 : 200,
  )
}
