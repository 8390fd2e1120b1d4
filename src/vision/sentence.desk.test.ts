import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '#platform/web'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, firstSentence, openConsultedTown, secondSentence } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { putDialogue } from '../dialogue/dialogue.store.ts'
import { chaptersOf } from './chapter.store.ts'
import { statementsWithoutFate } from './fate.store.ts'
import { type StatementAt, writeSentence } from './sentence.actions.ts'
import { changesOf, findWritten } from './sentence.change.store.ts'
import { sourcesOf } from './source.store.ts'
import { textOf } from './vision.store.ts'
import { sentencesOf } from './vision.ts'

const sentences = `${consultedDesk}/saetze`
const texts = ['Mehr Bänke am Markt.', 'Sprachkurse am Abend.', 'Ein Haus für alle.']

let open: ConsultedTown
let editor: Browser & StaffBrowser
beforeEach(async () => {
  open = await openConsultedTown()
  editor = await open.instance.staff(open.town, 'editor')
  await addDialogue('zusammenleben', true)
  await addDialogue('anderswo', false)
})
afterEach(() => open.instance.close())

const read = <Result>(ask: Parameters<typeof inTown<Result>>[2]) => inTown(open.instance, open.town, ask)
const post = (path: string, fields: Record<string, string>) => editor.post(path, { csrf: editor.csrf, ...fields })

const addDialogue = (slug: string, isDrawnOn: boolean) =>
  read(async db => {
    const id = randomUUID()
    await putDialogue(db, {
      id,
      slug,
      question: `Wie leben wir ${slug}?`,
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
    })
    for (const [index, text] of texts.entries())
      await db.rows(sql`
        insert into statement (municipality_id, id, dialogue_id, number, text, language, origin, state, submitted_on)
        values (${db.municipality}, ${randomUUID()}, ${id}, ${index + 1}, ${text}, 'de', 'seed', 'approved', '2026-09-01')`)
    if (isDrawnOn)
      await db.insertInto('vision_dialogue').values({ municipality_id: db.municipality, vision_id: open.vision, dialogue_id: id }).execute()
  })

const chapter = async () => (await read(db => chaptersOf(db, open.vision)))[0]!.id
const write = async (wish: { text?: string; chapter?: string; from?: StatementAt }) => {
  const [first, by] = [await chapter(), { personId: editor.personId } as SignedIn]
  const at = { by, vision: 'miteinander', now: open.instance.clock.now }
  return read(db => writeSentence(db, at, { text: '', explanation: '', chapter: first, ...wish }))
}
const edit = (fields: Record<string, string>) =>
  post(`${sentences}/1`, { deed: 'save', explanation: '', seenText: firstSentence, seenExplanation: '', ...fields })
const order = async () => sentencesOf(await read(db => textOf(db, open.vision))).map(({ number }) => number)
const sentence = (number: number) => read(db => findWritten(db, open.vision, number))
const withoutFate = async () => (await read(db => statementsWithoutFate(db, open.vision))).map(({ number }) => number)
const voices = async () => [...(await read(db => sourcesOf(db, open.vision))).values()].flatMap(({ voices }) => voices)

