import { balancesOf, type Money, type YearBalance } from './balance.ts'
import type { Goal } from './goal.ts'
import { acceptedLead, type Milestone } from './measure.ts'
import type { AllotmentState, FinancingSource, Post } from './money.ts'
import type { PublicMeasure, PublishedPlan } from './publication.ts'

/** A measure as it stands on a sheet of its own (Maßnahmenblatt). What is empty or null is not told. */
export type Sheet = Omit<PublicMeasure, 'id' | 'fieldId' | 'targetGroupId'> & {
  field: string
  targetGroup: string
  /** the department that has accepted to lead; '' while none has */
  lead: string
  contact: string
  participating: string[]
  partners: string[]
  milestones: Pick<Milestone, 'title' | 'dueOn' | 'reachedOn'>[]
  goals: SheetGoal[]
  balances: YearBalance[]
  allotments: { source: string; year: number; state: AllotmentState; amountCents: number }[]
  posts: Pick<Post, 'title' | 'grade' | 'year' | 'hundredths' | 'isFilled' | 'fundedUntil'>[]
}

/** A goal the measure serves, with the sentences it comes from. */
export type SheetGoal = Pick<Goal, 'number' | 'title'> & { sentences: SheetSentence[] }
export type SheetSentence = { number: number; text: string; language: string }

/** What sheets are made of beside the plan; of the measures they are made for, or of more. */
export type SheetParts = Money & {
  sources: readonly FinancingSource[]
  posts: readonly Post[]
  milestones: readonly Milestone[]
  partners: readonly { measureId: string; name: string }[]
  /** by the goal's id */
  sentences: ReadonlyMap<string, readonly SheetSentence[]>
}

/** Sheets of these measures, with what the plan shows of them. */
export function sheetsOf(shown: PublishedPlan, wanted: readonly PublicMeasure[], parts: SheetParts): Sheet[] {
  const { plan, departments } = shown
  const nameOf = new Map([...shown.fields, ...shown.groups, ...departments.values(), ...parts.sources].map(({ id, name }) => [id, name]))
  const milestones = Map.groupBy(parts.milestones, ({ measureId }) => measureId)
  const partners = Map.groupBy(parts.partners, ({ measureId }) => measureId)
  const balances = Map.groupBy(plan.showsMoney ? balancesOf(parts) : [], ({ measureId }) => measureId)
  const allotments = Map.groupBy(plan.showsMoney ? parts.allotments : [], ({ measureId }) => measureId)
  const posts = Map.groupBy(plan.showsPosts ? parts.posts : [], ({ measureId }) => measureId)
  return wanted.map(({ id, fieldId, targetGroupId, ...measure }) => {
    const involved = shown.involved.get(id) ?? []
    const lead = departments.get(acceptedLead(involved)?.departmentId ?? '')
    return {
      ...measure,
      ...(!plan.showsMoney && { budgetLine: '', continuation: '' }),
      field: nameOf.get(fieldId)!,
      targetGroup: nameOf.get(targetGroupId ?? '') ?? '',
      lead: lead?.name ?? '',
      contact: lead?.contact ?? '',
      participating: involved.filter(({ role }) => role === 'part').map(({ departmentId }) => nameOf.get(departmentId)!),
      partners: (partners.get(id) ?? []).map(({ name }) => name),
      milestones: milestones.get(id) ?? [],
      goals: (shown.serves.get(id) ?? []).map(goal => ({
        number: goal.number,
        title: goal.title,
        sentences: [...(parts.sentences.get(goal.id) ?? [])],
      })),
      balances: balances.get(id) ?? [],
      allotments: (allotments.get(id) ?? []).map(({ sourceId, year, state, amountCents }) => ({
        source: nameOf.get(sourceId)!,
        year,
        state,
        amountCents,
      })),
      posts: posts.get(id) ?? [],
    }
  })
}
