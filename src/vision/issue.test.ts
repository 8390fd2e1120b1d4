import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, consultedVision, openConsultedTown, visitorsOf } from '../../test/testing/consulted-town.ts'
import type { RoundResult } from './bridge.ts'
import { allowedStates, issueStates, judgeClosing, mayFollow, readStatements } from './issue.ts'

test('a round that has ended is never opened again', () => {
  const reached = (from: (typeof issueStates)[number], seen = new Set<string>()): Set<string> => {
    for (const state of allowedStates[from]) if (!seen.has(state)) reached(state, seen.add(state))
    return seen
  }
  expect(reached('voted')).toEqual(new Set(['closed', 'voted']))
  expect(issueStates.filter(state => mayFollow('preparing', state))).toEqual(['proposing'])
})

test('statements are read as they were written, each once', () => {
  expect(readStatements('verkehr 12\nverkehr#12, wohnen 3')).toEqual([
    { dialogue: 'verkehr', number: 12 },
    { dialogue: 'wohnen', number: 3 },
  ])
  expect(readStatements('Mehr Bänke!')).toBeNull()
})

test('dissent needs its words or a reason why there are none, and no words without a group behind them', () => {
  const closing = { outcome: 'dissent', reason: 'Keine Einigung.', dissents: [], noDissentReason: '' }
  expect(judgeClosing(closing, [4])).toEqual({ noDissentReason: 'dissent-missing' })
  expect(judgeClosing({ ...closing, dissents: [5] }, [4])).toEqual({ dissents: 'dissent-not-approved' })
  expect(judgeClosing({ ...closing, noDissentReason: 'Niemand hat sich gemeldet.' }, [])).toEqual({})
  expect(judgeClosing({ ...closing, reason: '', dissents: [4] }, [4])).toEqual({ reason: 'reason-missing' })
})

