import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTown } from '#testing'
import { openThreadedTown, type ThreadedTown, threadedDialogue, voiceTexts } from '../../test/testing/threaded-town.ts'
import { putGoal, setDropped } from './goal.store.ts'
import type { Goal } from './goal.ts'
import type { Measure } from './measure.ts'
import { addMeasure } from './measure-change.actions.ts'
import { emptyMeasure, type MeasureFields } from './measure-change.ts'
import { putSpending } from './money.store.ts'
import { putPlan } from './plan.store.ts'
import { type Plan, unpublished } from './plan.ts'

let town: ThreadedTown
const field = randomUUID()

const aGoal: Omit<Goal, 'id' | 'number' | 'title' | 'isDropped'> = {
  fieldId: field,
  description: '',
  level: 'municipality',
  influence: 'decides',
  addressee: '',
  demand: '',
  indicator: null,
  isPublic: true,
}

beforeAll(async () => {
  town = await openThreadedTown()
  await town.publishWith({ 1: [1], 2: [2] })
  await inTown(town.instance, town.town, async db => {
    const municipality_id = town.town.id
    await db.insertInto('action_field').values({ municipality_id, id: field, slug: 'sprache', name: 'Sprache', position: 1 }).execute()
  })
  const indicator = { name: 'Plätze am Ort', unit: 'Plätze', baseline: 0, baselineYear: 2025, target: 48, targetYear: 2028 }
  const course = await goalFor(0, { title: 'Ein Kurs am Ort', indicator })
  await goalFor(0, {
    title: 'Geld für kleine Kurse',
    level: 'federation',
    influence: 'demands',
    addressee: 'Bundesamt für Migration',
    demand: 'Kurse ab acht Personen',
  })
  await goalFor(0, { title: 'Noch geheim', isPublic: false })
  const dropped = await goalFor(0, { title: 'Aufgegeben' })
  await inTown(town.instance, town.town, db => setDropped(db, dropped.id, true))

  const evening = await measure('1.1', { title: 'Abendkurs', resolutionNumber: '2026/17', resolvedOn: '2026-05-04' })
  const hidden = await measure('1.2', { title: 'Still geplant', isPublic: false })
  const ofDropped = await measure('1.3', { title: 'Ohne Ziel' })
  const direct = await measure('1.4', { title: 'Kursbus' })
  const secret = await measure('1.5', { title: 'Still gehört', isPublic: false })
  await serves([evening, hidden], course)
  await serves([ofDropped], dropped)
  await inTown(town.instance, town.town, async db => {
    const municipality_id = town.town.id
    const [sentence] = town.sentences
    const [statement] = town.statements
    await db.insertInto('measure_sentence').values({ municipality_id, measure_id: direct.id, sentence_id: sentence! }).execute()
    await db
      .insertInto('measure_statement')
      .values([direct, secret].map(({ id }) => ({ municipality_id, measure_id: id, statement_id: statement! })))
      .execute()
    for (const [spentOn, amountCents] of [
      ['2026-03-01', 10_000],
      ['2026-08-01', 123_456],
      ['2026-06-01', 20_000],
    ] as const)
      await putSpending(db, { id: randomUUID(), measureId: evening.id, sourceId: null, spentOn, amountCents, purpose: 'Honorar Frau M.' })
  })
})
afterAll(() => town.instance.close())

const sentencePage = () => town.instance.visitor().page('/musterstadt/leitbild/miteinander/satz/1')
const statementPage = (number: number) => town.instance.visitor().page(`/musterstadt/dialog/${threadedDialogue}/aussage/${number}`)
const publish = (chosen: Partial<Plan>) =>
  inTown(town.instance, town.town, db => putPlan(db, { ...unpublished, isPublished: true, ...chosen }))

describe('before the town has published its plan', () => {
  test('neither sentence nor statement tells of it', async () => {
    for (const page of [await sentencePage(), await statementPage(1)]) {
      expect(page).not.toContain('id="plan"')
      for (const title of ['Abendkurs', 'Kursbus', 'Ein Kurs am Ort']) expect(page).not.toContain(title)
    }
  })
})

