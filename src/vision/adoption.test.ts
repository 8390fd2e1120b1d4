import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import {
  type ConsultedTown,
  consultedDesk,
  consultedVision,
  contentOf,
  firstSentence,
  openConsultedTown,
} from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { putDialogue } from '../dialogue/dialogue.store.ts'
import type { Dialogue } from '../dialogue/dialogue.ts'
import { decisionsIn, differs, isSettled } from './adoption.ts'
import { addIssue } from './issue.store.ts'
import { addStep } from './sequence.store.ts'
import type { ConsultationStep } from './sequence.ts'
import { versionsOf } from './version.store.ts'

const desk = `${consultedDesk}/beschluss`
const decided: ConsultationStep = {
  id: 'a',
  body: 'Stadtrat',
  role: 'decision',
  meetsOn: '2026-09-24',
  agendaNumber: '7',
  result: 'agreed',
  isUnanimous: true,
  votes: null,
  deviatingDecision: '',
  resolutionNumber: '2026/12',
  oparlUrl: '',
}
const resolution = { adoptedOn: '2026-09-24', body: 'Stadtrat', resolutionNumber: '2026/12' }

describe('a vision is adopted by', () => {
  const canAdopt = (step: Partial<ConsultationStep>) => decisionsIn([{ ...decided, ...step }], []).length === 1
  test('a decision that agreed, with or without changes', () => {
    expect(canAdopt({})).toBe(true)
    expect(canAdopt({ result: 'agreed-with-changes', deviatingDecision: 'Ohne Satz 4' })).toBe(true)
  })
  test.each<Partial<ConsultationStep>>([
    { role: 'preliminary' },
    { role: 'hearing' },
    { result: 'refused' },
    { result: 'postponed' },
    { result: null },
    { meetsOn: null },
    { resolutionNumber: '' },
  ])('nothing like %j', step => expect(canAdopt(step)).toBe(false))
  test('no resolution twice', () => {
    expect(decisionsIn([decided], [resolution])).toEqual([])
    expect(isSettled(decided, [{ ...resolution, resolutionNumber: '2026/13' }])).toBe(false)
  })
})

test('a text differs from what was published by its words and their order, not by a chapter without sentences', () => {
  const vision = { title: 'Miteinander', preamble: '' }
  const text = (words: string) => ({
    chapters: [
      { id: 'x', title: 'Leer', sentences: [] },
      { id: 'y', title: 'Zusammenleben', sentences: [{ id: 'z', number: 1, text: words, explanation: 'Neu erklärt' }] },
    ],
  })
  const published = contentOf({ 1: firstSentence })
  expect(differs(vision, text(firstSentence), published)).toBe(false)
  expect(differs(vision, text('Ganz anders.'), published)).toBe(true)
  expect(differs({ ...vision, preamble: 'Wir' }, text(firstSentence), published)).toBe(true)
})

const openDialogue: Omit<Dialogue, 'id'> = {
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'closed',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: false,
  moderation: 'before',
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}

