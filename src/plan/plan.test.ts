import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { fillDemo } from '../commands/demo.ts'
import { departments } from './department.store.ts'
import { planOf, putPlan } from './plan.store.ts'
import type { Plan } from './plan.ts'

describe('the plan as everybody reads it', () => {
  let instance: TestInstance
  let town: Municipality
  let visitor: Browser
  beforeAll(async () => {
    instance = await openTestInstance()
    town = await fillDemo(instance.services)
    visitor = instance.visitor()
  })
  afterAll(() => instance.close())

  const page = (path: string) => visitor.page(`/${town.slug}${path}`)
  const choose = (chosen: Partial<Plan>) => inTown(instance, town, async db => putPlan(db, { ...(await planOf(db)), ...chosen }))

  test('says what a measure is, what has become regular, and what is demanded of whom', async () => {
    const shown = await page('/plan')
    for (const words of ['Eine Maßnahme ist etwas', 'Sprachcafé in der Bücherei', 'Forderung an: Bundesamt für Migration und Flüchtlinge'])
      expect(shown).toContain(words)
  })

  test('stands on the town’s start page with how far it has come', async () => {
    const shown = await page('')
    for (const words of [`href="/${town.slug}/plan"`, 'Plan: Miteinander in Erfundingen', '15 Ziele, 40 Maßnahmen'])
      expect(shown).toContain(words)
  })

  test('lists measures, narrowed by plain links', async () => {
    expect(await page('/massnahmen')).toContain('40 Maßnahmen')
    const deferred = await page('/massnahmen?stand=deferred')
    expect(deferred).toContain('2 Maßnahmen')
    expect(deferred).not.toContain('Willkommensmappe')
    expect(await page('/massnahmen?feld=sprache')).toContain('4 Maßnahmen')
    expect(await page('/massnahmen?stand=unsinn')).toContain('40 Maßnahmen')
  })

  test('leads from a measure by its goal and its sentence back to the voices, one click each', async () => {
    const measure = await page('/massnahmen/3.1')
    expect(measure).toContain(`href="/${town.slug}/ziele/3"`)
    expect(measure).toContain(`href="/${town.slug}/leitbild/miteinander/satz/4"`)
    const goal = await page('/ziele/3')
    expect(goal).toContain(`href="/${town.slug}/massnahmen/3.1"`)
    expect(goal).toContain(`href="/${town.slug}/leitbild/miteinander/satz/4"`)
    expect(await page('/leitbild/miteinander/satz/4')).toContain(`/${town.slug}/dialog/zusammenleben/aussage/2`)
  })

  test('shows statements a measure answers directly, as long as everybody can read them', async () => {
    const linked = await inTown(instance, town, async db => {
      const [statement] = await db.rows<{ id: string; number: number; text: string }>(sql`
        select id, number, text from statement where municipality_id = ${town.id} and state = 'approved' order by number limit 1`)
      await db.rows(sql`
        insert into measure_statement (municipality_id, measure_id, statement_id)
        select ${town.id}, id, ${statement!.id} from measure where municipality_id = ${town.id} and number = '2.2'`)
      return statement!
    })
    const state = (state: 'approved' | 'rejected') =>
      inTown(instance, town, db =>
        db.rows(sql`update statement set state = ${state} where municipality_id = ${town.id} and id = ${linked.id}`),
      )
    const api = async () => (await visitor.get(`/api/v1/municipalities/${town.slug}/plan/measures/2.2`)).json()
    expect(await page('/massnahmen/2.2')).toContain(`/dialog/zusammenleben/aussage/${linked.number}"`)
    expect((await api()).statements).toMatchObject([{ dialogue: 'zusammenleben', number: linked.number, text: linked.text }])
    await state('rejected')
    expect(await page('/massnahmen/2.2')).not.toContain(linked.text)
    expect((await api()).statements).toEqual([])
    await state('approved')
  })

  test('shows a demand without any number of the town’s', async () => {
    const goal = await page('/ziele/10')
    expect(goal).toContain('Forderung an: Ministerium für Arbeit und Soziales des Landes')
    expect(goal).not.toContain('Kennzahl')
  })

  test('tells who heads a department as the town has chosen, and nobody’s address', async () => {
    expect(await page('/massnahmen/3.1')).toContain('Leitung Schulverwaltung')
    expect(await page('/massnahmen/3.1')).not.toContain('Frank Uhlig')
    await choose({ contacts: 'name' })
    expect(await page('/massnahmen/3.1')).toContain('Frank Uhlig')
    await choose({ contacts: 'none' })
    expect(await page('/massnahmen/3.1')).not.toContain('Leitung Schulverwaltung')
    const mails = await inTown(instance, town, async db => (await departments(db)).map(({ mail }) => mail))
    for (const path of ['/plan', '/massnahmen', '/massnahmen/3.1', '/ziele/3'])
      for (const mail of mails) expect(await page(path)).not.toContain(mail)
  })

  test('of who refused to lead nothing is told, nor why', async () => {
    const shown = await page('/massnahmen/3.3')
    expect(shown).toContain('noch offen')
    for (const words of ['Sozialamt', 'Zuständigkeit beim Jobcenter']) expect(shown).not.toContain(words)
  })

  test('what the town keeps to itself is gone: a measure, all of the plan', async () => {
    await inTown(instance, town, db =>
      db.updateTable('measure').set({ is_public: false }).where('municipality_id', '=', town.id).where('number', '=', '5.6').execute(),
    )
    expect((await visitor.get(`/${town.slug}/massnahmen/5.6`)).status).toBe(404)
    expect(await page('/massnahmen')).not.toContain('Übersetzungs-App')
    await choose({ isPublished: false })
    expect(await page('/plan')).toContain('Noch ist kein Plan veröffentlicht')
    expect(await page('')).not.toContain('Plan: Miteinander')
    for (const path of ['/massnahmen/3.1', '/ziele/3']) expect((await visitor.get(`/${town.slug}${path}`)).status).toBe(404)
    expect(await page('/massnahmen')).not.toContain('Sprachcafé')
  })
})
