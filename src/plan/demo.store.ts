import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { slugFor } from '#dialogue'
import type { Read, Write } from '#platform/db'
import type { DemoMeasure, demoDepartments, demoGoals, demoSources } from './demo.texts.ts'

// What the example needs beyond the stores of the plan: rows that in a real town come about one by one, through its pages.

/** Sentences of the town's only vision, by number. */
export async function sentenceIds(db: Read): Promise<Map<number, string>> {
  const rows = await db.rows<{ number: number; id: string }>(sql`
    select number, id from sentence where municipality_id = ${db.municipality} and not is_dropped`)
  return new Map(rows.map(({ number, id }) => [number, id]))
}

type NewDepartment = (typeof demoDepartments)[number] & { id: string; parentId: string | null }

/** Its address leads nowhere: `example` is no domain anybody can have (RFC 2606). */
export const putDemoDepartment = (db: Write, { id, slug, name, short, role, head, parentId }: NewDepartment) =>
  db
    .insertInto('department')
    .values({
      municipality_id: db.municipality,
      id,
      slug,
      name,
      short_name: short,
      head_role: role,
      head_name: head,
      mail: `${slug}@erfundingen.example`,
      parent_id: parentId,
    })
    .execute()

type Listed = { name: string; position: number }

export async function putDemoField(db: Write, { name, position }: Listed): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('action_field')
    .values({ municipality_id: db.municipality, id, slug: slugFor(name, 'handlungsfeld'), name, position })
    .execute()
  return id
}

export async function putDemoTargetGroup(db: Write, { name, position }: Listed): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('target_group')
    .values({ municipality_id: db.municipality, id, slug: slugFor(name, 'zielgruppe'), name, position })
    .execute()
  return id
}

export async function putDemoSource(db: Write, source: (typeof demoSources)[number], today: Date): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('financing_source')
    .values({
      municipality_id: db.municipality,
      id,
      slug: source.slug,
      kind: source.kind,
      name: source.name,
      reference: source.reference,
      amount_cents: cents(source.euros),
      ends_on: source.ends === undefined ? null : lastDayOf(today, source.ends),
      continuation: source.continuation ?? '',
    })
    .execute()
  return id
}

type GoalPlace = { field: string; sentences: readonly string[]; year: number }

export async function putDemoGoal(db: Write, goal: (typeof demoGoals)[number], { field, sentences, year }: GoalPlace): Promise<string> {
  const id = randomUUID()
  const [name, unit, baseline, since, target, by] = goal.indicator ?? []
  await db
    .insertInto('goal')
    .values({
      municipality_id: db.municipality,
      id,
      number: goal.number,
      action_field_id: field,
      title: goal.title,
      description: goal.description,
      level: goal.level,
      influence: goal.influence,
      addressee: goal.addressee ?? '',
      demand: goal.demand ?? '',
      indicator_name: name ?? '',
      indicator_unit: unit ?? '',
      baseline: baseline ?? null,
      baseline_year: since === undefined ? null : year + since,
      target: target ?? null,
      target_year: by === undefined ? null : year + by,
    })
    .execute()
  for (const sentence_id of sentences)
    await db.insertInto('goal_sentence').values({ municipality_id: db.municipality, goal_id: id, sentence_id }).execute()
  return id
}

/** The ids of what a measure belongs to, by the names the texts give them. */
export type MeasurePlace = {
  departments: Map<string, string>
  fields: Map<string, string>
  groups: Map<string, string>
  sources: Map<string, string>
  goals: Map<number, string>
}

