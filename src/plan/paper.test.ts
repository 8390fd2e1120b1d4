import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { stepsOf } from '#vision'
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
  expect(shown).not.toContain('Leitbild ist Anlage 1')
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

test('its consultation sequence is written as that of a vision, and stands in the paper', async () => {
  expect(await editor.page(desk())).toContain('Beratungsfolge eintragen')
  const sequence = `/${town.slug}/verwaltung/plan/beratungsfolge`
  expect(await editor.page(sequence)).toContain('Noch kein Gremium eingetragen')
  const add = (fields: Record<string, string>) => editor.post(`${sequence}/neu`, { csrf: editor.csrf, ...fields })
  expect((await add({ body: 'Integrationsrat', role: 'hearing' })).headers.get('location')).toBe(`${sequence}?fertig=1`)
  await add({ body: 'Stadtrat', role: 'decision', meetsOn: '2026-10-01', result: 'agreed', resolutionNumber: '2026/99' })
  const refused = await add({ body: '', role: 'decision' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Bitte nennen Sie das Gremium.')
  const steps = await inTown(instance, town, db => stepsOf(db, null))
  expect(steps.map(({ body }) => body)).toEqual(['Integrationsrat', 'Stadtrat'])
  await editor.post(`${sequence}/${steps[1]!.id}/platz`, { csrf: editor.csrf, direction: 'up' })
  const preview = await editor.page(desk('/ansicht'))
  expect(preview.indexOf('Stadtrat')).toBeLessThan(preview.indexOf('Integrationsrat'))
  expect(preview).toContain('Beschluss-Nr. 2026/99')
  await editor.post(`${sequence}/${steps[0]!.id}/entfernen`, { csrf: editor.csrf })
  expect((await inTown(instance, town, db => stepsOf(db, null))).map(({ body }) => body)).toEqual(['Stadtrat'])
})

test('the sequence of the plan is no vision’s, nor another town’s', async () => {
  const id = randomUUID()
  await inTown(instance, town, db =>
    db.insertInto('vision').values({ municipality_id: town.id, id, slug: 'zusammen', title: 'Zusammen', language: 'de' }).execute(),
  )
  const ofVision = `/${town.slug}/verwaltung/leitbild/zusammen/beratungsfolge`
  const [own] = await inTown(instance, town, db => stepsOf(db, null))
  expect((await editor.post(`${ofVision}/neu`, { csrf: editor.csrf, body: 'Beirat', role: 'hearing' })).status).toBe(303)
  expect((await editor.get(`${ofVision}/${own!.id}`)).status).toBe(404)
  expect((await editor.post(`${ofVision}/${own!.id}/entfernen`, { csrf: editor.csrf })).status).toBe(404)
  expect(await inTown(instance, town, db => stepsOf(db, null))).toEqual([own])
  expect((await inTown(instance, town, db => stepsOf(db, id))).map(({ body }) => body)).toEqual(['Beirat'])
  const other = await instance.addTown({ slug: 'nebenan', ags: '09999002' })
  expect(await inTown(instance, other, db => stepsOf(db, null))).toEqual([])
  const stranger = await instance.staff(other, 'editor')
  expect((await stranger.get(`/${town.slug}/verwaltung/plan/beratungsfolge`)).status).toBe(403)
  expect((await instance.visitor().get(`/${town.slug}/verwaltung/plan/beratungsfolge`)).status).toBe(303)
})
