import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance, testTown } from '#testing'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { textsForPaper } from './sheet.texts.store.ts'
import { insertStatements } from './statement.store.ts'
import { putTranslation, putTranslationSetup, textsIn } from './translation.store.ts'
import { nextToDo, pairsIn, publishedOf, type Translation, type TranslationSetup, tidiedFor, wordingFor } from './translation.ts'

const original = { item: '1', text: 'Der Markt soll samstags sein.', language: 'de' }
const ukrainian: Translation = {
  item: '1',
  language: 'uk',
  text: 'Ринок має бути в суботу.',
  origin: 'person',
  state: 'approved',
  of: { text: original.text, language: 'de' },
}
const setup: TranslationSetup = { language: 'de', showsUnreviewed: false, revision: 1 }
const known = (translations: Translation[], own: Partial<TranslationSetup> = {}) => ({
  setup: { ...setup, ...own },
  byItem: Map.groupBy(translations, ({ item }) => item),
})

describe('which wording somebody reads', () => {
  const read = (translation: Partial<Translation>, own?: Partial<TranslationSetup>, reader = 'uk') =>
    wordingFor(known([{ ...ukrainian, ...translation }], own), reader, original)

  test('is the approved translation into their language, with the original beside it', () => {
    expect(read({})).toEqual({
      text: 'Ринок має бути в суботу.',
      language: 'uk',
      translated: { origin: 'person', isReviewed: true, from: { text: original.text, language: 'de' } },
    })
  })

  test('is the original where there is none in their language', () => {
    expect(read({}, {}, 'ar')).toEqual({ text: original.text, language: 'de' })
  })

  test('is never a draft somebody is writing, whatever the town has switched on', () => {
    expect(read({ state: 'draft' }).translated).toBeUndefined()
    expect(read({ state: 'draft' }, { showsUnreviewed: true }).translated).toBeUndefined()
  })

  test('is a machine’s draft only where the town shows such, and says that nobody has checked it', () => {
    expect(read({ state: 'draft', origin: 'machine' }).translated).toBeUndefined()
    expect(read({ state: 'draft', origin: 'machine' }, { showsUnreviewed: true }).translated).toMatchObject({
      origin: 'machine',
      isReviewed: false,
    })
  })

  test('is the original as soon as that has changed, until somebody looks at the translation again', () => {
    expect(read({ of: { text: 'Der Markt soll sonntags sein.', language: 'de' } }).translated).toBeUndefined()
    expect(read({ of: { text: original.text, language: 'en' } }).translated).toBeUndefined()
    expect(read({}).translated).toBeDefined() // and a typo that is taken back makes it good again
  })

  test('is German for whoever reads easy German, before it is another language', () => {
    const arabic = { item: '1', text: 'السوق يوم السبت', language: 'ar' }
    const german: Translation = { ...ukrainian, language: 'de', text: original.text, of: { text: arabic.text, language: 'ar' } }
    expect(wordingFor(known([german]), 'de-simple', arabic).text).toBe(original.text)
    expect(wordingFor(known([german]), 'de-simple', { ...original }).translated).toBeUndefined()
  })
})

test('open data tell of shown translations and of approved ones that are out of date, never of drafts', () => {
  const stale: Translation = { ...ukrainian, language: 'ar', of: { text: 'Anders', language: 'de' } }
  const draft: Translation = { ...ukrainian, language: 'en', state: 'draft' }
  const machine: Translation = { ...ukrainian, language: 'tr', state: 'draft', origin: 'machine' }
  const told = (own: Partial<TranslationSetup>) => publishedOf(known([ukrainian, stale, draft, machine], own), original)
  expect(told({}).map(({ language, origin, state }) => [language, origin, state])).toEqual([
    ['uk', 'person', 'approved'],
    ['ar', 'person', 'stale'],
  ])
  expect(told({ showsUnreviewed: true }).map(({ language, state }) => [language, state])).toContainEqual(['tr', 'draft'])
})

test('the next text to translate is the next that is not approved, from the beginning after the last', () => {
  const originals = ['question', '1', '2', '3'].map(item => ({ ...original, item }))
  const pairs = pairsIn('uk', originals, known([{ ...ukrainian, item: '2' }]).byItem)
  const after = (item: string | undefined) => nextToDo(pairs, item)?.original.item
  expect([after(undefined), after('1'), after('3')]).toEqual(['question', '3', 'question'])
  expect(nextToDo(pairs.slice(2, 3), undefined)).toBeUndefined()
})

test('a text needs no translation into its own language', () => {
  expect(pairsIn('de', [original, { ...original, item: '2', language: 'uk' }], new Map()).map(pair => pair.original.item)).toEqual(['2'])
})

