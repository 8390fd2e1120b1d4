import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { BadRequest, notFound, readForm, reading, type Writing, writing } from '#platform/web'
import { asStaff, type Staff, type StaffContext } from './access.routes.ts'
import { type Inviting, invite, revokeInvitation } from './invitation.actions.ts'
import { waitingInvitations } from './invitation.store.ts'
import { changeRole, dismiss, type MemberRefusal } from './member.actions.ts'
import { type MemberDeed, MembersPage, type MembersRefused, memberDeeds, RemovalPage } from './member.page.tsx'
import { findMember, membersOf } from './member.store.ts'
import { paths } from './paths.ts'
import { isRole } from './person.ts'
import { isId } from './token.ts'

const coordinators = asStaff('coordinator')

export const memberRoutes = new Hono<Staff>()
  .get(paths.members.pattern, coordinators, reading, async c => c.html(await membersPage(c, c.var.db)))
  .post(paths.invitations.pattern, coordinators, writing, async c => {
    const form = await readForm(c)
    const input = { email: form.text('email'), role: form.text('role') }
    const refusals = await invite(c.var.db, inviting(c), input)
    return refusals ? c.html(await membersPage(c, c.var.db, { input, refusals }), 422) : backToMembers(c, 'invited')
  })
  .post(paths.revocation.pattern, coordinators, writing, async c => {
    const isRevoked = await revokeInvitation(c.var.db, c.var.signedIn, idIn(c, 'invitation'))
    return isRevoked ? backToMembers(c, 'revoked') : notFound()
  })
  .post(paths.memberRole.pattern, coordinators, writing, async c => {
    const role = (await readForm(c)).text('role')
    if (!isRole(role)) throw new BadRequest('value-unknown')
    const person = idIn(c, 'person')
    return afterChange(c, person, await changeRole(c.var.db, c.var.signedIn, person, role), 'role-changed')
  })
  .get(paths.memberRemoval.pattern, coordinators, reading, async c =>
    c.html(<RemovalPage c={c} member={(await findMember(c.var.db, idIn(c, 'person'))) ?? notFound()} />),
  )
  .post(paths.memberRemoval.pattern, coordinators, writing, async c => {
    const person = idIn(c, 'person')
    return afterChange(c, person, await dismiss(c.var.db, c.var.signedIn, person), 'removed')
  })

async function membersPage(c: StaffContext, db: Read, refused?: MembersRefused) {
  const [members, invitations] = [await membersOf(db), await waitingInvitations(db)]
  const done = memberDeeds.find(deed => deed === c.req.query('getan'))
  return <MembersPage c={c} members={members} invitations={invitations} done={refused ? undefined : done} refused={refused} />
}

async function afterChange(
  c: StaffContext & { var: Writing['Variables'] },
  member: string,
  refusal: MemberRefusal | undefined,
  done: MemberDeed,
) {
  return refusal ? c.html(await membersPage(c, c.var.db, { member, refusal }), 422) : backToMembers(c, done)
}

const backToMembers = (c: StaffContext, done: MemberDeed) =>
  c.redirect(paths.members.to({ town: c.var.municipality.slug }, { getan: done }), 303)

function idIn(c: StaffContext, name: string): string {
  const id = c.req.param(name) ?? ''
  return isId(id) ? id : notFound()
}

const inviting = (c: StaffContext): Inviting => ({
  personId: c.var.signedIn.personId,
  name: c.var.signedIn.name,
  town: c.var.municipality.name,
  address: c.var.services.config.http.address,
  t: c.var.t,
  now: c.var.services.now(),
})
