import type { Department } from './department.ts'
import type { Goal } from './goal.ts'
import { acceptedLead, type Involvement, type Measure } from './measure.ts'
import type { ActionField, Plan, TargetGroup } from './plan.ts'

/** A measure as everybody may know it: what the town has not chosen to publish is gone, not hidden. */
export type PublicMeasure = Omit<Measure, 'responsibleName' | 'responsibleMail' | 'noPostsReason' | 'isPublic'>

export function publicMeasure({ showsLights, showsObstacles }: Plan, measure: Measure): PublicMeasure {
  const { responsibleName: _, responsibleMail: __, noPostsReason: ___, isPublic: ____, ...told } = measure
  return {
    ...told,
    ...(!showsLights && { light: null, lightReason: '' }),
    ...(!showsObstacles && { obstacles: '' }),
  }
}

/** A goal everybody may know of; one that was dropped is none. */
export const isPublicGoal = ({ isPublic, isDropped }: Goal) => isPublic && !isDropped

/** Who leads and who takes part, without what departments have answered in words. Who has refused is not named. */
export type PublicInvolvement = Pick<Involvement, 'measureId' | 'departmentId' | 'role' | 'state'>

export const publicInvolvements = (involved: readonly Involvement[]): PublicInvolvement[] =>
  involved
    .filter(({ state }) => state !== 'refused')
    .map(({ measureId, departmentId, role, state }) => ({ measureId, departmentId, role, state }))

/** Of the roles in one measure those that are settled: the lead once one department alone has accepted it, and who takes part. */
export function settled<Role extends Pick<Involvement, 'role' | 'state'>>(roles: readonly Role[]): Role[] {
  const lead = acceptedLead(roles)
  return [...(lead ? [lead] : []), ...roles.filter(({ role }) => role === 'part')]
}

/** A department as everybody may know it; `contact`: who heads it, as far as the town tells. */
export type PublicDepartment = Pick<Department, 'id' | 'slug' | 'name' | 'shortName'> & { contact: string }

export const publicDepartment = ({ contacts }: Plan, { id, slug, name, shortName, headRole, headName }: Department): PublicDepartment => ({
  id,
  slug,
  name,
  shortName,
  contact: { none: '', role: headRole, name: [headRole, headName].filter(Boolean).join(', ') }[contacts],
})

/** The plan as everybody reads it. */
export type PublishedPlan = {
  plan: Plan
  fields: ActionField[]
  groups: TargetGroup[]
  departments: ReadonlyMap<string, PublicDepartment>
  goals: Goal[]
  measures: PublicMeasure[]
  /** by the measure's id */
  involved: ReadonlyMap<string, PublicInvolvement[]>
  /** goals a measure serves, by its id */
  serves: ReadonlyMap<string, Goal[]>
}
