import './tables.ts'
import { Hono } from 'hono'
import type { Services, Town, Visit } from '#platform/web'
import { accountRoutes } from './account.routes.tsx'
import { invitationRoutes } from './invitation.routes.tsx'
import { memberRoutes } from './member.routes.tsx'
import { oidcRoutes } from './oidc.routes.tsx'
import { operationRoutes } from './operation.routes.tsx'
import { ownDataRoutes } from './own-data.routes.tsx'
import { passkeyRoutes } from './passkey.routes.tsx'
import { recordRoutes } from './record.routes.tsx'
import { setUpRoutes } from './set-up.routes.tsx'
import { signInRoutes, signOutHere } from './sign-in.routes.tsx'

export {
  type Account,
  type AccountContext,
  asOperator,
  asStaff,
  recognise,
  recogniseRole,
  type Staff,
  type StaffContext,
  signedInPerson,
} from './access.routes.ts'
export { CsrfField, csrfFields } from './csrf.page.tsx'
export { membersOf } from './member.store.ts'
export { momentIn } from './moment.ts'
export { forgetProvenSubject, type ProvenSubject, participantDoor, provenSubject } from './oidc.routes.tsx'
export { providerInUse } from './oidc.store.ts'
export { judgeEmail, readEmail } from './person.ts'
export { sealerFor } from './seal.ts'
export { setUpLink } from './set-up.actions.ts'
export { signOutHere }

/** People's pages of the instance: signing in, account, set-up, invitation, operation. */
export const peopleRoutes = (given: { fillDemo(services: Services): Promise<unknown> }) =>
  new Hono<Visit>()
    .route('/', passkeyRoutes()) // before sign-in: /anmelden/passkey is no one-time link
    .route('/', signInRoutes())
    .route('/', accountRoutes)
    .route('/', ownDataRoutes)
    .route('/', setUpRoutes(given))
    .route('/', invitationRoutes)
    .route('/', operationRoutes)

/** People's pages of a town: members and the record of deeds at its desk, and signing in with an account of its provider. */
export const townPeopleRoutes = (services: Services) =>
  new Hono<Town>()
    .route('/', memberRoutes as unknown as Hono<Town>)
    .route('/', recordRoutes as unknown as Hono<Town>)
    .route('/', oidcRoutes(services))
