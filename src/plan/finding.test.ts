import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FindingParts, findingKinds, findingsOf } from './finding.ts'
import type { Goal } from './goal.ts'
import { acceptedLead, type DepartmentRole, type LeadState, type Measure } from './measure.ts'
import { emptyMeasure } from './measure-change.ts'
import type { Status } from './status.ts'

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

const sentence = (id: string) => ({ id, vision: 'leitbild', number: 3, text: 'Wir grüßen uns.', language: 'de' })

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
  sentences: [sentence('a')],
  sentencesOfGoals: [{ goalId: 'Alle verstehen sich', sentenceId: 'a' }],
  sentencesOfMeasures: [],
  balances: [{ measureId: '1', year: 2026, gap: 0 }],
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

const another = goal('Zweites')
/** An open measure more, with its goal, that nobody leads. */
const unled = {
  measures: [...whole.measures, measure('4', 'Wohnen')],
  serves: [...whole.serves, { measureId: '4', goalId: 'Alle verstehen sich' }],
}
const first = (more: Partial<Measure>) => [measure('1', 'Sprache', more), ...whole.measures.slice(1)]

test.each([
  ['lead-missing', unled],
  ['lead-missing', { ...unled, involved: [...whole.involved, role('4', 'Bauamt', 'refused')] }],
  ['lead-not-accepted', { ...unled, involved: [...whole.involved, role('4', 'Bauamt', 'asked')] }],
  ['double-lead', { ...unled, involved: [...whole.involved, role('4', 'Bauamt', 'asked'), role('4', 'Jugendamt', 'asked')] }],
  [
    'field-without-lead',
    {
      involved: [
        role('1', 'Jugendamt', 'accepted'),
        role('2', 'Bauamt', 'refused'),
        role('2', 'Jugendamt', null),
        role('1', 'Bauamt', null),
      ],
    },
  ],
  ['department-without-part', { departments: [...whole.departments, department('Kämmerei')] }],
  ['sentence-without-goal', { sentences: [...whole.sentences, sentence('b')] }],
  ['goal-without-sentence', { goals: [...whole.goals, another], serves: [...whole.serves, { measureId: '3', goalId: 'Zweites' }] }],
  [
    'goal-without-measure',
    { goals: [...whole.goals, another], sentencesOfGoals: [...whole.sentencesOfGoals, { goalId: 'Zweites', sentenceId: 'a' }] },
  ],
  ['measure-without-goal', { serves: whole.serves.slice(1) }],
  ['money-missing', { balances: [{ measureId: '1', year: 2026, gap: 1 }] }],
  ['red-without-step', { measures: first({ light: 'red', lightReason: 'Geld' }) }],
  ['milestone-overdue', { milestones: [{ id: 'm', measureId: '1', title: 'Raum', dueOn: '2026-09-30', reachedOn: null }] }],
  ['state-old', { measures: first({ statedOn: '2026-01-01' }) }],
] as [string, Partial<FindingParts>][])('%s is found, alone (%#)', (kind, parts) => {
  expect(found(parts)).toEqual([kind])
})

test('a demand needs no measure, and what is done or dropped needs nobody any more', () => {
  expect(
    found({
      goals: [...whole.goals, { ...another, influence: 'demands' }],
      sentencesOfGoals: [...whole.sentencesOfGoals, { goalId: 'Zweites', sentenceId: 'a' }],
    }),
  ).toEqual([])
  expect(found({ measures: [...whole.measures, measure('5', 'Sprache', { status: 'dropped' })] })).toEqual([])
})

test('nothing hangs on a goal or measure that was dropped', () => {
  const sentences = [...whole.sentences, sentence('b')]
  const dropped = { measures: [...whole.measures, measure('5', 'Sprache', { status: 'dropped' })] }
  expect(found({ sentences, sentencesOfGoals: [...whole.sentencesOfGoals, { goalId: 'dropped', sentenceId: 'b' }] })).toEqual([
    'sentence-without-goal',
  ])
  expect(found({ ...dropped, sentences, sentencesOfMeasures: [{ measureId: '5', sentenceId: 'b' }] })).toEqual(['sentence-without-goal'])
  expect(found({ sentences, sentencesOfMeasures: [{ measureId: '3', sentenceId: 'b' }] })).toEqual([])
  expect(
    found({
      ...dropped,
      goals: [...whole.goals, another],
      sentencesOfGoals: [...whole.sentencesOfGoals, { goalId: 'Zweites', sentenceId: 'a' }],
      serves: [...whole.serves, { measureId: '5', goalId: 'Zweites' }],
    }),
  ).toEqual(['goal-without-measure'])
  expect(
    found({ serves: [{ measureId: '1', goalId: 'dropped' }, ...whole.serves.slice(1), { measureId: '3', goalId: 'Alle verstehen sich' }] }),
  ).toEqual(['measure-without-goal'])
})

test('a department that was dissolved leads nothing any more, and the finding says which it was', () => {
  const parts = {
    ...unled,
    departments: [...whole.departments, { ...department('Verkehrsamt'), isClosed: true }],
    involved: [...whole.involved, role('4', 'Verkehrsamt', 'accepted')],
  }
  expect(found(parts)).toEqual(['lead-missing'])
  expect(findingsOf({ ...whole, ...parts }, today)['lead-missing']).toEqual([{ number: '4', title: '4', dissolved: 'Verkehrsamt' }])
})

test('a gap of this year or the coming one is a finding once the work has begun', () => {
  for (const year of [2025, 2028]) expect(found({ balances: [{ measureId: '1', year, gap: 1 }] })).toEqual([])
  expect(found({ balances: [{ measureId: '1', year: 2027, gap: 1 }] })).toEqual(['money-missing'])
  expect(found({ measures: first({ status: 'planned' }), balances: [{ measureId: '1', year: 2026, gap: 1 }] })).toEqual([])
})

test('whoever leads or does not, each open measure nobody leads for certain is told exactly once', () => {
  const states = fc.constantFrom<LeadState>('asked', 'accepted', 'refused')
  const leads = fc.uniqueArray(fc.record({ department: fc.constantFrom('Bauamt', 'Jugendamt', 'Verkehrsamt'), state: states }), {
    selector: ({ department }) => department,
  })
  const drawn = fc.record({
    fieldId: fc.constantFrom('Sprache', 'Wohnen'),
    status: fc.constantFrom<Status>('idea', 'running', 'done'),
    leads,
  })
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 6 }), all => {
      const measures = all.map(({ fieldId, status }, place) => measure(String(place), fieldId, { status }))
      const involved = all.flatMap((each, place) => each.leads.map(lead => role(String(place), lead.department, lead.state)))
      const departments = [...whole.departments, department('Verkehrsamt')]
      const findings = findingsOf({ ...whole, departments, measures, involved }, today)
      const leaderless = new Set(findings['field-without-lead'].map(({ slug }) => slug))
      const told = (['double-lead', 'lead-missing', 'lead-not-accepted'] as const).flatMap(kind =>
        findings[kind].map(({ number }) => number),
      )
      const open = measures.filter(
        ({ id, status }) => status !== 'done' && !acceptedLead(involved.filter(({ measureId }) => measureId === id)),
      )
      expect([...told].sort()).toEqual(
        open
          .filter(({ fieldId }) => !leaderless.has(fieldId))
          .map(({ number }) => number)
          .sort(),
      )
    }),
  )
})
