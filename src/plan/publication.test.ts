import { expect, test } from 'vitest'
import { demoDepartments } from './demo.texts.ts'
import type { Department } from './department.ts'
import type { Measure } from './measure.ts'
import { type Plan, unpublished } from './plan.ts'
import { publicDepartment, publicInvolvements, publicMeasure } from './publication.ts'

const plan = (chosen: Partial<Plan>): Plan => ({ ...unpublished, isPublished: true, ...chosen })
const measure = {
  id: 'm',
  light: 'red',
  lightReason: 'Niemand will führen.',
  obstacles: 'Kein Geld.',
  responsibleName: 'Ina Muster',
  responsibleMail: 'ina@amt.example',
  noPostsReason: 'Macht das Amt.',
} as Measure
const [first] = demoDepartments
const department = {
  id: 'd',
  slug: first!.slug,
  name: first!.name,
  shortName: '',
  headRole: first!.role,
  headName: first!.head,
} as Department

test('who answers for a measure is told to nobody, whatever the town has chosen', () => {
  const told = JSON.stringify(publicMeasure(plan({ showsObstacles: true }), measure))
  for (const secret of ['Ina', 'ina@', 'Macht das Amt']) expect(told).not.toContain(secret)
  expect(told).toContain('Kein Geld.')
})

test('lights and obstacles are told as the town has chosen', () => {
  const told = JSON.stringify(publicMeasure(plan({ showsLights: false, showsObstacles: false }), measure))
  for (const kept of ['red', 'Niemand will führen.', 'Kein Geld.']) expect(told).not.toContain(kept)
})

test('of who heads a department nothing, the role, or the name too is told', () => {
  expect(publicDepartment(plan({ contacts: 'none' }), department).contact).toBe('')
  expect(publicDepartment(plan({ contacts: 'role' }), department).contact).toBe(first!.role)
  expect(publicDepartment(plan({ contacts: 'name' }), department).contact).toBe(`${first!.role}, ${first!.head}`)
})

test('who has refused to lead is not named, nor what anybody answered', () => {
  const involved = [
    { measureId: 'm', departmentId: 'a', role: 'lead', state: 'refused', reason: 'Nein.', answeredOn: '2026-01-01' },
    { measureId: 'm', departmentId: 'b', role: 'lead', state: 'accepted', reason: 'Gern.', answeredOn: '2026-01-01' },
  ] as const
  expect(publicInvolvements(involved)).toEqual([{ measureId: 'm', departmentId: 'b', role: 'lead', state: 'accepted' }])
})
