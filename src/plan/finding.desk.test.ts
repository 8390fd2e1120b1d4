import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slugFor } from '#dialogue'
import type { Write } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { contentOf } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { installDemoPlan } from './demo.actions.ts'
import { planFindings } from './finding.store.ts'
import { countOf } from './finding.ts'

let instance: TestInstance

beforeAll(async () => {
  instance = await openTestInstance()
})
afterAll(() => instance.close())

describe('the findings of the example town', () => {
  let town: Municipality
  beforeAll(async () => {
    town = await instance.addTown()
    await installDemoPlan(instance.services, town)
  })

  test.each(['coordinator', 'editor', 'moderator', 'reader'] as const)('are listed to a %s, each with a page that opens', async role => {
    const findings = await inTown(instance, town, db => planFindings(db, '2026-10-01'))
    expect(findings.cliff).toHaveLength(2)
    const colleague = await instance.staff(town, role)
    const shown = await colleague.page(`/${town.slug}/verwaltung/plan/befunde`)
    const links = linksIn(shown)
    expect(links).toHaveLength(countOf(findings))
    for (const href of new Set(links)) expect((await colleague.get(href)).status, href).toBe(200)
    for (const { title } of findings['lead-not-accepted']) expect(shown).toContain(title)
    expect(await colleague.page(`/${town.slug}/verwaltung/plan`)).toContain(`Befunde (${countOf(findings)})`)
  })
})

describe('in a town whose table names two who lead and leaves two gaps', () => {
  const desk = '/kleinstadt/verwaltung/plan'
  let town: Municipality
  let coordinator: Browser & StaffBrowser
  const post = (path: string, fields: Record<string, string | File>) => coordinator.post(path, { csrf: coordinator.csrf, ...fields })
  const found = async () => linksIn(await coordinator.page(`${desk}/befunde`))

  beforeAll(async () => {
    town = await instance.addTown({ slug: 'kleinstadt' })
    coordinator = await instance.staff(town, 'coordinator')
    await inTown(instance, town, putPlaces)
    const table =
      'Nr.;Maßnahme;Handlungsfeld;Federführung;Status;Ziele\n1;Lesepaten;Sprache;"Jugendamt; Schulamt";geplant;1\n2;Lotsen;Gesundheit;;geplant;1\n'
    const page = (await post(`${desk}/uebernahme`, { table: new File([table], 'Plan.csv') })).headers.get('location')!
    const seen = /name="seen" value="([^"]+)"/.exec(await coordinator.page(page))![1]!
    expect((await post(page, { deed: 'take', seen })).headers.get('location')).toContain('neu=2')
  })

  test('there are exactly three findings, and none once each was solved where it leads to', async () => {
    expect(await found()).toEqual([
      `${desk}/massnahmen?feld=gesundheit&federfuehrung=offen`,
      `${desk}/aemter/kaemmerei`,
      `${desk}/massnahmen/1/aemter`,
    ])
    const lead = (measure: number, deed: string, department: string) => post(`${desk}/massnahmen/${measure}/aemter`, { deed, department })
    await lead(1, 'withdraw', 'schulamt')
    await lead(1, 'accept', 'jugendamt')
    await lead(1, 'add-part', 'schulamt')
    expect(await found()).toHaveLength(2)
    await lead(2, 'ask', 'kaemmerei')
    expect(await found()).toEqual([`${desk}/massnahmen/2/aemter`])
    await lead(2, 'accept', 'kaemmerei')
    expect(await found()).toEqual([])
    expect(await coordinator.page(`${desk}/befunde`)).toContain('Nichts ist offen')
  })

  test('a sentence of the vision from which nothing follows leads to a new goal, which serves it', async () => {
    await inTown(instance, town, db => putSentence(db, 2, 'Jede Nachbarschaft hat einen Ort.'))
    const [form, ...more] = await found()
    expect(more).toEqual([])
    const shown = await coordinator.page(form!)
    expect(shown).toContain('Jede Nachbarschaft hat einen Ort.')
    const sentence = /name="sentence" value="([^"]+)"/.exec(shown)![1]!
    const goal = { title: 'Sieben Treffpunkte', field: 'sprache', level: 'municipality', influence: 'decides', sentence }
    const refused = await post(`${desk}/ziele/neu`, { ...goal, title: '' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(`value="${sentence}"`)
    expect((await post(`${desk}/ziele/neu`, goal)).status).toBe(303)
    // what is open now is that nobody works on it
    expect(await found()).toEqual([`${desk}/ziele/2`])
  })

  test.each(['x', randomUUID()])('no goal is made for a sentence the town does not have (%#)', async sentence => {
    const before = await found()
    const goal = { title: 'Ohne Satz', field: 'sprache', level: 'municipality', influence: 'decides', sentence }
    expect((await post(`${desk}/ziele/neu`, goal)).status).toBe(400)
    expect(await found()).toEqual(before)
    expect((await coordinator.get(`${desk}/ziele/neu?leitsatz=${sentence}`)).status).toBe(200)
  })
})

