import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { InstanceWrite, Read } from '#platform/db'
import { isSecure, type Posted, readForm, type Services, type Town, type TownContext, type VisitContext, writing } from '#platform/web'
import { asStaff, type Staff, type StaffContext } from './access.routes.ts'
import { changeProvider, removeProvider, signInByAccount, subjectHashOf } from './oidc.actions.ts'
import { type ProviderDesk, ProviderPage, type StaffDoor } from './oidc.page.tsx'
import { begin, finish, ProviderBooks } from './oidc.source.ts'
import { findProvider, staffProviders } from './oidc.store.ts'
import { accountOf, attemptMinutes, newProvider, type OidcAccount, type OidcAttempt, type OidcProvider, type OidcRefusal } from './oidc.ts'
import { ownAddress, paths } from './paths.ts'
import { sealerFor } from './seal.ts'
import { SignInPage } from './sign-in.page.tsx'
import { browsingOf, welcome } from './sign-in.routes.tsx'

/** Signing in with an account of the town's provider, for staff and for participants; and the desk where the provider is set. */
export function oidcRoutes({ now }: Pick<Services, 'now'>) {
  const books = new ProviderBooks(now)
  return new Hono<Town>().route('/', signInRoutes(books)).route('/', deskRoutes(books) as unknown as Hono<Town>)
}

const signInRoutes = (books: ProviderBooks) =>
  new Hono<Town>()
    .get(paths.oidc.pattern, async c => {
      const purpose = c.req.query('zweck') === 'teilnahme' ? 'participant' : 'staff'
      const returnTo = ownAddress(c.req.query('zu')) ?? (purpose === 'staff' ? paths.desk.to(at(c)) : `/${c.var.municipality.slug}`)
      const provider = await providerOf(c)
      if (!provider || !(purpose === 'staff' ? provider.forStaff : provider.forParticipants))
        return refuse(c, 'not-set-up', purpose, returnTo)
      const book = await books.of(provider)
      if (!book) return refuse(c, 'provider-down', purpose, returnTo)
      const { address, ...begun } = await begin(book, provider, redirectUri(c))
      const until = c.var.services.now().getTime() + attemptMinutes * 60_000
      keep<OidcAttempt>(c, attemptCookie, { town: c.var.municipality.id, purpose, returnTo, until, ...begun })
      return c.redirect(address, 303)
    })

    .get(paths.oidcReturn.pattern, async c => {
      const attempt = take<OidcAttempt>(c, attemptCookie)
      if (!attempt) return refuse(c, 'attempt-expired', 'staff', undefined)
      const { purpose, returnTo } = attempt
      if (c.req.query('error')) return refuse(c, 'cancelled', purpose, returnTo)
      const provider = await providerOf(c)
      const book = provider && (await books.of(provider))
      if (!provider) return refuse(c, 'not-set-up', purpose, returnTo)
      if (!book) return refuse(c, 'provider-down', purpose, returnTo)
      const answered = new URL(redirectUri(c) + new URL(c.req.url).search)
      const claims = await finish(book, answered, attempt)
      const account = claims && accountOf(claims, provider)
      if (!account) return refuse(c, 'answer-wrong', purpose, returnTo)
      return purpose === 'staff' ? enterStaff(c, provider, account, returnTo) : bringProof(c, provider, account, returnTo)
    })

async function enterStaff(c: TownContext, provider: OidcProvider, account: OidcAccount, returnTo: string) {
  const { services, municipality } = c.var
  const hash = subjectHashOf(services.secret, municipality.id, provider.issuer, account.subject)
  const entered = await services.database.writing(municipality.id, db =>
    signInByAccount(db as typeof db & InstanceWrite, account, hash, browsingOf(c)),
  )
  return 'refusal' in entered ? refuse(c, entered.refusal, 'staff', returnTo) : welcome(c, entered, returnTo)
}

// ── Participants: the room of the dialogues takes the proof, and nothing but a keyed hash of it is stored ────────────────────

export type ProvenSubject = { town: string; issuer: string; subject: string; until: number }
const proofMinutes = 10

function bringProof(c: TownContext, { issuer }: OidcProvider, { subject }: OidcAccount, returnTo: string) {
  const until = c.var.services.now().getTime() + proofMinutes * 60_000
  keep<ProvenSubject>(c, proofCookie, { town: c.var.municipality.id, issuer, subject, until })
  return c.redirect(returnTo, 303)
}

/** The account this browser has just shown in this town; undefined when it has not, or too long ago. */
export const provenSubject = (c: TownContext) => opened<ProvenSubject>(c, proofCookie)
export const forgetProvenSubject = (c: TownContext) => void deleteCookie(c as unknown as Context, proofCookie, { path: '/' })

/** Where a participant shows an account; undefined where the town's provider is not for participants. */
export async function participantDoor(c: TownContext, db: Read, returnTo: string): Promise<{ label: string; href: string } | undefined> {
  const provider = await findProvider(db, secretSealer(c))
  return provider?.forParticipants ? { label: provider.label, href: paths.oidc.to(at(c), { zweck: 'teilnahme', zu: returnTo }) } : undefined
}

