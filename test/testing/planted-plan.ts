import { sql } from 'kysely'
import type { Write } from '#platform/db'
import { hashOf, tokenOf } from '../../src/plan/update.ts'

const ids = {
  department: '00000000-0000-4000-8000-0000000000d1',
  other: '00000000-0000-4000-8000-0000000000d2',
  field: '00000000-0000-4000-8000-0000000000f1',
  group: '00000000-0000-4000-8000-0000000000f2',
  goal: '00000000-0000-4000-8000-0000000000e1',
  hiddenGoal: '00000000-0000-4000-8000-0000000000e2',
  measure: '00000000-0000-4000-8000-0000000000a1',
  hiddenMeasure: '00000000-0000-4000-8000-0000000000a9',
  milestone: '00000000-0000-4000-8000-0000000000a2',
  source: '00000000-0000-4000-8000-0000000000b1',
  spending: '00000000-0000-4000-8000-0000000000b2',
  post: '00000000-0000-4000-8000-0000000000b3',
  round: '00000000-0000-4000-8000-0000000000c1',
  link: '00000000-0000-4000-8000-0000000000c2',
  change: '00000000-0000-4000-8000-0000000000c3',
  import: '00000000-0000-4000-8000-0000000000c4',
  step: 'f0000000-0000-4000-8000-0000000000c5', // after that of the vision, which stands in the addresses of tests that take one
}

/** What the plan knows of people who work for the town: who heads a department, who answers for a measure, who had a link before. */
export const planNames = {
  head: 'Hedwig Hauptamt',
  departmentMail: 'jugendamt@musterstadt.example',
  responsible: 'Rolf Referent',
  responsibleMail: 'rolf@musterstadt.example',
  former: 'Frieda Früher',
  formerMail: 'frieda@musterstadt.example',
}

/** What the town has not published of it. */
export const unpublished = {
  measure: 'Umzug der Ausländerbehörde',
  goal: 'Noch verhandeln wir mit dem Kreis.',
  obstacle: 'Der Hausmeister geht um acht.',
  post: 'Halbe Stelle auf Widerruf',
}

/** As it was uploaded; nobody has taken it over yet. */
const uploaded = [
  { line: 1, cells: ['Nr.', 'Maßnahme', 'Verantwortlich'] },
  { line: 2, cells: ['M7', 'Begegnungsfest', planNames.former] },
]

export type PlantedPlan = {
  /** what addresses name, by parameter */
  names: Record<string, string>
  /** the secret in the link by which the department answers; it works until this day */
  token: string
  endsOn: string
}

/**
 * A published plan with one of everything: two departments, a goal, a measure that has changed hands, money and posts, and a round that runs, by
 * whose link the measure is open; and a second goal and measure that are not published, as posts and obstacles are not. `sentenceId`: which
 * sentence of a vision the goals serve.
 */
