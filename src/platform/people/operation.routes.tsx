import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { unsentLinks } from '#platform/mail'
import { readForm, type Services, type Visit } from '#platform/web'
import { type AccountContext, asOperator } from './access.routes.ts'
import { judgeMunicipality, municipalityInput } from './new-municipality.ts'
import { addMunicipality } from './operation.actions.ts'
import { type NewTownInput, type NewTownRefusals, OperationPage } from './operation.page.tsx'
import { paths } from './paths.ts'
import { judgeEmail, readEmail } from './person.ts'

export const operationRoutes = new Hono<Visit>()
  .get(paths.operation.pattern, asOperator, c => operationPage(c))
  .post(paths.newMunicipality.pattern, asOperator, async c => {
    const { services, signedIn, t } = c.var
    const form = await readForm(c)
    const input = { ...municipalityInput(form), email: form.text('email') }
    const email = readEmail(input.email)
    const refusals = judgeNewTown(input, services)
    if (refusals || !email) return operationPage(c, { input, refusals: refusals ?? {} })
    const by = { ...signedIn, town: input.town, address: services.config.http.address, t, now: services.now() }
    const taken = await services.database.writing(randomUUID(), db => addMunicipality(db, by, input, email))
    await services.municipalities.refresh()
    if (taken) return operationPage(c, { input, refusals: { slug: taken.slug } })
    services.wakeJobs()
    return c.redirect(paths.operation.to({}, { getan: 'municipality-created' }), 303)
  })

function judgeNewTown(input: NewTownInput, { municipalities }: Services): NewTownRefusals | undefined {
  const email = judgeEmail(input.email)
  const town = judgeMunicipality(input, slug => municipalities.bySlug(slug) !== undefined)
  return email || town ? { ...town, ...(email && { email }) } : undefined
}

async function operationPage(c: AccountContext, refused?: { input: NewTownInput; refusals: NewTownRefusals }) {
  const { database, municipalities, now } = c.var.services
  const links = await database.readingInstance(db => unsentLinks(db, now()))
  const isDone = c.req.query('getan') === 'municipality-created'
  return c.html(
    <OperationPage c={c} municipalities={municipalities.all()} links={links} isDone={isDone} {...refused} />,
    refused ? 422 : 200,
  )
}
