import type { PublishedSentence } from '#vision'
import { apiPaths } from './api.paths.ts'
import type { Answers } from './api.schema.ts'
import type { Balance, YearBalance } from './balance.ts'
import type { Budget } from './budget.ts'
import { type Goal, isDemand } from './goal.ts'
import type { MatrixView } from './matrix.ts'
import type { Milestone } from './measure.ts'
import { paths } from './paths.ts'
import type { ActionField } from './plan.ts'
import type { PublishedPlan } from './publication.ts'
import { type PublicMeasure, settled } from './publication.ts'
import type { AnsweredStatement } from './thread.store.ts'

/** Where answers lead. `address`: of this server. */
export type At = { address: string; town: string }

export function planAnswer({ address, town }: At, published: PublishedPlan): Answers['plan'] {
  const { plan, goals, measures, fields, departments, involved } = published
  const used = new Set([...measures, ...goals].map(({ fieldId }) => fieldId))
  const active = new Set([...involved.values()].flatMap(settled).map(({ departmentId }) => departmentId))
  const statuses = Map.groupBy(measures, ({ status }) => status)
  return {
    title: plan.title,
    introduction: plan.introduction,
    language: 'de',
    goals: goals.length,
    measures: Object.fromEntries([...statuses].map(([status, found]) => [status, found.length])),
    fields: fields.filter(({ id }) => used.has(id)).map(({ slug, name }) => ({ slug, name })),
    departments: [...departments.values()]
      .filter(({ id }) => active.has(id))
      .map(({ slug, name, contact }) => ({ slug, name, contact: contact || null })),
    links: {
      page: address + paths.plan.to({ town }),
      measures: address + apiPaths.measures.to({ town }),
      goals: address + apiPaths.goals.to({ town }),
      matrix: address + apiPaths.matrix.to({ town }),
      budget: plan.showsMoney ? address + apiPaths.budget.to({ town }) : null,
    },
  }
}

export const measuresAnswer = (at: At, published: PublishedPlan): Answers['measures'] => ({
  measures: published.measures.map(measure => measureHead(at, published, measure)),
})

/** What is published of a measure beside the plan. `balances`: undefined where the town does not tell of money. */
export type MeasureParts = {
  measure: PublicMeasure
  partners: readonly string[]
  milestones: readonly Milestone[]
  sentences: readonly PublishedSentence[]
  statements: readonly AnsweredStatement[]
  balances: readonly YearBalance[] | undefined
}

export function measureAnswer(at: At, published: PublishedPlan, parts: MeasureParts): Answers['measure'] {
  const { measure, partners, milestones, sentences, statements, balances } = parts
  return {
    ...measureHead(at, published, measure),
    description: measure.description,
    targetGroup: published.groups.find(({ id }) => id === measure.targetGroupId)?.name ?? null,
    statusReason: measure.statusReason,
    lightReason: measure.lightReason,
    stateOfAffairs: measure.stateOfAffairs,
    nextStep: measure.nextStep,
    obstacles: measure.obstacles,
    resolution: measure.resolutionNumber ? { number: measure.resolutionNumber, resolvedOn: measure.resolvedOn } : null,
    regularSince: measure.regularSince,
    partners: [...partners],
    milestones: milestones.map(({ title, dueOn, reachedOn }) => ({ title, dueOn, reachedOn })),
    sentences: sentences.map(sentenceIn),
    statements: [...statements],
    money: balances?.map(balance => ({ year: balance.year, ...balanceIn(balance) })) ?? null,
  }
}

export const goalsAnswer = (at: At, published: PublishedPlan): Answers['goals'] => ({
  goals: published.goals.map(goal => goalHead(at, published, goal)),
})

export const goalAnswer = (at: At, published: PublishedPlan, goal: Goal, sentences: readonly PublishedSentence[]): Answers['goal'] => ({
  ...goalHead(at, published, goal),
  sentences: sentences.map(sentenceIn),
})

export function matrixAnswer({ matrix, fields, departments, showsMoney }: MatrixView): Answers['matrix'] {
  const told = (cents: number) => (showsMoney ? cents : null)
  return {
    fields: fields.map(({ id, slug }) => ({
      field: slug,
      measures: matrix.measures.get(id)!,
      hasLead: !matrix.fieldsWithoutLead.includes(id),
      cost: told(matrix.costs.get(id)!),
      departments: departments.flatMap(department => {
        const cell = matrix.cells.get(id)!.get(department.id)
        return cell ? [{ department: department.slug, leads: cell.leads, parts: cell.parts, cost: told(cell.cents) }] : []
      }),
    })),
  }
}

export const budgetAnswer = ({ sum, byField, bySource, byYear }: Budget): Answers['budget'] => ({
  sum,
  fields: byField.map(({ field, balance }) => ({ field: field.slug, balance })),
  sources: bySource.map(({ source, balance }) => ({ name: source?.name ?? null, kind: source?.kind ?? null, ...balance })),
  years: byYear,
})

function measureHead({ address, town }: At, { fields, departments, involved, serves }: PublishedPlan, measure: PublicMeasure) {
  const { number, title, fieldId, status, light, priority, startsOn, endsOn, statedOn } = measure
  const roles = settled(involved.get(measure.id) ?? [])
  const slugs = (role: 'lead' | 'part') =>
    roles.flatMap(each => (each.role === role ? (departments.get(each.departmentId)?.slug ?? []) : []))
  return {
    number,
    title,
    field: slugOf(fields, fieldId),
    status,
    light,
    priority,
    startsOn,
    endsOn,
    statedOn,
    lead: slugs('lead')[0] ?? null,
    parts: slugs('part'),
    goals: (serves.get(measure.id) ?? []).map(goal => goal.number),
    links: {
      measure: address + apiPaths.measure.to({ town, measure: number }),
      page: address + paths.measure.to({ town, measure: number }),
    },
  }
}

function goalHead({ address, town }: At, { fields, measures, serves }: PublishedPlan, goal: Goal) {
  const { number, title, description, fieldId, level, influence, addressee, demand, indicator } = goal
  return {
    number,
    title,
    description,
    field: slugOf(fields, fieldId),
    level,
    influence,
    demand: isDemand(goal) ? { addressee, text: demand } : null,
    indicator: isDemand(goal) ? null : indicator,
    measures: measures.filter(({ id }) => serves.get(id)?.includes(goal)).map(measure => measure.number),
    links: { goal: address + apiPaths.goal.to({ town, goal: number }), page: address + paths.goal.to({ town, goal: number }) },
  }
}

/** Every measure and goal has a field: the database holds that. */
const slugOf = (fields: readonly ActionField[], id: string) => fields.find(field => field.id === id)!.slug

const sentenceIn = ({ vision, number, text, language }: PublishedSentence) => ({ vision, number, text, language })

const balanceIn = ({ planned, financed, secured, spent, gap, surplus }: Balance) => ({ planned, financed, secured, spent, gap, surplus })
