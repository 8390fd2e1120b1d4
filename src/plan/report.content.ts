import { balancesOf, type Money } from './balance.ts'
import { cliffsOf } from './cliff.ts'
import type { Department } from './department.ts'
import { type Goal, isDemand } from './goal.ts'
import { acceptedLead, type Involvement, leadsOf, type Measure } from './measure.ts'
import type { MeasureFields } from './measure-change.ts'
import { type FinancingSource, type Post, sumCents } from './money.ts'
import type { ActionField, TargetGroup } from './plan.ts'
import { changesBetween } from './report.comparison.ts'
import type { ReportContent, ReportMeasure, ReportValues } from './report.ts'

/** The plan as it stands, with what was changed of measures since the day of the report. */
export type ReportParts = Money & {
  fields: ActionField[]
  groups: TargetGroup[]
  departments: Department[]
  goals: Goal[]
  measures: (Measure & { createdOn: string })[]
  /** later than the day of the report, the latest first */
  laterChanges: { measureId: string; before: Partial<MeasureFields> }[]
  involved: Involvement[]
  partners: { measureId: string; name: string }[]
  serves: { measureId: string; goalId: string }[]
  sources: FinancingSource[]
  posts: Post[]
}

/** What stood in the report before. */
export type Earlier = { title: string; asOf: string; content: ReportContent }

/**
 * The content of a report for a day. Texts, status and light are those of that day, and so is what had been spent; leads, costs and posts,
 * of which no history is kept, are those of the moment the report is made.
 */
export function reportContent({ title, asOf }: ReportValues, parts: ReportParts, earlier: Earlier | undefined): ReportContent {
  const spendings = parts.spendings.filter(({ spentOn }) => spentOn <= asOf)
  const then = measuresThen(parts, asOf)
  const measures = reportMeasures(then, { ...parts, spendings })
  const content = {
    title,
    asOf,
    fields: parts.fields.map(({ name }) => name).filter(name => measures.some(({ field }) => field === name)),
    measures,
    demands: parts.goals.filter(isDemand).map(({ number, title: wanted, addressee, demand, level, isPublic }) => ({
      number,
      title: wanted,
      addressee,
      demand,
      level,
      isPublic,
    })),
    sources: parts.sources.map(({ id, name, kind, amountCents, endsOn }) => ({
      name,
      kind,
      amountCents,
      allottedCents: sumCents(parts.allotments.filter(({ sourceId }) => sourceId === id)),
      spentCents: sumCents(spendings.filter(({ sourceId }) => sourceId === id)),
      endsOn,
    })),
    cliffs: cliffsOf({ ...parts, measures: then }, asOf).map(({ source, post, endsOn, level, measures: ending }) => ({
      name: source?.name ?? [post!.grade, post!.title].filter(Boolean).join(' '),
      endsOn,
      level,
      measures: ending.map(({ number }) => number),
    })),
  }
  const since = earlier ? { title: earlier.title, asOf: earlier.asOf, changes: changesBetween(earlier.content, content) } : null
  return { ...content, since }
}

/** Measures as they were at the end of that day: every later change is undone, the latest first. */
function measuresThen({ measures, laterChanges }: ReportParts, asOf: string): Measure[] {
  const undone = new Map<string, Partial<MeasureFields>>()
  for (const { measureId, before } of laterChanges) undone.set(measureId, { ...undone.get(measureId), ...before })
  return measures
    .filter(({ createdOn }) => createdOn <= asOf)
    .map(({ createdOn: _, ...measure }) => ({ ...measure, ...undone.get(measure.id) }))
}

function reportMeasures(measures: readonly Measure[], parts: ReportParts): ReportMeasure[] {
  const nameOf = new Map([...parts.fields, ...parts.groups, ...parts.departments].map(({ id, name }) => [id, name]))
  const goalOf = new Map(parts.goals.map(goal => [goal.id, goal]))
  const involved = Map.groupBy(parts.involved, ({ measureId }) => measureId)
  const partners = Map.groupBy(parts.partners, ({ measureId }) => measureId)
  const serves = Map.groupBy(parts.serves, ({ measureId }) => measureId)
  const balances = Map.groupBy(balancesOf(parts), ({ measureId }) => measureId)
  const posts = Map.groupBy(parts.posts, ({ measureId }) => measureId)
  return measures.map(measure => {
    const roles = involved.get(measure.id) ?? []
    return {
      ...said(measure),
      field: nameOf.get(measure.fieldId)!,
      targetGroup: nameOf.get(measure.targetGroupId ?? '') ?? '',
      goals: (serves.get(measure.id) ?? [])
        .flatMap(({ goalId }) => goalOf.get(goalId) ?? [])
        .sort((a, b) => a.number - b.number)
        .map(goalSaid),
      lead: leadsOf(roles)
        .map(({ departmentId }) => nameOf.get(departmentId)!)
        .sort()
        .join(', '),
      isLeadAccepted: acceptedLead(roles) !== undefined,
      participating: [
        ...roles.filter(({ role }) => role === 'part').map(({ departmentId }) => nameOf.get(departmentId)!),
        ...(partners.get(measure.id) ?? []).map(({ name }) => name),
      ],
      balances: (balances.get(measure.id) ?? []).map(({ measureId: _, ...balance }) => balance),
      posts: (posts.get(measure.id) ?? []).map(({ year, grade, hundredths, isFilled, fundedUntil }) => ({
        year,
        grade,
        hundredths,
        isFilled,
        fundedUntil,
      })),
    }
  })
}

const said = (measure: Measure) => ({
  number: measure.number,
  title: measure.title,
  startsOn: measure.startsOn,
  endsOn: measure.endsOn,
  status: measure.status,
  statusReason: measure.statusReason,
  light: measure.light,
  lightReason: measure.lightReason,
  stateOfAffairs: measure.stateOfAffairs,
  obstacles: measure.obstacles,
  nextStep: measure.nextStep,
  resolutionNumber: measure.resolutionNumber,
  statedOn: measure.statedOn,
  regularSince: measure.regularSince,
  budgetLine: measure.budgetLine,
  isPublic: measure.isPublic,
})

const goalSaid = ({ number, title, influence, indicator, isPublic }: Goal) => ({
  isPublic,
  number,
  title,
  influence,
  indicator: indicator && {
    name: indicator.name,
    unit: indicator.unit,
    baseline: indicator.baseline,
    target: indicator.target,
    targetYear: indicator.targetYear,
  },
})
