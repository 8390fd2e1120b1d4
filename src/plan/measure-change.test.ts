import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { findMeasure } from './measure.store.ts'
import { lights, type Measure, priorities } from './measure.ts'
import { addMeasure, changeMeasure, takeBack } from './measure-change.actions.ts'
import { changesOf } from './measure-change.store.ts'
import { type ChangedBy, departmentFields, emptyMeasure, type MeasureFields } from './measure-change.ts'
import { mayChange, type Status, statuses } from './status.ts'

const staff: ChangedBy = { changer: 'staff' }
const department: ChangedBy = { changer: 'department' }

let instance: TestInstance
let town: Municipality
let personId: string
const [field, otherField, lead] = [randomUUID(), randomUUID(), randomUUID()]

beforeAll(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  personId = (await instance.staff(town, 'editor')).personId
  await inTown(instance, town, async db => {
    const listed = [
      { municipality_id: town.id, id: field, slug: 'sprache', name: 'Sprache', position: 1 },
      { municipality_id: town.id, id: otherField, slug: 'wohnen', name: 'Wohnen', position: 2 },
    ]
    await db.insertInto('action_field').values(listed).execute()
    await db
      .insertInto('department')
      .values({ municipality_id: town.id, id: lead, slug: 'jugend', name: 'Jugendamt', parent_id: null })
      .execute()
  })
})
afterAll(() => instance.close())

let last = 0
/** A measure that stands like this. */
const measure = (fields: Partial<MeasureFields> = {}) =>
  inTown(instance, town, async db => {
    last += 1
    const added = await addMeasure(db, `M-${last}`, { ...emptyMeasure, title: 'Sprachcafé', fieldId: field, ...fields }, instance.clock.now)
    if (!('measure' in added)) throw new Error(JSON.stringify(added))
    return added.measure
  })
const change = (of: Measure, after: Partial<MeasureFields>, by: ChangedBy = staff) =>
  inTown(instance, town, db => changeMeasure(db, of, after, by, instance.clock.now))
const stored = (of: Measure) => inTown(instance, town, async db => (await findMeasure(db, of.number))!)
const changes = (of: Measure) => inTown(instance, town, db => changesOf(db, of.id))
const putLead = (of: Measure, state: 'asked' | 'accepted') =>
  inTown(instance, town, db =>
    db
      .insertInto('measure_department')
      .values({ municipality_id: town.id, measure_id: of.id, department_id: lead, role: 'lead', state, answered_on: null })
      .onConflict(same => same.columns(['municipality_id', 'measure_id', 'department_id']).doUpdateSet({ state }))
      .execute(),
  )

describe('a change of a measure', () => {
  test('is kept field by field: only what differs, before and after', async () => {
    const cafe = await measure({ nextStep: 'Raum suchen' })
    await change(cafe, { title: 'Sprachcafé', nextStep: 'Raum mieten', isPublic: false })
    expect(await stored(cafe)).toEqual({ ...cafe, nextStep: 'Raum mieten', isPublic: false })
    expect(await changes(cafe)).toMatchObject([
      { before: { nextStep: 'Raum suchen', isPublic: true }, after: { nextStep: 'Raum mieten', isPublic: false } },
    ])
  })

  test('that changes nothing is none', async () => {
    const cafe = await measure()
    expect(await change(cafe, { title: cafe.title, light: null })).toEqual({ change: undefined })
    expect(await changes(cafe)).toEqual([])
  })

  test('is compared with what is stored, not with what somebody read before', async () => {
    const cafe = await measure({ nextStep: 'eins' })
    await change(cafe, { nextStep: 'zwei' })
    await change(cafe, { nextStep: 'drei' })
    expect((await changes(cafe)).map(({ before }) => before.nextStep).sort()).toEqual(['eins', 'zwei'])
  })

  test.each<[string, Partial<MeasureFields>, object]>([
    ['without a title', { title: '' }, { title: 'title-missing' }],
    ['with a title nobody reads to the end', { title: 'x'.repeat(201) }, { title: 'too-long' }],
    ['into an action field the plan does not have', { fieldId: randomUUID() }, { fieldId: 'field-missing' }],
    ['for a target group the plan does not have', { targetGroupId: randomUUID() }, { targetGroupId: 'group-missing' }],
    ['that ends before it starts', { startsOn: '2026-05-01', endsOn: '2026-04-30' }, { endsOn: 'end-before-start' }],
    ['on a day that does not exist', { startsOn: '2026-02-30' }, { startsOn: 'date-unreadable' }],
    ['confirmed tomorrow', { statedOn: '2026-10-02' }, { statedOn: 'date-in-future' }],
    ['decided tomorrow', { resolvedOn: '2026-10-02' }, { resolvedOn: 'date-in-future' }],
    ['with an address no mail reaches', { responsibleMail: 'am Schalter' }, { responsibleMail: 'mail-wrong' }],
    ['deferred without a word on why', { status: 'deferred' }, { statusReason: 'status-reason-missing' }],
    ['in danger without a word on why', { light: 'red' }, { lightReason: 'light-reason-missing' }],
    ['regular since a day while it is not', { regularSince: '2026-01-01' }, { regularSince: 'not-regular' }],
    ['to a status the table does not lead to', { status: 'done' }, { status: 'change-not-allowed' }],
  ])('%s is refused beside its field, and stores nothing', async (_, after, refusals) => {
    const cafe = await measure()
    expect(await change(cafe, { ...after, nextStep: 'weiter' })).toEqual({ refusals })
    expect(await stored(cafe)).toEqual(cafe)
    expect(await changes(cafe)).toEqual([])
  })

  test('judges only what it concerns: what a table brought along imperfectly does not block another field', async () => {
    const cafe = await measure()
    await inTown(instance, town, db =>
      db
        .updateTable('measure')
        .set({ light: 'red', status: 'deferred' })
        .where('municipality_id', '=', town.id)
        .where('id', '=', cafe.id)
        .execute(),
    )
    expect(await change(cafe, { title: 'Sprachcafé am Markt' })).toHaveProperty('change')
    expect(await change(cafe, { lightReason: '', light: 'yellow' })).toEqual({ refusals: { lightReason: 'light-reason-missing' } })
  })
})

