import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { notFound, type Visit, type VisitContext } from '#platform/web'
import { type At, budgetAnswer, goalAnswer, goalsAnswer, matrixAnswer, measureAnswer, measuresAnswer, planAnswer } from './api.answers.ts'
import { apiPaths } from './api.paths.ts'
import type { Answers } from './api.schema.ts'
import { balances } from './balance.store.ts'
import { publicBudget } from './budget.store.ts'
import { partners } from './involvement.store.ts'
import { publicMatrix } from './matrix.store.ts'
import { milestones } from './measure.store.ts'
import { publishedPlan } from './publication.store.ts'
import type { PublicMeasure, PublishedPlan } from './publication.ts'
import { sentencesOfGoals, sentencesOfMeasure, statementsOfMeasure } from './thread.store.ts'
import type { Room } from './visitor.ts'

/** What is published of plans, as JSON; headers and failures are those of the dialogues' API. */
export const apiRoutes = (_room: Room) =>
  new Hono<Visit>()
    .get(apiPaths.plan.pattern, async c => c.json<Answers['plan']>(await inTownOf(c, async (db, at) => planAnswer(at, await planIn(db)))))

    .get(apiPaths.measures.pattern, async c =>
      c.json<Answers['measures']>(await inTownOf(c, async (db, at) => measuresAnswer(at, await planIn(db)))),
    )

    .get(apiPaths.measure.pattern, async c =>
      c.json<Answers['measure']>(
        await inTownOf(c, async (db, at) => {
          const published = await planIn(db)
          const measure = published.measures.find(({ number }) => number === c.req.param('measure')) ?? notFound()
          return measureAnswer(at, published, await partsOf(db, published, measure))
        }),
      ),
    )

    .get(apiPaths.goals.pattern, async c =>
      c.json<Answers['goals']>(await inTownOf(c, async (db, at) => goalsAnswer(at, await planIn(db)))),
    )

    .get(apiPaths.goal.pattern, async c =>
      c.json<Answers['goal']>(
        await inTownOf(c, async (db, at) => {
          const published = await planIn(db)
          const goal = published.goals.find(({ number }) => String(number) === c.req.param('goal')) ?? notFound()
          return goalAnswer(at, published, goal, (await sentencesOfGoals(db)).get(goal.id) ?? [])
        }),
      ),
    )

    .get(apiPaths.matrix.pattern, async c =>
      c.json<Answers['matrix']>(await inTownOf(c, async db => matrixAnswer(((await publicMatrix(db)) ?? notFound()).view))),
    )

    .get(apiPaths.budget.pattern, async c =>
      c.json<Answers['budget']>(await inTownOf(c, async db => budgetAnswer((await publicBudget(db))?.budget ?? notFound()))),
    )

/** Answers from the town of the address. */
function inTownOf<Answer>(c: VisitContext, answer: (db: Read, at: At) => Promise<Answer>): Promise<Answer> {
  const { services } = c.var
  const { id, slug: town } = services.municipalities.bySlug(c.req.param('town') ?? '') ?? notFound()
  return services.database.reading(id, db => answer(db, { address: services.config.http.address, town }))
}

const planIn = async (db: Read) => (await publishedPlan(db)) ?? notFound()

async function partsOf(db: Read, { plan, serves }: PublishedPlan, measure: PublicMeasure) {
  return {
    measure,
    partners: (await partners(db, measure.id)).map(({ name }) => name),
    milestones: await milestones(db, measure.id),
    sentences: await sentencesOfMeasure(db, measure.id, serves.get(measure.id) ?? []),
    statements: await statementsOfMeasure(db, measure.id),
    balances: plan.showsMoney ? await balances(db, measure.id) : undefined,
  }
}