describe('a sentence', () => {
  test('is made from a statement, which becomes its voice, and has a fate from then on', async () => {
    expect(await write({ from: { dialogue: 'zusammenleben', number: 2 } })).toEqual({ number: 3 })
    expect(await sentence(3)).toMatchObject({ text: 'Sprachkurse am Abend.', isDropped: false })
    expect(await voices()).toMatchObject([{ number: 2, use: 'taken-over' }])
    expect(await editor.page(`${sentences}/3`)).toContain('Sprachkurse am Abend.')
    expect(await withoutFate()).toEqual([1, 3])
  })

  test('is written in words of its own, and keeps how it came to read as it does', async () => {
    await write({ text: 'Wir helfen einander.' })
    await post(`${sentences}/3`, {
      deed: 'save',
      text: 'Wir helfen einander im Alltag.',
      explanation: 'Gemeint sind Nachbarn.',
      seenText: 'Wir helfen einander.',
      seenExplanation: '',
    })
    const { id } = (await sentence(3))!
    expect((await read(db => changesOf(db, id))).map(({ cause, text }) => [cause, text])).toEqual([
      ['edited', 'Wir helfen einander im Alltag.'],
      ['written', 'Wir helfen einander.'],
    ])
    expect(await editor.page(`${sentences}/3`)).toContain('Gemeint sind Nachbarn.')
  })

  test.each([
    [{ text: '' }, 'text-missing'],
    [{ text: 'x'.repeat(601) }, 'text-too-long'],
    [{ text: 'Gut.', chapter: randomUUID() }, 'chapter-unknown'],
    [{ from: { dialogue: 'anderswo', number: 1 } }, 'statement-unknown'],
    [{ from: { dialogue: 'zusammenleben', number: 99 } }, 'statement-unknown'],
  ])('is not written with %j', async (wish, refusal) => {
    expect(await write(wish)).toEqual({ refusal })
    expect(await order()).toEqual([1, 2])
  })

  test.each([
    [{ text: '' }, 'Bitte geben Sie einen Wortlaut an.'],
    [{ text: 'x'.repeat(601) }, 'höchstens 600 Zeichen'],
    [{ text: 'Kurz.', explanation: 'x'.repeat(3001) }, 'höchstens 3.000 Zeichen'],
  ])('is not changed to %j, and what was typed stays', async (typed, words) => {
    const refused = await edit(typed)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain(words)
    expect(page).toContain(`>${typed.text}</textarea>`)
    expect(await sentence(1)).toMatchObject({ text: firstSentence, explanation: '' })
  })

  test('is not overwritten where a colleague has changed it since, and nothing typed is lost', async () => {
    await edit({ text: 'Alle lernen Deutsch.' })
    const refused = await edit({ text: 'Jeder Kurs beginnt bald.' })
    expect(refused.status).toBe(409)
    const page = await refused.text()
    expect(page).toContain('Jeder Kurs beginnt bald.')
    expect(page).toContain('name="seenText" value="Alle lernen Deutsch."')
    expect(await sentence(1)).toMatchObject({ text: 'Alle lernen Deutsch.' })
  })

  test('that is adopted changes through a revision alone', async () => {
    await open.enter('adopted')
    const deeds = [
      edit({ text: 'Heimlich.' }),
      post(`${sentences}/1/platz`, { direction: 'down' }),
      post(`${sentences}/1`, { deed: 'drop' }),
      post(`${sentences}/1/quellen`, { kind: 'note', use: 'inspired', title: 'Notiz' }),
    ]
    for (const refused of await Promise.all(deeds)) {
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain('Das Leitbild ist beschlossen.')
    }
    expect(await write({ text: 'Noch einer.' })).toEqual({ refusal: 'is-adopted' })
    expect(await sentence(1)).toMatchObject({ text: firstSentence, isDropped: false })
    await open.enter('revision')
    expect((await edit({ text: 'Nun offen.' })).status).toBe(303)
  })

  test('moves within its chapter and to another, and keeps its number', async () => {
    await post(`${sentences}/2/platz`, { direction: 'up' })
    expect(await order()).toEqual([2, 1])
    await post(`${consultedDesk}/kapitel`, { title: 'Wohnen' })
    const other = (await read(db => chaptersOf(db, open.vision)))[1]!.id
    await post(`${sentences}/2/platz`, { chapter: other })
    expect(await order()).toEqual([1, 2])
    expect(await sentence(2)).toMatchObject({ text: secondSentence, chapter: other })
  })

  test('that was dropped comes back at the end, its number is never given again, and its voice is open meanwhile', async () => {
    await write({ from: { dialogue: 'zusammenleben', number: 1 } })
    await post(`${sentences}/3`, { deed: 'drop' })
    expect(await order()).toEqual([1, 2])
    expect(await withoutFate()).toEqual([1, 2, 3])
    await write({ text: 'Ein neuer.' })
    expect(await order()).toEqual([1, 2, 4])
    expect((await post(`${sentences}/3`, { deed: 'save', text: 'Anders.' })).status).toBe(422)
    expect(await editor.page(`${sentences}/3`)).toContain('Dieser Leitsatz ist gestrichen.')
    await post(`${sentences}/3`, { deed: 'restore' })
    expect(await order()).toEqual([1, 2, 4, 3])
    expect(await withoutFate()).toEqual([2, 3])
  })

  test('of another vision or without a number is not found', async () => {
    expect((await editor.get(`${sentences}/99`)).status).toBe(404)
    expect((await editor.get(`${sentences}/x`)).status).toBe(404)
    expect((await edit({ deed: 'weg' })).status).toBe(400)
  })
})

