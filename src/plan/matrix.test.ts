import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, isInstalled, openTestInstance, pagesOf, structureOf, type TestInstance, textOf } from '#testing'
import { fillDemo } from '../commands/demo.ts'
import { budgetForStaff } from './budget.store.ts'
import { departments } from './department.store.ts'
import { matrixToPrint } from './matrix.print.ts'
import { matrixForStaff, publicMatrix } from './matrix.store.ts'
import { costOfAll, costOfDepartment, type MatrixView, matrixOf } from './matrix.ts'
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

describe('the matrix of a town', () => {
  let instance: TestInstance
  let town: Municipality
  let visitor: Browser
  let reader: Browser
  beforeAll(async () => {
    instance = await openTestInstance()
    town = await fillDemo(instance.services)
    visitor = instance.visitor()
    reader = await instance.staff(town, 'reader')
  })
  afterAll(() => instance.close())

  const page = (browser: Browser, path: string) => browser.page(`/${town.slug}${path}`)
  const file = async (browser: Browser, path: string) => {
    const answer = await browser.get(`/${town.slug}${path}`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    return Buffer.from(await answer.arrayBuffer())
  }
  const change = (number: string, columns: { is_public?: boolean; status?: 'done' }) =>
    inTown(instance, town, db =>
      db.updateTable('measure').set(columns).where('municipality_id', '=', town.id).where('number', '=', number).execute(),
    )

  test('costs as much as its open measures, and no more than the whole plan', async () => {
    const [view, budget] = await inTown(instance, town, async db => [await matrixForStaff(db), await budgetForStaff(db)] as const)
    const ofDepartments = view.departments.reduce((sum, { id }) => sum + costOfDepartment(view.matrix, id), 0)
    expect(ofDepartments).toBeLessThanOrEqual(costOfAll(view.matrix))
    expect(costOfAll(view.matrix)).toBeGreaterThan(0)
    expect(costOfAll(view.matrix)).toBeLessThanOrEqual(budget.sum.planned)
  })

  test('says in a table what the picture shows, each cell leading to its measures', async () => {
    const shown = await page(visitor, '/plan/matrix')
    expect(shown).toContain('role="img"')
    expect(shown).toContain(`/${town.slug}/massnahmen?feld=sprache&amp;amt=schule`)
    expect(await page(visitor, '/massnahmen?feld=sprache&amt=schule')).toContain('Abendkurs Deutsch')
  })

  test('tells everybody of leads that were accepted, and staff also of those that were asked', async () => {
    for (const [browser, path, isTold] of [
      [visitor, '/plan/matrix', false],
      [reader, '/verwaltung/plan/matrix', true],
    ] as const)
      expect((await page(browser, path)).includes('1 angefragt')).toBe(isTold)
    expect((await visitor.get(`/${town.slug}/verwaltung/plan/matrix`)).status).not.toBe(200)
    expect((await visitor.get(`/${town.slug}/verwaltung/plan/matrix/matrix.pdf`)).status).not.toBe(200)
  })

  test('leads from what is missing to where it is mended', async () => {
    expect(await page(reader, '/verwaltung/plan/matrix')).toContain(`/${town.slug}/verwaltung/plan/massnahmen/2.3/aemter`)
  })

  test('is one tagged landscape page', async () => {
    const pdf = await file(visitor, '/plan/matrix/matrix.pdf')
    expect(pagesOf(pdf)).toBe(1)
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 841\.\d+ 595\.\d+\]/)
    const { catalog, elements } = structureOf(pdf)
    expect(catalog).toContain('/Lang (de)')
    for (const role of ['H1', 'Table', 'TH', 'TD']) expect(elements.map(element => element.role)).toContain(role)
    expect((await visitor.get(`/${town.slug}/plan/matrix/anders.pdf`)).status).toBe(404)
  })

  test.skipIf(!isInstalled('pdftotext'))('tells on paper what is for staff to staff alone', async () => {
    const pdf = await file(visitor, '/plan/matrix/matrix.pdf')
    expect(textOf(pdf)).toContain('Frühe Bildung und Schule')
    expect(textOf(pdf)).not.toContain('angefragt')
    expect(textOf(await file(reader, '/verwaltung/plan/matrix/matrix.pdf'))).toContain('angefragt')
  })

  test('of forty departments each has its column, in as few tables as have room', () => {
    const departments = Array.from({ length: 40 }, (_, place) => ({ id: `${place}`, slug: `amt-${place}`, name: `Amt ${place}` }))
    const fields = [{ id: 'language', slug: 'sprache', name: 'Sprache' }]
    const roles = departments.map(({ id }) => role('1', id, null))
    const view: MatrixView = {
      matrix: matrixOf({ fields, departments }, [measure('1', 'language')], roles, new Map([['1', 5]])),
      fields,
      departments,
      titles: new Map(),
      showsMoney: true,
    }
    const { data } = matrixToPrint(view, { town: { name: 'Stadt', colour: '#17566b' }, language: 'de', day: 'heute', isForStaff: true })
    const { parts } = data as { parts: { costs: boolean; columns: { name: { text: string } }[] }[] }
    expect(parts.map(({ columns }) => columns.length)).toEqual([14, 14, 12])
    expect(parts.flatMap(({ columns }) => columns.map(({ name }) => name.text))).toEqual(departments.map(({ name }) => name))
    expect(parts.map(({ costs }) => costs)).toEqual([false, false, true])
  })

  test('of two departments that claim a measure staff are told, and everybody that nobody leads it yet', async () => {
    const claims = (deed: 'insert' | 'delete') =>
      inTown(instance, town, async db => {
        const all = await departments(db)
        const [measure] = await db.rows<{ id: string }>(sql`select id from measure where municipality_id = ${town.id} and number = '3.1'`)
        const row = { municipality_id: town.id, measure_id: measure!.id, department_id: all.find(({ slug }) => slug === 'kaemmerei')!.id }
        const lead = { ...row, role: 'lead' as const, state: 'accepted' as const, reason: '', answered_on: null }
        if (deed === 'insert') await db.insertInto('measure_department').values(lead).execute()
        else
          await db
            .deleteFrom('measure_department')
            .where('municipality_id', '=', town.id)
            .where('measure_id', '=', row.measure_id)
            .where('department_id', '=', row.department_id)
            .execute()
      })
    expect(await page(reader, '/verwaltung/plan/matrix')).not.toContain('mehr als einer Federführung')
    await claims('insert')
    const desk = await page(reader, '/verwaltung/plan/matrix')
    for (const words of ['Eine Maßnahme mit mehr als einer Federführung', '/verwaltung/plan/massnahmen/3.1/aemter'])
      expect(desk).toContain(words)
    for (const path of ['/plan/matrix', '/massnahmen/3.1']) expect(await page(visitor, path)).toMatch(/noch (ohne Federführung|offen)/)
    await claims('delete')
  })

  test('leaves out what is finished, and for everybody what the town keeps to itself', async () => {
    const cost = async () => {
      const [staff, everybody] = await inTown(instance, town, async db => [await matrixForStaff(db), await publicMatrix(db)] as const)
      return [costOfAll(staff.matrix), costOfAll(everybody!.view.matrix)]
    }
    const [staff, everybody] = await cost()
    expect(everybody).toBe(staff)
    await change('1.4', { is_public: false })
    const kept = 31_000_00 + 34_500_00 + 35_400_00
    expect(await cost()).toEqual([staff, everybody! - kept])
    await change('1.4', { is_public: true, status: 'done' })
    expect(await cost()).toEqual([staff! - kept, everybody! - kept])
  })
})
