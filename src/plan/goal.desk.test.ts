import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newestDeeds } from '#platform/audit'
import type { Write } from '#platform/db'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, firstSentence, openConsultedTown, secondSentence } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { linkableSentences } from './goal.sentence.store.ts'
import { type LinkableSentence, mostShown, shownSentences } from './goal.sentence.ts'
import { droppedGoals, findGoal, goals } from './goal.store.ts'

const list = '/musterstadt/verwaltung/plan/ziele'

let open: ConsultedTown
let editor: Browser & StaffBrowser
beforeEach(async () => {
  open = await openConsultedTown()
  editor = await open.instance.staff(open.town, 'editor')
  await editor.post('/musterstadt/verwaltung/plan/handlungsfelder', { csrf: editor.csrf, name: 'Sprache' })
})
afterEach(() => open.instance.close())

const read = <Result>(ask: Parameters<typeof inTown<Result>>[2]) => inTown(open.instance, open.town, ask)
const post = (path: string, fields: Record<string, string>) => editor.post(`${list}/${path}`, { csrf: editor.csrf, ...fields })
const ours = { title: 'Ein Deutschkurs am Ort', field: 'sprache', level: 'shared', influence: 'co-decides', isPublic: 'on' }
const theirs = {
  ...ours,
  title: 'Kurse auch für kleine Gruppen',
  level: 'federation',
  influence: 'demands',
  addressee: 'Bundesamt',
  demand: 'Kurse ab acht Personen bezahlen',
}
const counted = { indicatorName: 'Plätze', indicatorUnit: 'Plätze', baseline: '0', baselineYear: '2025', target: '48', targetYear: '2027' }
const add = (fields: Record<string, string> = ours) => post('neu', fields)
const seenIn = async (goal: number) => /name="seen" value="([^"]+)"/.exec(await editor.page(`${list}/${goal}`))![1]!
const change = async (goal: number, fields: Record<string, string>) => post(String(goal), { seen: await seenIn(goal), ...fields })

describe('a goal', () => {
  test('that is ours has an indicator, one that is not has a demand and an addressee', async () => {
    expect((await add({ ...ours, ...counted })).headers.get('location')).toBe(`${list}/1?fertig=angelegt`)
    await add(theirs)
    const [first, second] = await read(goals)
    expect(first).toMatchObject({ number: 1, indicator: { name: 'Plätze', baseline: 0, target: 48, targetYear: 2027 }, demand: '' })
    expect(second).toMatchObject({ number: 2, indicator: null, addressee: 'Bundesamt', influence: 'demands' })
    expect(await editor.page(list)).toContain('an: Bundesamt')
  })

  test('that nobody can read that way is refused, and what was typed stays', async () => {
    const refused = await add({ ...ours, level: 'state', influence: 'decides', description: 'Auch am Abend', target: 'viel' })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('kann die Stadt nicht selbst entscheiden')
    expect(page).toContain('Bitte geben Sie eine Zahl an')
    expect(page).toContain('Auch am Abend')
    expect(page).toContain('value="viel"')
    expect(await read(goals)).toEqual([])
  })

  test('is not overwritten where a colleague has changed it since', async () => {
    await add()
    const seen = await seenIn(1)
    await change(1, { ...ours, title: 'Zwei Kurse am Ort' })
    const refused = await post('1', { ...ours, seen, title: 'Drei Kurse am Ort' })
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('value="Drei Kurse am Ort"')
    expect(await read(db => findGoal(db, 1))).toMatchObject({ title: 'Zwei Kurse am Ort' })
  })

  test('keeps its number when it is dropped, and gets it back', async () => {
    await add()
    await post('1', { deed: 'drop' })
    await add(theirs)
    expect((await read(goals)).map(({ number }) => number)).toEqual([2])
    expect((await read(droppedGoals)).map(({ number }) => number)).toEqual([1])
    await post('1', { deed: 'restore' })
    expect((await read(goals)).map(({ number }) => number)).toEqual([1, 2])
    expect((await post('1', { deed: 'weg' })).status).toBe(400)
  })

  test('is seen by all of staff, written by coordinator and editors, and no other town', async () => {
    await add()
    const reader = await open.instance.staff(open.town, 'reader')
    expect(await reader.page(list)).toContain('Ein Deutschkurs am Ort')
    expect((await reader.get(`${list}/1`)).status).toBe(403)
    expect((await reader.post(`${list}/neu`, { csrf: reader.csrf, ...ours })).status).toBe(403)
    expect((await editor.get(`${list}/99`)).status).toBe(404)
    expect((await editor.get(`${list}/abc`)).status).toBe(404)
  })
})

