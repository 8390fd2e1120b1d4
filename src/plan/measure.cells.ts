import type { Department } from './department.ts'
import type { Goal } from './goal.ts'
import { leadWords, type MeasureColumn, measureColumns } from './measure.table.ts'
import type { LeadState, Measure } from './measure.ts'
import type { MeasureFields } from './measure-change.ts'
import type { ActionField, TargetGroup } from './plan.ts'
import { sameName } from './slug.ts'
import type { Value } from './table.ts'

/** All that a table says of a measure. Departments that have refused to lead are no part of it. */
export type DescribedMeasure = {
  number: string
  fields: MeasureFields
  goals: readonly string[]
  leads: readonly { departmentId: string; state: Exclude<LeadState, 'refused'> }[]
  parts: readonly string[]
  partners: readonly string[]
}

/** A thing that has a name, and by what else it is known. */
type Named = { id: string; slug: string; name: string; shortName?: string }

/** Names of things in both directions. */
export type Lexicon<Thing extends Named> = { wordOf(id: string): string; find(word: string): Thing | undefined }

/** What a table names and the plan knows by ids. */
export type PlanNames = {
  fields: Lexicon<ActionField>
  groups: Lexicon<TargetGroup>
  departments: Lexicon<Department>
  /** by id */
  goals: ReadonlyMap<string, Pick<Goal, 'id' | 'number' | 'isDropped'>>
}

/** A thing is written by its name, unless that would be understood as another's. */
export function lexiconOf<Thing extends Named>(things: readonly Thing[]): Lexicon<Thing> {
  const byId = new Map(things.map(thing => [thing.id, thing]))
  const only = (isMeant: (thing: Thing) => boolean) => {
    const [found, other] = things.filter(isMeant)
    return other ? undefined : found
  }
  const find = (word: string) =>
    only(({ name }) => name === word) ??
    only(({ name }) => sameName(name, word)) ??
    only(({ shortName = '' }) => shortName !== '' && sameName(shortName, word)) ??
    only(({ slug }) => slug === word) ??
    byId.get(word)
  const words = new Map(things.map(({ id, name, slug }) => [id, [name, slug].find(word => find(word)?.id === id) ?? id]))
  return { wordOf: id => words.get(id) ?? '', find }
}

/** What stands in the columns of the table of measures. */
export function cellsOf(
  { number, fields, goals, leads, parts, partners }: DescribedMeasure,
  names: PlanNames,
): Record<MeasureColumn, Value> {
  const { fieldId, targetGroupId, ...same } = fields
  const department = (id: string) => names.departments.wordOf(id)
  return {
    ...same,
    number,
    fieldId: names.fields.wordOf(fieldId),
    targetGroupId: targetGroupId === null ? '' : names.groups.wordOf(targetGroupId),
    goals: goals
      .flatMap(id => names.goals.get(id)?.number ?? [])
      .sort((a, b) => a - b)
      .map(String),
    leads: leads.map(({ departmentId, state }) => `${department(departmentId)} (${leadWords[state]})`).sort(byName.compare),
    parts: parts.map(department).sort(byName.compare),
    partners,
  }
}

const byName = new Intl.Collator('de')

/** In which columns two descriptions of a measure differ. */
export function differingColumns(one: Record<MeasureColumn, Value>, other: Record<MeasureColumn, Value>): MeasureColumn[] {
  return measureColumns.map(({ key }) => key).filter(key => JSON.stringify(one[key]) !== JSON.stringify(other[key]))
}

/** The fields of a measure alone. */
export const fieldsOf = ({ id: _, number: __, ...fields }: Measure): MeasureFields => fields
