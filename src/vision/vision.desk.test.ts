import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, openConsultedTown } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { putDialogue } from '../dialogue/dialogue.store.ts'
import type { Dialogue } from '../dialogue/dialogue.ts'
import { chaptersOf } from './chapter.store.ts'
import { moved } from './chapter.ts'
import { dialoguesOf, findVision } from './vision.store.ts'
import { usualChapters } from './vision.ts'

const visions = '/musterstadt/verwaltung/leitbild'

let open: ConsultedTown
let editor: Browser & StaffBrowser
beforeEach(async () => {
  open = await openConsultedTown()
  editor = await open.instance.staff(open.town, 'editor')
})
afterEach(() => open.instance.close())

const post = (path: string, fields: Record<string, string>) => editor.post(path, { csrf: editor.csrf, ...fields })
const create = (fields: Record<string, string>) => post(`${visions}/neu`, { language: 'de', ...fields })
const read = <Result>(ask: Parameters<typeof inTown<Result>>[2]) => inTown(open.instance, open.town, ask)

const addDialogue = (slug: string, phase: Dialogue['phase'] = 'closed') =>
  read(db =>
    putDialogue(db, {
      id: randomUUID(),
      slug,
      question: 'Wie wollen wir zusammenleben?',
      description: '',
      phase,
      opensAt: null,
      closesAt: null,
      residentsMayAdd: false,
      moderation: 'before',
      statementLength: 140,
      languages: ['de'],
      licence: 'CC-BY-4.0',
      sourceNote: '',
      importDigest: null,
    }),
  )

describe('a new vision', () => {
  test('gets its address from the title, the usual chapters, and the dialogues it draws on', async () => {
    await addDialogue('zusammenleben')
    const answered = await create({ title: 'Zusammen für Musterstadt', dialogues: 'zusammenleben' })
    expect(answered.headers.get('location')).toBe(`${visions}/zusammen-fuer-musterstadt?fertig=angelegt`)
    const vision = await read(db => findVision(db, 'zusammen-fuer-musterstadt'))
    expect(await read(db => chaptersOf(db, vision!.id))).toHaveLength(usualChapters.length)
    expect((await read(db => dialoguesOf(db, vision!.id))).map(({ slug }) => slug)).toEqual(['zusammenleben'])
    expect(await editor.page(visions)).toContain('Zusammen für Musterstadt')
  })

  test.each([
    [{ title: '' }, 'Bitte geben Sie einen Titel an.'],
    [{ title: 'x'.repeat(161) }, 'höchstens 160 Zeichen'],
    [{ slug: 'Neu!' }, 'nur aus kleinen Buchstaben'],
    [{ slug: 'neu' }, 'nur aus kleinen Buchstaben'],
    [{ slug: 'miteinander' }, 'Diese Adresse hat schon ein anderes Leitbild.'],
    [{ language: 'tlh' }, 'Bitte wählen Sie eine Sprache Ihrer Kommune.'],
    [{ dialogues: 'gibt-es-nicht' }, 'Einen dieser Dialoge gibt es hier nicht'],
    [{ dialogues: 'entwurf' }, 'Einen dieser Dialoge gibt es hier nicht'],
  ])('with %j is refused, and what was typed stays', async (typed, words) => {
    await addDialogue('entwurf', 'draft')
    const refused = await create({ title: 'Leben hier', preamble: 'Wir haben gefragt.', ...typed })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain(words)
    expect(page).toContain('Wir haben gefragt.')
  })

  test('is not for moderators and readers', async () => {
    for (const role of ['moderator', 'reader'] as const) {
      const browser = await open.instance.staff(open.town, role)
      expect((await browser.post(`${visions}/neu`, { csrf: browser.csrf, title: 'Leben hier', language: 'de' })).status).toBe(403)
    }
  })
})

