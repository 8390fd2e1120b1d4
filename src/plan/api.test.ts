import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { fillDemo } from '../commands/demo.ts'
import { budgetForStaff } from './budget.store.ts'
import { departments } from './department.store.ts'
import { planOf, putPlan } from './plan.store.ts'
import type { Plan } from './plan.ts'

let instance: TestInstance
let town: Municipality
beforeAll(async () => {
  instance = await openTestInstance()
  town = await fillDemo(instance.services)
})
afterAll(() => instance.close())

const get = (path: string, headers?: Record<string, string>) => instance.visitor().get(path, headers)
const api = (path = '') => `/api/v1/municipalities/${town.slug}/plan${path}`
const read = async (path = '') => (await get(api(path))).json()
const choose = (chosen: Partial<Plan>) => inTown(instance, town, async db => putPlan(db, { ...(await planOf(db)), ...chosen }))

const patterns = {
  '': '',
  '/measures': '/measures',
  '/measures/1.1': '/measures/{measure}',
  '/measures/3.3': '/measures/{measure}',
  '/goals': '/goals',
  '/goals/3': '/goals/{goal}',
  '/goals/10': '/goals/{goal}',
  '/matrix': '/matrix',
  '/budget': '/budget',
}

/** What is wrong with an answer by the description of its path. */
async function described() {
  const document = await (await get('/api/v1/openapi.json')).json()
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ ...document, $id: 'leitbild' })
  return async (pattern: string, path: string, status = 200) => {
    const response = await get(path)
    expect(response.status, path).toBe(status)
    const { schema } = document.paths[`/api/v1/municipalities/{town}/plan${pattern}`].get.responses[status].content['application/json']
    const check = ajv.getSchema(`leitbild${schema.$ref}`)!
    check(await response.json())
    return check.errors ?? []
  }
}

test('every answer about a plan is as the document describes it, and so is every failure', async () => {
  const judge = await described()
  for (const [path, pattern] of Object.entries(patterns)) expect(await judge(pattern, api(path)), path).toEqual([])
  for (const [path, pattern] of [
    ['/measures/99.9', '/measures/{measure}'],
    ['/goals/999', '/goals/{goal}'],
    ['/goals/drei', '/goals/{goal}'],
  ] as const)
    expect(await judge(pattern, api(path), 404), path).toEqual([])
})

test('measures and goals name each other, and every link leads to a page or an answer', async () => {
  const { measures } = await read('/measures')
  const { goals } = await read('/goals')
  for (const { number, goals: served } of measures)
    for (const goal of served) expect(goals.find((each: { number: number }) => each.number === goal).measures).toContain(number)
  for (const { links } of [measures[0], goals[0]])
    for (const link of Object.values<string>(links)) expect((await get(new URL(link).pathname)).status, link).toBe(200)
})

test('a demand has its addressee and no number of the town’s', async () => {
  expect(await read('/goals/10')).toMatchObject({
    influence: 'demands',
    indicator: null,
    demand: { addressee: expect.stringContaining('Land') },
  })
})

test('money is the same to the cent as at the desk, over all measures and in each', async () => {
  const desk = await inTown(instance, town, db => budgetForStaff(db))
  const { sum, years } = await read('/budget')
  expect(sum).toEqual(desk.sum)
  const { measures } = await read('/measures')
  let spent = 0
  for (const { number } of measures) for (const balance of (await read(`/measures/${number}`)).money) spent += balance.spent
  expect(spent).toBe(sum.spent)
  expect(years.reduce((total: number, { balance }: { balance: { planned: number } }) => total + balance.planned, 0)).toBe(sum.planned)
})

test('who refused, who answers for a measure, and addresses of departments are in no answer', async () => {
  const secrets = await inTown(instance, town, async db => (await departments(db)).map(({ mail, headName }) => [mail, headName]))
  for (const path of Object.keys(patterns)) {
    const answer = JSON.stringify(await read(path))
    for (const secret of secrets.flat()) expect(answer, path).not.toContain(secret)
  }
  expect(await read('/measures/3.3')).toMatchObject({ lead: null })
  expect(JSON.stringify(await read('/measures/3.3'))).not.toContain('Zuständigkeit beim Jobcenter')
})

test('what has not changed is not sent again, and other sites may ask', async () => {
  const first = await get(api('/measures'))
  expect(first.headers.get('access-control-allow-origin')).toBe('*')
  expect((await get(api('/measures'), { 'if-none-match': first.headers.get('etag')! })).status).toBe(304)
})

test('what the town keeps to itself is in no answer: lights, obstacles, money, a measure, the plan', async () => {
  await choose({ showsLights: false, showsObstacles: false, showsMoney: false })
  expect(await read('/measures/1.4')).toMatchObject({ light: null, lightReason: '', obstacles: '', money: null })
  expect((await get(api('/budget'))).status).toBe(404)
  expect((await read()).links.budget).toBeNull()
  for (const field of (await read('/matrix')).fields) expect(field.cost).toBeNull()

  await inTown(instance, town, db =>
    db.updateTable('measure').set({ is_public: false }).where('municipality_id', '=', town.id).where('number', '=', '1.4').execute(),
  )
  for (const path of ['/measures', '/goals', '/goals/1', '/matrix', ''])
    expect(JSON.stringify(await read(path)), path).not.toContain('"1.4"')
  expect((await get(api('/measures/1.4'))).status).toBe(404)

  await choose({ isPublished: false })
  for (const path of Object.keys(patterns)) expect((await get(api(path))).status, path).toBe(404)
})
