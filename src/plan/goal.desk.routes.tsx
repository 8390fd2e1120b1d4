import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { asStaff } from '#platform/people'
import { BadRequest, notFound, type Posted, readForm, reading, type Town, type TownContext, writing } from '#platform/web'
import { adoptedSentences } from '#vision'
import { addGoal, changeGoal, chooseSentences, dropGoal } from './goal.actions.ts'
import { type GoalDesk, GoalDeskPage, NewGoalPage } from './goal.desk.page.tsx'
import { GoalsDeskPage } from './goal.list.desk.page.tsx'
import { GoalSentencesPage, longestSearch } from './goal.sentence.desk.page.tsx'
import { linkableSentences } from './goal.sentence.store.ts'
import { shownSentences } from './goal.sentence.ts'
import { droppedGoals, findGoal, goalFigures, goals, measuresServing } from './goal.store.ts'
import { emptyGoal, type GoalValues, valuesOf } from './goal.values.ts'
import { paths } from './paths.ts'
import { actionFields } from './plan.store.ts'
import { seenOf } from './seen.ts'
import { numberIn, type Room } from './visitor.ts'

const { desk } = paths
const writers = asStaff('coordinator', 'editor')

/** Goals at the desk. */
export const goalDeskRoutes = (_room: Room) =>
  new Hono<Town>()
    .get(desk.goals.pattern, asStaff(), reading, async c => {
      const { db, role } = c.var
      const [fields, current] = [await actionFields(db), await goals(db)]
      const [dropped, figures] = [await droppedGoals(db), await goalFigures(db)]
      const mayWrite = role === 'coordinator' || role === 'editor'
      return c.html(<GoalsDeskPage c={c} desk={{ fields, goals: current, dropped, figures, mayWrite }} />)
    })

    .get(desk.newGoal.pattern, writers, reading, async c => {
      const { db } = c.var
      const sentence = await adoptedSentence(db, c.req.query('leitsatz'))
      return c.html(<NewGoalPage c={c} desk={{ fields: await actionFields(db), values: emptyGoal, sentence }} />)
    })
    .post(desk.newGoal.pattern, writers, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const values = goalValues(form)
      const added = await addGoal(db, signedIn, values, form.text('sentence') || undefined)
      if ('number' in added) return c.redirect(goalAt(c, added.number, 'angelegt'), 303)
      const sentence = await adoptedSentence(db, form.text('sentence'))
      return c.html(<NewGoalPage c={c} desk={{ fields: await actionFields(db), values, sentence, ...added }} />, 422)
    })

    .get(desk.goal.pattern, writers, reading, async c =>
      c.html(<GoalDeskPage c={c} desk={{ ...(await goalDesk(c, c.var.db)), done: c.req.query('fertig') }} />),
    )
    .post(desk.goal.pattern, writers, writing, async c => {
      const { db, signedIn } = c.var
      const form = await readForm(c)
      const number = numberIn(c, 'goal')
      if (form.has('deed')) {
        await dropGoal(db, signedIn, number, isDropping(form.text('deed')))
        return c.redirect(goalAt(c, number, 'geaendert'), 303)
      }
      const values = goalValues(form)
      const refused = await changeGoal(db, signedIn, number, values, form.text('seen'))
      if (!refused) return c.redirect(goalAt(c, number, 'geaendert'), 303)
      const status = refused.refusals.title === 'changed-meanwhile' ? 409 : 422
      return c.html(<GoalDeskPage c={c} desk={{ ...(await goalDesk(c, db)), values, ...refused }} />, status)
    })

    .get(desk.goalSentences.pattern, writers, reading, async c => {
      const goal = await goalIn(c, c.var.db)
      const search = (c.req.query('suche') ?? '').trim().slice(0, longestSearch)
      const found = shownSentences(await linkableSentences(c.var.db, goal.id), search)
      return c.html(<GoalSentencesPage c={c} desk={{ goal, ...found, search }} />)
    })
    .post(desk.goalSentences.pattern, writers, writing, async c => {
      const form = await readForm(c)
      const number = numberIn(c, 'goal')
      const shown = form.text('shown').split(' ').filter(Boolean)
      await chooseSentences(c.var.db, c.var.signedIn, number, { shown, chosen: form.all('sentences') })
      if (form.text('deed') !== 'search') return c.redirect(goalAt(c, number, 'geaendert'), 303)
      const at = { town: c.var.municipality.slug, goal: number }
      return c.redirect(desk.goalSentences.to(at, { suche: form.text('search') || undefined }), 303)
    })

const adoptedSentence = async (db: Read, wanted: string | undefined) =>
  wanted ? (await adoptedSentences(db)).find(({ id }) => id === wanted) : undefined

async function goalDesk(c: TownContext, db: Read): Promise<GoalDesk> {
  const goal = await goalIn(c, db)
  const fields = await actionFields(db)
  const values = valuesOf(goal, fields)
  const sentences = (await linkableSentences(db, goal.id)).filter(({ isLinked }) => isLinked)
  return { goal, fields, values, seen: seenOf(values), sentences, measures: await measuresServing(db, goal.id) }
}

const goalIn = async (c: TownContext, db: Read) => (await findGoal(db, numberIn(c, 'goal'))) ?? notFound()

function isDropping(deed: string): boolean {
  if (deed !== 'drop' && deed !== 'restore') throw new BadRequest('value-unknown')
  return deed === 'drop'
}

const goalValues = (form: Posted): GoalValues => ({
  title: form.text('title'),
  description: form.text('description'),
  field: form.text('field'),
  level: form.text('level'),
  influence: form.text('influence'),
  addressee: form.text('addressee'),
  demand: form.text('demand'),
  indicatorName: form.text('indicatorName'),
  indicatorUnit: form.text('indicatorUnit'),
  baseline: form.text('baseline'),
  baselineYear: form.text('baselineYear'),
  target: form.text('target'),
  targetYear: form.text('targetYear'),
  isPublic: form.has('isPublic'),
})

const goalAt = (c: TownContext, goal: number, done: string) => desk.goal.to({ town: c.var.municipality.slug, goal }, { fertig: done })
