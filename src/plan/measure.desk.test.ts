import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { fillDemo } from '../commands/demo.ts'
import { addressed, isLeadOpen, measurePage, measuresPerPage, queryIn } from './measure.list.ts'
import { findMeasure, involvements, listedMeasures } from './measure.store.ts'
import { acceptedLead, type Measure } from './measure.ts'
import { changesOf } from './measure-change.store.ts'
import { posts } from './money.store.ts'

let instance: TestInstance
let town: Municipality
let editor: Browser & StaffBrowser
let coordinator: Browser & StaffBrowser

beforeAll(async () => {
  instance = await openTestInstance()
  town = await fillDemo(instance.services)
  editor = await instance.staff(town, 'editor')
  coordinator = await instance.staff(town, 'coordinator')
})
afterAll(() => instance.close())

const home = () => `/${town.slug}/verwaltung/plan/massnahmen`
const stored = (number: string) => inTown(instance, town, async db => (await findMeasure(db, number))!)
const listed = () => inTown(instance, town, listedMeasures)
const changes = (of: Measure) => inTown(instance, town, db => changesOf(db, of.id))
/** Posts the form on this page as it stands, with these fields typed into it. */
const submit = async (browser: StaffBrowser, number: string, part: string, fields: Record<string, string>) => {
  const page = `${home()}/${number}/${part}`
  return browser.post(page, { ...hiddenFields(await browser.page(page), page), ...fields })
}
const numberWith = async (isWanted: (measure: Awaited<ReturnType<typeof listed>>[number]) => boolean) =>
  (await listed()).find(isWanted)!.number

