import { beforeEach, expect, test } from 'vitest'
import type { Database } from '#platform/db'
import { emptyDatabase } from '../../../test/testing/database.ts'
import { createMunicipality, type NewMunicipality, slugOf } from './creation.actions.ts'
import { allMunicipalities } from './municipality.store.ts'

let database: Database
beforeEach(async () => {
  database = await emptyDatabase()
})
const create = (values: Partial<NewMunicipality>) =>
  database.writingInstance(db => createMunicipality(db, { name: 'Bad Königshofen', kind: 'town', state: '09', ...values }))

test('a new municipality gets its address from its name and offers German', async () => {
  const made = await create({ ags: '09673141' })
  expect(made).toMatchObject({ municipality: { slug: 'bad-koenigshofen', languages: ['de'], ags: '09673141', isDemo: false } })
  expect(await database.readingInstance(allMunicipalities)).toMatchObject([{ slug: 'bad-koenigshofen', crestDigest: null }])
})

test('two municipalities cannot have the same address; nothing is stored or noted for the second', async () => {
  await create({})
  expect(await create({ name: 'Bad Königshofen' })).toEqual({ refusals: { slug: 'slug-taken' } })
  expect(await create({ slug: 'bad-koenigshofen-2' })).toMatchObject({ municipality: { slug: 'bad-koenigshofen-2' } })
  const notes = await database.readingInstance(db => db.selectFrom('instance_audit_entry').select('subject').orderBy('position').execute())
  expect(notes.map(({ subject }) => subject)).toEqual(['bad-koenigshofen', 'bad-koenigshofen-2'])
})

test.each([
  [{ slug: 'verwaltung' }, { slug: 'slug-reserved' }],
  [{ slug: 'Groß Klein' }, { slug: 'slug-form' }],
  [{ name: 'Anmelden' }, { slug: 'slug-reserved' }],
  [{ name: '' }, { name: 'name-length' }],
  [{ ags: '0967314' }, { ags: 'ags-digits' }],
])('%o is refused with %o', async (values, refusals) => {
  expect(await create(values)).toEqual({ refusals })
  expect(await database.readingInstance(allMunicipalities)).toEqual([])
})

test('an address made from a long name ends with a whole word', () =>
  expect(slugOf('Verbandsgemeinde '.repeat(6))).toMatch(/^[a-z-]{10,60}(?<!-)$/))
