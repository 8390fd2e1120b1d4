import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { openDialogues } from '#dialogue'
import { openPlans, planOperations, sentencePlan, statementMeasures } from '#plan'
import { instanceRoutes, municipalityRoutes } from '#platform/municipalities/routes'
import { peopleRoutes, recognise, recogniseRole, townPeopleRoutes } from '#platform/people'
import { carryOutRetention, platformRetention, privacyRoutes } from '#platform/privacy'
import {
  answerError,
  answerNotFound,
  healthRoutes,
  plainPath,
  type Services,
  sameOriginForms,
  type Town,
  town,
  type Visit,
  visit,
} from '#platform/web'
import { openVisions, ownContributions, statementThread, visionOperations } from '#vision'
import { fillDemo } from './commands/demo.ts'

export type App = Pick<Hono<Visit>, 'fetch' | 'request' | 'routes'> & {
  /** What is due from time to time. */
  maintain(): Promise<void>
  close(): Promise<void>
}

/** Pages travel compressed; the fragment after a vote is too small to be worth the time it takes. */
const compressed: MiddlewareHandler<Visit> = (c, next) => (c.req.header('x-fragment') ? next() : compressing(c, next))
const compressing = compress({ threshold: 1024 })

/** Puts the rooms together; the only file that knows them all. */
export function openApp(services: Services): App {
  const dialogues = openDialogues(services, {
    ownData: ownContributions(services.secret),
    statement: async (c, db, statement) => [await statementThread(c, db, statement), await statementMeasures(c, db, statement)],
    api: [...visionOperations, ...planOperations],
  })
  const visions = openVisions(services, dialogues.door, { sentence: sentencePlan })
  const plans = openPlans(services, dialogues.door)
  const retention = [...dialogues.retention, ...visions.retention, ...plans.retention]

  const inTown = new Hono<Town>()
    .use(town)
    .use(recogniseRole)
    .route(
      '/',
      municipalityRoutes({
        ...dialogues.slots,
        home: async c => [await dialogues.slots.home(c), await visions.home(c), await plans.home(c)],
      }),
    )
    .route(
      '/',
      privacyRoutes({ processing: [dialogues.processing, visions.processing, plans.processing], retention, ownData: dialogues.ownData }),
    )
    .route('/', townPeopleRoutes(services))
    .route('/', dialogues.routes)
    .route('/', visions.routes)
    .route('/', plans.routes)

  const app = new Hono<Visit>({ getPath: request => services.municipalities.completed(plainPath(request.url)) })
    .route('/', healthRoutes(services))
    .use('/static/*', services.assets.serve)
    .use(visit(services))
    .use(compressed)
    .use(recognise)
    .use(sameOriginForms)
    .route('/', instanceRoutes)
    .route('/', peopleRoutes({ fillDemo }))
    .route('/', dialogues.api)
    .route('/', visions.api)
    .route('/', plans.api)
    .route('/:town', inTown)
  app.onError(answerError)
  app.notFound(answerNotFound)

  const maintain = async () => {
    await dialogues.maintain()
    await plans.maintain()
    const { database, municipalities, now } = services
    await carryOutRetention(database, municipalities.all(), [...retention, ...platformRetention], now())
  }
  return { fetch: app.fetch, request: app.request, routes: app.routes, maintain, close: dialogues.close }
}
