import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { allowedChanges, isOpen, mayChange, phases } from './dialogue.ts'
import { judgeDialogue, newDialogueValues, slugFor } from './dialogue-values.ts'

test('a dialogue goes from draft over open and closed to the archive; only a closed one can be opened again', () => {
  expect(phases.flatMap(from => allowedChanges[from].map(to => `${from} → ${to}`))).toEqual([
    'draft → open',
    'open → closed',
    'closed → open',
    'closed → archived',
  ])
  expect(mayChange('archived', 'open')).toBe(false)
})

test('people can vote from the opening moment on, until just before the closing one', () => {
  const [opensAt, closesAt] = [new Date('2026-10-01T10:00:00Z'), new Date('2026-10-02T10:00:00Z')]
  const openAt = (moment: Date) => isOpen({ phase: 'open', opensAt, closesAt }, moment)
  expect([openAt(new Date(opensAt.getTime() - 1)), openAt(opensAt), openAt(new Date(closesAt.getTime() - 1)), openAt(closesAt)]).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(isOpen({ phase: 'closed', opensAt: null, closesAt: null }, opensAt)).toBe(false)
})

test('the address is made from the question, with umlauts spelled out and cut between words', () => {
  expect(slugFor('Wie wollen wir in Köln & Umgebung zusammenleben?')).toBe('wie-wollen-wir-in-koeln-and-umgebung-zusammenleben')
  expect(slugFor('Grüße '.repeat(30)).length).toBeLessThanOrEqual(60)
  expect(slugFor('؟؟؟')).toBe('dialog')
  expect(slugFor('Neu?')).toBe('dialog') // …/dialoge/neu is the form for a new one
})

test('every mistake is named at its field', () => {
  const values = {
    ...newDialogueValues(['xx']),
    slug: 'Nicht So',
    question: 'Frage?',
    opensAt: '2026-02-30T10:00',
    closesAt: 'morgen',
    statementLength: '5000',
    moderation: 'never',
  }
  expect(judgeDialogue(values, ['de'])).toEqual({
    refusals: {
      slug: 'slug-wrong',
      opensAt: 'time-unreadable',
      closesAt: 'time-unreadable',
      moderation: 'moderation-unknown',
      statementLength: 'length-out-of-range',
      languages: 'language-unknown',
    },
  })
})

