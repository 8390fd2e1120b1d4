import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import {
  BadRequest,
  Forbidden,
  isSecure,
  NotSignedIn,
  type Role,
  readForm,
  type Services,
  type SignedIn,
  signerFor,
  speakAsAtDesk,
  type Town,
  type Visit,
  type VisitContext,
} from '#platform/web'
import { roleOf } from './member.store.ts'
import { findSession, noteSeen } from './session.store.ts'
import { isSeenLongAgo, sessionCookie, sessionEnd } from './session.ts'

/** A request of somebody who is signed in. */
export type Account = { Variables: Visit['Variables'] & { signedIn: SignedIn } }
/** A request of somebody who works for the town in the address. */
export type Staff = { Variables: Town['Variables'] & { signedIn: SignedIn; role: Role } }

export type AccountContext = VisitContext & { readonly var: Account['Variables'] }
export type StaffContext = VisitContext & { readonly var: Staff['Variables'] }

/** Says who is signed in, for every request that brings a session's cookie. */
export const recognise: MiddlewareHandler<Visit> = async (c, next) => {
  const token = getCookie(c, sessionCookie)
  if (token) c.set('signedIn', await signedInBy(c, token))
  await next()
  // a renewed cookie is theirs alone, even where the answer is public for everybody else
  if (token && c.res.headers.has('set-cookie')) c.header('cache-control', 'no-store')
}

/** Says which role they have in the town of the address, on its public pages too. */
export const recogniseRole: MiddlewareHandler<Town> = async (c, next) => {
  if (c.var.signedIn) c.set('role', await roleInTown(c.var, c.var.signedIn))
  await next()
}

/** Lets in whoever has one of these roles in the town; a coordinator always, anybody of staff where no role is named. */
export function asStaff(...wanted: Role[]): MiddlewareHandler<Staff> {
  return async (c, next) => {
    const signedIn = c.var.signedIn as SignedIn | undefined
    if (!signedIn) throw new NotSignedIn()
    const role = await roleInTown(c.var, signedIn)
    if (!role || !(role === 'coordinator' || wanted.length === 0 || wanted.includes(role))) throw new Forbidden()
    await requireToken(c, signedIn)
    c.set('role', role)
    speakAsAtDesk(c)
    await next()
  }
}

/** Lets in the operator of the instance; a town's desk needs membership all the same. */
export const asOperator: MiddlewareHandler<Account> = async (c, next) => {
  const signedIn = c.var.signedIn as SignedIn | undefined
  if (!signedIn) throw new NotSignedIn()
  if (!signedIn.isOperator) throw new Forbidden()
  await requireToken(c, signedIn)
  await next()
}

/** Lets in anybody who is signed in. */
export const signedInPerson: MiddlewareHandler<Account> = async (c, next) => {
  const signedIn = c.var.signedIn as SignedIn | undefined
  if (!signedIn) throw new NotSignedIn()
  await requireToken(c, signedIn)
  await next()
}

/** Hands the browser the token of a session that has begun. */
export function rememberSession(c: VisitContext, token: string, until: Date) {
  const seconds = Math.round((until.getTime() - c.var.services.now().getTime()) / 1000)
  setCookie(c as unknown as Context, sessionCookie, token, { ...cookieOptions(c), maxAge: seconds })
}

export const forgetSession = (c: VisitContext) => void deleteCookie(c as unknown as Context, sessionCookie, cookieOptions(c))

const cookieOptions = (c: VisitContext) => ({ path: '/', httpOnly: true, sameSite: 'Lax' as const, secure: isSecure(c) })

async function signedInBy(c: Context<Visit>, token: string): Promise<SignedIn | undefined> {
  const { database, secret } = c.var.services
  const now = c.var.services.now()
  const session = await database.readingInstance(db => findSession(db, token, now))
  if (!session) {
    forgetSession(c)
    return undefined
  }
  if (isSeenLongAgo(session.last_seen_at, now)) {
    await database.writingInstance(db => noteSeen(db, session, now))
    rememberSession(c, token, sessionEnd(session.created_at, now))
  }
  return {
    personId: session.person_id,
    sessionId: session.id,
    name: session.name,
    email: session.email,
    isOperator: session.is_operator,
    csrf: formTokens(secret).sign(`${session.id}.${randomBytes(9).toString('base64url')}`),
  }
}

/**
 * The token that forms of a session carry; made from the session, so that nothing more is stored. With a few random letters it looks
 * different on every page: pages are compressed, and their lengths must not tell it letter by letter (BREACH).
 */
export const formTokens = (secret: Buffer) => signerFor(secret, 'csrf')

async function requireToken(c: VisitContext, { sessionId }: SignedIn) {
  if (['GET', 'HEAD'].includes(c.req.method)) return
  const form = await readForm(c)
  if (formTokens(c.var.services.secret).open(form.text('csrf'))?.split('.')[0] !== sessionId) throw new BadRequest('form-expired')
}

const roleInTown = ({ services, municipality }: { services: Services; municipality: { id: string } }, { personId }: SignedIn) =>
  services.database.reading(municipality.id, db => roleOf(db, personId))