describe('the list', () => {
  test('shows all measures by number, as people count, and narrows them by plain links', async () => {
    const page = await editor.page(home())
    const all = await listed()
    const places = all.map(({ number }) => page.indexOf(`${home()}/${number}"`))
    expect(places.every(place => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    const deferred = await editor.page(`${home()}?stand=deferred`)
    for (const { number, status } of all) expect(deferred.includes(`${home()}/${number}"`), number).toBe(status === 'deferred')
  })

  test('of those whose lead is open shows none that a department has accepted', async () => {
    const page = await editor.page(`${home()}?federfuehrung=offen`)
    const all = await listed()
    expect(all.some(({ involved }) => isLeadOpen(involved))).toBe(true)
    for (const { number, involved } of all) expect(page.includes(`${home()}/${number}"`), number).toBe(acceptedLead(involved) === undefined)
  })

  test('what the address asks for reads the same once it is written again; nonsense asks for everything', () => {
    const asked = { feld: 'sprache', amt: 'jugendamt', stand: 'running', ampel: 'none', federfuehrung: 'offen', seite: '3' }
    const query = queryIn(name => asked[name as keyof typeof asked])
    const again = addressed(query) as Record<string, string | number | undefined>
    expect(queryIn(name => again[name]?.toString())).toEqual(query)
    expect(addressed(queryIn(() => undefined))).toEqual({})
    expect(addressed(queryIn(() => '\u0000unsinn'))).toEqual({ feld: '\u0000unsinn', amt: '\u0000unsinn' })
  })

  test('no measure stands on two pages, and past the last page one finds the last', () => {
    const one = { id: '', title: '', fieldId: '', status: 'idea', light: null, statedOn: null, involved: [] } as const
    const many = Array.from({ length: measuresPerPage * 2 + 1 }, (_, place) => ({ ...one, number: String(place) }))
    const at = { fields: [], departments: [] }
    const pages = [1, 2, 3].map(page => measurePage(many, { isLeadOpen: false, page }, at))
    expect(pages.flatMap(({ shown }) => shown)).toEqual(many)
    expect(measurePage(many, { isLeadOpen: false, page: 99 }, at)).toEqual(pages[2])
  })

  test('is for staff alone, and whoever only reads is offered no form', async () => {
    expect((await instance.visitor().get(home())).status).not.toBe(200)
    const reader = await instance.staff(town, 'reader')
    expect(await reader.page(home())).not.toContain('Maßnahme anlegen')
    const number = await numberWith(() => true)
    expect(await reader.page(`${home()}/${number}`)).not.toContain(`${home()}/${number}/stand"`)
    for (const part of ['angaben', 'stand', 'aemter', 'meilensteine', 'verknuepfungen', 'verstetigung'])
      expect((await reader.get(`${home()}/${number}/${part}`)).status, part).toBe(403)
  })
})

describe('a new measure', () => {
  const typed = { title: 'Bücherbus', fieldId: 'sprache', priority: 'quick-win', isPublic: 'on', startsOn: '2026-11-01' }

  test('is added with what was typed, and stands in the log', async () => {
    const answer = await editor.post(`${home()}/neu`, { csrf: editor.csrf, number: 'N-1', ...typed })
    expect(answer.headers.get('location')).toBe(`${home()}/N-1?fertig=1`)
    expect(await stored('N-1')).toMatchObject({ title: 'Bücherbus', priority: 'quick-win', startsOn: '2026-11-01', status: 'idea' })
    expect(await coordinator.page(`/${town.slug}/verwaltung/protokoll`)).toContain('Maßnahme N-1 angelegt: „Bücherbus“')
  })

  test('under a number that is taken is refused, and what was typed is not lost', async () => {
    const [taken] = await listed()
    const answer = await editor.post(`${home()}/neu`, { csrf: editor.csrf, number: taken!.number, ...typed, endsOn: 'bald' })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Diese Nummer hat schon eine andere Maßnahme.')
    expect(page).toContain('Das ist kein Datum.')
    expect(page).toContain('value="Bücherbus"')
    expect(page).toContain('value="bald"')
  })

  test('without number, title and field is refused for each of them', async () => {
    const page = await (await editor.post(`${home()}/neu`, { csrf: editor.csrf, priority: 'normal' })).text()
    for (const refusal of ['Geben Sie eine Nummer an.', 'Geben Sie der Maßnahme einen Titel.', 'Wählen Sie ein Handlungsfeld'])
      expect(page).toContain(refusal)
  })
})

describe('details and status', () => {
  test('what is saved is stored, kept as a change, and told in the log', async () => {
    const number = await numberWith(({ status }) => status === 'planned')
    const answer = await submit(editor, number, 'stand', { status: 'started', light: 'green', lightReason: '', nextStep: 'Anfangen' })
    expect(answer.status).toBe(303)
    const now = await stored(number)
    expect(now).toMatchObject({ status: 'started', light: 'green', nextStep: 'Anfangen', statedOn: '2026-10-01' })
    expect((await changes(now))[0]!.after).toMatchObject({ status: 'started', statedOn: '2026-10-01' })
    expect(await coordinator.page(`/${town.slug}/verwaltung/protokoll`)).toContain(`Maßnahme ${number}: neuer Stand „begonnen“`)
  })

  test('of two who had the same form open the second is told, loses nothing, and saves with a second press', async () => {
    const number = await numberWith(({ status }) => status === 'running')
    const page = `${home()}/${number}/stand`
    const hidden = hiddenFields(await editor.page(page), page)
    await submit(coordinator, number, 'stand', { status: 'running', light: 'green', nextStep: 'Meiner' })
    const typed = { status: 'running', light: 'green', nextStep: 'Ihrer' }
    const answer = await editor.post(page, { ...hidden, ...typed })
    expect(answer.status).toBe(409)
    const again = await answer.text()
    expect(again).toContain('Ihrer')
    expect((await stored(number)).nextStep).toBe('Meiner')
    expect((await editor.post(page, { ...hiddenFields(again, page), ...typed })).status).toBe(303)
    expect((await stored(number)).nextStep).toBe('Ihrer')
  })

  test('of two who press at the same moment one is told that the other was first', async () => {
    const number = await numberWith(({ status }) => status === 'running')
    const page = `${home()}/${number}/stand`
    const hidden = hiddenFields(await editor.page(page), page)
    const typed = (nextStep: string) => editor.post(page, { ...hidden, status: 'running', light: 'green', nextStep })
    const answers = await Promise.all([typed('Eins'), typed('Zwei')])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  })

  test('a form about details does not mind that the status has changed meanwhile', async () => {
    const number = await numberWith(({ status }) => status === 'running')
    const page = `${home()}/${number}/angaben`
    const hidden = hiddenFields(await editor.page(page), page)
    await submit(coordinator, number, 'stand', { status: 'running', light: 'green', nextStep: 'Etwas ganz anderes' })
    const field = { title: 'Neuer Titel', fieldId: 'sprache', priority: 'normal' }
    expect((await editor.post(page, { ...hidden, ...field })).status).toBe(303)
    expect(await stored(number)).toMatchObject({ title: 'Neuer Titel', nextStep: 'Etwas ganz anderes', isPublic: false })
  })

  test('red without a reason is refused beside the field, and the measure stays as it was', async () => {
    const number = await numberWith(({ status, light }) => status === 'running' && light !== 'red')
    const before = await stored(number)
    const answer = await submit(editor, number, 'stand', { status: 'running', light: 'red', lightReason: '', obstacles: 'Kein Raum' })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Schreiben Sie, warum die Ampel nicht')
    expect(page).toContain('Kein Raum')
    expect(await stored(number)).toEqual(before)
  })

  test.each(['verstetigt', 'made-regular'])('nobody makes a measure regular on the page of its status (%s)', async status => {
    const number = await numberWith(measure => measure.status === 'running')
    const answer = await submit(editor, number, 'stand', { status, light: 'green' })
    expect([400, 422]).toContain(answer.status)
    expect((await stored(number)).status).toBe('running')
  })
})

describe('making a measure regular', () => {
  const whole = { budgetLine: '1.315.20', noPostsReason: 'Läuft mit', resolutionNumber: '2026/41', regularSince: '2026-09-01' }

  test('asks for everything that is missing, beside its field', async () => {
    const number = await inTown(instance, town, async db => {
      const posted = new Set((await posts(db)).map(({ measureId }) => measureId))
      return (await listedMeasures(db)).find(({ id, status }) => status === 'running' && !posted.has(id))!.number
    })
    const answer = await submit(editor, number, 'verstetigung', {
      budgetLine: '',
      noPostsReason: '',
      resolutionNumber: '',
      regularSince: '',
    })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    for (const refusal of [
      'Nennen Sie die Haushaltsstelle',
      'Es sind keine Stellen eingetragen. Tragen',
      'Nennen Sie den Beschluss',
      'seit wann',
    ])
      expect(page).toContain(refusal)
    expect((await stored(number)).status).toBe('running')
  })

  test('is stored once all is there, and can be taken back by the coordination alone', async () => {
    const number = await numberWith(({ status, involved }) => status === 'running' && !isLeadOpen(involved))
    const before = await stored(number)
    expect((await submit(editor, number, 'verstetigung', whole)).status).toBe(303)
    expect(await stored(number)).toMatchObject({ status: 'made-regular', ...whole })
    const [change] = (await changes(before)).filter(({ after }) => after.status === 'made-regular')
    const address = `${home()}/${number}/verlauf/${change!.id}`
    expect((await editor.post(address, { csrf: editor.csrf })).status).toBe(403)
    expect(await editor.page(`${home()}/${number}/verlauf`)).not.toContain('zurücknehmen</span>')
    expect((await coordinator.post(address, { csrf: coordinator.csrf })).status).toBe(303)
    expect(await stored(number)).toEqual(before)
    const history = await coordinator.page(`${home()}/${number}/verlauf`)
    expect(history).toContain('zurückgenommen')
    expect(history).toContain('verstetigt')
  })

  test('is not offered for what is only an idea', async () => {
    const number = await numberWith(({ status }) => status === 'idea')
    expect(await editor.page(`${home()}/${number}/verstetigung`)).toContain('Noch nicht möglich')
  })

  test('what is said about how it goes on is stored by itself', async () => {
    const number = await numberWith(({ status }) => status === 'planned' || status === 'idea')
    const page = `${home()}/${number}/verstetigung`
    const action = `${page}?teil=weiter`
    await editor.post(action, { ...hiddenFields(await editor.page(page), action), continuation: 'Der Verein macht weiter.' })
    expect((await stored(number)).continuation).toBe('Der Verein macht weiter.')
  })
})

test('every page of a measure can be opened, and tells what it does not know in words', async () => {
  for (const { number } of (await listed()).slice(0, 12))
    for (const part of ['', '/stand', '/angaben', '/aemter', '/meilensteine', '/verknuepfungen', '/verstetigung', '/verlauf'])
      expect(await editor.page(`${home()}/${number}${part}`), `${number}${part}`).not.toMatch(/undefined|\[object|NaN/)
})

test('a measure, a change or a milestone that does not exist is not found', async () => {
  const number = await numberWith(() => true)
  const paths = [`${home()}/gibt-es-nicht`, `${home()}/gibt-es-nicht/stand`]
  for (const path of paths) expect((await editor.get(path)).status).toBe(404)
  for (const path of [`${home()}/${number}/verlauf/unsinn`, `${home()}/${number}/meilensteine/unsinn`])
    expect((await coordinator.post(path, { csrf: coordinator.csrf, deed: 'remove' })).status, path).toBe(404)
})

test('the departments of every measure in the list are those that are involved', async () => {
  const all = await inTown(instance, town, db => involvements(db))
  const inList = (await listed()).flatMap(({ id, involved }) =>
    involved.map(({ departmentId, role, state }) => [id, departmentId, role, state]),
  )
  expect(inList.sort()).toEqual(all.map(({ measureId, departmentId, role, state }) => [measureId, departmentId, role, state]).sort())
})
