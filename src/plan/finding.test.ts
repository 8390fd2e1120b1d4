import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { installDemoPlan } from './demo.actions.ts'
import { planFindings } from './finding.store.ts'
import { countOf, type FindingParts, findingKinds, findingsOf } from './finding.ts'
import type { Goal } from './goal.ts'
import type { DepartmentRole, LeadState, Measure } from './measure.ts'
import { emptyMeasure } from './measure-change.ts'

const today = '2026-10-01'
const field = (id: string) => ({ id, slug: id, name: id, position: 0 })
const department = (id: string) => ({
  id,
  slug: id,
  name: id,
  shortName: '',
  headRole: '',
  headName: '',
  mail: '',
  parentId: null,
  isClosed: false,
})
const goal = (id: string): Goal => ({
  id,
  number: 1,
  fieldId: 'Sprache',
  title: id,
  description: '',
  level: 'municipality',
  influence: 'decides',
  addressee: '',
  demand: '',
  indicator: null,
  isPublic: true,
  isDropped: false,
})
const measure = (number: string, fieldId: string, more: Partial<Measure> = {}): Measure => ({
  ...emptyMeasure,
  id: number,
  number,
  title: number,
  fieldId,
  status: 'running',
  statedOn: today,
  ...more,
})
const role = (measureId: string, departmentId: string, state: LeadState | null) => ({
  measureId,
  departmentId,
  role: (state ? 'lead' : 'part') as DepartmentRole,
  state,
  reason: '',
  answeredOn: null,
})

/** A plan in which nothing is open. */
const whole: FindingParts = {
  fields: [field('Sprache'), field('Wohnen')],
  departments: [department('Bauamt'), department('Jugendamt')],
  goals: [goal('Alle verstehen sich')],
  measures: [measure('1', 'Sprache'), measure('2', 'Wohnen'), measure('3', 'Wohnen', { status: 'done' })],
  involved: [role('1', 'Jugendamt', 'accepted'), role('2', 'Bauamt', 'accepted')],
  milestones: [],
  serves: [
    { measureId: '1', goalId: 'Alle verstehen sich' },
    { measureId: '2', goalId: 'Alle verstehen sich' },
  ],
  rooted: new Set(['Alle verstehen sich']),
  orphans: [],
  cliffs: [],
}

const found = (parts: Partial<FindingParts>) => {
  const findings = findingsOf({ ...whole, ...parts }, today)
  return findingKinds.flatMap(kind => findings[kind].map(() => kind))
}

test('in a plan in which nothing is open there is no finding', () => {
  expect(found({})).toEqual([])
})

test('two gaps and one double lead are exactly three findings', () => {
  const parts = {
    fields: [...whole.fields, field('Gesundheit')],
    departments: [...whole.departments, department('Kämmerei')],
    measures: [...whole.measures, measure('4', 'Gesundheit')],
    serves: [...whole.serves, { measureId: '4', goalId: 'Alle verstehen sich' }],
    involved: [...whole.involved, role('1', 'Bauamt', 'accepted')],
  }
  expect(found(parts)).toEqual(['field-without-lead', 'department-without-part', 'double-lead'])
})

test.each([
  [
    'lead-missing',
    {
      involved: [...whole.involved],
      measures: [...whole.measures, measure('4', 'Wohnen')],
      serves: [...whole.serves, { measureId: '4', goalId: 'Alle verstehen sich' }],
    },
  ],
  [
    'lead-not-accepted',
    {
      measures: [...whole.measures, measure('4', 'Wohnen')],
      serves: [...whole.serves, { measureId: '4', goalId: 'Alle verstehen sich' }],
      involved: [...whole.involved, role('4', 'Bauamt', 'asked')],
    },
  ],
  ['sentence-without-goal', { orphans: [{ vision: 'leitbild', number: 3, text: 'Wir grüßen uns.', language: 'de' }] }],
  ['goal-without-sentence', { rooted: new Set<string>() }],
  ['goal-without-measure', { goals: [...whole.goals, goal('Zweites')], rooted: new Set(['Alle verstehen sich', 'Zweites']) }],
  ['measure-without-goal', { serves: whole.serves.slice(1) }],
  ['red-without-step', { measures: [measure('1', 'Sprache', { light: 'red', lightReason: 'Geld' }), ...whole.measures.slice(1)] }],
  ['milestone-overdue', { milestones: [{ id: 'm', measureId: '1', title: 'Raum', dueOn: '2026-09-30', reachedOn: null }] }],
  ['state-old', { measures: [measure('1', 'Sprache', { statedOn: '2026-01-01' }), ...whole.measures.slice(1)] }],
] as [string, Partial<FindingParts>][])('%s is found, alone', (kind, parts) => {
  expect(found(parts)).toEqual([kind])
})

test('a demand needs no measure, and what is done or dropped needs nobody any more', () => {
  expect(
    found({
      goals: [...whole.goals, { ...goal('Forderung'), influence: 'demands' }],
      rooted: new Set(['Alle verstehen sich', 'Forderung']),
    }),
  ).toEqual([])
  expect(found({ measures: [...whole.measures, measure('5', 'Sprache', { status: 'dropped' })] })).toEqual([])
})

let instance: TestInstance
let town: Municipality

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  await installDemoPlan(instance.services, town)
})
afterAll(() => instance.close())

test('the page lists every finding of the example town with the way to where it is solved', async () => {
  const findings = await inTown(instance, town, db => planFindings(db, today))
  expect(findings.cliff).toHaveLength(2)
  expect(countOf(findings)).toBeGreaterThan(5)
  const reader = await instance.staff(town, 'coordinator')
  const shown = await reader.page(`/${town.slug}/verwaltung/plan/befunde`)
  const links = [...shown.matchAll(/<li><a href="([^"]+)"/g)].map(([, href]) => href!)
  for (const href of new Set(links.filter(link => link.includes('/verwaltung/plan/'))))
    expect((await reader.get(href)).status, href).toBe(200)
  for (const { title } of findings['lead-not-accepted']) expect(shown).toContain(title)
})
