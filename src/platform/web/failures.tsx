import type { ErrorHandler, NotFoundHandler } from 'hono'
import type { MessageKey } from '../languages/index.ts'
import type { TownContext, Visit, VisitContext } from './context.ts'
import { BadRequest, Forbidden, NotFound, NotSignedIn, TooManyRequests } from './errors.ts'
import { Page } from './page.tsx'
import { Button, Buttons, PageHead, Stack } from './parts.page.tsx'

type Failure = { status: 400 | 403 | 404 | 413 | 415 | 429 | 500; title: MessageKey; explanation: MessageKey }

/** The one place where what was thrown becomes an answer: a page in the visitor's language, JSON below /api. */
export const answerError: ErrorHandler<Visit> = (error, c) => {
  if (error instanceof NotSignedIn && ['GET', 'HEAD'].includes(c.req.method))
    return c.redirect(`/anmelden?zu=${encodeURIComponent(c.req.path)}`, 303)
  const failure = failureOf(error)
  if (failure.status === 500)
    c.var.services.log.error({ request: c.var.requestId, error: codeOf(error) ?? error.name, stack: stackOf(error) }, 'failed')
  if (error instanceof TooManyRequests) c.header('retry-after', String(error.retryAfterSeconds))
  return answer(c, failure)
}

export const answerNotFound: NotFoundHandler<Visit> = c => answer(c, failures.NotFound)

const failures = {
  NotFound: { status: 404, title: 'failure.not-found.title', explanation: 'failure.not-found.explanation' },
  Forbidden: { status: 403, title: 'failure.forbidden.title', explanation: 'failure.forbidden.explanation' },
  NotSignedIn: { status: 403, title: 'failure.not-signed-in.title', explanation: 'failure.not-signed-in.explanation' },
  TooManyRequests: { status: 429, title: 'failure.too-many.title', explanation: 'failure.too-many.explanation' },
  Unexpected: { status: 500, title: 'failure.unexpected.title', explanation: 'failure.unexpected.explanation' },
} satisfies Record<string, Failure>

function failureOf(error: Error): Failure {
  if (error instanceof NotFound) return failures.NotFound
  if (error instanceof Forbidden) return failures.Forbidden
  if (error instanceof NotSignedIn) return failures.NotSignedIn
  if (error instanceof TooManyRequests) return failures.TooManyRequests
  if (error instanceof BadRequest) {
    const status =
      error.reason === 'form-too-large' ? 413 : error.reason === 'form-expected' ? 415 : error.reason === 'foreign-form' ? 403 : 400
    return { status, title: 'failure.bad-request.title', explanation: `failure.bad-request.${error.reason}` }
  }
  return failures.Unexpected
}

/** What a database or the network calls it: 57P01, ECONNREFUSED. */
const codeOf = ({ code }: Error & { code?: unknown }) => (typeof code === 'string' ? code : undefined)

/** Where it happened, without the message: a database's message can quote what somebody wrote. */
const stackOf = (error: Error) =>
  error.stack
    ?.split('\n')
    .filter(line => line.trimStart().startsWith('at '))
    .slice(0, 12)

function answer(c: VisitContext, { status, title, explanation }: Failure) {
  const { t } = c.var
  const home = 'municipality' in c.var ? `/${(c as TownContext).var.municipality.slug}` : '/'
  if (c.req.path.startsWith('/api/')) return c.json({ error: { status, title: t(title), detail: t(explanation) } }, status)
  return c.html(
    <Page c={c} title={t(title)}>
      <PageHead title={t(title)} lead={t(explanation)} />
      <Stack>
        {status === 500 && <p>{t('failure.reference', { number: c.var.requestId.slice(0, 8) })}</p>}
        <Buttons>
          <Button label={t('failure.home')} href={home} kind="secondary" />
        </Buttons>
      </Stack>
    </Page>,
    status,
  )
}