test('without an action field there is no goal, and the page says where to begin', async () => {
  await editor.post('/musterstadt/verwaltung/plan/handlungsfelder/sprache', { csrf: editor.csrf, deed: 'remove' })
  expect(await editor.page(`${list}/neu`)).toContain('Zuerst die Handlungsfelder')
})

describe('sentences a goal serves', () => {
  const linked = async () => {
    const goal = (await read(db => findGoal(db, 1)))!
    return (await read(db => linkableSentences(db, goal.id))).filter(({ isLinked }) => isLinked).map(({ number }) => number)
  }
  const choose = (shown: string[], ...chosen: string[]) =>
    editor.post(`${list}/1/leitsaetze`, { csrf: editor.csrf, shown: shown.join(' '), sentences: chosen })
  const dropFirst = (db: Write) =>
    db
      .updateTable('sentence')
      .set({ is_dropped: true })
      .where('municipality_id', '=', open.town.id)
      .where('id', '=', open.sentences[0]!)
      .execute()
  beforeEach(async () => void (await add()))

  test('are chosen among those of the texts, and given up again', async () => {
    const page = await editor.page(`${list}/1/leitsaetze`)
    expect(page).toContain(firstSentence)
    expect(page).toContain(secondSentence)
    await choose(open.sentences, ...open.sentences)
    expect(await linked()).toEqual([1, 2])
    await choose(open.sentences, open.sentences[1]!)
    expect(await linked()).toEqual([2])
    expect(await editor.page(`${list}/1`)).toContain(secondSentence)
  })

  test('are found by their words; what was not shown stays as it is', async () => {
    await choose(open.sentences, open.sentences[0]!)
    const page = await editor.page(`${list}/1/leitsaetze?suche=BUS+wochenende`)
    expect(page).toContain(secondSentence)
    await choose([open.sentences[1]!], open.sentences[1]!)
    expect(await linked()).toEqual([1, 2])
    expect(await editor.page(`${list}/1/leitsaetze?suche=Schwimmbad`)).toContain(firstSentence)
  })

  test('keep their ticks while one searches on', async () => {
    const fields = { csrf: editor.csrf, shown: open.sentences.join(' '), sentences: [open.sentences[0]!], deed: 'search', search: 'Bus' }
    const answered = await editor.post(`${list}/1/leitsaetze`, fields)
    expect(answered.headers.get('location')).toBe(`${list}/1/leitsaetze?suche=Bus`)
    expect(await linked()).toEqual([1])
    const deeds = await read(db => newestDeeds(db, 1))
    await editor.post(`${list}/1/leitsaetze`, fields)
    expect(await read(db => newestDeeds(db, 1))).toEqual(deeds)
  })

  test('that are written anew can be chosen as they hold, until a version without them does', async () => {
    await read(dropFirst)
    expect(await editor.page(`${list}/1/leitsaetze`)).toContain(firstSentence)
    await open.publish({ 2: secondSentence })
    expect(await editor.page(`${list}/1/leitsaetze`)).not.toContain(firstSentence)
  })

  test('that were dropped from the text stay visible at the goal', async () => {
    await choose(open.sentences, open.sentences[0]!)
    await read(dropFirst)
    await open.publish({ 2: secondSentence })
    expect(await editor.page(`${list}/1`)).toContain('aus dem Text genommen')
    expect(await editor.page(`${list}/1/leitsaetze`)).toContain(firstSentence)
  })

  test('are of this town, or nothing is changed', async () => {
    await choose(open.sentences, open.sentences[0]!)
    expect((await choose(open.sentences, '00000000-0000-4000-8000-000000000000')).status).toBe(400)
    expect((await choose(['x'], 'y')).status).toBe(400)
    expect(await linked()).toEqual([1])
  })

  test('are shown as many as can be looked through, those that are linked always', () => {
    const sentence = (number: number): LinkableSentence => ({
      id: String(number),
      number,
      text: `Satz ${number}`,
      isDropped: false,
      chapter: '',
      vision: 'miteinander',
      visionTitle: '',
      language: 'de',
      isLinked: number === 400,
    })
    const { shown, left } = shownSentences(
      Array.from({ length: 400 }, (_, place) => sentence(place + 1)),
      '',
    )
    expect(shown).toHaveLength(mostShown)
    expect(shown.at(-1)!.number).toBe(400)
    expect(left).toBe(400 - mostShown)
  })
})
