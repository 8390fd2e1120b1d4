import { Hono } from 'hono'
import { readForm, type Services, type Visit, type VisitContext } from '#platform/web'
import { acceptInvitation, findInvited } from './invitation.actions.ts'
import { InvitationPage } from './invitation.page.tsx'
import { municipalityOf } from './invitation.ts'
import { paths } from './paths.ts'
import type { PersonRefusal } from './person.ts'
import { SpentLinkPage } from './sign-in.page.tsx'
import { browsingOf, welcome } from './sign-in.routes.tsx'

export const invitationRoutes = new Hono<Visit>()
  .get(paths.invitation.pattern, c => invitationPage(c, c.req.param('token')))
  .post(paths.invitation.pattern, async c => {
    const token = c.req.param('token')
    const name = (await readForm(c)).text('name')
    const town = townOf(c.var.services, token)
    const accepted = town && (await c.var.services.database.writing(town.id, db => acceptInvitation(db, token, name, browsingOf(c))))
    if (accepted && 'refusal' in accepted) return invitationPage(c, token, name, accepted.refusal)
    return accepted ? welcome(c, accepted.entered, paths.desk.to({ town: town.slug })) : spent(c)
  })

async function invitationPage(c: VisitContext, token: string, name?: string, refusal?: PersonRefusal) {
  const { services } = c.var
  const town = townOf(services, token)
  const invited = town && (await services.database.reading(town.id, db => findInvited(db, token, services.now())))
  if (!invited) return spent(c)
  return c.html(
    <InvitationPage c={c} token={token} town={town.name} invited={invited} name={name} refusal={refusal} />,
    refusal ? 422 : 200,
  )
}

const spent = (c: VisitContext) => c.html(<SpentLinkPage c={c} kind="invitation" />, 410)

function townOf({ municipalities }: Services, token: string) {
  const id = municipalityOf(token)
  return municipalities.all().find(municipality => municipality.id === id)
}