test('from every status one gets to exactly those of the table, as staff and as a department', async () => {
  const rest = { statusReason: 'darum', light: null } as const
  for (const by of [staff, department])
    for (const from of statuses.filter(each => each !== 'made-regular'))
      for (const to of statuses.filter(each => each !== 'made-regular')) {
        const cafe = await measure({ ...rest, status: from })
        const expected = mayChange(from, to, by.changer) ? 'change' : 'refusals'
        expect(Object.keys(await change(cafe, { status: to }, by)), `${by.changer}: ${from} → ${to}`).toEqual([expected])
      }
})

test('a department changes what it reports, and nothing else', async () => {
  const cafe = await measure()
  const said = Object.fromEntries(departmentFields.map(name => [name, emptyMeasure[name]]))
  expect(
    await change(cafe, { ...said, status: 'planned', stateOfAffairs: 'Raum gefunden', statedOn: '2026-10-01' }, department),
  ).toHaveProperty('change')
  const others = { title: 'Anderes', isPublic: false, budgetLine: '1234', responsibleMail: 'dieb@example.org', resolutionNumber: '1' }
  expect(await change(cafe, others, department)).toEqual({
    refusals: Object.fromEntries(Object.keys(others).map(name => [name, 'not-yours'])),
  })
})

describe('made regular', () => {
  const whole = {
    status: 'made-regular',
    budgetLine: '315.20',
    noPostsReason: 'Läuft mit',
    resolutionNumber: '12/2026',
    regularSince: '2026-09-01',
  } as const

  test('is refused with everything that is missing, each beside its field', async () => {
    const cafe = await measure({ status: 'running' })
    expect(await change(cafe, { status: 'made-regular' })).toEqual({
      refusals: {
        status: 'lead-missing',
        budgetLine: 'budget-line-missing',
        noPostsReason: 'posts-missing',
        resolutionNumber: 'resolution-missing',
        regularSince: 'regular-since-missing',
      },
    })
  })

  test('needs a lead that has accepted, not one that was asked', async () => {
    const cafe = await measure({ status: 'running' })
    await putLead(cafe, 'asked')
    expect(await change(cafe, whole)).toEqual({ refusals: { status: 'lead-missing' } })
    await putLead(cafe, 'accepted')
    expect(await change(cafe, whole)).toHaveProperty('change')
  })

  test('a post counts where no reason is given why none is needed', async () => {
    const cafe = await measure({ status: 'running' })
    await putLead(cafe, 'accepted')
    const withoutReason = { ...whole, noPostsReason: '' }
    expect(await change(cafe, withoutReason)).toEqual({ refusals: { noPostsReason: 'posts-missing' } })
    const post = {
      municipality_id: town.id,
      id: randomUUID(),
      measure_id: cafe.id,
      grade: 'S 12',
      year: 2026,
      hundredths: 50,
      is_filled: true,
      funded_until: null,
    }
    await inTown(instance, town, db => db.insertInto('post').values(post).execute())
    expect(await change(cafe, withoutReason)).toHaveProperty('change')
  })

  test('stays whole: budget line and resolution cannot be taken from it, its title can be changed', async () => {
    const cafe = await measure({ status: 'running' })
    await putLead(cafe, 'accepted')
    await change(cafe, whole)
    expect(await change(cafe, { budgetLine: '', resolutionNumber: '' })).toEqual({
      refusals: { budgetLine: 'budget-line-missing', resolutionNumber: 'resolution-missing' },
    })
    expect(await change(cafe, { title: 'Café' })).toHaveProperty('change')
  })

  test('what is regular no longer has no day since when it is', async () => {
    const cafe = await measure({ status: 'running' })
    await putLead(cafe, 'accepted')
    await change(cafe, whole)
    await change(cafe, { status: 'running' })
    expect((await stored(cafe)).regularSince).toBeNull()
  })

  test('no new measure is: nobody can have accepted to lead it', async () => {
    const added = await inTown(instance, town, db =>
      addMeasure(db, 'X-1', { ...emptyMeasure, ...whole, title: 'x', fieldId: field }, instance.clock.now),
    )
    expect(added).toEqual({ refusals: { status: 'lead-missing' } })
  })
})