export async function plantPlan(db: Write, secret: Buffer, today: Date, sentenceId?: string): Promise<PlantedPlan> {
  const town = db.municipality
  const day = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  const [token, endsOn, year] = [tokenOf(secret, ids.link), day(30), today.getUTCFullYear()]
  const { head, departmentMail, responsible, responsibleMail, former, formerMail } = planNames
  const insert = (table: string, ...values: unknown[]) => db.rows(sql`insert into ${sql.raw(table)} values (${town}, ${sql.join(values)})`)

  await insert('plan (municipality_id, title, is_published, shows_posts)', 'Integrationsplan', true, false)
  const department = 'department (municipality_id, id, slug, name, head_role, head_name, mail)'
  await insert(department, ids.department, 'jugendamt', 'Jugendamt', 'Leitung Jugendamt', head, departmentMail)
  await insert(department, ids.other, 'bauamt', 'Bauamt', 'Leitung Bauamt', '', 'bauamt@musterstadt.example')
  await insert('action_field (municipality_id, id, slug, name, position)', ids.field, 'sprache', 'Sprache', 1)
  await insert('target_group (municipality_id, id, slug, name, position)', ids.group, 'alle', 'Alle', 1)
  await insert('consultation_step (municipality_id, id, vision_id, position, body, role)', ids.step, null, 1, 'Stadtrat', 'decision')
  const goal = 'goal (municipality_id, id, number, action_field_id, title, level, influence, is_public)'
  await insert(goal, ids.goal, 1, ids.field, 'Alle können Deutsch lernen.', 'municipality', 'decides', true)
  await insert(goal, ids.hiddenGoal, 2, ids.field, unpublished.goal, 'shared', 'co-decides', false)
  if (sentenceId)
    for (const id of [ids.goal, ids.hiddenGoal]) await insert('goal_sentence (municipality_id, goal_id, sentence_id)', id, sentenceId)
  await insert(
    `measure (municipality_id, id, number, title, action_field_id, target_group_id, starts_on, ends_on, status, light, light_reason,
      obstacles, responsible_name, responsible_mail, created_at, revised_at)`,
    ...[ids.measure, 'M1', 'Sprachkurse am Abend', ids.field, ids.group, day(-100), day(300), 'running', 'yellow', 'Es fehlen Räume.'],
    ...[unpublished.obstacle, responsible, responsibleMail, today, today],
  )
  await insert(
    'measure (municipality_id, id, number, title, action_field_id, status, is_public, created_at)',
    ...[ids.hiddenMeasure, 'M2', unpublished.measure, ids.field, 'planned', false, today],
  )
  const involved = 'measure_department (municipality_id, measure_id, department_id, role, state)'
  for (const measure of [ids.measure, ids.hiddenMeasure]) await insert(involved, measure, ids.department, 'lead', 'accepted')
  await insert(involved, ids.measure, ids.other, 'part', null)
  await insert('measure_partner (municipality_id, measure_id, position, name)', ids.measure, 1, 'Volkshochschule')
  for (const measure of [ids.measure, ids.hiddenMeasure])
    for (const served of [ids.goal, ids.hiddenGoal]) await insert('measure_goal (municipality_id, measure_id, goal_id)', measure, served)
  await insert('milestone (municipality_id, id, measure_id, title, due_on)', ids.milestone, ids.measure, 'Erster Kurs', day(20))
  await insert('cost (municipality_id, measure_id, year, category, amount_cents)', ids.measure, year, 'fees', 1_200_000)
  await insert(
    'financing_source (municipality_id, id, slug, kind, name, reference, amount_cents)',
    ...[ids.source, 'landesprogramm', 'state', 'Landesprogramm', 'AZ 12/3', 1_000_000],
  )
  await insert(
    'allotment (municipality_id, source_id, measure_id, year, state, amount_cents)',
    ...[ids.source, ids.measure, year, 'granted', 900_000],
  )
  await insert(
    'spending (municipality_id, id, measure_id, source_id, spent_on, amount_cents, purpose)',
    ...[ids.spending, ids.measure, ids.source, day(-10), 45_000, 'Bücher'],
  )
  await insert(
    'post (municipality_id, id, measure_id, title, grade, year, hundredths, is_filled)',
    ...[ids.post, ids.measure, unpublished.post, 'E 9b', year, 50, true],
  )
  await insert('update_round (municipality_id, id, number, title, opened_at, ends_on)', ids.round, 1, 'Herbst', today, endsOn)
  await insert(
    'update_link (municipality_id, id, round_id, department_id, token_hash, mail, name, ends_on, created_at)',
    ...[ids.link, ids.round, ids.department, hashOf(token), responsibleMail, responsible, endsOn, today],
  )
  await insert('update_link_measure (municipality_id, link_id, measure_id, asks_for)', ids.link, ids.measure, 'update')
  await insert(
    'measure_change (municipality_id, id, measure_id, at, link_id, before, after)',
    ...[ids.change, ids.measure, today, ids.link],
    JSON.stringify({ responsibleName: former, responsibleMail: formerMail, light: 'green' }),
    JSON.stringify({ responsibleName: responsible, responsibleMail, light: 'yellow' }),
  )
  await insert(
    'plan_import (municipality_id, id, name, rows, mapping, uploaded_at)',
    ...[ids.import, 'massnahmen.csv', JSON.stringify(uploaded), JSON.stringify({ head: 1, columns: { number: 0, title: 1 } }), today],
  )
  const names = { department: 'jugendamt', field: 'sprache', group: 'alle', goal: '1', measure: 'M1', source: 'landesprogramm', round: '1' }
  const { milestone, spending, post, link, change } = ids
  return { names: { ...names, milestone, spending, post, link, change, import: ids.import }, token, endsOn }
}
