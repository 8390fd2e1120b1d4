import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTown } from '#testing'
import { openThreadedTown, type ThreadedTown } from '../../test/testing/threaded-town.ts'

let open: ThreadedTown
beforeAll(async () => {
  open = await openThreadedTown()
  await open.publishWith({ 1: [1, 3], 2: [2] })
})
afterAll(() => open.instance.close())

const get = (path: string, headers?: Record<string, string>) => open.instance.visitor().get(path, headers)
const api = '/api/v1/municipalities/musterstadt'

/** What is wrong with answers by the description of their path. */
async function described() {
  const document = await (await get('/api/v1/openapi.json')).json()
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ ...document, $id: 'leitbild' })
  return async (pattern: string, path: string, status = 200) => {
    const response = await get(path)
    expect(response.status, path).toBe(status)
    const { schema } = document.paths[pattern].get.responses[status].content['application/json']
    const check = ajv.getSchema(`leitbild${schema.$ref}`)!
    const answer = await response.json()
    check(answer)
    return { answer, mistakes: check.errors ?? [] }
  }
}

const pattern = {
  visions: '/api/v1/municipalities/{town}/visions',
  vision: '/api/v1/municipalities/{town}/visions/{vision}',
  version: '/api/v1/municipalities/{town}/visions/{vision}/versions/{version}',
  sentence: '/api/v1/municipalities/{town}/visions/{vision}/sentences/{sentence}',
  fates: '/api/v1/municipalities/{town}/dialogues/{dialogue}/statements/{statement}/fates',
}

test('every answer about a vision is as the document describes it, and so is every failure', async () => {
  const judge = await described()
  for (const [name, path] of [
    ['visions', '/visions'],
    ['vision', '/visions/miteinander'],
    ['version', '/visions/miteinander/versions/2'],
    ['sentence', '/visions/miteinander/sentences/1'],
    ['fates', '/dialogues/zusammenleben/statements/1/fates'],
  ] as const)
    expect((await judge(pattern[name], api + path)).mistakes, path).toEqual([])
  for (const [name, path] of [
    ['vision', '/visions/keins'],
    ['version', '/visions/miteinander/versions/9'],
    ['sentence', '/visions/miteinander/sentences/99'],
    ['fates', '/dialogues/zusammenleben/statements/9999/fates'],
  ] as const)
    expect((await judge(pattern[name], api + path, 404)).mistakes, path).toEqual([])
})

test('a sentence names its voices, and each of them the sentence', async () => {
  const sentence = await (await get(`${api}/visions/miteinander/sentences/1`)).json()
  expect(sentence.versions.map(({ number }: { number: number }) => number)).toEqual([2, 1])
  expect(sentence.voices.length).toBeGreaterThan(0)
  for (const { dialogue, number, use } of sentence.voices) {
    const { fates } = await (await get(`${api}/dialogues/${dialogue.slug}/statements/${number}/fates`)).json()
    expect(fates).toMatchObject([{ fate: 'adopted', sentences: expect.arrayContaining([expect.objectContaining({ number: 1, use })]) }])
  }
})

test('what has not changed is not sent again, and other sites may ask', async () => {
  const first = await get(`${api}/visions/miteinander/sentences/1`)
  expect(first.headers.get('access-control-allow-origin')).toBe('*')
  const again = await get(`${api}/visions/miteinander/sentences/1`, { 'if-none-match': first.headers.get('etag')! })
  expect(again.status).toBe(304)
})

test('a vision of which nothing is published has no answer', async () => {
  await inTown(open.instance, open.town, db =>
    db.rows(sql`
      insert into vision (municipality_id, id, slug, title, language) values (${open.town.id}, gen_random_uuid(), 'geheim', 'Geheim', 'de')`),
  )
  expect((await get(`${api}/visions/geheim`)).status).toBe(404)
  expect(JSON.stringify(await (await get(`${api}/visions`)).json())).not.toContain('geheim')
})

test('the words of a statement that was rejected since are in no answer', async () => {
  const read = async () => JSON.stringify(await (await get(`${api}/visions/miteinander/versions/2`)).json())
  const { voices } = await (await get(`${api}/visions/miteinander/sentences/2`)).json()
  expect(await read()).toContain(voices[0].text)
  await inTown(open.instance, open.town, db =>
    db.rows(sql`update statement set state = 'rejected' where municipality_id = ${open.town.id} and number = ${voices[0].number}`),
  )
  expect(await read()).not.toContain(voices[0].text)
})
