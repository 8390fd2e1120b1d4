import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newestDeeds } from '#platform/audit'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { installDemoPlan } from './demo.actions.ts'
import { involvements, measures, milestones } from './measure.store.ts'
import { acceptedLead } from './measure.ts'
import { planFigures } from './plan.desk.store.ts'
import { type PlanFigures, stepsOf } from './plan.desk.ts'
import { planOf } from './plan.store.ts'
import { isOpen } from './status.ts'

const desk = '/musterstadt/verwaltung/plan'

let instance: TestInstance
let town: Municipality
let coordinator: Browser & StaffBrowser
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  coordinator = await instance.staff(town, 'coordinator')
})
afterEach(() => instance.close())

/** Posts as the form would, with what it was made from. */
async function post(form: 'angaben' | 'veroeffentlichung', fields: Record<string, string>, browser = coordinator) {
  const page = await browser.page(`${desk}/angaben`)
  const seen = new RegExp(`action="${desk}/${form}".*?name="seen" value="([^"]+)"`, 's').exec(page)?.[1] ?? ''
  return browser.post(`${desk}/${form}`, { csrf: browser.csrf, seen, ...fields })
}
const plan = () => inTown(instance, town, planOf)
const all = { isPublished: 'on', showsMoney: 'on', showsPosts: 'on', showsLights: 'on', showsObstacles: 'on', contacts: 'role' }

describe('publication', () => {
  test('shows what the coordinator chose and nothing else', async () => {
    await post('angaben', { title: 'Miteinander', introduction: 'Was folgt.' })
    await post('veroeffentlichung', all)
    expect(await plan()).toEqual({
      title: 'Miteinander',
      introduction: 'Was folgt.',
      isPublished: true,
      contacts: 'role',
      showsMoney: true,
      showsPosts: true,
      showsLights: true,
      showsObstacles: true,
    })
    await post('veroeffentlichung', { contacts: 'none' })
    expect(await plan()).toMatchObject({
      isPublished: false,
      contacts: 'none',
      showsMoney: false,
      showsObstacles: false,
      title: 'Miteinander',
    })
    const deeds = await inTown(instance, town, db => newestDeeds(db, 3))
    expect(deeds.map(({ deed }) => deed)).toEqual(['plan-withdrawn', 'plan-published', 'plan-changed'])
  })

  test('needs a title, and a published plan keeps one', async () => {
    const refused = await post('veroeffentlichung', all)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Geben Sie dem Plan zuerst einen Titel.')
    expect((await plan()).isPublished).toBe(false)
    await post('angaben', { title: 'Miteinander' })
    await post('veroeffentlichung', all)
    const untitled = await post('angaben', { title: '', introduction: 'Was folgt.' })
    expect(untitled.status).toBe(422)
    expect(await untitled.text()).toContain('Ein veröffentlichter Plan braucht einen Titel.')
    expect((await plan()).title).toBe('Miteinander')
  })

  test('is decided by the coordinator alone; editors read what was decided', async () => {
    const editor = await instance.staff(town, 'editor')
    expect((await post('angaben', { title: 'Miteinander' }, editor)).status).toBe(303)
    expect((await post('veroeffentlichung', all, editor)).status).toBe(403)
    expect(await editor.page(`${desk}/angaben`)).toContain('entscheidet die Koordination')
    const reader = await instance.staff(town, 'reader')
    expect((await reader.get(`${desk}/angaben`)).status).toBe(403)
    expect((await plan()).isPublished).toBe(false)
  })

  test('of contacts nobody knows is refused', async () =>
    expect((await post('veroeffentlichung', { ...all, contacts: 'all' })).status).toBe(422))

  test('and title are not overwritten where a colleague has changed them since', async () => {
    await post('angaben', { title: 'Miteinander' })
    for (const [form, fields] of [
      ['angaben', { title: 'Gemeinsam' }],
      ['veroeffentlichung', all],
    ] as const)
      expect((await coordinator.post(`${desk}/${form}`, { csrf: coordinator.csrf, seen: 'old', ...fields })).status).toBe(409)
    expect(await plan()).toMatchObject({ title: 'Miteinander', isPublished: false })
  })
})