export async function putDemoMeasure(db: Write, measure: DemoMeasure, place: MeasurePlace, today: Date): Promise<string> {
  const id = randomUUID()
  const [from, to] = measure.months
  const [light, lightReason = ''] = measure.light ?? [null]
  const [resolution, monthsAgo] = measure.resolution ?? []
  await db
    .insertInto('measure')
    .values({
      municipality_id: db.municipality,
      id,
      number: measure.number,
      title: measure.title,
      description: measure.description,
      action_field_id: place.fields.get(measure.field)!,
      target_group_id: place.groups.get(measure.group)!,
      starts_on: firstDayOf(today, from),
      ends_on: to === null ? null : lastDayOf(today, to),
      priority: measure.priority ?? 'normal',
      status: measure.status,
      created_at: new Date(firstDayOf(today, -monthsOfPlan)),
      status_reason: measure.reason ?? '',
      light,
      light_reason: lightReason,
      state_of_affairs: measure.state ?? '',
      next_step: measure.next ?? '',
      obstacles: measure.obstacles ?? '',
      stated_on: measure.status === 'idea' ? null : firstDayOf(today, -1),
      resolution_number: resolution ?? '',
      resolved_on: monthsAgo === undefined ? null : firstDayOf(today, -monthsAgo),
      budget_line: measure.regular?.line ?? '',
      no_posts_reason: measure.regular?.noPosts ?? '',
      regular_since: measure.regular ? firstDayOf(today, measure.regular.since) : null,
      continuation: measure.continuation ?? '',
    })
    .execute()
  await putInvolved(db, id, measure, place, today)
  for (const goal of measure.goals)
    await db
      .insertInto('measure_goal')
      .values({ municipality_id: db.municipality, measure_id: id, goal_id: place.goals.get(goal)! })
      .execute()
  for (const [title, inMonths, isReached] of measure.milestones ?? []) {
    const due_on = firstDayOf(today, inMonths)
    const row = { municipality_id: db.municipality, id: randomUUID(), measure_id: id, title, due_on, reached_on: isReached ? due_on : null }
    await db.insertInto('milestone').values(row).execute()
  }
  return id
}

async function putInvolved(db: Write, id: string, measure: DemoMeasure, { departments }: MeasurePlace, today: Date) {
  const [lead, state, reason = ''] = measure.lead ?? []
  const rows = [
    ...(lead && state ? [{ department: lead, role: 'lead' as const, state, reason }] : []),
    ...(measure.parts ?? []).map(department => ({ department, role: 'part' as const, state: null, reason: '' })),
  ]
  for (const { department, ...involved } of rows)
    await db
      .insertInto('measure_department')
      .values({
        municipality_id: db.municipality,
        measure_id: id,
        department_id: departments.get(department)!,
        ...involved,
        answered_on: involved.state === 'accepted' || involved.state === 'refused' ? firstDayOf(today, -2) : null,
      })
      .execute()
  for (const [place, name] of (measure.partners ?? []).entries())
    await db
      .insertInto('measure_partner')
      .values({ municipality_id: db.municipality, measure_id: id, position: place + 1, name })
      .execute()
}

/** What a measure costs, who pays, what was spent, and its posts. */
export async function putDemoMoney(db: Write, id: string, measure: DemoMeasure, sources: ReadonlyMap<string, string>, today: Date) {
  const town = { municipality_id: db.municipality, measure_id: id }
  const year = today.getUTCFullYear()
  for (const [offset, category, euros] of measure.costs ?? [])
    await db
      .insertInto('cost')
      .values({ ...town, year: year + offset, category, amount_cents: cents(euros) })
      .execute()
  for (const [source, offset, state, euros] of measure.allotments ?? [])
    await db
      .insertInto('allotment')
      .values({ ...town, source_id: sources.get(source)!, year: year + offset, state, amount_cents: cents(euros) })
      .execute()
  for (const [daysAgo, euros, purpose, source] of measure.spent ?? [])
    await db
      .insertInto('spending')
      .values({
        ...town,
        id: randomUUID(),
        source_id: sources.get(source)!,
        spent_on: earlierThisYear(today, daysAgo),
        amount_cents: cents(euros),
        purpose,
      })
      .execute()
  for (const [title, grade, offset, hundredths, isFilled, until] of measure.posts ?? [])
    await db
      .insertInto('post')
      .values({
        ...town,
        id: randomUUID(),
        title,
        grade,
        year: year + offset,
        hundredths,
        is_filled: isFilled,
        funded_until: until === undefined ? null : lastDayOf(today, until),
      })
      .execute()
}

const cents = (euros: number) => Math.round(euros * 100)

const day = (date: Date) => date.toISOString().slice(0, 10)
/** The plan is in its second year. */
const monthsOfPlan = 20

const firstDayOf = (today: Date, months: number) => day(new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, 1)))
const lastDayOf = (today: Date, months: number) => day(new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months + 1, 0)))

/** So many days of a whole year ago, or as much less as the year is younger: what it pays for was planned and financed for this year. */
function earlierThisYear(today: Date, daysAgo: number) {
  const newYear = Date.UTC(today.getUTCFullYear(), 0, 1)
  return day(new Date(newYear + (today.getTime() - newYear) * (1 - daysAgo / 366)))
}
