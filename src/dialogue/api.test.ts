import { randomUUID } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { installDemo } from './demo.actions.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { insertStatements } from './statement.store.ts'
import { putTranslation, putTranslationSetup } from './translation.store.ts'

let instance: TestInstance
let town: Municipality
const api = '/api/v1/municipalities'

beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
})
afterEach(() => instance.close())

const get = (path: string, headers?: Record<string, string>) => instance.visitor().get(path, headers)

async function described() {
  const document = await (await get('/api/v1/openapi.json')).json()
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ ...document, $id: 'leitbild' })
  /** What is wrong with the answer at an address, by the description of its path. */
  const judge = async (pattern: string, path: string, status = 200) => {
    const response = await get(path)
    expect(response.status).toBe(status)
    const { schema } = document.paths[pattern].get.responses[status].content['application/json']
    const check = ajv.getSchema(`leitbild${schema.$ref}`)!
    const answer = await response.json()
    check(answer)
    return { answer, mistakes: check.errors ?? [] }
  }
  return { document, judge }
}

async function addDialogue(values: Partial<Dialogue>) {
  const dialogue: Dialogue = { ...aDialogue, id: randomUUID(), ...values }
  await inTown(instance, town, async db => {
    await putDialogue(db, dialogue)
    await insertStatements(db, dialogue.id, [
      { text: 'Mehr Bänke.', language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-09-01' },
      { text: 'Wartet noch.', language: 'de', origin: 'resident', state: 'pending', submittedOn: '2026-09-01' },
    ])
  })
  return dialogue
}

test('every answer is as the document describes it', async () => {
  await installDemo(instance.services)
  await addDialogue({})
  const { document, judge } = await described()
  expect(document.openapi).toBe('3.1.0')
  const filled = (pattern: string, values: Record<string, string>) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]!)
  const patterns = Object.keys(document.paths).filter(pattern => !/\/plan|\/visions|\/fates/.test(pattern)) // those of the rooms above have tests of their own
  expect(patterns).toHaveLength(6)
  for (const values of [
    { town: 'erfundingen', dialogue: 'zusammenleben' },
    { town: 'musterstadt', dialogue: 'wohnen' },
  ])
    for (const pattern of patterns) {
      const { mistakes } = await judge(pattern, filled(pattern, values))
      expect({ pattern, mistakes }).toEqual({ pattern, mistakes: [] })
    }
  for (const pattern of patterns.filter(each => each.includes('{'))) {
    const { mistakes } = await judge(pattern, filled(pattern, { town: 'nirgends', dialogue: 'nichts' }), 404)
    expect({ pattern, mistakes }).toEqual({ pattern, mistakes: [] })
  }
})

test('results have the groups and numbers of the results page, and say so when there are too few', async () => {
  await installDemo(instance.services)
  await addDialogue({})
  const results = await (await get(`${api}/erfundingen/dialogues/zusammenleben/results`)).json()
  expect(results).toMatchObject({ state: 'available', licence: 'CC0-1.0', results: { participation: { people: 380 } } })
  expect(await (await get(`${api}/musterstadt/dialogues/wohnen/results`)).json()).toMatchObject({ state: 'too-few-people', results: null })
})

test('a draft never appears, not even for staff', async () => {
  await addDialogue({ phase: 'draft', slug: 'entwurf' })
  await addDialogue({})
  const staff = await instance.staff(town, 'coordinator')
  const { dialogues } = await (await staff.get(`${api}/musterstadt/dialogues`)).json()
  expect(dialogues.map(({ slug }: { slug: string }) => slug)).toEqual(['wohnen'])
  for (const path of ['', '/statements', '/results'])
    expect((await staff.get(`${api}/musterstadt/dialogues/entwurf${path}`)).status).toBe(404)
})

test('only approved statements are told', async () => {
  await addDialogue({})
  expect(await (await get(`${api}/musterstadt/dialogues/wohnen/statements`)).json()).toEqual({
    licence: 'CC-BY-4.0',
    attribution: 'Musterstadt: „Wie wollen wir wohnen?“',
    statements: [{ number: 1, text: 'Mehr Bänke.', language: 'de', enteredFor: 'town', enteredForName: '', translations: [] }],
  })
})

test('statements and the town’s own texts are told with their translations, drafts are not', async () => {
  const dialogue = await addDialogue({})
  await inTown(instance, town, async db => {
    await putTranslationSetup(db, dialogue, { language: 'de', showsUnreviewed: false })
    const put = (item: string, language: string, text: string, state: 'draft' | 'approved', of: string) =>
      putTranslation(db, dialogue.id, { item, language, text, state, origin: 'person', of: { text: of, language: 'de' } }, new Date())
    await put('1', 'uk', 'Більше лавок.', 'approved', 'Mehr Bänke.')
    await put('1', 'ar', 'مسودة', 'draft', 'Mehr Bänke.')
    await put('question', 'uk', 'Як ми хочемо жити?', 'approved', dialogue.question)
  })
  const translation = { language: 'uk', origin: 'person', state: 'approved' }
  const { statements } = await (await get(`${api}/musterstadt/dialogues/wohnen/statements`)).json()
  expect(statements[0].translations).toEqual([{ ...translation, text: 'Більше лавок.' }])
  const told = { language: 'de', translations: { question: [{ ...translation, text: 'Як ми хочемо жити?' }], description: [] } }
  expect(await (await get(`${api}/musterstadt/dialogues/wohnen`)).json()).toMatchObject(told)
  expect(await (await get(`${api}/musterstadt/dialogues`)).json()).toMatchObject({ dialogues: [told] })
})

test('programs of any origin may read it, and need not read again what has not changed', async () => {
  await addDialogue({})
  const first = await get(`${api}/musterstadt/dialogues`, { origin: 'https://example.org' })
  expect(first.headers.get('access-control-allow-origin')).toBe('*')
  expect(first.headers.get('cache-control')).toBe('public, max-age=60')
  const again = await get(`${api}/musterstadt/dialogues`, { 'if-none-match': first.headers.get('etag')! })
  expect(again.status).toBe(304)
})

test('what is not there is said as JSON', async () => {
  const missing = await get(`${api}/nirgends`)
  expect(missing.status).toBe(404)
  expect(await missing.json()).toMatchObject({ error: { status: 404 } })
  expect(missing.headers.get('cache-control')).toBe('no-store')
  expect((await get('/api/v1/anything')).headers.get('content-type')).toContain('application/json')
})

const aDialogue: Dialogue = {
  id: '',
  slug: 'wohnen',
  question: 'Wie wollen wir wohnen?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: new Date('2026-11-01T10:00:00Z'),
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
