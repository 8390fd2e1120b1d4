import { Hono } from 'hono'
import { type Form, readForm, type Services, type Visit } from '#platform/web'
import { rememberSession } from './access.routes.ts'
import { judgeMunicipality } from './new-municipality.ts'
import { paths } from './paths.ts'
import { judgeEmail, judgeName, readEmail } from './person.ts'
import { sessionEnd } from './session.ts'
import { isSetUpOpen, setUp } from './set-up.actions.ts'
import { type SetUpInput, SetUpPage, type SetUpRefusals } from './set-up.page.tsx'
import { SpentLinkPage } from './sign-in.page.tsx'
import { browsingOf } from './sign-in.routes.tsx'

export const setUpRoutes = ({ fillDemo }: { fillDemo(services: Services): Promise<void> }) =>
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
      const { database, municipalities, now } = services
      const input = setUpInput(await readForm(c))
      if (!(await isSetUpOpen(database, token, now()))) return c.html(<SpentLinkPage c={c} kind="set-up" />, 410)

      const { officer, municipality, refusals } = judgeSetUp(input, services)
      if (refusals) return c.html(<SetUpPage c={c} token={token} input={input} refusals={refusals} />, 422)
      const entered = await database.writing(municipality.id, db => setUp(db, token, officer, municipality, browsingOf(c)))
      if (!entered) return c.html(<SpentLinkPage c={c} kind="set-up" />, 410)

      await municipalities.refresh()
      if (input.demo) await fillDemo(services)
      rememberSession(c, entered.token, sessionEnd(now(), now()))
      return c.redirect(paths.desk.to({ town: municipality.slug }), 303)
    })

const setUpInput = (form: Form): SetUpInput => ({
  name: form.text('name'),
  email: form.text('email'),
  town: form.text('town'),
  kind: form.text('kind'),
  state: form.text('state'),
  ags: form.text('ags'),
  slug: form.text('slug'),
  demo: form.has('demo'),
})

function judgeSetUp(input: SetUpInput, { municipalities }: Services) {
  const judged = judgeMunicipality(input, slug => municipalities.bySlug(slug) !== undefined)
  const [name, email] = [judgeName(input.name), judgeEmail(input.email)]
  const refusals: SetUpRefusals = { ...(name && { name }), ...(email && { email }), ...judged.refusals }
  return judged.refusals || name || email
    ? { refusals }
    : { officer: { name: input.name, email: readEmail(input.email) ?? '' }, municipality: judged.municipality }
}