describe('recording the resolution', () => {
  let open: ConsultedTown
  let coordinator: Browser & StaffBrowser
  beforeEach(async () => {
    open = await openConsultedTown()
    coordinator = await open.instance.staff(open.town, 'coordinator')
    await open.enter('deliberation')
  })
  afterEach(() => open.instance.close())

  const decide = async (step: Partial<ConsultationStep> = {}) => {
    const { id: _, ...rest } = { ...decided, ...step }
    await inTown(open.instance, open.town, db => addStep(db, open.vision, rest))
    const ids = await inTown(open.instance, open.town, db =>
      db.selectFrom('consultation_step').select('id').where('municipality_id', '=', open.town.id).orderBy('position', 'desc').execute(),
    )
    return ids[0]!.id
  }
  const adopt = (step: string, more: Record<string, string> = {}, by = coordinator) =>
    by.post(desk, { csrf: by.csrf, step, name: 'Beschlossene Fassung', openPointsReason: '', isSure: 'on', ...more })
  const addOpenStatement = () =>
    inTown(open.instance, open.town, async db => {
      const [dialogue, municipality_id] = [randomUUID(), open.town.id]
      await putDialogue(db, { ...openDialogue, id: dialogue })
      await db.insertInto('vision_dialogue').values({ municipality_id, vision_id: open.vision, dialogue_id: dialogue }).execute()
      const said = {
        number: 1,
        text: 'Mehr Bänke.',
        language: 'de',
        origin: 'seed',
        state: 'approved',
        submitted_on: '2026-09-01',
      } as const
      const nobody = { author_id: null, rejection_reason: null, merged_into: null, decided_at: null, entered_for: null }
      await db
        .insertInto('statement')
        .values({ municipality_id, id: randomUUID(), dialogue_id: dialogue, ...said, ...nobody })
        .execute()
    })
  const versions = () => inTown(open.instance, open.town, db => versionsOf(db, open.vision))
  const phase = async () =>
    (
      await inTown(open.instance, open.town, db =>
        db.selectFrom('vision').select('phase').where('municipality_id', '=', open.town.id).executeTakeFirst(),
      )
    )?.phase

  test('makes the text the adopted version, with day, body and number, and settles it', async () => {
    const step = await decide()
    expect(await coordinator.page(desk)).toContain('Stadtrat, 24. September 2026, Beschluss-Nr. 2026/12')
    const answered = await adopt(step)
    expect(answered.headers.get('location')).toBe(`${desk}?fertig=2`)
    expect((await versions())[0]).toMatchObject({ number: 2, kind: 'adopted', name: 'Beschlossene Fassung', adoption: resolution })
    expect(await phase()).toBe('adopted')
    expect(await coordinator.page(`${desk}?fertig=2`)).toContain('Das Leitbild ist beschlossen.')
    expect(await coordinator.page('/musterstadt/verwaltung/protokoll')).toContain(
      'Fassung 2 beschlossen (Stadtrat, 2026-09-24, Nr. 2026/12)',
    )
  })

  test('without a decision in the consultation sequence is refused', async () => {
    await decide({ role: 'preliminary' })
    expect(await coordinator.page(desk)).toContain('Noch keine Entscheidung in der Beratungsfolge')
    const refused = await adopt('')
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('In der Beratungsfolge steht keine Entscheidung')
    expect(await versions()).toHaveLength(1)
    expect(await phase()).toBe('deliberation')
  })

  test.each([
    [{ step: '' }, 'Bitte wählen Sie den Beschluss.'],
    [{ name: '' }, 'Bitte geben Sie der Fassung einen Namen.'],
    [{ isSure: '' }, 'Bitte bestätigen Sie das.'],
    [{ openPointsReason: 'x'.repeat(1001) }, 'Die Begründung darf höchstens 1.000 Zeichen haben.'],
  ])('with %j is refused, and what was typed stays', async (typed, words) => {
    const refused = await adopt(await decide(), { openPointsReason: 'Der Rest folgt im Frühjahr.', ...typed })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain(words)
    if (!('openPointsReason' in typed)) expect(page).toContain('Der Rest folgt im Frühjahr.')
    expect(await versions()).toHaveLength(1)
  })

  test('with statements nobody has decided on asks for the reason, and prints it', async () => {
    await addOpenStatement()
    const step = await decide()
    expect(await coordinator.page(desk)).toContain('1 Aussage ist noch ohne Verbleib')
    const refused = await adopt(step)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Es ist noch etwas offen')
    expect(await phase()).toBe('deliberation')
    await adopt(step, { openPointsReason: 'Der Rest folgt im Frühjahr.' })
    expect((await versions())[0]).toMatchObject({ kind: 'adopted', openPointsReason: 'Der Rest folgt im Frühjahr.' })
  })

  test('with an issue that is still negotiated asks for the reason, and leads to the issue', async () => {
    await inTown(open.instance, open.town, db => addIssue(db, open.vision, { question: 'Wann fährt der Bus?', background: '' }))
    const step = await decide()
    const page = await coordinator.page(desk)
    expect(page).toContain('1 Thema wird noch verhandelt')
    expect(page).toContain(`${consultedDesk}/themen/1`)
    expect((await adopt(step)).status).toBe(422)
    expect(await versions()).toHaveLength(1)
    await adopt(step, { openPointsReason: 'Über die Abfahrt verhandelt der Kreis.' })
    expect((await versions())[0]).toMatchObject({ kind: 'adopted', openPointsReason: 'Über die Abfahrt verhandelt der Kreis.' })
  })

  test('twice is refused, and two at once yield one version', async () => {
    const step = await decide()
    const answers = await Promise.all([adopt(step), adopt(step)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await adopt(step)).status).toBe(409)
    expect((await versions()).map(({ kind }) => kind)).toEqual(['adopted', 'consultation-draft'])
  })

  test('before the council has it before them is refused', async () => {
    const step = await decide()
    for (const before of ['draft', 'consultation', 'revision'] as const) {
      await open.enter(before)
      expect((await adopt(step)).status).toBe(422)
    }
    expect(await versions()).toHaveLength(1)
  })

  test('a second time takes a resolution of its own, and makes a revision', async () => {
    await adopt(await decide())
    await open.enter('deliberation')
    expect(await coordinator.page(desk)).toContain('Noch keine Entscheidung in der Beratungsfolge')
    await adopt(await decide({ resolutionNumber: '2026/99' }))
    expect((await versions()).map(({ kind }) => kind)).toEqual(['revision', 'adopted', 'consultation-draft'])
  })

  test('settles the step: it can no longer be changed or removed', async () => {
    const step = await decide()
    await adopt(step)
    const editor = await open.instance.staff(open.town, 'editor')
    const sequence = `${consultedDesk}/beratungsfolge`
    const changed = { body: 'Stadtrat', role: 'decision', meetsOn: '2026-09-25', result: 'agreed', resolutionNumber: '2026/12' }
    for (const [path, fields] of [
      [`${sequence}/${step}`, changed],
      [`${sequence}/${step}/entfernen`, {}],
    ] as const) {
      const refused = await editor.post(path, { csrf: editor.csrf, ...fields })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain('Er lässt sich nicht mehr ändern oder entfernen.')
    }
    expect(await editor.page(sequence)).toContain('Durch diesen Beschluss gilt eine Fassung.')
  })

  test('warns when the text is not the one that was last published', async () => {
    await decide()
    expect(await coordinator.page(desk)).not.toContain('ist anders als die zuletzt veröffentlichte Fassung')
    await inTown(open.instance, open.town, db =>
      db
        .updateTable('sentence')
        .set({ text: 'Heimlich geändert.' })
        .where('municipality_id', '=', open.town.id)
        .where('number', '=', 1)
        .execute(),
    )
    expect(await coordinator.page(desk)).toContain('ist anders als die zuletzt veröffentlichte Fassung „Entwurf“')
  })

  test('is for the coordination alone', async () => {
    const editor = await open.instance.staff(open.town, 'editor')
    expect((await editor.get(desk)).status).toBe(403)
    expect((await adopt(await decide(), {}, editor)).status).toBe(403)
    expect(await versions()).toHaveLength(1)
  })

  describe('an adopted sentence', () => {
    const wording = 'Niemand wartet länger als zwei Wochen auf einen Sprachkurs.'
    const press = (path: string, fields: Record<string, string>) =>
      coordinator.post(consultedDesk + path, { csrf: coordinator.csrf, ...fields })
    const accept = () => press('/aenderungen/1', { verdict: 'accepted', seen: firstSentence, wording, reason: '' })
    const reads = async () =>
      (
        await inTown(open.instance, open.town, db =>
          db.selectFrom('sentence').select('text').where('municipality_id', '=', open.town.id).where('number', '=', 1).executeTakeFirst(),
        )
      )?.text

    test('changes through a revision alone, and what was adopted stays what it was', async () => {
      await open.enter('consultation')
      const amendments = `${consultedVision}/satz/1/aenderungen`
      await open.instance
        .visitor()
        .submit(amendments, amendments, { text: wording, reason: 'Vier sind zu viel.', language: 'de', signedName: '' })
      await press('/beitraege/1', { state: 'approved', seen: 'pending' })
      await press('/phase', { seen: 'consultation', to: 'deliberation' })
      await adopt(await decide())
      const [adopted] = await versions()

      expect((await accept()).status).toBe(422)
      expect((await press('/veroeffentlichung', { kind: 'consultation-draft', name: 'Heimlich' })).status).toBe(422)
      expect(await reads()).toBe(firstSentence)

      await press('/phase', { seen: 'adopted', to: 'revision' })
      expect((await accept()).status).toBe(303)
      await press('/veroeffentlichung', { kind: 'consultation-draft', name: 'Entwurf der Fortschreibung' })
      await press('/phase', { seen: 'consultation', to: 'deliberation' })
      await adopt(await decide({ resolutionNumber: '2026/99' }), { name: 'Fortschreibung' })

      const all = await versions()
      expect(all.map(({ kind }) => kind)).toEqual(['revision', 'consultation-draft', 'adopted', 'consultation-draft'])
      expect(all[0]?.content.chapters[0]?.sentences[0]?.text).toBe(wording)
      expect(all.find(({ number }) => number === adopted?.number)).toEqual(adopted)
    })
  })
})
