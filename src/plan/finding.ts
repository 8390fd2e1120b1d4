import type { Cliff } from './cliff.ts'
import type { Department } from './department.ts'
import { type Goal, isDemand } from './goal.ts'
import { matrixOf } from './matrix.ts'
import { type Involvement, leadsOf, type Measure, type Milestone } from './measure.ts'
import { isOverdue } from './milestone.ts'
import type { ActionField } from './plan.ts'
import { isOpen, isUnderWay } from './status.ts'

/** What a coordinator still has to see to, in the order in which it is listed: first what leaves work without anybody, then broken threads, then what grows old. */
export const findingKinds = [
  'field-without-lead',
  'department-without-part',
  'double-lead',
  'lead-missing',
  'lead-not-accepted',
  'cliff',
  'sentence-without-goal',
  'goal-without-sentence',
  'goal-without-measure',
  'measure-without-goal',
  'red-without-step',
  'milestone-overdue',
  'state-old',
] as const
export type FindingKind = (typeof findingKinds)[number]

type Named = Pick<Measure, 'number' | 'title'>

export type Findings = {
  'field-without-lead': Pick<ActionField, 'slug' | 'name'>[]
  'department-without-part': Pick<Department, 'slug' | 'name'>[]
  'double-lead': Named[]
  'lead-missing': Named[]
  'lead-not-accepted': (Named & { department: string })[]
  cliff: Cliff[]
  'sentence-without-goal': OrphanSentence[]
  'goal-without-sentence': Pick<Goal, 'number' | 'title'>[]
  'goal-without-measure': Pick<Goal, 'number' | 'title'>[]
  'measure-without-goal': Named[]
  'red-without-step': Named[]
  'milestone-overdue': (Named & { milestone: string; dueOn: string })[]
  'state-old': (Named & { statedOn: string | null })[]
}

/** A sentence of an adopted vision that leads nowhere. */
export type OrphanSentence = { vision: string; number: number; text: string; language: string }

/** After half a year and a month, a round has been missed. */
const oldAfterDays = 210

export type FindingParts = {
  fields: readonly ActionField[]
  departments: readonly Department[]
  goals: readonly Goal[]
  measures: readonly Measure[]
  involved: readonly Involvement[]
  milestones: readonly Milestone[]
  serves: readonly { measureId: string; goalId: string }[]
  /** ids of goals that serve a sentence */
  rooted: ReadonlySet<string>
  orphans: OrphanSentence[]
  cliffs: Cliff[]
}

/** Everything that is still open about a plan. A measure without a lead is told with its field where the whole field has none. */
export function findingsOf(parts: FindingParts, today: string): Findings {
  const { fields, goals, serves, involved } = parts
  const open = parts.measures.filter(({ status }) => isOpen(status))
  const departments = parts.departments.filter(({ isClosed }) => !isClosed)
  const matrix = matrixOf({ fields, departments }, open, involved, new Map())
  const roles = Map.groupBy(involved, ({ measureId }) => measureId)
  const leadsBy = new Map(open.map(({ id }) => [id, leadsOf(roles.get(id) ?? [])]))
  const nameOf = new Map(parts.departments.map(({ id, name }) => [id, name]))
  const leaderless = new Set(matrix.fieldsWithoutLead)
  const served = new Set(serves.map(({ goalId }) => goalId))
  const serving = new Set(serves.map(({ measureId }) => measureId))
  const byId = new Map(open.map(measure => [measure.id, measure]))
  return {
    'field-without-lead': fields.filter(({ id }) => leaderless.has(id)),
    'department-without-part': departments.filter(({ id }) => matrix.departmentsWithoutPart.includes(id)),
    'double-lead': open.filter(({ id }) => leadsBy.get(id)!.length > 1).map(named),
    'lead-missing': open.filter(({ id, fieldId }) => leadsBy.get(id)!.length === 0 && !leaderless.has(fieldId)).map(named),
    'lead-not-accepted': open
      .filter(({ id }) => leadsBy.get(id)!.length === 1 && leadsBy.get(id)![0]!.state === 'asked')
      .map(measure => ({ ...named(measure), department: nameOf.get(leadsBy.get(measure.id)![0]!.departmentId)! })),
    cliff: parts.cliffs,
    'sentence-without-goal': parts.orphans,
    'goal-without-sentence': goals.filter(({ id }) => !parts.rooted.has(id)),
    'goal-without-measure': goals.filter(goal => !isDemand(goal) && !served.has(goal.id)),
    'measure-without-goal': open.filter(({ id }) => !serving.has(id)).map(named),
    'red-without-step': open.filter(({ light, nextStep }) => light === 'red' && nextStep === '').map(named),
    'milestone-overdue': parts.milestones.flatMap(milestone => {
      const measure = byId.get(milestone.measureId)
      return measure && isOverdue(milestone, today) ? [{ ...named(measure), milestone: milestone.title, dueOn: milestone.dueOn }] : []
    }),
    'state-old': open
      .filter(({ status, statedOn }) => isUnderWay(status) && (statedOn === null || daysBetween(statedOn, today) > oldAfterDays))
      .map(measure => ({ ...named(measure), statedOn: measure.statedOn })),
  }
}

const named = ({ number, title }: Measure): Named => ({ number, title })
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

export const countOf = (findings: Findings) => findingKinds.reduce((sum, kind) => sum + findings[kind].length, 0)