describe('a source from outside the dialogues', () => {
  const add = async (fields: Record<string, string>, file?: File) => {
    const form = new FormData()
    const values = { csrf: editor.csrf, kind: 'concept', use: 'inspired', title: 'Konzept 2019', reference: '', datedOn: '', ...fields }
    for (const [name, value] of Object.entries(values)) form.set(name, value)
    if (file) form.set('file', file)
    return editor.send(`${sentences}/1/quellen`, { method: 'POST', body: form })
  }
  const others = async () => [...(await read(db => sourcesOf(db, open.vision))).values()].flatMap(({ others }) => others)

  test('stands with its file, which is known by its content, and goes with it', async () => {
    const pdf = new File(['%PDF-1.7 …'], 'C:\\Akten\\Konzept.exe', { type: 'text/html' })
    expect((await add({ reference: 'S. 12', datedOn: '2019-05-07' }, pdf)).status).toBe(303)
    const [source] = await others()
    expect(source).toMatchObject({ title: 'Konzept 2019', reference: 'S. 12', datedOn: '2019-05-07', file: { name: 'Konzept.pdf' } })
    const file = await editor.get(`${sentences}/1/quellen/${source!.id}`)
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(file.headers.get('content-disposition')).toContain('attachment')
    await post(`${sentences}/1/quellen/${source!.id}`, {})
    expect(await others()).toEqual([])
    expect(await read(db => db.selectFrom('source_file').select('id').where('municipality_id', '=', open.town.id).execute())).toEqual([])
  })

  test('is not there for everybody before a version names it', async () => {
    await add({}, new File(['Ein Konzept.'], 'konzept.txt'))
    const [source] = await others()
    const address = `/musterstadt/leitbild/miteinander/quelle/${source!.id}`
    expect((await open.instance.visitor().get(address)).status).toBe(404)
  })

  test.each([
    [{ kind: 'statement' }, undefined, 'Bitte wählen Sie die Art der Quelle.'],
    [{ title: '' }, undefined, 'Bitte geben Sie der Quelle einen Titel.'],
    [{ datedOn: '2019-02-31' }, undefined, 'Dieses Datum gibt es nicht.'],
    [{ reference: 'x'.repeat(501) }, undefined, 'Höchstens 500 Zeichen.'],
    [{}, new File([new Uint8Array([77, 90, 0, 1])], 'konzept.pdf'), 'Bitte wählen Sie eine Datei in PDF'],
    [{}, new File([new Uint8Array(5_000_001)], 'gross.pdf'), 'höchstens 5 MB'],
  ])('with %j is refused, and what was typed stays', async (fields, file, words) => {
    const refused = await add({ reference: 'Aktenzeichen 50-12', ...fields }, file)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain(words)
    if (!('reference' in fields)) expect(page).toContain('Aktenzeichen 50-12')
    expect(await others()).toEqual([])
  })
})

test('a sentence at the desk is for those who write', async () => {
  for (const role of ['moderator', 'reader'] as const)
    expect((await (await open.instance.staff(open.town, role)).get(`${sentences}/1`)).status).toBe(403)
  expect((await open.instance.visitor().get(`${sentences}/1`)).status).not.toBe(200)
})
