import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matrixOf } from './matrix.ts'
import type { statuses } from './status.ts'

const places = { fields: [{ id: 'language' }, { id: 'housing' }], departments: [{ id: 'school' }, { id: 'works' }, { id: 'culture' }] }
const measure = (id: string, fieldId: string, status: (typeof statuses)[number] = 'running') => ({ id, number: id, fieldId, status })
const role = (measureId: string, departmentId: string, state: 'asked' | 'accepted' | 'refused' | null) => ({
  measureId,
  departmentId,
  role: state === null ? ('part' as const) : ('lead' as const),
  state,
})

test('two gaps and a double lead are found, and nothing else', () => {
  const found = matrixOf(
    places,
    [measure('1', 'language'), measure('2', 'housing')],
    [role('1', 'school', 'accepted'), role('1', 'works', 'accepted'), role('2', 'works', 'refused'), role('2', 'school', null)],
    new Map(),
  )
  expect(found.fieldsWithoutLead).toEqual(['housing'])
  expect(found.departmentsWithoutPart).toEqual(['culture'])
  expect(found.doubleLeads).toEqual(['1'])
  expect(found.leadsNotAccepted).toEqual([])
})

test('what is done or was dropped asks for no lead, and a lead that was asked is one nobody has accepted', () => {
  const found = matrixOf(places, [measure('1', 'language', 'done'), measure('2', 'housing')], [role('2', 'works', 'asked')], new Map())
  expect(found.fieldsWithoutLead).toEqual(['housing'])
  expect(found.leadsNotAccepted).toEqual(['2'])
  expect(found.departmentsWithoutPart).toEqual(['school', 'culture'])
})

const anyRole = fc.record({
  measureId: fc.constantFrom('0', '1', '2', '3'),
  departmentId: fc.constantFrom('school', 'works', 'culture'),
  state: fc.constantFrom('asked' as const, 'accepted' as const, 'refused' as const, null),
})

test('no euro stands in two cells: the cells of a field together never hold more than its measures cost', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyRole, { selector: ({ measureId, departmentId }) => `${measureId} ${departmentId}` }),
      fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 4 }),
      (roles, cents) => {
        const measures = cents.map((_, index) => measure(String(index), index % 2 ? 'housing' : 'language'))
        const costs = new Map(cents.map((amount, index) => [String(index), amount]))
        const found = matrixOf(
          places,
          measures,
          roles.map(({ measureId, departmentId, state }) => role(measureId, departmentId, state)),
          costs,
        )
        for (const { id } of places.fields) {
          const inCells = [...found.cells.get(id)!.values()].reduce((total, { cents }) => total + cents, 0)
          expect(inCells).toBeLessThanOrEqual(found.costs.get(id)!)
        }
      },
    ),
  )
})