describe('the desk of the plan', () => {
  test('leads a first evening step by step, and every step that is done shows the next', async () => {
    const post = (path: string, fields: Record<string, string>) =>
      coordinator.post(`${desk}/${path}`, { csrf: coordinator.csrf, ...fields })
    expect(await coordinator.page(desk)).toContain(`href="${desk}/aemter"`)
    await post('aemter/neu', { name: 'Hauptamt' })
    expect(await coordinator.page(desk)).toContain('Zu den Handlungsfeldern')
    await post('handlungsfelder', { deed: 'usual' })
    expect(await coordinator.page(desk)).toContain('Erstes Ziel anlegen')
    await post('ziele/neu', { title: 'Ein Kurs am Ort', field: 'sprache', level: 'municipality', influence: 'decides' })
    expect(await coordinator.page(desk)).toContain('Erste Maßnahme anlegen')
  })

  test('is read by all of staff, but offers them only what they may do', async () => {
    const reader = await instance.staff(town, 'reader')
    const page = await reader.page(desk)
    expect(page).toContain('In sechs Schritten zum Plan')
    expect(page).not.toContain(`${desk}/angaben`)
    expect((await instance.visitor().get(desk)).status).toBe(303)
  })

  const figures = (over: Partial<PlanFigures>): PlanFigures => ({
    departments: 0,
    withoutMail: 0,
    fields: 0,
    groups: 0,
    goals: 0,
    withoutSentence: 0,
    withoutMeasure: 0,
    measures: 0,
    leadsOpen: 0,
    lightsRed: 0,
    milestonesOverdue: 0,
    sources: 0,
    roundsOpen: 0,
    reports: 0,
    ...over,
  })

  test('has one step to do at any time, before it all is done', () => {
    const stateOf = (over: Partial<PlanFigures>) => stepsOf(figures(over)).map(({ state }) => state)
    expect(stateOf({})).toEqual(['current', 'open', 'open', 'open', 'open', 'open'])
    expect(stateOf({ departments: 2, goals: 1 })).toEqual(['done', 'current', 'done', 'open', 'open', 'open'])
    const settled = { departments: 2, fields: 12, goals: 3, measures: 4 }
    expect(stateOf({ ...settled, leadsOpen: 1 })).toEqual(['done', 'done', 'done', 'done', 'current', 'open'])
    expect(stateOf(settled)).toEqual(['done', 'done', 'done', 'done', 'done', 'current'])
  })

  test('counts what the rules say waits for somebody', async () => {
    await installDemoPlan(instance.services, town)
    await inTown(instance, town, async db => {
      const involved = Map.groupBy(await involvements(db), ({ measureId }) => measureId)
      const open = (await measures(db)).filter(({ status }) => isOpen(status))
      const openIds = new Set(open.map(({ id }) => id))
      const due = (await milestones(db)).filter(({ measureId, reachedOn }) => openIds.has(measureId) && reachedOn === null)
      const first = due.map(({ dueOn }) => dueOn).sort()[0]!
      expect(await planFigures(db, '2100-01-01')).toMatchObject({
        departments: 12,
        withoutMail: 0,
        goals: 15,
        withoutSentence: 15,
        measures: 40,
        leadsOpen: open.filter(({ id }) => !acceptedLead(involved.get(id) ?? [])).length,
        lightsRed: open.filter(({ light }) => light === 'red').length,
        milestonesOverdue: due.length,
      })
      expect((await planFigures(db, first)).milestonesOverdue).toBe(0)
    })
  })

  test('of an empty town counts nothing', async () =>
    expect(await inTown(instance, town, db => planFigures(db, '2026-10-01'))).toEqual(figures({})))
})
