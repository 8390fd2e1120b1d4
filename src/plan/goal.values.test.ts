import fc from 'fast-check'
import { expect, test } from 'vitest'
import { influences, isDemand, levels } from './goal.ts'
import { emptyGoal, type GoalValues, judgeGoal, valuesOf } from './goal.values.ts'

const fields = [{ id: 'field', slug: 'sprache', name: 'Sprache' }]
const ours: GoalValues = { ...emptyGoal, title: 'Ein Deutschkurs am Ort', field: 'sprache', level: 'shared', influence: 'co-decides' }
const theirs: GoalValues = { ...ours, level: 'federation', influence: 'demands', addressee: 'Bundesamt', demand: 'Kurse ab acht Personen' }
const counted = { indicatorName: 'Plätze', indicatorUnit: 'Plätze', baseline: '0', baselineYear: '2025', target: '48', targetYear: '2027' }

test.each<[GoalValues, Record<string, string>]>([
  [{ ...ours, title: '' }, { title: 'title-missing' }],
  [{ ...ours, title: 'x'.repeat(201) }, { title: 'too-long' }],
  [{ ...ours, description: 'x'.repeat(4001) }, { description: 'too-long' }],
  [{ ...ours, field: 'gibt-es-nicht' }, { field: 'field-unknown' }],
  [{ ...ours, level: '' }, { level: 'level-missing' }],
  [{ ...ours, influence: 'always' }, { influence: 'influence-missing' }],
  [{ ...ours, level: 'state', influence: 'decides' }, { influence: 'not-ours-to-decide' }],
  [{ ...ours, level: 'federation', influence: 'decides' }, { influence: 'not-ours-to-decide' }],
  [{ ...ours, demand: 'Bitte mehr' }, { demand: 'no-demand' }],
  [{ ...ours, addressee: 'Bundesamt' }, { addressee: 'no-demand' }],
  [{ ...theirs, addressee: '' }, { addressee: 'addressee-missing' }],
  [{ ...theirs, demand: '' }, { demand: 'demand-missing' }],
  [{ ...theirs, ...counted }, { indicatorName: 'indicator-of-demand' }],
  [{ ...ours, ...counted, target: 'viel' }, { target: 'number-wrong' }],
])('%j is refused', (values, refusals) => expect(judgeGoal(values, fields)).toEqual({ refusals }))

const measured = fc.constantFrom({}, {}, counted, { indicatorName: 'Plätze', indicatorUnit: 'Plätze' }, { target: '12,5' })
const demanded = fc.constantFrom({}, {}, { addressee: 'Bundesamt', demand: 'Kurse ab acht Personen' }, { demand: 'Mehr Kurse' })
const typed = fc
  .tuple(fc.constantFrom(...levels), fc.constantFrom(...influences), measured, demanded)
  .map(([level, influence, ...rest]): GoalValues => Object.assign({ ...ours, level, influence }, ...rest))

test('whatever is typed, no demand is measured, every demand has its addressee, and the town decides nothing of state or federation', () => {
  const taken = fc.sample(typed, 1000).flatMap(values => {
    const goal = judgeGoal(values, fields)
    return 'refusals' in goal ? [] : [goal]
  })
  expect(taken.length).toBeGreaterThan(100)
  for (const goal of taken) {
    expect(goal.addressee !== '' && goal.demand !== '').toBe(isDemand(goal))
    if (isDemand(goal)) expect(goal.indicator).toBeNull()
    expect(goal.influence === 'decides' && ['state', 'federation'].includes(goal.level)).toBe(false)
    expect(judgeGoal(valuesOf({ ...goal, id: '', number: 1, isDropped: false }, fields), fields)).toEqual(goal)
  }
})
