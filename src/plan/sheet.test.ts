import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openedWord, openTestInstance, structureOf, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { installDemoPlan } from './demo.actions.ts'
import { measures } from './measure.store.ts'
import { planOf, putPlan } from './plan.store.ts'
import type { Plan } from './plan.ts'
import { sheetDocument } from './sheet.document.ts'
import { publicSheet, sheetsAtDesk } from './sheet.store.ts'

let instance: TestInstance
let town: Municipality
let reader: Browser & StaffBrowser

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  reader = await instance.staff(town, 'reader')
  await installDemoPlan(instance.services, town)
})
afterAll(() => instance.close())

let published: Plan
beforeEach(async () => {
  published ??= await inTown(instance, town, db => planOf(db))
  await publish({})
})

const publish = (change: Partial<Plan>) => inTown(instance, town, db => putPlan(db, { ...published, ...change }))
const hide = (number: string, isPublic = false) =>
  inTown(instance, town, db =>
    db.updateTable('measure').set({ is_public: isPublic }).where('municipality_id', '=', town.id).where('number', '=', number).execute(),
  )

const all = { isLeadOpen: false, page: 1 }
const frame = (language = 'de') => ({ town: { name: 'T', colour: '#1e6b5a', crest: undefined }, language, day: instance.clock.now })
const sheet = (number: string) => inTown(instance, town, db => publicSheet(db, number))
const said = async (number: string, language = 'de') =>
  JSON.stringify(sheetDocument((await sheet(number))!, frame(language), 'https://x/').blocks)
const address = (number: string, file = 'massnahmenblatt.pdf') => `/${town.slug}/massnahmen/${number}/blatt/${file}`
const desk = (file: string) => `/${town.slug}/verwaltung/plan/massnahmenblaetter/${file}`

/** A measure of the example that has something in every part. */
const fullest = async () => {
  const sheets = await inTown(instance, town, db => sheetsAtDesk(db, all))
  const full = sheets.find(
    ({ balances, allotments, posts, milestones, goals, lead }) =>
      lead && [balances, allotments, posts, milestones, goals].every(part => part.length > 0),
  )
  return full!
}

test('a sheet tells everything the plan holds of a measure', async () => {
  const known = await fullest()
  const text = await said(known.number)
  for (const part of [known.title, known.stateOfAffairs, known.nextStep, known.lead, known.field, ...known.partners])
    expect(text).toContain(JSON.stringify(part).slice(1, -1))
  for (const { title } of [...known.milestones, ...known.goals]) expect(text).toContain(title)
  for (const { source } of known.allotments) expect(text).toContain(source)
  for (const { grade } of known.posts) expect(text).toContain(grade)
})

test('everybody gets it as a tagged PDF, in the language they read', async () => {
  const { number } = await fullest()
  for (const language of ['de', 'ar']) {
    const answer = await instance.visitor().get(`${address(number)}?sprache=${language}`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const { catalog, elements } = structureOf(Buffer.from(await answer.arrayBuffer()))
    expect(catalog).toContain(`/Lang (${language})`)
    const levels = elements.flatMap(({ role }) => (/^H\d$/.test(role) ? [Number(role[1])] : []))
    expect(levels[0]).toBe(1)
    expect(levels.every((level, place) => place === 0 || level <= levels[place - 1]! + 1)).toBe(true)
  }
})

test('what the town keeps to itself is not on the sheet everybody gets', async () => {
  const known = await fullest()
  await publish({ showsMoney: false, showsPosts: false, showsLights: false, showsObstacles: false, contacts: 'none' })
  const told = (await sheet(known.number))!
  expect(told).toMatchObject({ balances: [], allotments: [], posts: [], light: null, lightReason: '', obstacles: '', contact: '' })
  expect(told).toMatchObject({ budgetLine: '', continuation: '' })
  for (const secret of ['responsibleName', 'responsibleMail', 'noPostsReason']) expect(told).not.toHaveProperty(secret)
  const text = await said(known.number)
  for (const { source } of known.allotments) expect(text).not.toContain(source)
  expect(text).not.toContain('€')
})

test('a measure that is not public has no sheet, nor has any while the plan is not published', async () => {
  const { number } = await fullest()
  await hide(number)
  expect((await instance.visitor().get(address(number))).status).toBe(404)
  const atDesk = await inTown(instance, town, db => sheetsAtDesk(db, all))
  expect(atDesk.map(each => each.number)).toContain(number)
  await hide(number, true)
  expect((await instance.visitor().get(address(number))).status).toBe(200)
  await publish({ isPublished: false })
  expect((await instance.visitor().get(address(number))).status).toBe(404)
})

test.each(['anderes.pdf', 'massnahmenblatt.docx'])('there is no sheet %s, and none of a measure nobody knows', async file => {
  const { number } = await fullest()
  expect((await instance.visitor().get(address(number, file))).status).toBe(404)
  expect((await instance.visitor().get(address('gibt-es-nicht'))).status).toBe(404)
  expect((await reader.get(desk(file))).status).toBe(404)
})

test('at the desk there are sheets of every measure on the page of the list, each on a page of its own, also while nothing is published', async () => {
  await publish({ isPublished: false, showsMoney: false })
  const answer = await reader.get(desk('massnahmenblaetter.docx'))
  const { paragraphs } = openedWord(new Uint8Array(await answer.arrayBuffer()))
  const headings = paragraphs.filter(({ style }) => style === 'Heading2').map(({ text }) => text)
  const known = await inTown(instance, town, db => measures(db))
  expect(headings).toEqual(known.map(({ number, title }) => `${number} ${title}`))
  expect(paragraphs.map(({ text }) => text).join('\n')).toContain('€')
})

test('the filters of the list are those of the sheets', async () => {
  const red = await inTown(instance, town, db => sheetsAtDesk(db, { ...all, light: 'red' }))
  expect(red.length).toBeGreaterThan(0)
  expect(red.every(({ light }) => light === 'red')).toBe(true)
  const list = await reader.page(`/${town.slug}/verwaltung/plan/massnahmen?ampel=red`)
  expect(list).toContain(`${desk('massnahmenblaetter.pdf')}?ampel=red`)
  const answer = await reader.get(`${desk('massnahmenblaetter.pdf')}?ampel=red`)
  expect(structureOf(Buffer.from(await answer.arrayBuffer())).catalog).toContain('/Lang (de)')
  expect((await reader.get(`${desk('massnahmenblaetter.pdf')}?amt=gibt-es-nicht`)).status).toBe(404)
})

test('they are closed to visitors and to staff of other towns', async () => {
  expect((await instance.visitor().get(desk('massnahmenblaetter.pdf'))).status).toBe(303)
  const other = await instance.addTown({ slug: 'anderswo', ags: '09999002' })
  const stranger = await instance.staff(other, 'coordinator')
  expect((await stranger.get(desk('massnahmenblaetter.pdf'))).status).toBe(403)
})
