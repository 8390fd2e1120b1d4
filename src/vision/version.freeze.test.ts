import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openResults } from '#dialogue'
import { inTown } from '#testing'
import { type ConsultedTown, consultedDesk, consultedVision, firstSentence, openConsultedTown } from '../../test/testing/consulted-town.ts'
import { addStep } from './sequence.store.ts'
import { frozenContent } from './version.freeze.store.ts'
import { findVersion } from './version.store.ts'
import { findVision } from './vision.store.ts'

describe('what is frozen in a version', () => {
  let open: ConsultedTown
  beforeEach(async () => {
    open = await openConsultedTown()
  })
  afterEach(() => open.instance.close())

  const frozen = () =>
    inTown(open.instance, open.town, async db =>
      frozenContent(db, openResults(), (await findVision(db, 'miteinander'))!, open.town.fewestToShow),
    )

  test('translations that are approved and of the text as it reads: no drafts, none of an earlier wording', async () => {
    const translate = (item: string, language: string, text: string, state: string, original: string) =>
      inTown(open.instance, open.town, db =>
        db.rows(sql`
          insert into vision_translation (municipality_id, vision_id, item, language, text, origin, state, original)
          values (${open.town.id}, ${open.vision}, ${item}, ${language}, ${text}, 'machine', ${state}, ${original})`),
      )
    await translate('sentence/1', 'en', 'Nobody waits.', 'approved', firstSentence)
    await translate('sentence/2', 'en', 'The bus stops.', 'approved', 'Der Bus hält an.')
    await translate('title', 'en', 'Together', 'draft', 'Miteinander')
    await translate('title', 'uk', 'Разом', 'draft', 'Miteinander')
    expect((await frozen()).translations).toEqual({
      en: { chapters: {}, sentences: { 1: { text: 'Nobody waits.', origin: 'machine' } }, explanations: {} },
    })
  })

  test('words of dissent that are on record, of issues that are closed', async () => {
    await putIssue(1, 'closed', ['approved', 'pending', 'rejected', 'approved'])
    await putIssue(2, 'voting', ['approved'])
    expect((await frozen()).issues).toEqual([
      {
        number: 1,
        question: 'Wo?',
        outcome: 'dissent',
        reason: 'Es blieb dabei.',
        sentences: [],
        dissents: [{ text: 'Nicht am Markt. approved', signedName: '', letter: null }],
      },
    ])
  })

  test('the text a resolution adopts, at an address that never changes', async () => {
    await open.enter('deliberation')
    const step = await decided()
    const coordinator = await open.instance.staff(open.town, 'coordinator')
    const wish = { csrf: coordinator.csrf, step, name: 'Beschlossene Fassung', openPointsReason: '', isSure: 'on' }
    expect((await coordinator.post(`${consultedDesk}/beschluss`, wish)).status).toBe(303)
    const page = await (await open.instance.visitor().get(consultedVision)).text()
    expect(page).toContain('Stadtrat, 15. September 2026, Beschluss 47/2026')
    expect(page).toContain(`${consultedVision}/fassung/2`)
    const version = await inTown(open.instance, open.town, db => findVersion(db, open.vision, 2))
    expect(version).toMatchObject({ kind: 'adopted', adoption: { body: 'Stadtrat' } })
    const again = await coordinator.post(`${consultedDesk}/veroeffentlichung`, { ...wish, kind: 'first-draft' })
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('Das Leitbild ist beschlossen.')
  })

  const putIssue = (number: number, state: 'closed' | 'voting', dissents: string[]) =>
    inTown(open.instance, open.town, async db => {
      const id = randomUUID()
      const outcome = state === 'closed' ? 'dissent' : null
      await db.rows(sql`
        insert into issue (municipality_id, id, vision_id, number, question, state, outcome, outcome_reason, kept_dissents)
        values (${open.town.id}, ${id}, ${open.vision}, ${number}, 'Wo?', ${state}, ${outcome}, 'Es blieb dabei.', array[${number * 10}::integer])`)
      for (const [place, dissent] of dissents.entries())
        await db.rows(sql`
          insert into contribution (municipality_id, id, vision_id, number, kind, issue_id, text, language, state, submitted_on)
          values (${open.town.id}, ${randomUUID()}, ${open.vision}, ${number * 10 + place}, 'dissent', ${id},
            ${`Nicht am Markt. ${dissent}`}, 'de', ${dissent}, '2026-09-01')`)
    })

  async function decided(): Promise<string> {
    await inTown(open.instance, open.town, db =>
      addStep(db, open.vision, {
        body: 'Stadtrat',
        role: 'decision',
        meetsOn: '2026-09-15',
        agendaNumber: '',
        result: 'agreed',
        isUnanimous: true,
        votes: null,
        deviatingDecision: '',
        resolutionNumber: '47/2026',
        oparlUrl: '',
      }),
    )
    const [row] = await inTown(open.instance, open.town, db =>
      db.rows<{ id: string }>(sql`select id from consultation_step where municipality_id = ${open.town.id}`),
    )
    return row!.id
  }
})