describe('what a vision says of itself', () => {
  const settings = `${consultedDesk}/angaben`
  const change = (fields: Record<string, string>) =>
    post(settings, { title: 'Miteinander', language: 'de', seenTitle: 'Miteinander', seenPreamble: '', ...fields })

  test('can be changed, but not its address once it is published', async () => {
    expect((await change({ preamble: 'Wir haben gefragt.', slug: 'anders' })).status).toBe(303)
    expect(await read(db => findVision(db, 'miteinander'))).toMatchObject({ preamble: 'Wir haben gefragt.' })
    expect(await editor.page(settings)).not.toContain('name="slug"')
  })

  test('is not overwritten where a colleague has changed it since', async () => {
    await change({ title: 'Miteinander leben' })
    const refused = await change({ title: 'Gemeinsam' })
    expect(refused.status).toBe(409)
    const page = await refused.text()
    expect(page).toContain('Das wurde inzwischen geändert.')
    expect(page).toContain('value="Gemeinsam"')
    expect(page).toContain('name="seenTitle" value="Miteinander leben"')
  })

  test('stays as it was adopted', async () => {
    await open.enter('adopted')
    const refused = await change({ title: 'Anders' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Das Leitbild ist beschlossen.')
  })
})

test('the desk of a vision leads to each of its rooms', async () => {
  const page = await editor.page(consultedDesk)
  for (const room of ['schreibtisch', 'kapitel', 'verbleib', 'befunde', 'themen', 'beitraege', 'aenderungen', 'beratungsfolge'])
    expect(page).toContain(`href="${consultedDesk}/${room}"`)
})

describe('chapters', () => {
  const chapters = () => read(db => chaptersOf(db, open.vision))
  const titles = async () => (await chapters()).map(({ title }) => title)
  const add = (title: string) => post(`${consultedDesk}/kapitel`, { title })
  const change = async (place: number, fields: Record<string, string>) =>
    post(`${consultedDesk}/kapitel/${(await chapters())[place]!.id}`, fields)

  test('are added, moved, renamed, and removed where they are empty', async () => {
    await add('Wohnen')
    await add('Arbeit')
    await change(2, { deed: 'up' })
    expect(await titles()).toEqual(['Zusammenleben', 'Arbeit', 'Wohnen'])
    await change(1, { deed: 'rename', title: 'Arbeit und Ausbildung', seen: 'Arbeit' })
    await change(2, { deed: 'remove' })
    expect(await titles()).toEqual(['Zusammenleben', 'Arbeit und Ausbildung'])
    expect(await editor.page(`${consultedDesk}/kapitel`)).toContain('Arbeit und Ausbildung')
  })

  test('with sentences stay, and so does the last', async () => {
    expect(await (await change(0, { deed: 'remove' })).text()).toContain('In diesem Kapitel stehen Leitsätze.')
    expect(await titles()).toEqual(['Zusammenleben'])
  })

  test('without a name, renamed meanwhile, or of an adopted vision are refused', async () => {
    expect((await add('')).status).toBe(422)
    expect((await change(0, { deed: 'rename', title: 'Anders', seen: 'Etwas' })).status).toBe(409)
    expect((await change(0, { deed: 'weg' })).status).toBe(400)
    await open.enter('adopted')
    expect(await (await add('Wohnen')).text()).toContain('Das Leitbild ist beschlossen.')
    expect(await titles()).toEqual(['Zusammenleben'])
  })

  test('of another vision are not found', async () => {
    expect((await post(`${consultedDesk}/kapitel/${randomUUID()}`, { deed: 'up' })).status).toBe(404)
  })

  test('moved at the end of the row stay there', () => {
    expect(moved(['a', 'b', 'c'], 'c', 'down')).toEqual(['a', 'b', 'c'])
    expect(moved(['a', 'b', 'c'], 'b', 'up')).toEqual(['b', 'a', 'c'])
    expect(moved(['a'], 'x', 'up')).toEqual(['a'])
  })
})
