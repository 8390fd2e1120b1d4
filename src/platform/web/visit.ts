import { randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { routePath } from 'hono/route'
import {
  fallbackLanguage,
  interfaceLanguages,
  type Language,
  languageOf,
  preferredLanguage,
  publicLanguages,
  translatorFor,
} from '../languages/index.ts'
import type { Services, Town, Visit, VisitContext } from './context.ts'
import { NotFound } from './errors.ts'

export const languageCookie = 'sprache'

/** Begins every request: its number, the visitor's language, the headers that protect, and one line in the log at the end. */
export const visit =
  (services: Services): MiddlewareHandler<Visit> =>
  async (c, next) => {
    const begun = performance.now()
    c.set('services', services)
    c.set('requestId', randomUUID())
    c.set('signedIn', undefined)
    chooseLanguage(c, interfaceLanguages)
    protect(c)
    await next()
    services.log.info(
      {
        request: c.var.requestId,
        method: c.req.method,
        route: routePath(c),
        status: c.res.status,
        milliseconds: Math.round((performance.now() - begun) * 10) / 10,
      },
      'answered',
    )
  }

/** Finds the town of the address, or answers that there is none of that name. */
export const town: MiddlewareHandler<Town> = async (c, next) => {
  const municipality = c.var.services.municipalities.bySlug(c.req.param('town') ?? '')
  if (!municipality) throw new NotFound()
  c.set('municipality', municipality)
  c.set('role', undefined)
  chooseLanguage(c as unknown as Context<Visit>, offeredLanguages(municipality.languages))
  await next()
}

/** Languages a town's public pages can be read in: those it offers and we have; German always. */
const offeredLanguages = (wanted: readonly string[]) =>
  publicLanguages.filter(({ code }) => code === fallbackLanguage || wanted.includes(code))

/** At a desk only languages that have every sentence; who reads the town's pages in another one finds German here. */
export function speakAsAtDesk(c: VisitContext) {
  const offered = c.var.offered.filter(language => interfaceLanguages.includes(language))
  speak(c as unknown as Context<Visit>, offered.includes(c.var.language) ? c.var.language.code : fallbackLanguage, offered)
}

/** Explicit choice first (address, then cookie), then what the browser asks for, then German. */
function chooseLanguage(c: Context<Visit>, offered: readonly Language[]) {
  const chosen = [c.req.query('sprache'), getCookie(c, languageCookie)].find(wish => offered.some(({ code }) => code === wish))
  const code = chosen ?? preferredLanguage(c.req.header('accept-language'), offered) ?? fallbackLanguage
  if (c.req.query('sprache') === code && getCookie(c, languageCookie) !== code)
    setCookie(c, languageCookie, code, { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(c), maxAge: 365 * 24 * 60 * 60 })
  speak(c, code, offered)
}

function speak(c: Context<Visit>, code: string, offered: readonly Language[]) {
  c.header('content-language', code)
  c.set('language', languageOf(code))
  c.set('offered', offered)
  c.set('t', translatorFor(code))
}

export const isSecure = (c: VisitContext) => c.var.services.config.http.address.startsWith('https:')

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Before the answer is made: to add a header afterwards would make the server build it a second time. A route may say otherwise. */
function protect(c: Context<Visit>) {
  c.header('content-security-policy', contentSecurityPolicy)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'same-origin')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cross-origin-resource-policy', 'same-origin')
  c.header('permissions-policy', 'camera=(), geolocation=(), microphone=()')
  if (isSecure(c)) c.header('strict-transport-security', 'max-age=31536000')
  c.header('cache-control', 'no-store')
}