describe('a contested issue', () => {
  let open: ConsultedTown
  let editor: Awaited<ReturnType<ConsultedTown['instance']['staff']>>
  const issue = `${consultedVision}/thema/1`
  const desk = `${consultedDesk}/themen/1`

  beforeEach(async () => {
    open = await openConsultedTown()
    editor = await open.instance.staff(open.town, 'coordinator')
    await inTown(open.instance, open.town, async db => {
      for (const [slug, isDrawnOn] of [
        ['verkehr', true],
        ['fremd', false],
      ] as const) {
        const dialogue = randomUUID()
        await db.rows(sql`insert into dialogue (municipality_id, id, slug, question, phase, languages)
          values (${open.town.id}, ${dialogue}, ${slug}, 'Wie kommen wir ans Ziel?', 'open', '{de}')`)
        await db.rows(sql`insert into statement (municipality_id, id, dialogue_id, number, text, language, origin, state, submitted_on)
          values (${open.town.id}, ${randomUUID()}, ${dialogue}, 1, 'Autos raus aus der Altstadt.', 'de', 'seed', 'approved', '2026-10-01')`)
        if (isDrawnOn)
          await db.rows(sql`insert into vision_dialogue (municipality_id, vision_id, dialogue_id)
            values (${open.town.id}, ${open.vision}, ${dialogue})`)
      }
    })
  })
  afterEach(() => open.instance.close())

  const added = (fields: Record<string, string> = {}) =>
    editor.submit(`${consultedDesk}/themen/neu`, `${consultedDesk}/themen/neu`, {
      question: 'Wie viele Autos verträgt die Altstadt?',
      background: '',
      statements: 'verkehr 1',
      ...fields,
    })
  const enter = (state: string) => editor.submit(desk, `${desk}/stand`, { state })
  const entered = (text: string, kind: 'bridge' | 'dissent' = 'bridge') =>
    editor.submit(`${desk}/vorschlag`, `${desk}/vorschlag`, {
      kind,
      text,
      reason: '',
      language: 'de',
      enteredFor: 'meeting',
      enteredForName: '',
    })
  const voted = async (by: Browser) => {
    await by.submit('/musterstadt/dialog/verkehr', '/musterstadt/dialog/verkehr/stimme', { answer: 'agree' })
    return by
  }
  const answer = (by: Browser, number: number, given: string) => by.post(`${consultedVision}/beitrag/${number}/stimme`, { answer: given })
  const close = (fields: Record<string, string>) =>
    editor.submit(`${desk}/ergebnis`, `${desk}/ergebnis`, { reason: '', noDissentReason: '', ...fields })
  const resultOf = () =>
    inTown(open.instance, open.town, async db => {
      const [row] = await db.rows<{ result: RoundResult | null }>(sql`select result from issue where municipality_id = ${open.town.id}`)
      return row!.result
    })

  test('is staff’s alone while it is prepared', async () => {
    expect((await added()).status).toBe(303)
    expect((await open.instance.visitor().get(issue)).status).toBe(404)
    await enter('proposing')
    expect(await open.instance.visitor().page(issue)).toContain('Wie viele Autos verträgt die Altstadt?')
  })

  test('comes from statements of dialogues the vision draws on, and keeps what was typed', async () => {
    const refused = await added({ statements: 'fremd 1' })
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('gehört nicht zu diesem Leitbild')])
    const empty = await added({ question: '', background: 'Seit Jahren wird gestritten.' })
    expect(await empty.text()).toContain('Seit Jahren wird gestritten.')
  })

  test('is voted on by those who voted in the dialogue, is told only when the round ends, and ends with a reason', async () => {
    await added()
    await enter('proposing')
    expect((await enter('voting')).status).toBe(422)
    await entered('Samstags fahren keine Autos.')
    await enter('voting')
    const stranger = open.instance.visitor()
    expect(await stranger.page(issue)).toContain('Beantworten Sie zuerst')
    expect((await answer(stranger, 1, 'agree')).status).toBe(422)
    for (const one of visitorsOf(open, 14)) expect((await answer(await voted(one), 1, 'agree')).status).toBe(303)
    expect(await resultOf()).toBeNull()
    expect(await stranger.page(issue)).not.toContain('14 Stimmen')

    await enter('voted')
    expect(await resultOf()).toMatchObject({ suggestion: 'bridged', bridges: [{ number: 1, overall: { votes: 14, agree: 100 } }] })
    expect(await stranger.page(issue)).toContain('14 Stimmen')
    expect((await answer(await voted(open.instance.visitor()), 1, 'disagree')).status).toBe(422)

    expect((await close({ outcome: 'bridged' })).status).toBe(422)
    expect((await close({ outcome: 'bridged', reason: 'Alle tragen es mit.' })).status).toBe(303)
    expect(await stranger.page(issue)).toContain('Alle tragen es mit.')
  })

  test('is not voted on once the votes of its dialogue are parted from the browsers: nobody could vote', async () => {
    await added()
    await enter('proposing')
    await entered('Samstags fahren keine Autos.')
    await voted(open.instance.visitor())
    await inTown(open.instance, open.town, db =>
      db.rows(sql`update participant set is_severed = true where municipality_id = ${open.town.id}`),
    )
    const refused = await enter('voting')
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('Niemand könnte in einer zweiten Runde mitstimmen.'),
    ])
    await voted(open.instance.visitor())
    expect((await enter('voting')).status).toBe(303)
  })

  test('tells those who follow its statements that it is being negotiated, and how it ended', async () => {
    const news = () =>
      inTown(open.instance, open.town, async db =>
        (
          await db.rows<{ kind: string }>(
            sql`select kind from news where municipality_id = ${open.town.id} and statement_id is not null order by at, kind`,
          )
        ).map(({ kind }) => kind),
      )
    await added()
    expect(await news()).toEqual([])
    await enter('proposing')
    expect(await news()).toEqual(['statement-negotiated'])
    await entered('Samstags fahren keine Autos.')
    await enter('voting')
    await enter('voted')
    expect(await news()).toEqual(['statement-negotiated'])
    await close({ outcome: 'partly-bridged', reason: 'Einige tragen es mit.' })
    expect((await news()).sort()).toEqual(['statement-negotiated', 'statement-settled'])
    expect(await open.instance.visitor().page('/musterstadt/dialog/verkehr/aussage/1')).toContain(`href="${issue}"`)
  })

  test('records dissent that a vote stands behind, and does not end in dissent without words', async () => {
    await added()
    await enter('proposing')
    await entered('Samstags fahren keine Autos.')
    await entered('Wir brauchen das Auto.', 'dissent')
    await enter('voting')
    for (const one of visitorsOf(open, 12)) {
      await answer(await voted(one), 1, 'disagree')
      await answer(one, 2, 'agree')
    }
    await enter('voted')
    const refused = await close({ outcome: 'dissent', reason: 'Keine Einigung.' })
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('warum es keine gibt')])
    await close({ outcome: 'dissent', reason: 'Keine Einigung.', dissents: '2' })
    const page = await open.instance.visitor().page(issue)
    expect(page).toContain('Festgehaltene Gegenstimmen')
    expect(page.match(/Wir brauchen das Auto\./g)?.length).toBeGreaterThan(1)
  })

  test('shows nothing of four votes, nor does the database', async () => {
    await added()
    await enter('proposing')
    await entered('Samstags fahren keine Autos.')
    await enter('voting')
    for (const one of visitorsOf(open, 4)) await answer(await voted(one), 1, 'agree')
    await enter('voted')
    expect(await resultOf()).toEqual({
      bridges: [{ number: 1, standing: 'too-few-votes', overall: null, groups: [], least: null }],
      dissents: [],
      suggestion: 'too-few-votes',
    })
  })

  test('takes bridges of residents, to be moderated, and none once people vote', async () => {
    await added()
    await enter('proposing')
    const resident = open.instance.visitor()
    const sent = { text: 'Lieferverkehr nur morgens.', reason: '', signedName: '', language: 'de' }
    expect((await resident.submit(`${issue}/vorschlaege`, `${issue}/vorschlaege`, sent)).status).toBe(303)
    expect(await resident.page(issue)).not.toContain('Lieferverkehr')
    await entered('Samstags fahren keine Autos.')
    await enter('voting')
    const late = await resident.post(`${issue}/vorschlaege`, { ...sent, text: 'Zu spät.' })
    expect(late.status).toBe(422)
    expect(await late.text()).toContain('Zu spät.')
  })

  test('is audited in each of its states, and no resident is', async () => {
    await added()
    await enter('proposing')
    await enter('preparing')
    const deeds = await inTown(open.instance, open.town, db =>
      db.rows<{ deed: string }>(
        sql`select deed from audit_entry where municipality_id = ${open.town.id} and deed like 'issue%' order by position`,
      ),
    )
    expect(deeds.map(({ deed }) => deed)).toEqual(['issue-added', 'issue-state-changed', 'issue-state-changed'])
  })

  test('has the positions of bodies beside it, with all three numbers of votes or none', async () => {
    await added()
    await enter('proposing')
    const state = (fields: Record<string, string>) =>
      editor.submit(`${consultedDesk}/stellungnahmen/neu`, `${consultedDesk}/stellungnahmen/neu`, {
        body: 'integration-council',
        issue: '1',
        text: 'Busse zuerst.',
        statedOn: '2026-09-30',
        yes: '7',
        no: '2',
        abstentions: '1',
        ...fields,
      })
    expect((await state({ no: '' })).status).toBe(422)
    expect((await state({ statedOn: '2999-01-01' })).status).toBe(422)
    expect((await state({ issue: '9' })).status).toBe(422)
    expect((await state({})).status).toBe(303)
    expect(await open.instance.visitor().page(issue)).toContain('7 Ja, 2 Nein, 1 Enthaltung')
  })

  test('is for coordinators and editors: moderators may not touch it', async () => {
    await added()
    const moderator = await open.instance.staff(open.town, 'moderator')
    expect((await moderator.get(desk)).status).toBe(403)
  })
})
