import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { departments } from './department.store.ts'
import type { Department } from './department.ts'
import { answerLead } from './involvement.actions.ts'
import { partners, putInvolvement } from './involvement.store.ts'
import { partnersIn } from './involvement.ts'
import { involvements } from './measure.store.ts'
import { acceptedLead, type Measure } from './measure.ts'
import { addMeasure } from './measure-change.actions.ts'
import { emptyMeasure } from './measure-change.ts'

let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser
let measure: Measure
let last = 0

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
const field = id(9)

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  editor = await instance.staff(town, 'editor')
  await inTown(instance, town, async db => {
    await db
      .insertInto('action_field')
      .values({ municipality_id: town.id, id: field, slug: 'sprache', name: 'Sprache', position: 1 })
      .execute()
    for (const [digit, slug, is_closed] of [
      [1, 'jugend', false],
      [2, 'schule', false],
      [3, 'frueher', true],
    ] as const)
      await db
        .insertInto('department')
        .values({ municipality_id: town.id, id: id(digit), slug, name: `Amt ${slug}`, parent_id: null, is_closed })
        .execute()
  })
})
afterAll(() => instance.close())

beforeEach(async () => {
  last += 1
  const added = await inTown(instance, town, db =>
    addMeasure(db, `M${last}`, { ...emptyMeasure, title: 'Lesepaten', fieldId: field }, instance.clock.now),
  )
  if (!('measure' in added)) throw new Error('no measure')
  measure = added.measure
})

const page = () => `/${town.slug}/verwaltung/plan/massnahmen/${measure.number}/aemter`
const press = (deed: string, department = '', more: Record<string, string> = {}) =>
  editor.post(page(), { csrf: editor.csrf, deed, department, ...more })
const involved = () => inTown(instance, town, db => involvements(db, measure.id))
const named = async () => {
  const all: Department[] = await inTown(instance, town, departments)
  return (await involved()).map(({ departmentId, role, state }) => [all.find(each => each.id === departmentId)!.slug, role, state])
}

describe('the lead', () => {
  test('is asked, accepts, and is then the one that leads', async () => {
    expect((await press('ask', 'jugend')).status).toBe(303)
    expect(acceptedLead(await involved())).toBeUndefined()
    await press('accept', 'jugend')
    expect(acceptedLead(await involved())).toMatchObject({ departmentId: id(1), answeredOn: '2026-10-01' })
  })

  test('a second department is not asked while one is, nor once one has accepted', async () => {
    await press('ask', 'jugend')
    const refused = await press('ask', 'schule')
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Ziehen Sie diese Anfrage zuerst zurück.')
    await press('accept', 'jugend')
    expect((await press('ask', 'schule')).status).toBe(422)
    expect(await named()).toEqual([['jugend', 'lead', 'accepted']])
  })

  test('of two departments that are asked at the same moment one is', async () => {
    const answers = await Promise.all([press('ask', 'jugend'), press('ask', 'schule')])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await named()).toHaveLength(1)
  })

  test('refuses with a reason alone; then another can be asked, and the reason stays', async () => {
    await press('ask', 'jugend')
    const unreasoned = await press('refuse', 'jugend', { reason: '' })
    expect(await unreasoned.text()).toContain('Nennen Sie den Grund der Ablehnung.')
    expect(await named()).toEqual([['jugend', 'lead', 'asked']])
    await press('refuse', 'jugend', { reason: 'Keine Stelle frei' })
    expect((await press('ask', 'schule')).status).toBe(303)
    expect(await named()).toEqual([
      ['jugend', 'lead', 'refused'],
      ['schule', 'lead', 'asked'],
    ])
    expect(await editor.page(page())).toContain('Keine Stelle frei')
  })

  test('once withdrawn, nobody is asked any more', async () => {
    await press('ask', 'jugend')
    await press('withdraw', 'jugend')
    expect(await named()).toEqual([])
    expect((await press('withdraw', 'jugend')).status).toBe(422)
  })

  test('of two whom a table has brought only one can accept, and the page says that there are two', async () => {
    for (const departmentId of [id(1), id(2)])
      await inTown(instance, town, db =>
        putInvolvement(db, { measureId: measure.id, departmentId, role: 'lead', state: 'asked', reason: '', answeredOn: null }),
      )
    expect(await editor.page(page())).toContain('Mehr als ein Amt ist für die Federführung eingetragen.')
    await press('accept', 'jugend')
    expect((await press('accept', 'schule')).status).toBe(422)
    expect(acceptedLead(await involved())).toBeUndefined()
    await press('withdraw', 'schule')
    expect(acceptedLead(await involved())).toMatchObject({ departmentId: id(1) })
  })

  test('of regular work can neither be withdrawn nor refused', async () => {
    await press('ask', 'jugend')
    await press('accept', 'jugend')
    await inTown(instance, town, db =>
      db
        .updateTable('measure')
        .set({ status: 'made-regular' })
        .where('municipality_id', '=', town.id)
        .where('id', '=', measure.id)
        .execute(),
    )
    for (const answer of [await press('withdraw', 'jugend'), await press('refuse', 'jugend', { reason: 'Doch nicht' })]) {
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain('Die Maßnahme ist verstetigt')
    }
    expect(acceptedLead(await involved())).toBeDefined()
  })

  test.each([
    ['', 'Wählen Sie ein Amt.'],
    ['gibt-es-nicht', 'Wählen Sie ein Amt.'],
    ['frueher', 'Dieses Amt gibt es nicht mehr.'],
  ])('%o is not asked to lead, nor to take part', async (slug, words) => {
    for (const deed of ['ask', 'add-part']) {
      const answer = await press(deed, slug)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(words)
    }
    expect(await named()).toEqual([])
  })

  test('a department that was not asked cannot answer', async () => {
    const answer = { accepts: true, reason: '' }
    expect(await inTown(instance, town, db => answerLead(db, measure, id(2), answer, instance.clock.now))).toBe('not-asked')
    expect(await named()).toEqual([])
  })
})

test('a department takes part once, not beside its own lead, and leaves again', async () => {
  await press('ask', 'jugend')
  expect((await press('add-part', 'jugend')).status).toBe(422)
  await press('add-part', 'schule')
  expect((await press('add-part', 'schule')).status).toBe(422)
  expect(await named()).toEqual([
    ['jugend', 'lead', 'asked'],
    ['schule', 'part', null],
  ])
  await press('remove-part', 'jugend')
  await press('remove-part', 'schule')
  expect(await named()).toEqual([['jugend', 'lead', 'asked']])
})

test('partners stand in the order in which they were named, each once; too many are refused and not lost', async () => {
  await press('partners', '', { partners: 'Sportverein\n\n  Caritas \nSportverein' })
  const names = async () => (await inTown(instance, town, db => partners(db, measure.id))).map(({ name }) => name)
  expect(await names()).toEqual(['Sportverein', 'Caritas'])
  const many = Array.from({ length: 51 }, (_, place) => `Verein ${place}`).join('\n')
  const refused = await press('partners', '', { partners: many })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Verein 50')
  expect(await names()).toEqual(['Sportverein', 'Caritas'])
  expect(partnersIn('')).toEqual([])
})

test('a deed there is not is no deed', async () => expect((await press('promote', 'jugend')).status).toBe(400))
