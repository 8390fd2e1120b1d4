import { sql } from 'kysely'
import type { Read, Write } from '#platform/db'
import { type ActionField, type Plan, type TargetGroup, unpublished } from './plan.ts'

/** What the town has chosen; before it has chosen anything, nothing is published. */
export async function planOf(db: Read): Promise<Plan> {
  const plan = await db
    .selectFrom('plan')
    .select([
      'title',
      'introduction',
      'is_published as isPublished',
      'contacts',
      'shows_money as showsMoney',
      'shows_posts as showsPosts',
      'shows_lights as showsLights',
      'shows_obstacles as showsObstacles',
    ])
    .where('municipality_id', '=', db.municipality)
    .executeTakeFirst()
  return plan ?? unpublished
}

export const putPlan = (db: Write, plan: Plan) => {
  const columns = {
    title: plan.title,
    introduction: plan.introduction,
    is_published: plan.isPublished,
    contacts: plan.contacts,
    shows_money: plan.showsMoney,
    shows_posts: plan.showsPosts,
    shows_lights: plan.showsLights,
    shows_obstacles: plan.showsObstacles,
    revised_at: sql<Date>`now()`,
  }
  return db
    .insertInto('plan')
    .values({ municipality_id: db.municipality, ...columns })
    .onConflict(same => same.columns(['municipality_id']).doUpdateSet(columns))
    .execute()
}

export const actionFields = (db: Read): Promise<ActionField[]> =>
  db
    .selectFrom('action_field')
    .select(['id', 'slug', 'name'])
    .where('municipality_id', '=', db.municipality)
    .orderBy('position')
    .orderBy('slug')
    .execute()

export const targetGroups = (db: Read): Promise<TargetGroup[]> =>
  db
    .selectFrom('target_group')
    .select(['id', 'slug', 'name'])
    .where('municipality_id', '=', db.municipality)
    .orderBy('position')
    .orderBy('slug')
    .execute()

/** Until this transaction ends nobody else changes what the parts of the plan have in common: addresses, numbers, order. */
export const lockPlan = (db: Write) =>
  db.selectFrom('municipality').select('id').where('id', '=', db.municipality).forNoKeyUpdate().execute()
