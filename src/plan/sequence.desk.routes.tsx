import type { MiddlewareHandler } from 'hono'
import { consultationRoutes, type InSequence } from '#vision'
import { paths } from './paths.ts'
import { lockPlan, planOf } from './plan.store.ts'
import { inTown } from './words.page.tsx'

const { desk } = paths

/** The consultation sequence of the plan, written as that of a vision is. */
export const sequenceRoutes = () => consultationRoutes(desk, aboutSequence)

const aboutSequence: MiddlewareHandler<InSequence> = async (c, next) => {
  const { t, services, municipality } = c.var
  const at = inTown(c)
  const title = (await services.database.reading(municipality.id, planOf)).title || t('plan.desk.title')
  c.set('owner', { vision: null, subject: title, lock: lockPlan, settled: async () => new Set() })
  c.set('place', {
    way: [
      { label: title, href: desk.plan.to(at) },
      { label: t('vision.paper.title'), href: desk.paper.to(at) },
    ],
    language: 'de',
    lead: t('plan.paper.sequence-lead'),
    address: {
      list: query => desk.sequence.to(at, query),
      step: step => desk.sequenceStep.to({ ...at, step }),
      place: step => desk.sequenceStepPlace.to({ ...at, step }),
      removal: step => desk.sequenceStepRemoval.to({ ...at, step }),
      council: step => desk.sequenceStepCouncil.to({ ...at, step }),
    },
  })
  await next()
}
