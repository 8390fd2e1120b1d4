import type { MiddlewareHandler } from 'hono'
import { notFound, speakAsAtDesk, type Town, type TownContext } from '#platform/web'
import { departments } from './department.store.ts'
import { byNumber, measuresWith } from './measure.store.ts'
import type { Measure } from './measure.ts'
import type { Round } from './round.ts'
import { LinkGonePage } from './update.gone.desk.page.tsx'
import { findLink, noteOpening, noteRefusal } from './update.link.actions.ts'
import type { StoredLink } from './update.store.ts'
import type { Question } from './update.ts'

export type InLink = { Variables: Town['Variables'] & { link: StoredLink; round: Round | undefined; token: string; asked: Asked[] } }

/** What a link asks, with the measure as it stands, and the department that is asked to lead. */
export type Asked = Question & { measure: Measure; department: string | undefined }

/** A request by a link, as pages and functions take it. */
export type LinkContext = TownContext & { readonly var: InLink['Variables'] }

/**
 * Finds the link of the address, before the deed's transaction begins, and notes its use. One that opens nothing any more says why. Departments
 * read these pages in the languages of a desk.
 */
export const aboutLink: MiddlewareHandler<InLink> = async (c, next) => {
  speakAsAtDesk(c)
  const { services, municipality } = c.var
  const token = c.req.param('token') ?? ''
  const found = await services.database.writing(municipality.id, async db => {
    const opened = await findLink(db, token, services.now())
    if ('refusal' in opened) {
      if (opened.link && opened.refusal !== 'unknown') await noteRefusal(db, opened.link, opened.refusal)
      return opened
    }
    // A deed is noted by whoever does it.
    if (c.req.method !== 'POST') await noteOpening(db, opened.link, c.req.param('measure'), services.now())
    const wanted = opened.questions.map(({ measureId }) => measureId)
    const byId = new Map((await measuresWith(db, wanted)).map(measure => [measure.id, measure]))
    const names = new Map((await departments(db)).map(({ id, name }) => [id, name]))
    const asked = opened.questions.map(question => ({
      ...question,
      measure: byId.get(question.measureId)!,
      department: names.get(question.departmentId ?? ''),
    }))
    return { ...opened, asked: asked.sort((a, b) => byNumber.compare(a.measure.number, b.measure.number)) }
  })
  if ('refusal' in found) return c.html(<LinkGonePage c={c} refusal={found.refusal} />, found.refusal === 'unknown' ? 404 : 410)
  c.set('link', found.link)
  c.set('round', found.round)
  c.set('asked', found.asked)
  c.set('token', token)
  await next()
}

/** The measure of the address, if the link asks this about it. */
export function askedMeasure(c: LinkContext, asksFor: Question['asksFor']): Asked {
  const number = c.req.param('measure')
  return c.var.asked.find(asked => asked.measure.number === number && asked.asksFor === asksFor) ?? notFound()
}