describe('once it has', () => {
  beforeAll(() => publish({ showsMoney: true }))

  test('a sentence leads to its goals with what they are measured by, and to measures with resolution and latest spending', async () => {
    const page = await sentencePage()
    for (const said of ['Ein Kurs am Ort', 'Plätze am Ort', '48 Plätze', 'Abendkurs', '2026/17', '04.05.2026', 'Kursbus'])
      expect(page).toContain(said)
    expect(page).toMatch(/1\.234,56\s€.{0,40}01\.08\.2026/)
    for (const href of ['/musterstadt/ziele/1', '/musterstadt/massnahmen/1.1', '/musterstadt/massnahmen/1.4']) {
      expect(page).toContain(`href="${href}"`)
      expect((await town.instance.visitor().get(href)).status).toBe(200)
    }
  })

  test('a demand stands there with its addressee, and with no number of the town’s', async () => {
    const page = await sentencePage()
    const demand = page.slice(page.indexOf('Geld für kleine Kurse'), page.indexOf('Abendkurs'))
    expect(demand).toContain('Bundesamt für Migration')
    expect(demand).not.toMatch(/Kennzahl|%/)
  })

  test('what was dropped or is not published, and what hangs on it alone, is not told, nor for what money was spent', async () => {
    for (const page of [await sentencePage(), await statementPage(1)])
      for (const kept of ['Noch geheim', 'Aufgegeben', 'Still geplant', 'Still gehört', 'Ohne Ziel', 'Frau M.', '100,00', '200,00'])
        expect(page).not.toContain(kept)
  })

  test('a statement leads to the measure that answers it, and from there one comes back to it and to the sentence', async () => {
    expect(await statementPage(1)).toContain('href="/musterstadt/massnahmen/1.4"')
    expect(await statementPage(3)).not.toContain('id="plan"')
    const back = await town.instance.visitor().page('/musterstadt/massnahmen/1.4')
    expect(back).toContain(voiceTexts[0])
    expect(back).toContain(`href="/musterstadt/dialog/${threadedDialogue}/aussage/1"`)
    expect(back).toContain('href="/musterstadt/leitbild/miteinander/satz/1"')
  })

  test('another sentence, from which nothing follows yet, is silent', async () => {
    expect(await town.instance.visitor().page('/musterstadt/leitbild/miteinander/satz/2')).not.toContain('id="plan"')
  })

  test('a town that does not publish its money tells of no spending', async () => {
    await publish({ showsMoney: false })
    const page = await sentencePage()
    expect(page).toContain('Abendkurs')
    expect(page).not.toMatch(/€|Zuletzt ausgegeben/)
  })
})

let last = 0
/** A goal that serves a sentence. */
const goalFor = (sentence: number, more: Partial<Goal> & { title: string }): Promise<{ id: string }> =>
  inTown(town.instance, town.town, async db => {
    const goal = { ...aGoal, id: randomUUID(), number: ++last, ...more }
    await putGoal(db, goal)
    await db
      .insertInto('goal_sentence')
      .values({ municipality_id: town.town.id, goal_id: goal.id, sentence_id: town.sentences[sentence]! })
      .execute()
    return goal
  })

const measure = (number: string, fields: Partial<MeasureFields>): Promise<Measure> =>
  inTown(town.instance, town.town, async db => {
    const added = await addMeasure(db, number, { ...emptyMeasure, fieldId: field, ...fields }, town.instance.clock.now)
    if (!('measure' in added)) throw new Error(JSON.stringify(added))
    return added.measure
  })

const serves = (measures: Measure[], goal: { id: string }) =>
  inTown(town.instance, town.town, db =>
    db
      .insertInto('measure_goal')
      .values(measures.map(({ id }) => ({ municipality_id: town.town.id, measure_id: id, goal_id: goal.id })))
      .execute(),
  )
