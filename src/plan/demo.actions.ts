import { randomUUID } from 'node:crypto'
import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import { translatorFor } from '#platform/languages'
import type { Municipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { demoMeasures } from './demo.measures.ts'
import {
  type MeasurePlace,
  putDemoDepartment,
  putDemoField,
  putDemoGoal,
  putDemoMeasure,
  putDemoMoney,
  putDemoSource,
  putDemoTargetGroup,
  sentenceIds,
} from './demo.store.ts'
import { demoDepartments, demoGoals, demoPlan, demoSources } from './demo.texts.ts'
import { departments } from './department.store.ts'
import { putPlan } from './plan.store.ts'
import { unpublished, usualFields, usualTargetGroups } from './plan.ts'

/** Gives the example town a plan in its second year, unless it has one. */
export async function installDemoPlan({ database, now }: Pick<Services, 'database' | 'now'>, town: Municipality): Promise<void> {
  await database.writing(town.id, async db => {
    if ((await departments(db)).length > 0) return
    const today = now()
    await putPlan(db, { ...unpublished, ...demoPlan, isPublished: true, contacts: 'role', showsObstacles: true })
    const place = await putPlaces(db, today)
    const goals = await putGoals(db, place, today)
    for (const measure of demoMeasures) {
      const id = await putDemoMeasure(db, measure, { ...place, goals }, today)
      await putDemoMoney(db, id, measure, place.sources, today)
    }
    await note(db, { personId: null, deed: 'demo-installed', subject: 'plan' })
  })
}

/** Departments, action fields, target groups and sources, by the names the texts give them. */
async function putPlaces(db: Write, today: Date): Promise<Omit<MeasurePlace, 'goals'>> {
  const t = translatorFor('de')
  const place = { departments: new Map<string, string>(), fields: new Map<string, string>(), groups: new Map<string, string>() }
  for (const department of demoDepartments) {
    const id = randomUUID()
    place.departments.set(department.slug, id)
    await putDemoDepartment(db, { ...department, id, parentId: place.departments.get(department.parent ?? '') ?? null })
  }
  for (const [position, key] of usualFields.entries())
    place.fields.set(key, await putDemoField(db, { name: t(`plan.usual.field.${key}`), position }))
  for (const [position, key] of usualTargetGroups.entries())
    place.groups.set(key, await putDemoTargetGroup(db, { name: t(`plan.usual.group.${key}`), position }))
  const sources = new Map<string, string>()
  for (const source of demoSources) sources.set(source.slug, await putDemoSource(db, source, today))
  return { ...place, sources }
}

async function putGoals(db: Write, { fields }: Pick<MeasurePlace, 'fields'>, today: Date): Promise<Map<number, string>> {
  const sentences = await sentenceIds(db)
  const ids = new Map<number, string>()
  for (const goal of demoGoals) {
    const served = goal.sentences.flatMap(number => sentences.get(number) ?? [])
    ids.set(goal.number, await putDemoGoal(db, goal, { field: fields.get(goal.field)!, sentences: served, year: today.getUTCFullYear() }))
  }
  return ids
}