/** A town with two fields, three departments, and a goal that serves a sentence of the vision it has adopted. */
async function putPlaces(db: Write) {
  const municipality_id = db.municipality
  const [field, vision, goal] = [randomUUID(), randomUUID(), randomUUID()]
  await db
    .insertInto('action_field')
    .values([
      { municipality_id, id: field, slug: 'sprache', name: 'Sprache', position: 1 },
      { municipality_id, id: randomUUID(), slug: 'gesundheit', name: 'Gesundheit', position: 2 },
      { municipality_id, id: randomUUID(), slug: 'unbenutzt', name: 'Unbenutzt', position: 3 },
    ])
    .execute()
  const departments = ['Jugendamt', 'Schulamt', 'Kämmerei'].map(name => ({ name, slug: slugFor(name, 'amt') }))
  await db
    .insertInto('department')
    .values(departments.map(named => ({ municipality_id, id: randomUUID(), ...named, parent_id: null })))
    .execute()
  await db.rows(sql`
    insert into vision (municipality_id, id, slug, title, language, phase)
    values (${municipality_id}, ${vision}, 'leitbild', 'Unser Leitbild', 'de', 'adopted')`)
  await db.rows(sql`
    insert into chapter (municipality_id, id, vision_id, position, title) values (${municipality_id}, ${randomUUID()}, ${vision}, 1, 'Alle')`)
  const sentence = await putSentence(db, 1, 'Wer neu in die Stadt zieht, wird begrüßt.')
  await db
    .insertInto('goal')
    .values({
      municipality_id,
      id: goal,
      number: 1,
      action_field_id: field,
      title: 'Begrüßen',
      level: 'municipality',
      influence: 'decides',
    })
    .execute()
  await db.insertInto('goal_sentence').values({ municipality_id, goal_id: goal, sentence_id: sentence }).execute()
}

/** One more sentence of the vision, adopted with those before it. */
async function putSentence(db: Write, number: number, text: string): Promise<string> {
  const municipality_id = db.municipality
  const id = randomUUID()
  await db.rows(sql`
    insert into sentence (municipality_id, id, vision_id, number, chapter_id, position, text)
    select municipality_id, ${id}::uuid, vision_id, ${number}::integer, id, ${number}::integer, ${text}
    from chapter where municipality_id = ${municipality_id}`)
  const written = await db
    .selectFrom('sentence')
    .select(['number', 'text', 'vision_id'])
    .where('municipality_id', '=', municipality_id)
    .execute()
  await db
    .insertInto('vision_version')
    .values({
      municipality_id,
      vision_id: written[0]!.vision_id,
      number,
      kind: 'adopted',
      name: 'Fassung',
      published_at: instance.clock.now,
      content: JSON.stringify(contentOf(Object.fromEntries(written.map(each => [each.number, each.text])))),
      digest: '',
    })
    .execute()
  return id
}

/** Of each finding the way to where it is solved. */
const linksIn = (page: string) =>
  [...page.slice(page.indexOf('<main')).matchAll(/<li><a href="([^"]+)"/g)]
    .map(([, href]) => href!.replaceAll('&amp;', '&'))
    .filter(href => /\/plan\/(?!befunde)/.test(href))
