import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { fillDemo } from '../commands/demo.ts'
import { linkables } from './link.store.ts'
import { type LinkKind, linkKinds, mostShown, patternsOf } from './link.ts'
import { measures } from './measure.store.ts'
import type { Measure } from './measure.ts'

let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser
let measure: Measure

beforeAll(async () => {
  instance = await openTestInstance()
  town = await fillDemo(instance.services)
  editor = await instance.staff(town, 'editor')
  measure = (await inTown(instance, town, measures))[0]!
  await inTown(instance, town, db =>
    db.rows(sql`delete from measure_goal where municipality_id = ${town.id} and measure_id = ${measure.id}`),
  )
})
afterAll(() => instance.close())

const page = (query = '') => `/${town.slug}/verwaltung/plan/massnahmen/${measure.number}/verknuepfungen${query}`
const found = (kind: LinkKind, words: string) => inTown(instance, town, db => linkables[kind](db, measure.id, { words }))
const linked = async (kind: LinkKind) => (await inTown(instance, town, db => linkables[kind](db, measure.id))).map(({ id }) => id)
const submit = async (query: string, fields: Record<string, string[]>) => {
  const withoutSearch = (await editor.page(page(query))).replace(/<form[^>]*method="get"[\s\S]*?<\/form>/, '')
  const form = hiddenFields(withoutSearch, page(query))
  return editor.post(page(query), { ...form, ...fields })
}

test('goals, sentences and statements are linked by ticking them, and no longer linked by taking the tick away', async () => {
  const [goals, sentences, statements] = [await found('goals', ''), await found('sentences', ''), await found('statements', '')]
  const chosen = { goals: [goals[0]!.id, goals[1]!.id], sentences: [sentences[2]!.id], statements: [statements[3]!.id] }
  expect((await submit('', chosen)).status).toBe(303)
  for (const kind of linkKinds) expect((await linked(kind)).sort()).toEqual([...chosen[kind]].sort())
  await submit('', { ...chosen, goals: [goals[1]!.id] })
  expect(await linked('goals')).toEqual([goals[1]!.id])
  expect(await linked('statements')).toEqual(chosen.statements)
})

test('what a search does not show stays linked', async () => {
  const before = await linked('statements')
  expect(before).not.toEqual([])
  const other = (await found('sentences', '')).find(({ isLinked }) => !isLinked)!
  const form = { csrf: editor.csrf, 'shown-goals': '', 'shown-sentences': other.id, 'shown-statements': '', sentences: [other.id] }
  await editor.post(page(), form)
  expect(await linked('sentences')).toContain(other.id)
  expect(await linked('statements')).toEqual(before)
})

test('a search finds what has every word, whatever its case; %, _ and \\ are letters like others', async () => {
  const [some] = (await found('statements', '')).filter(({ isLinked }) => !isLinked)
  const words = some!.text.split(' ').slice(0, 3).join(' ').toUpperCase()
  expect((await found('statements', words)).map(({ id }) => id)).toContain(some!.id)
  const all = await found('statements', '')
  expect(all.length).toBeLessThanOrEqual(mostShown + 1)
  const onlyLinked = all.filter(({ isLinked }) => isLinked).map(({ id }) => id)
  for (const strange of ['%_%_%', '\\', "'; drop table measure; --"])
    expect(
      (await found('statements', strange)).map(({ id }) => id),
      strange,
    ).toEqual(onlyLinked)
  expect(patternsOf('')).toEqual([])
})

test('what does not exist, was rejected, was dropped, or was not shown is not linked', async () => {
  const before = await linked('statements')
  const rejected = await inTown(instance, town, db =>
    db.rows<{ id: string }>(sql`
      update statement set state = 'rejected' where municipality_id = ${town.id}
        and id = (select id from statement where municipality_id = ${town.id} and state = 'approved'
          and id <> all(${before}::uuid[]) order by number desc limit 1) returning id`),
  )
  const unshown = (await found('statements', '')).find(({ isLinked }) => !isLinked)!
  const ids = [rejected[0]!.id, 'unsinn', '00000000-0000-4000-8000-000000000000']
  const answer = await editor.post(page(), {
    csrf: editor.csrf,
    'shown-statements': ids.join(' '),
    statements: [...ids, unshown.id],
  })
  expect(answer.status).toBe(303)
  expect(await linked('statements')).toEqual(before)
})

test('the page of the measure leads to each of them', async () => {
  const shown = await editor.page(`/${town.slug}/verwaltung/plan/massnahmen/${measure.number}`)
  for (const kind of linkKinds)
    for (const { text } of await inTown(instance, town, db => linkables[kind](db, measure.id)))
      expect(shown).toContain(text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').slice(0, 30))
})
