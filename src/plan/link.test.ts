import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { openThreadedTown, type ThreadedTown, voiceTexts } from '../../test/testing/threaded-town.ts'
import { linkables } from './link.store.ts'
import { type LinkKind, linkKinds, patternsOf } from './link.ts'
import type { Measure } from './measure.ts'
import { addMeasure } from './measure-change.actions.ts'
import { emptyMeasure } from './measure-change.ts'

const goals = [1, 2, 3].map(digit => `00000000-0000-4000-8000-00000000010${digit}`)
const field = '00000000-0000-4000-8000-000000000009'
let open: ThreadedTown
let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser
let measure: Measure

beforeAll(async () => {
  open = await openThreadedTown()
  instance = open.instance
  town = open.town
  editor = await instance.staff(town, 'editor')
  measure = await inTown(instance, town, async db => {
    const of = { municipality_id: town.id, action_field_id: field }
    await db
      .insertInto('action_field')
      .values({ municipality_id: town.id, id: field, slug: 'sprache', name: 'Sprache', position: 1 })
      .execute()
    for (const number of [1, 2, 3])
      await db
        .insertInto('goal')
        .values({
          ...of,
          id: goals[number - 1]!,
          number,
          title: `Ziel ${number}`,
          level: 'municipality',
          influence: 'decides',
          is_dropped: number === 3,
        })
        .execute()
    const added = await addMeasure(db, '1', { ...emptyMeasure, title: 'Lesepaten', fieldId: field }, instance.clock.now)
    if (!('measure' in added)) throw new Error('no measure')
    return added.measure
  })
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
  const [sentence] = await found('sentences', '')
  const chosen = { goals: [goals[0]!, goals[1]!], sentences: [sentence!.id], statements: [open.statements[0]!] }
  expect((await submit('?suche=e', chosen)).headers.get('location')).toBe(page('?suche=e&fertig=1'))
  for (const kind of linkKinds) expect((await linked(kind)).sort()).toEqual([...chosen[kind]].sort())
  await submit('', { ...chosen, goals: [goals[1]!] })
  expect(await linked('goals')).toEqual([goals[1]])
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

test('statements are shown once one searches; a search finds what has every word, whatever its case', async () => {
  expect(await editor.page(page())).not.toContain(voiceTexts[1])
  expect(await editor.page(page('?suche=SAMSTAGS+busse'))).toContain(voiceTexts[1])
  expect((await found('statements', 'SAMSTAGS busse')).filter(({ isLinked }) => !isLinked).map(({ id }) => id)).toEqual([
    open.statements[1],
  ])
  expect(patternsOf('')).toEqual([])
})

test('%, _ and \\ are letters like others', async () => {
  for (const strange of ['%_%_%', '\\', "'; drop table measure; --"])
    for (const kind of linkKinds)
      expect(
        (await found(kind, strange)).filter(({ isLinked }) => !isLinked),
        strange,
      ).toEqual([])
})

test('what does not exist, was rejected, was dropped, or was not shown is not linked', async () => {
  const before = await linked('statements')
  const rejected = await inTown(instance, town, db =>
    db.rows<{ id: string }>(sql`
      update statement set state = 'rejected' where municipality_id = ${town.id}
        and id = (select id from statement where municipality_id = ${town.id} and state = 'approved'
          and id <> all(${before}::uuid[]) order by number desc limit 1) returning id`),
  )
  const unshown = open.statements[1]!
  const ids = [rejected[0]!.id, 'unsinn', '00000000-0000-4000-8000-000000000000']
  const answer = await editor.post(page(), {
    csrf: editor.csrf,
    'shown-goals': goals[2]!,
    goals: [goals[2]!],
    'shown-statements': ids.join(' '),
    statements: [...ids, unshown],
  })
  expect(answer.status).toBe(303)
  expect(await linked('statements')).toEqual(before)
  expect(await linked('goals')).not.toContain(goals[2])
})

test('the page of the measure leads to each of them', async () => {
  const shown = await editor.page(`/${town.slug}/verwaltung/plan/massnahmen/${measure.number}`)
  for (const kind of linkKinds)
    for (const { text } of await inTown(instance, town, db => linkables[kind](db, measure.id)))
      expect(shown).toContain(text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').slice(0, 30))
})