// ── The desk ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const coordinators = asStaff('coordinator')

const deskRoutes = (books: ProviderBooks) =>
  new Hono<Staff>()
    // not `reading`: the provider is asked after the transaction has ended
    .get(paths.provider.pattern, coordinators, async c => {
      const provider = await providerOf(c)
      const said = c.req.query('getan')
      const done = said === 'saved' || said === 'removed' ? said : undefined
      const isReachable = provider && (await books.of(provider)) !== undefined
      return c.html(<ProviderPage c={c} desk={deskOf(c, provider, { isReachable, done })} />)
    })
    .post(paths.provider.pattern, coordinators, writing, async c => {
      const values = valuesIn(await readForm(c))
      const refusals = await changeProvider(c.var.db, c.var.signedIn, values, secretSealer(c))
      if (!refusals) return c.redirect(paths.provider.to(at(c), { getan: 'saved' }), 303)
      const stored = await findProvider(c.var.db, secretSealer(c))
      return c.html(<ProviderPage c={c} desk={{ ...deskOf(c, stored, { refusals }), values }} />, 422)
    })
    .post(paths.providerRemoval.pattern, coordinators, writing, async c => {
      await removeProvider(c.var.db, c.var.signedIn, secretSealer(c))
      return c.redirect(paths.provider.to(at(c), { getan: 'removed' }), 303)
    })

const deskOf = (c: StaffContext, provider: OidcProvider | undefined, said: Partial<ProviderDesk>): ProviderDesk => ({
  values: provider ?? newProvider,
  isStored: provider !== undefined,
  redirectUri: redirectUri(c),
  ...said,
})

const valuesIn = (form: Posted): OidcProvider => ({
  label: form.text('label'),
  issuer: form.text('issuer'),
  clientId: form.text('clientId'),
  clientSecret: form.text('clientSecret'),
  scopes: form.text('scopes'),
  subjectClaim: form.text('subjectClaim'),
  emailClaim: form.text('emailClaim'),
  verifiedClaim: form.text('verifiedClaim'),
  forStaff: form.has('forStaff'),
  forParticipants: form.has('forParticipants'),
})

// ── Between the two ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function refuse(c: TownContext, refusal: OidcRefusal, purpose: OidcAttempt['purpose'], returnTo: string | undefined) {
  if (purpose === 'participant') return c.redirect(`${returnTo ?? '/'}?konto=${refusal}`, 303)
  const doors = await doorsFor(c, returnTo)
  return c.html(<SignInPage c={c} returnTo={returnTo} doors={doors} oidcRefusal={refusal} />, refusal === 'provider-down' ? 503 : 403)
}

/** Towns whose staff may come in by a provider: the one somebody is on the way to, or all of them. */
export async function doorsFor(c: VisitContext, returnTo: string | undefined): Promise<StaffDoor[]> {
  const { database, municipalities } = c.var.services
  const wanted = municipalities.bySlug(returnTo?.split(/[/?]/)[1] ?? '')
  const towns = wanted ? [wanted] : municipalities.all()
  if (towns.length === 0) return []
  const found = await database.readingInstance(db =>
    staffProviders(
      db,
      towns.map(({ id }) => id),
    ),
  )
  return towns.flatMap(({ id, slug, name }) => {
    const provider = found.find(({ municipality_id }) => municipality_id === id)
    return provider ? [{ town: slug, name, label: provider.label }] : []
  })
}

const providerOf = (c: TownContext) => c.var.services.database.reading(c.var.municipality.id, db => findProvider(db, secretSealer(c)))
const secretSealer = (c: VisitContext) => sealerFor(c.var.services.secret, 'oidc client secret')
const redirectUri = (c: TownContext) => c.var.services.config.http.address + paths.oidcReturn.to(at(c))
const at = (c: TownContext) => ({ town: c.var.municipality.slug })

const attemptCookie = 'oidc-versuch'
const proofCookie = 'oidc-nachweis'
type Kept = { town: string; until: number }

/** Keeps something sealed in this browser for some minutes: the server remembers nothing of it. */
function keep<Value extends Kept>(c: TownContext, name: string, value: Value) {
  setCookie(c as unknown as Context, name, sealerFor(c.var.services.secret, name).seal(JSON.stringify(value)), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax', // the provider sends the browser back by a link
    secure: isSecure(c),
    maxAge: Math.round((value.until - c.var.services.now().getTime()) / 1000),
  })
}

function opened<Value extends Kept>(c: TownContext, name: string): Value | undefined {
  const text = sealerFor(c.var.services.secret, name).open(getCookie(c as unknown as Context, name))
  const value = text === undefined ? undefined : (JSON.parse(text) as Value)
  return value && value.town === c.var.municipality.id && c.var.services.now().getTime() < value.until ? value : undefined
}

function take<Value extends Kept>(c: TownContext, name: string): Value | undefined {
  const value = opened<Value>(c, name)
  deleteCookie(c as unknown as Context, name, { path: '/' })
  return value
}