describe('taking back', () => {
  const back = (of: Measure, id: string) => inTown(instance, town, db => takeBack(db, of, id, personId, instance.clock.now))

  test('a way the table does not know can be undone, and the undoing too', async () => {
    const cafe = await measure({ status: 'started' })
    await change(cafe, { status: 'running' }, department)
    const [step] = await changes(cafe)
    expect(mayChange('running', 'started', 'staff')).toBe(false)
    const undone = await back(cafe, step!.id)
    expect(await stored(cafe)).toEqual(cafe)
    await back(cafe, (undone as { change: string }).change)
    expect((await stored(cafe)).status).toBe('running')
    expect((await changes(cafe)).filter(({ reverts }) => reverts === step!.id)).toHaveLength(1)
  })

  test('what was changed once more since then stays, and is named', async () => {
    const cafe = await measure()
    await change(cafe, { nextStep: 'eins', obstacles: 'keine' })
    const [first] = await changes(cafe)
    await change(cafe, { nextStep: 'zwei' })
    expect(await back(cafe, first!.id)).toEqual({ refusals: { nextStep: 'changed-since' } })
    expect(await stored(cafe)).toMatchObject({ nextStep: 'zwei', obstacles: 'keine' })
  })

  test('no change of another measure is taken back', async () => {
    const [cafe, other] = [await measure(), await measure()]
    await change(other, { nextStep: 'eins' })
    const [strange] = await changes(other)
    await expect(back(cafe, strange!.id)).rejects.toThrow()
    expect((await stored(other)).nextStep).toBe('eins')
  })

  test('of any change leaves the measure exactly as it was', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter(each => !each.includes('\0'))
    const day = fc.option(fc.integer({ min: 2000, max: 2025 }).map(year => `${year}-06-15`))
    const wanted = fc.record(
      {
        title: text.filter(each => each !== ''),
        description: text,
        fieldId: fc.constantFrom(field, otherField),
        startsOn: day,
        endsOn: day,
        priority: fc.constantFrom(...priorities),
        status: fc.constantFrom<Status>('planned', 'deferred', 'dropped', 'idea'),
        statusReason: text,
        light: fc.option(fc.constantFrom(...lights)),
        lightReason: text,
        statedOn: day,
        isPublic: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(wanted, async after => {
        const cafe = await measure()
        const changed = await change(cafe, after)
        const expected = 'refusals' in changed ? cafe : { ...cafe, ...after }
        expect(await stored(cafe)).toEqual(expected)
        if (!('change' in changed) || !changed.change) return
        await back(cafe, changed.change)
        expect(await stored(cafe)).toEqual(cafe)
      }),
      { numRuns: 60 },
    )
  })
})

test.each([
  ['M-1', 'number-taken'],
  ['', 'number-missing'],
  ['neu', 'number-wrong'],
  ['../x', 'number-wrong'],
  ['1'.repeat(21), 'number-wrong'],
])('the number %o is refused to a new measure', async (number, refusal) => {
  const add = () =>
    inTown(instance, town, db => addMeasure(db, number, { ...emptyMeasure, title: 'x', fieldId: field }, instance.clock.now))
  expect(await add()).toEqual({ refusals: { number: refusal } })
})
