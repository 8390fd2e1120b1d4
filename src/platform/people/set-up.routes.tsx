import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { type Posted, readForm, type Services, type Visit } from '#platform/web'
import { judgeMunicipality, municipalityInput } from './new-municipality.ts'
import { paths } from './paths.ts'
import { judgeEmail, judgeName, readEmail } from './person.ts'
import { isSetUpOpen, setUp } from './set-up.actions.ts'
import { type SetUpInput, SetUpPage, type SetUpRefusals } from './set-up.page.tsx'
import { SpentLinkPage } from './sign-in.page.tsx'
import { browsingOf, welcome } from './sign-in.routes.tsx'

export const setUpRoutes = ({ fillDemo }: { fillDemo(services: Services): Promise<unknown> }) =>
  new Hono<Visit>()
    .get(paths.setUp.pattern, async c => {
      const token = c.req.param('token')
      const { database, now } = c.var.services
      if (!(await isSetUpOpen(database, token, now()))) return c.html(<SpentLinkPage c={c} kind="set-up" />, 410)
      return c.html(<SetUpPage c={c} token={token} />)
    })
    .post(paths.setUp.pattern, async c => {
      const token = c.req.param('token')
      const { services } = c.var
      const input = setUpInput(await readForm(c))
      if (!(await isSetUpOpen(services.database, token, services.now()))) return c.html(<SpentLinkPage c={c} kind="set-up" />, 410)
      const refusals = judgeSetUp(input, services)
      if (refusals) return c.html(<SetUpPage c={c} token={token} input={input} refusals={refusals} />, 422)

      const officer = { name: input.name, email: readEmail(input.email) ?? '' }
      const made = await services.database.writing(randomUUID(), db => setUp(db, token, officer, input, browsingOf(c)))
      if (!made) return c.html(<SpentLinkPage c={c} kind="set-up" />, 410)
      await services.municipalities.refresh()
      if (input.demo) await fillDemo(services)
      return welcome(c, made.entered, paths.desk.to({ town: made.municipality.slug }))
    })

const setUpInput = (form: Posted): SetUpInput => ({
  ...municipalityInput(form),
  name: form.text('name'),
  email: form.text('email'),
  demo: form.has('demo'),
})

function judgeSetUp(input: SetUpInput, { municipalities }: Services): SetUpRefusals | undefined {
  const [name, email] = [judgeName(input.name), judgeEmail(input.email)]
  const town = judgeMunicipality(input, slug => municipalities.bySlug(slug) !== undefined)
  return name || email || town ? { ...town, ...(name && { name }), ...(email && { email }) } : undefined
}
