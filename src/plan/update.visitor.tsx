import type { MiddlewareHandler } from 'hono'
import { dayOf } from '#dialogue'
import { notFound, type Town, type TownContext } from '#platform/web'
import { measures } from './measure.store.ts'
import type { Measure } from './measure.ts'
import { roundById } from './round.store.ts'
import type { Round } from './round.ts'
import { LinkGonePage } from './update.desk.page.tsx'
import { isDelegated, linkByHash, questions, type StoredLink } from './update.store.ts'
import { hashOf, judgeLink, type LinkRefusal, type Question } from './update.ts'

export type InLink = { Variables: Town['Variables'] & { link: StoredLink; round: Round | undefined; token: string; asked: Asked[] } }

/** What a link asks, with the measure as it stands. */
export type Asked = Question & { measure: Measure }

/** A request by a link, as pages and functions take it. */
export type LinkContext = TownContext & { readonly var: InLink['Variables'] }

/** Finds the link of the address, before any transaction begins. One that opens nothing any more says why. */
export const aboutLink: MiddlewareHandler<InLink> = async (c, next) => {
  const { services, municipality } = c.var
  const token = c.req.param('token') ?? ''
  const found = await services.database.reading(municipality.id, async db => {
    const link = await linkByHash(db, hashOf(token))
    if (!link) return 'unknown' as const
    const round = link.roundId ? await roundById(db, link.roundId) : undefined
    const state = { isDelegated: link.revokedAt !== null && (await isDelegated(db, link.id)), isClosed: round?.closedAt != null }
    const refusal: LinkRefusal | undefined = judgeLink(link, state, dayOf(services.now()))
    if (refusal) return refusal
    const byId = new Map((await measures(db)).map(measure => [measure.id, measure]))
    const asked = (await questions(db, [link.id])).map(question => ({ ...question, measure: byId.get(question.measureId)! }))
    return { link, round, asked: asked.sort(byNumber) }
  })
  if (typeof found === 'string') return c.html(<LinkGonePage c={c} refusal={found} />, found === 'unknown' ? 404 : 410)
  c.set('link', found.link)
  c.set('round', found.round)
  c.set('asked', found.asked)
  c.set('token', token)
  await next()
}

const byNumber = (a: Asked, b: Asked) => a.measure.number.localeCompare(b.measure.number, 'de', { numeric: true })

/** The measure of the address, if the link asks this about it. */
export function askedMeasure(c: LinkContext, asksFor: Question['asksFor']): Asked {
  const number = c.req.param('measure')
  return (
    c.var.asked.find(asked => asked.measure.number === number && asked.asksFor === asksFor && asked.answer !== 'not-mine') ?? notFound()
  )
}
