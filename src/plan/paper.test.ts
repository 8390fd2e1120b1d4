import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { balances } from './balance.store.ts'
import { sumBalances } from './balance.ts'
import { installDemoPlan } from './demo.actions.ts'
import { euros } from './report.words.ts'

let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  editor = await instance.staff(town, 'editor')
  await installDemoPlan(instance.services, town)
})
afterAll(() => instance.close())

const desk = (rest = '') => `/${town.slug}/verwaltung/plan/beschlussvorlage${rest}`
const save = (fields: Record<string, string>) => editor.post(desk(), { csrf: editor.csrf, ...fields })

test('the paper begins with what follows from the plan, to the cent', async () => {
  const shown = await editor.page(desk())
  expect(shown).toContain('15 Zielen und 40 Maßnahmen')
  const { planned, gap } = sumBalances(await inTown(instance, town, db => balances(db)))
  expect(shown).toContain(`Geplant sind ${euros(planned)}`)
  expect(shown).toContain(`Es fehlen ${euros(gap)}`)
})

test('without a subject and a resolution there is nothing to decide, and what was typed stays', async () => {
  const answer = await save({ subject: '', draftResolution: '', reasons: 'Darum.' })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Darum.')
})

test('it is kept and set in the form of every decision paper, with goals, money and measures as annexes', async () => {
  expect((await save({ number: '2026/077', subject: 'Der Plan', draftResolution: '1. Wir tun es.' })).status).toBe(303)
  const preview = await editor.page(desk('/ansicht'))
  for (const part of ['2026/077', 'Der Plan', 'Wir tun es.', 'Ziele und Forderungen', 'Geld und Stellen', 'Alle Maßnahmen', 'Lotsenstelle'])
    expect(preview).toContain(part)
  const word = await editor.get(desk('/beschlussvorlage.docx'))
  expect(
    Buffer.from(await word.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})
