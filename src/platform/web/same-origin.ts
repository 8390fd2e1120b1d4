import type { MiddlewareHandler } from 'hono'
import type { Visit } from './context.ts'
import { BadRequest } from './errors.ts'

/**
 * Refuses a form posted from somebody else's page. Browsers say where a form comes from by Sec-Fetch-Site or Origin; cookies are
 * SameSite=Lax besides. Forms of staff carry a token of their session on top (asStaff).
 */
export const sameOriginForms: MiddlewareHandler<Visit> = async (c, next) => {
  if (
    !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) &&
    !isOwnForm(c.req.raw.headers, [new URL(c.req.url).host, new URL(c.var.services.config.http.address).host])
  )
    throw new BadRequest('foreign-form')
  await next()
}

/** `hosts`: of the request, which a proxy may have changed, and of the configuration. */
function isOwnForm(headers: Headers, hosts: string[]): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin') ?? headers.get('referer')
  if (origin === null) return true // a browser too old to say; it gets no foreign cookie either way
  return URL.canParse(origin) && hosts.includes(new URL(origin).host)
}
