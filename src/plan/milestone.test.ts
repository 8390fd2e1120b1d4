import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { milestones } from './measure.store.ts'
import type { Measure } from './measure.ts'
import { addMeasure } from './measure-change.actions.ts'
import { emptyMeasure } from './measure-change.ts'
import { mostMilestones } from './milestone.ts'

let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser
let measure: Measure
let other: Measure

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  editor = await instance.staff(town, 'editor')
  const field = '00000000-0000-4000-8000-000000000009'
  const add = (number: string) =>
    inTown(instance, town, async db => {
      const added = await addMeasure(db, number, { ...emptyMeasure, title: 'Lesepaten', fieldId: field }, instance.clock.now)
      if (!('measure' in added)) throw new Error('no measure')
      return added.measure
    })
  await inTown(instance, town, db =>
    db.insertInto('action_field').values({ municipality_id: town.id, id: field, slug: 'sprache', name: 'Sprache', position: 1 }).execute(),
  )
  measure = await add('1')
  other = await add('2')
})
afterAll(() => instance.close())

const page = (of = measure) => `/${town.slug}/verwaltung/plan/massnahmen/${of.number}/meilensteine`
const add = (fields: Record<string, string>) => editor.post(page(), { csrf: editor.csrf, ...fields })
const deed = (id: string, name: string, fields: Record<string, string> = {}, of = measure) =>
  editor.post(`${page(of)}/${id}`, { csrf: editor.csrf, deed: name, ...fields })
const stored = () => inTown(instance, town, db => milestones(db, measure.id))

test('milestones stand by date; one that was to be reached and was not is overdue', async () => {
  await add({ title: 'Zwanzig Paten', dueOn: '2026-12-01' })
  await add({ title: 'Raum gemietet', dueOn: '2026-09-30' })
  expect((await stored()).map(({ title }) => title)).toEqual(['Raum gemietet', 'Zwanzig Paten'])
  const shown = await editor.page(page())
  expect(shown.match(/überfällig/g)).toHaveLength(1)
  expect(shown.indexOf('überfällig')).toBeLessThan(shown.indexOf('Zwanzig Paten'))
})

test('reached with one press it has the day of the press, and pressed twice it keeps it', async () => {
  const [first] = await stored()
  await deed(first!.id, 'reach')
  instance.clock.now = new Date('2026-10-05T10:00:00Z')
  await deed(first!.id, 'reach')
  expect((await stored())[0]!.reachedOn).toBe('2026-10-01')
  expect(await editor.page(page())).not.toContain('überfällig')
})

test.each([
  [{ title: '', dueOn: '' }, ['Schreiben Sie, was erreicht sein soll.', 'Geben Sie an, bis wann.']],
  [{ title: 'Fest', dueOn: '2026-02-30' }, ['Das ist kein Datum.']],
  [{ title: 'Fest', dueOn: '2026-12-01', reachedOn: '2026-12-01' }, ['Das Datum liegt in der Zukunft.']],
  [{ title: 'x'.repeat(201), dueOn: '2026-12-01' }, ['Möglich sind 200 Zeichen.']],
])('%o is refused, and what was typed is shown again', async (typed, words) => {
  const before = await stored()
  const [first] = before
  for (const answer of [await add(typed), await deed(first!.id, 'change', typed)]) {
    expect(answer.status).toBe(422)
    const shown = await answer.text()
    for (const word of words) expect(shown).toContain(word)
    if (typed.title) expect(shown).toContain(`value="${typed.title}"`)
  }
  expect(await stored()).toEqual(before)
})

test('is changed and removed by its own measure alone', async () => {
  const [first] = await stored()
  for (const name of ['change', 'reach', 'remove'])
    expect((await deed(first!.id, name, { title: 'Geraubt', dueOn: '2026-12-01' }, other)).status).toBe(404)
  expect((await stored())[0]).toEqual(first)
  await deed(first!.id, 'change', { title: 'Raum gefunden', dueOn: '2026-09-15', reachedOn: '' })
  expect((await stored())[0]).toMatchObject({ title: 'Raum gefunden', dueOn: '2026-09-15', reachedOn: null })
  await deed(first!.id, 'remove')
  expect((await stored()).map(({ id }) => id)).not.toContain(first!.id)
})

test('more than anybody keeps an eye on are refused', async () => {
  for (let left = mostMilestones - (await stored()).length; left > 0; left--) await add({ title: `Schritt ${left}`, dueOn: '2027-01-01' })
  const answer = await add({ title: 'Einer zu viel', dueOn: '2027-01-01' })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Einer zu viel')
  expect(await stored()).toHaveLength(mostMilestones)
})
