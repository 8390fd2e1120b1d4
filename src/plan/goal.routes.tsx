import { Hono } from 'hono'
import { notFound, reading, type Town } from '#platform/web'
import { GoalPage, GoalsPage } from './goal.page.tsx'
import { paths } from './paths.ts'
import { NotYet } from './plan.page.tsx'
import { publishedPlan } from './publication.store.ts'
import { sentencesOfGoals } from './thread.store.ts'
import { numberIn, type Room } from './visitor.ts'

/** Goals as everybody reads them. */
export const goalRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(paths.goals.pattern, reading, async c => {
      const published = await publishedPlan(c.var.db)
      return c.html(published ? <GoalsPage c={c} published={published} /> : <NotYet c={c} />)
    })
    .get(paths.goal.pattern, reading, async c => {
      const { db } = c.var
      const published = (await publishedPlan(db)) ?? notFound()
      const goal = published.goals.find(({ number }) => number === numberIn(c, 'goal')) ?? notFound()
      const thread = {
        goal,
        field: published.fields.find(({ id }) => id === goal.fieldId)?.name ?? '',
        sentences: (await sentencesOfGoals(db)).get(goal.id) ?? [],
        measures: published.measures.filter(({ id }) => published.serves.get(id)?.includes(goal)),
      }
      return c.html(<GoalPage c={c} title={published.plan.title} thread={thread} />)
    })