describe('at the desk', () => {
  let instance: TestInstance
  let town: Municipality
  const list = '/musterstadt/verwaltung/dialoge'
  const desk = `${list}/wie-wollen-wir-leben`
  const filled = {
    question: 'Wie wollen wir leben?',
    residentsMayAdd: 'yes',
    moderation: 'before',
    statementLength: '140',
    languages: ['de', 'en'],
  }

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
  })
  afterEach(() => instance.close())

  const dialogues = () =>
    inTown(instance, town, db => db.selectFrom('dialogue').selectAll().where('municipality_id', '=', town.id).execute())
  const deeds = () =>
    inTown(instance, town, async db =>
      (await db.selectFrom('audit_entry').select('deed').where('municipality_id', '=', town.id).orderBy('position').execute()).map(
        row => row.deed,
      ),
    )

  test('a coordinator prepares a draft, adds statements, opens, closes and archives it; each deed is on record', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    expect((await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)).headers.get('location')).toBe(`${desk}?fertig=created`)
    expect((await instance.visitor().get('/musterstadt/dialog/wie-wollen-wir-leben')).status).toBe(404)
    await coordinator.submit(desk, `${desk}/aussagen`, {
      seeds: 'Mehr Bänke.\n\nMehr Bänke.\n Busse am Abend. ',
      language: 'de',
      enteredFor: 'town',
    })
    for (const phase of ['open', 'closed', 'archived'])
      expect((await coordinator.submit(desk, `${desk}/phase`, { phase })).status).toBe(303)
    expect(await dialogues()).toMatchObject([{ phase: 'archived', languages: ['de', 'en'] }])
    const statements = await inTown(instance, town, db =>
      db.selectFrom('statement').select('text').where('municipality_id', '=', town.id).orderBy('number').execute(),
    )
    expect(statements.map(({ text }) => text)).toEqual(['Mehr Bänke.', 'Busse am Abend.'])
    expect(await deeds()).toEqual([
      'dialogue-created',
      'statements-seeded',
      'dialogue-phase-changed',
      'dialogue-phase-changed',
      'dialogue-phase-changed',
    ])
  })

  test('a refused form keeps what was typed and stores nothing', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const refused = await coordinator.submit(`${list}/neu`, `${list}/neu`, {
      ...filled,
      question: '',
      description: 'Das bleibt stehen.',
      closesAt: '2026-13-01T00:00',
    })
    const page = await refused.text()
    expect(refused.status).toBe(422)
    for (const sentence of ['Das bleibt stehen.', 'Bitte schreiben Sie die Frage.', 'Diese Zeit gibt es nicht.'])
      expect(page).toContain(sentence)
    expect(await dialogues()).toEqual([])
    expect(await deeds()).toEqual([])
  })

  test('times are those of German clocks, in summer and in winter', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await coordinator.submit(`${list}/neu`, `${list}/neu`, { ...filled, opensAt: '2026-07-01T18:00', closesAt: '2026-12-01T18:00' })
    expect(await dialogues()).toMatchObject([{ opens_at: new Date('2026-07-01T16:00:00Z'), closes_at: new Date('2026-12-01T17:00:00Z') }])
    const page = await coordinator.page(desk)
    expect(page).toContain('value="2026-07-01T18:00"')
    expect(page).toContain('value="2026-12-01T18:00"')
  })

  test('two dialogues cannot share an address', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)
    const second = await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)
    expect(second.status).toBe(422)
    expect(await second.text()).toContain('Diesen Kurznamen hat schon ein anderer Dialog')
    expect(await dialogues()).toHaveLength(1)
  })

  test('of two who want the same address at once one gets it, and the other is told', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    const fields = { csrf: coordinator.csrf, ...filled }
    const answers = await Promise.all([1, 2, 3].map(() => coordinator.post(`${list}/neu`, fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422])
    expect(await dialogues()).toHaveLength(1)
  })

  test('what is archived stays as it is, whatever is posted', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)
    const { csrf } = coordinator
    for (const phase of ['open', 'closed', 'archived']) await coordinator.post(`${desk}/phase`, { csrf, phase })
    expect((await coordinator.post(desk, { csrf, ...filled, question: 'Ganz anders?' })).status).toBe(400)
    expect((await coordinator.post(`${desk}/aussagen`, { csrf, seeds: 'Spät.', language: 'de' })).status).toBe(400)
    expect(await dialogues()).toMatchObject([{ phase: 'archived', question: filled.question }])
  })

  test('a draft is shown to nobody but its own staff: not on pages, not as data, not to staff of another town', async () => {
    const neighbour = await instance.addTown({ slug: 'nachbarort', ags: '09999002' })
    const [coordinator, stranger] = [await instance.staff(town, 'coordinator'), await instance.staff(neighbour, 'coordinator')]
    await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)
    const page = '/musterstadt/dialog/wie-wollen-wir-leben'
    const api = '/api/v1/municipalities/musterstadt/dialogues'
    const addresses = ['', '/ergebnis', '/meine-stimmen', '/aussage', '/offene-daten', '/offene-daten/wie-wollen-wir-leben.json'].map(
      end => page + end,
    )
    for (const somebody of [instance.visitor(), stranger]) {
      for (const address of [...addresses, ...['', '/statements', '/results'].map(end => `${api}/wie-wollen-wir-leben${end}`)])
        expect((await somebody.get(address)).status, address).toBe(404)
      for (const address of ['/musterstadt', api]) expect(await somebody.page(address)).not.toContain('wie-wollen-wir-leben')
    }
    expect((await coordinator.get(page)).status).toBe(200)
    for (const address of [`${page}/ergebnis`, `${page}/offene-daten`, `${api}/wie-wollen-wir-leben`])
      expect((await coordinator.get(address)).status, address).toBe(404)
  })

  test('the address of a public dialogue stays, whatever is posted', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)
    await coordinator.submit(desk, `${desk}/phase`, { phase: 'open' })
    expect(
      (await coordinator.submit(desk, desk, { ...filled, question: 'Ganz anders?', slug: 'ganz-anders' })).headers.get('location'),
    ).toBe(`${desk}?fertig=changed`)
    expect(await dialogues()).toMatchObject([{ slug: 'wie-wollen-wir-leben', question: 'Ganz anders?' }])
  })

  test('only a draft can be deleted', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)
    const { csrf } = coordinator
    await coordinator.post(`${desk}/phase`, { csrf, phase: 'open' })
    expect((await coordinator.post(`${desk}/loeschen`, { csrf })).status).toBe(422)
    expect(await dialogues()).toHaveLength(1)
    await inTown(instance, town, db => db.updateTable('dialogue').set({ phase: 'draft' }).where('municipality_id', '=', town.id).execute())
    expect((await coordinator.submit(desk, `${desk}/loeschen`, {})).status).toBe(303)
    expect(await dialogues()).toEqual([])
  })

  test('a statement that is too long is named by its line, and none is taken', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)
    const refused = await coordinator.submit(desk, `${desk}/aussagen`, {
      seeds: `Kurz.\n${'lang '.repeat(40)}`,
      language: 'de',
      enteredFor: 'town',
    })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Die Aussage in Zeile 2 ist zu lang')
    expect(
      await inTown(instance, town, db => db.selectFrom('statement').select('id').where('municipality_id', '=', town.id).execute()),
    ).toEqual([])
  })

  test('readers look, editors write, only coordinators open; staff of another town do neither', async () => {
    const neighbour = await instance.addTown({ slug: 'nachbarort', ags: '09999002' })
    const [reader, editor, stranger] = [
      await instance.staff(town, 'reader'),
      await instance.staff(town, 'editor'),
      await instance.staff(neighbour, 'coordinator'),
    ]
    expect((await reader.get(list)).status).toBe(200)
    expect((await reader.get(`${list}/neu`)).status).toBe(403)
    expect((await reader.post(`${list}/neu`, { csrf: reader.csrf, ...filled })).status).toBe(403)
    expect((await editor.submit(`${list}/neu`, `${list}/neu`, filled)).status).toBe(303)
    expect((await editor.post(`${desk}/phase`, { csrf: editor.csrf, phase: 'open' })).status).toBe(403)
    expect((await stranger.get(list)).status).toBe(403)
    expect((await stranger.post(`${desk}/phase`, { csrf: stranger.csrf, phase: 'open' })).status).toBe(403)
    expect(await dialogues()).toMatchObject([{ phase: 'draft' }])
  })

  test('a new vote is soon on the stored map, and nobody waited for it', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await coordinator.submit(`${list}/neu`, `${list}/neu`, filled)
    await coordinator.submit(desk, `${desk}/aussagen`, { seeds: 'Mehr Bänke.', language: 'de', enteredFor: 'town' })
    await coordinator.submit(desk, `${desk}/phase`, { phase: 'open' })
    const booth = '/musterstadt/dialog/wie-wollen-wir-leben'
    await instance.visitor().submit(booth, `${booth}/stimme`, { answer: 'agree' })
    const snapshot = () =>
      inTown(instance, town, db =>
        db.selectFrom('map_snapshot').select(['votes', 'statement_numbers']).where('municipality_id', '=', town.id).execute(),
      )
    await expect.poll(snapshot, { timeout: 30_000 }).toEqual([{ votes: 1, statement_numbers: [1] }])
  })
})