test('a translated statement stands on one line without characters that turn the writing round; a description keeps its lists', () => {
  expect(tidiedFor('1', ' Мій\n\u202eринок ')).toBe('Мій ринок')
  expect(tidiedFor('description', '# A\r\n\r\n  - b\u202e\r\n')).toBe('# A\n\n  - b')
})

const dialogue: Dialogue = {
  id: randomUUID(),
  slug: 'markt',
  question: 'Was soll auf den Markt?',
  description: 'Es geht um den **Platz**.',
  phase: 'open',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de', 'uk', 'ar'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
const home = '/musterstadt/dialog/markt'
const desk = '/musterstadt/verwaltung/dialoge/markt/uebersetzungen'

describe('in a town', () => {
  let instance: TestInstance
  let town: Municipality
  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      await insertStatements(
        db,
        dialogue.id,
        [original.text, 'Mehr Bänke am Rand.'].map(text => ({
          text,
          language: 'de',
          origin: 'seed' as const,
          state: 'approved' as const,
          submittedOn: '2026-10-01',
        })),
      )
    })
  })
  afterEach(() => instance.close())

  const put = async (translation: Partial<Translation>, own?: { showsUnreviewed: boolean }) => {
    await inTown(instance, town, async db => {
      await putTranslationSetup(db, dialogue, { language: 'de', showsUnreviewed: false, ...own })
      await putTranslation(db, dialogue.id, { ...ukrainian, ...translation }, instance.clock.now)
    })
    instance.clock.now = new Date(instance.clock.now.getTime() + 2000) // agendas are kept for a second
  }
  const stored = () =>
    inTown(instance, town, db => db.selectFrom('translation').selectAll().where('municipality_id', '=', town.id).execute())
  const votes = () =>
    inTown(instance, town, db => db.selectFrom('vote').select('statement_id').where('municipality_id', '=', town.id).execute())
  const ukrainianVisitor = () => instance.visitor({ 'accept-language': 'uk' })
  const statementOn = (page: string) => /<h2[^>]*data-vote-statement[^>]*>([^<]*)/.exec(page)?.[1]

  test('somebody who votes reads the translation, and the original one tap away with its own language', async () => {
    await put({})
    const page = await ukrainianVisitor().page(`${home}?aussage=1`)
    expect(statementOn(page)).toBe(ukrainian.text)
    expect(page).toMatch(/<h2 class="vote__statement" data-vote-statement/) // no lang: it is the page's own
    expect(page).toMatch(/<details class="original">[\s\S]*<div lang="de" dir="ltr"><p>Der Markt soll samstags sein\.<\/p>/)
    expect(statementOn(await instance.visitor().page(`${home}?aussage=1`))).toBe(original.text)
  })

  test('votes belong to the statement: whoever reads Ukrainian and whoever reads German vote on the same', async () => {
    await put({})
    for (const visitor of [ukrainianVisitor(), instance.visitor()])
      expect((await visitor.submit(`${home}?aussage=1`, `${home}/stimme`, { answer: 'agree' })).status).toBe(303)
    const given = await votes()
    expect(given).toHaveLength(2)
    expect(new Set(given.map(vote => vote.statement_id)).size).toBe(1)
  })

  test('a draft is on no public page, in no file and in no answer of the API', async () => {
    await put({ state: 'draft', text: 'ЧЕРНЕТКА' })
    await put({ item: 'question', state: 'draft', text: 'ЧЕРНЕТКА', of: { text: dialogue.question, language: 'de' } })
    await put({ item: '2', state: 'draft', origin: 'machine', text: 'ЧЕРНЕТКА', of: { text: 'Mehr Bänke am Rand.', language: 'de' } })
    const visitor = ukrainianVisitor()
    await visitor.submit(`${home}?aussage=1`, `${home}/stimme`, { answer: 'agree' })
    const api = '/api/v1/municipalities/musterstadt/dialogues/markt'
    for (const path of ['', '?aussage=1', '?aussage=2', '/meine-stimmen', '/ergebnis', '/aussage', '/offene-daten'])
      expect(await (await visitor.get(home + path)).text(), path).not.toContain('ЧЕРНЕТКА')
    for (const path of ['/musterstadt', api, `${api}/statements`])
      expect(await (await visitor.get(path)).text(), path).not.toContain('ЧЕРНЕТКА')
  })

  test('a machine’s words are labelled wherever they are shown', async () => {
    await put({ state: 'draft', origin: 'machine' }, { showsUnreviewed: true })
    const visitor = ukrainianVisitor()
    expect(await visitor.page(`${home}?aussage=1`)).toMatch(/Ринок[\s\S]*<summary>[\s\S]*<b>[^<]{10,} · <\/b>/)
    await visitor.submit(`${home}?aussage=1`, `${home}/stimme`, { answer: 'agree' })
    expect(await visitor.page(`${home}/meine-stimmen`)).toMatch(/Ринок[\s\S]*<summary>[\s\S]*<b>[^<]{10,} · <\/b>/)
  })

  test('a translation disappears when a typo in the original is mended, and the desk calls it out of date', async () => {
    await put({})
    const moderator = await instance.staff(town, 'moderator')
    const moderation = '/musterstadt/verwaltung/dialoge/markt/moderation'
    const mended = { text: 'Der Markt soll am Samstag sein.', language: 'de', seen: original.text, csrf: moderator.csrf }
    expect((await moderator.post(`${moderation}/1/tippfehler`, mended)).status).toBe(303)
    expect(statementOn(await ukrainianVisitor().page(`${home}?aussage=1`))).toBe(mended.text)
    const page = await moderator.page(`${desk}/uk/1`)
    expect(page).toContain('veraltet')
    expect(page).toContain(original.text) // what was translated then
    await save(moderator, 'uk', '1', { text: 'Ринок має бути в суботу!', deed: 'approved' })
    expect(statementOn(await ukrainianVisitor().page(`${home}?aussage=1`))).toBe('Ринок має бути в суботу!')
  })

  test('the question is said in the reader’s language on the page of the town, the dialogue and its results', async () => {
    const question = { item: 'question', text: 'Що має бути на ринку?', of: { text: dialogue.question, language: 'de' } }
    await put(question)
    await put({ ...question, item: 'description', text: 'Йдеться про **площу**.', of: { text: dialogue.description, language: 'de' } })
    const visitor = ukrainianVisitor()
    for (const path of ['/musterstadt', home, `${home}/ergebnis`]) expect(await visitor.page(path), path).toContain(question.text)
    const page = await visitor.page(home)
    expect(page).toMatch(/<title>Що має бути на ринку\?/)
    expect(page).toContain('<strong>площу</strong>')
    expect(page).toContain('<strong>Platz</strong>') // the original, folded away
    expect(await instance.visitor().page('/musterstadt')).toContain(dialogue.question)
  })

  test('the language in which the town wrote can be another than the first of the dialogue', async () => {
    await put({})
    const coordinator = await instance.staff(town, 'coordinator')
    expect((await coordinator.submit(desk, desk, { language: 'uk' })).status).toBe(303)
    expect(await instance.visitor().page(home)).toMatch(/<span lang="uk" dir="ltr">Was soll auf den Markt\?/)
    expect((await coordinator.submit(desk, desk, { language: 'tlh' })).status).toBe(400)
  })

  const save = (browser: Browser, language: string, item: string, fields: Record<string, string>) =>
    browser.submit(`${desk}/${language}/${item}`, `${desk}/${language}/${item}`, fields)

  test('the desk leads from one text to the next that needs somebody, until all is done', async () => {
    const editor = await instance.staff(town, 'editor')
    const overview = await editor.page(desk)
    expect(overview).toContain('0 von 4 freigegeben')
    const steps = ['question', 'description', '1', '2']
    const targets = []
    for (const item of steps)
      targets.push((await save(editor, 'uk', item, { text: `Переклад ${item}`, deed: 'approved' })).headers.get('location'))
    expect(targets).toEqual([...steps.slice(1).map(item => `${desk}/uk/${item}?fertig=approved`), `${desk}/uk?fertig=approved`])
    expect(await editor.page(desk)).toContain('4 von 4 freigegeben')
    expect(await editor.page(`${desk}/uk?zeige=missing`)).toContain('Hier steht kein Text')
  })

  test('taking over a machine’s words leaves them the machine’s, changing them makes them a person’s', async () => {
    await put({ origin: 'machine', state: 'draft' })
    const editor = await instance.staff(town, 'editor')
    await save(editor, 'uk', '1', { text: ukrainian.text, deed: 'approved' })
    expect(await stored()).toMatchObject([{ origin: 'machine', state: 'approved' }])
    await save(editor, 'uk', '1', { text: 'Інше.', deed: 'approved' })
    expect(await stored()).toMatchObject([{ origin: 'person', state: 'approved', text: 'Інше.' }])
  })

  test('an approved translation taken back to a draft is gone for the public', async () => {
    await put({})
    const editor = await instance.staff(town, 'editor')
    await save(editor, 'uk', '1', { text: ukrainian.text, deed: 'draft' })
    expect(statementOn(await ukrainianVisitor().page(`${home}?aussage=1`))).toBe(original.text)
    await save(editor, 'uk', '1', { text: '', deed: 'removed' })
    expect(await stored()).toEqual([])
  })

  test('of two who translate the same text the second sees what the first has written, and loses nothing', async () => {
    const [one, other] = [await instance.staff(town, 'editor'), await instance.staff(town, 'moderator')]
    const form = `${desk}/uk/1`
    const seen = /name="seen" value="([^"]*)"/.exec(await other.page(form))?.[1] ?? ''
    await save(one, 'uk', '1', { text: 'Перший.', deed: 'approved' })
    const answer = await other.post(form, { text: 'Другий.', deed: 'approved', seen, csrf: other.csrf })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Jemand hat das Original oder die Übersetzung gerade geändert')
    expect(page).toContain('Другий.')
    expect(await stored()).toMatchObject([{ text: 'Перший.' }])
  })

  test('an empty translation is refused beside the field', async () => {
    const editor = await instance.staff(town, 'editor')
    const answer = await save(editor, 'uk', '1', { text: ' … ', deed: 'approved' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Bitte schreiben Sie eine Übersetzung')
    expect(await stored()).toEqual([])
  })

  test('readers look and do not translate; editors do not change the settings; nobody from outside sees the desk', async () => {
    const reader = await instance.staff(town, 'reader')
    const page = await reader.page(`${desk}/uk/1`)
    expect(page).not.toContain('<textarea')
    expect((await reader.post(`${desk}/uk/1`, { text: 'x', deed: 'approved', csrf: reader.csrf })).status).toBe(403)
    const editor = await instance.staff(town, 'editor')
    expect((await editor.post(desk, { language: 'de', showsUnreviewed: 'yes', csrf: editor.csrf })).status).toBe(403)
    expect((await instance.visitor().get(desk)).status).not.toBe(200)
    expect((await editor.get(`${desk}/tlh`)).status).toBe(404) // a language the town has not switched on
    expect((await editor.get(`${desk}/uk/99`)).status).toBe(404)
  })

  test('every deed at the desk stands in the record', async () => {
    const coordinator = await instance.staff(town, 'coordinator')
    await save(coordinator, 'uk', '1', { text: 'Один.', deed: 'approved' })
    await save(coordinator, 'uk', 'question', { text: 'Два?', deed: 'draft' })
    await coordinator.submit(desk, desk, { language: 'de', showsUnreviewed: 'yes' })
    const record = await coordinator.page('/musterstadt/verwaltung/protokoll')
    for (const sentence of ['(uk) von Aussage 1 freigegeben', '(uk) von der Frage als Entwurf', 'Einstellungen zur Übersetzung'])
      expect(record).toContain(sentence)
  })

  test('another municipality sees and changes nothing of it', async () => {
    await put({})
    const other = await instance.addTown({ ...testTown(), slug: 'nachbarort', name: 'Nachbarort' })
    await inTown(instance, other, db => putDialogue(db, { ...dialogue, id: randomUUID() }))
    const stranger = await instance.staff(other, 'coordinator')
    expect((await stranger.get(`${desk}/uk/1`)).status).toBe(403)
    expect(await stranger.page('/nachbarort/verwaltung/dialoge/markt/uebersetzungen/uk')).not.toContain(ukrainian.text)
    expect(await inTown(instance, other, db => textsIn(db, dialogue, 'uk'))).toEqual(
      new Map([
        ['question', { text: dialogue.question, language: 'de' }],
        ['description', { text: dialogue.description, language: 'de' }],
      ]),
    )
  })

  test('whoever prints gets the texts in a language by the id of the statement, with their origin', async () => {
    await put({})
    const texts = await inTown(instance, town, db => textsIn(db, dialogue, 'uk'))
    const ids = await inTown(instance, town, db =>
      db.selectFrom('statement').select('id').where('municipality_id', '=', town.id).orderBy('number').execute(),
    )
    expect(texts.get(ids[0]!.id)).toMatchObject({ text: ukrainian.text, language: 'uk', translated: { origin: 'person' } })
    expect(texts.get(ids[1]!.id)).toEqual({ text: 'Mehr Bänke am Rand.', language: 'de' })
    const paper = await inTown(instance, town, db => textsForPaper(db, dialogue, 'uk'))
    expect(paper.statements[0]).toMatchObject({ number: 1, text: ukrainian.text, language: 'uk' })
  })

  test('what a machine has made and nobody has looked at is not printed', async () => {
    await put({ origin: 'machine', state: 'draft' }, { showsUnreviewed: true })
    const paper = await inTown(instance, town, db => textsForPaper(db, dialogue, 'uk'))
    expect(paper.statements[0]).toMatchObject({ number: 1, language: 'de' })
  })
})
