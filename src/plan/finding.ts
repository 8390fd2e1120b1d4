import type { PublishedSentence } from '#vision'
import { type YearBalance, yearOf } from './balance.ts'
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
  'money-missing',
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
  /** `dissolved`: the department that led until it was closed */
  'lead-missing': (Named & { dissolved?: string })[]
  'lead-not-accepted': (Named & { department: string })[]
  cliff: Cliff[]
  'sentence-without-goal': PublishedSentence[]
  'goal-without-sentence': Pick<Goal, 'number' | 'title'>[]
  'goal-without-measure': Pick<Goal, 'number' | 'title'>[]
  'measure-without-goal': Named[]
  'money-missing': (Named & { year: number; gapCents: number })[]
  'red-without-step': Named[]
  'milestone-overdue': (Named & { milestone: string; dueOn: string })[]
  'state-old': (Named & { statedOn: string | null })[]
}

/** After half a year and a month, a round has been missed. */
const oldAfterDays = 210

export type FindingParts = {
  fields: readonly ActionField[]
  departments: readonly Department[]
  /** without those that were dropped */
  goals: readonly Goal[]
  measures: readonly Measure[]
  involved: readonly Involvement[]
  milestones: readonly Milestone[]
  serves: readonly { measureId: string; goalId: string }[]
  /** sentences of adopted visions */
  sentences: readonly PublishedSentence[]
  /** which sentences goals and measures serve, of those that still stand in a text */
  sentencesOfGoals: readonly { goalId: string; sentenceId: string }[]
  sentencesOfMeasures: readonly { measureId: string; sentenceId: string }[]
  balances: readonly Pick<YearBalance, 'measureId' | 'year' | 'gap'>[]
  cliffs: Cliff[]
}

/** Everything that is still open about a plan, each once. */
export const findingsOf = (parts: FindingParts, today: string): Findings => ({
  ...rolesOpen(parts),
  ...threadBroken(parts),
  ...workStuck(parts, today),
  cliff: parts.cliffs,
})

/**
 * Work without anybody. A measure without a lead is told with its field where nobody is even asked in all of it; a department that was
 * dissolved leads nothing any more.
 */
function rolesOpen({ fields, departments, measures, involved }: FindingParts) {
  const open = measures.filter(({ status }) => isOpen(status))
  const standing = departments.filter(({ isClosed }) => !isClosed)
  const nameOf = new Map(departments.map(({ id, name }) => [id, name]))
  const isStanding = new Set(standing.map(({ id }) => id))
  const leads = Map.groupBy(leadsOf(involved), ({ measureId }) => measureId)
  const leadsBy = new Map(open.map(({ id }) => [id, (leads.get(id) ?? []).filter(lead => isStanding.has(lead.departmentId))]))
  const led = new Set(open.filter(({ id }) => leadsBy.get(id)!.length > 0).map(({ fieldId }) => fieldId))
  const inUse = new Set(open.map(({ fieldId }) => fieldId))
  const { departmentsWithoutPart } = matrixOf({ fields, departments: standing }, open, involved, new Map())
  return {
    'field-without-lead': fields.filter(({ id }) => inUse.has(id) && !led.has(id)),
    'department-without-part': standing.filter(({ id }) => departmentsWithoutPart.includes(id)),
    'double-lead': open.filter(({ id }) => leadsBy.get(id)!.length > 1).map(named),
    'lead-missing': open
      .filter(({ id, fieldId }) => leadsBy.get(id)!.length === 0 && led.has(fieldId))
      .map(measure => {
        const [gone] = leads.get(measure.id) ?? []
        return { ...named(measure), dissolved: gone && nameOf.get(gone.departmentId) }
      }),
    'lead-not-accepted': open
      .filter(({ id }) => leadsBy.get(id)!.length === 1 && leadsBy.get(id)![0]!.state === 'asked')
      .map(measure => ({ ...named(measure), department: nameOf.get(leadsBy.get(measure.id)![0]!.departmentId)! })),
  }
}

/** Where the thread from a sentence to a measure breaks off. Nothing hangs on goals and measures that were dropped. */
function threadBroken({ goals, measures, sentences, ...links }: FindingParts) {
  const isGoal = new Set(goals.map(({ id }) => id))
  const isMeasure = new Set(measures.filter(({ status }) => status !== 'dropped').map(({ id }) => id))
  const serves = links.serves.filter(({ measureId, goalId }) => isMeasure.has(measureId) && isGoal.has(goalId))
  const served = new Set(serves.map(({ goalId }) => goalId))
  const serving = new Set(serves.map(({ measureId }) => measureId))
  const rooted = new Set(links.sentencesOfGoals.map(({ goalId }) => goalId))
  const reached = new Set([
    ...links.sentencesOfGoals.filter(({ goalId }) => isGoal.has(goalId)).map(({ sentenceId }) => sentenceId),
    ...links.sentencesOfMeasures.filter(({ measureId }) => isMeasure.has(measureId)).map(({ sentenceId }) => sentenceId),
  ])
  return {
    'sentence-without-goal': sentences.filter(({ id }) => !reached.has(id)),
    'goal-without-sentence': goals.filter(({ id }) => !rooted.has(id)),
    'goal-without-measure': goals.filter(goal => !isDemand(goal) && !served.has(goal.id)),
    'measure-without-goal': measures.filter(({ id, status }) => isOpen(status) && !serving.has(id)).map(named),
  }
}

/** What is under way and lacks money, a next step, or news. */
function workStuck({ measures, milestones, balances }: FindingParts, today: string) {
  const open = measures.filter(({ status }) => isOpen(status))
  const underWay = open.filter(({ status }) => isUnderWay(status))
  const openById = new Map(open.map(measure => [measure.id, measure]))
  const balancesOf = Map.groupBy(balances, ({ measureId }) => measureId)
  const years = [yearOf(today), yearOf(today) + 1] // later ones no budget can hold yet
  return {
    'money-missing': underWay.flatMap(measure =>
      (balancesOf.get(measure.id) ?? [])
        .filter(({ year, gap }) => gap > 0 && years.includes(year))
        .map(({ year, gap }) => ({ ...named(measure), year, gapCents: gap })),
    ),
    'red-without-step': open.filter(({ light, nextStep }) => light === 'red' && nextStep === '').map(named),
    'milestone-overdue': milestones.flatMap(milestone => {
      const measure = openById.get(milestone.measureId)
      return measure && isOverdue(milestone, today) ? [{ ...named(measure), milestone: milestone.title, dueOn: milestone.dueOn }] : []
    }),
    'state-old': underWay
      .filter(({ statedOn }) => statedOn === null || daysBetween(statedOn, today) > oldAfterDays)
      .map(measure => ({ ...named(measure), statedOn: measure.statedOn })),
  }
}

const named = ({ number, title }: Measure): Named => ({ number, title })
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

export const countOf = (findings: Findings) => findingKinds.reduce((sum, kind) => sum + findings[kind].length, 0)
