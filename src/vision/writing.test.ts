import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { fillDemo } from '../commands/demo.ts'
import { fatesIn, fatesOf } from './fate.store.ts'
import type { FatedStatement } from './fate.ts'
import { sourcesOf } from './source.store.ts'
import { allVisions, textOf } from './vision.store.ts'
import { sentencesOf } from './vision.ts'
import { addressed, queryIn } from './writing.ts'

test('what the address of the desk asks for is the same once it has been written and read', () => {
  const query = {
    zeige: 'umstritten',
    dialog: 'bus',
    suche: 'Bänke & Bäume',
    offen: 'ja',
    seite: '3',
    kapitel: 'x',
    satz: '7',
    teil: 'text',
  }
  const read = queryIn(name => query[name as keyof typeof query])
  const again = addressed(read) as Record<string, string | number | undefined>
  expect(queryIn(name => again[name]?.toString())).toEqual(read)
  expect(addressed(queryIn(() => undefined))).toEqual({})
  expect(queryIn(() => 'unsinn')).toMatchObject({ view: 'all', page: 1, sentence: undefined })
})

describe('the writing desk of the example town', () => {
  let instance: TestInstance
  let town: Municipality
  let vision: string
  let editor: Browser & StaffBrowser
  beforeAll(async () => {
    instance = await openTestInstance()
    town = await fillDemo(instance.services)
    vision = await inTown(instance, town, async db => (await allVisions(db))[0]!.id)
    editor = await instance.staff(town, 'editor')
  })
  afterAll(() => instance.close())

  const home = () => `/${town.slug}/verwaltung/leitbild/miteinander`
  const desk = (query = '') => `${home()}/schreibtisch${query}`
  const statements = () =>
    inTown(instance, town, async db =>
      fatesOf(
        db,
        vision,
        (await fatesIn(db, vision)).map(({ id }) => id),
      ),
    )
  const unused = async () => (await statements()).filter(({ sentences }) => sentences.length === 0)
  const text = () => inTown(instance, town, db => textOf(db, vision))
  const voicesOf = async (number: number) =>
    inTown(instance, town, async db => {
      const sentence = sentencesOf(await textOf(db, vision)).find(each => each.number === number)!
      return (await sourcesOf(db, vision)).get(sentence.id)?.voices ?? []
    })
  const named = ({ dialogue, number }: FatedStatement) => `${dialogue.slug}/${number}`
  const link = (sentence: number, statement: string, use = 'merged', query = '') =>
    editor.post(`${home()}/saetze/${sentence}/stimmen${query}`, { csrf: editor.csrf, statement, use, place: 'stelle-3' })
  const enter = (phase: string) =>
    inTown(instance, town, db => db.rows(sql`update vision set phase = ${phase} where municipality_id = ${town.id} and id = ${vision}`))

  test('a statement is linked to the chosen sentence with one press, and one comes back to the same place', async () => {
    const [statement] = await unused()
    const page = await editor.page(desk('?satz=1&zeige=alle&offen=ja'))
    expect(page).toContain('Sie verknüpfen mit Satz 1')
    const answer = await link(1, named(statement!), 'merged', '?offen=ja&satz=1')
    expect(answer.headers.get('location')).toBe(`${desk('?offen=ja&satz=1')}#stelle-3`)
    expect((await voicesOf(1)).find(({ statementId }) => statementId === statement!.id)?.use).toBe('merged')
    const unusedNow = await editor.page(desk(`?offen=ja&suche=${encodeURIComponent(statement!.text)}`))
    expect(unusedNow).toContain('Keine Aussage gefunden')
    const coordinator = await instance.staff(town, 'coordinator')
    expect(await coordinator.page(`/${town.slug}/verwaltung/protokoll`)).toContain(
      `Aussage ${statement!.number} (zusammenleben) mit Satz 1 verknüpft`,
    )
  })

  test('a sentence that was taken out stands at the end of the desk, with the way to its page and back', async () => {
    const page = `${home()}/saetze/10`
    expect(await editor.page(desk())).not.toContain('gestrichener Satz')
    await editor.submit(page, page, { deed: 'drop' })
    const shown = await editor.page(desk())
    expect(shown).toContain('1 gestrichener Satz')
    expect(shown.slice(shown.indexOf('1 gestrichener Satz'))).toContain(`href="${page}"`)
    await editor.submit(page, page, { deed: 'restore' })
    expect(await editor.page(desk())).not.toContain('gestrichener Satz')
  })

  test('an issue is made from what is contested: offered with how it stands, searched without losing what was typed, chosen where one comes from it', async () => {
    const page = `${home()}/themen/neu`
    const offered = await editor.page(page)
    expect(offered).toContain('umstritten')
    const [, ref = ''] = /value="([a-z0-9-]+ \d+)"/.exec(offered) ?? []
    expect(ref).not.toBe('')
    const found = await editor.submit(page, page, { deed: 'search', question: 'Wohin?', background: '', statements: ref, search: 'Bus' })
    expect(found.status).toBe(200)
    const shown = await found.text()
    expect(shown).toContain('Wohin?')
    expect(shown).toMatch(new RegExp(`value="${ref}"[^>]*checked|checked[^>]*value="${ref}"`))
    expect(shown).toContain('nicht umstritten')
    const from = await editor.page(`${page}?aussage=${ref.replace(' ', '/')}`)
    expect(from).toMatch(new RegExp(`value="${ref}"[^>]*checked|checked[^>]*value="${ref}"`))
  })

  test('the same statement twice in one sentence is refused by name', async () => {
    const [voice] = await voicesOf(1)
    const refused = await link(1, `${voice!.dialogue.slug}/${voice!.number}`)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Die Aussage steht schon hinter diesem Satz.')
  })

  test.each(['fremd/1', 'zusammenleben/99999', '../x', ''])('%o is no statement of the dialogues the vision draws on', async statement => {
    const refused = await link(1, statement)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('gehört zu keinem Dialog, auf den sich das Leitbild stützt')
  })

  test('a use that does not exist is refused by name, a sentence that does not exist is not found', async () => {
    const [statement] = await unused()
    expect(await (await link(1, named(statement!), 'gestohlen')).text()).toContain('Wählen Sie, was der Satz aus der Aussage macht.')
    expect((await link(999, named(statement!))).status).toBe(404)
  })

  test('a voice can be taken away, by its own sentence alone, and a second time nothing happens', async () => {
    const [statement] = await unused()
    await link(2, named(statement!))
    const voice = (await voicesOf(2)).find(({ statementId }) => statementId === statement!.id)!
    const unlink = (sentence: number) => editor.post(`${home()}/saetze/${sentence}/stimmen/${voice.id}`, { csrf: editor.csrf })
    await unlink(1)
    expect((await voicesOf(2)).map(({ id }) => id)).toContain(voice.id)
    expect((await unlink(2)).status).toBe(303)
    expect((await voicesOf(2)).map(({ id }) => id)).not.toContain(voice.id)
    expect((await unlink(2)).status).toBe(303)
  })

  test('a new sentence from a statement stands at the end of its chapter with the statement as its voice, and is the chosen one', async () => {
    const [statement] = await unused()
    const { chapters } = await text()
    const chapter = chapters[1]!.id
    const wording = 'Wir hören einander zu.'
    const answer = await editor.post(desk('?zeige=verbindet'), {
      csrf: editor.csrf,
      statement: named(statement!),
      place: 'stelle-1',
      chapter,
      text: wording,
    })
    const written = (await text()).chapters[1]!.sentences.at(-1)!
    expect(written.text).toBe(wording)
    expect(answer.headers.get('location')).toBe(`${desk(`?zeige=verbindet&satz=${written.number}`)}#stelle-1`)
    expect(await voicesOf(written.number)).toMatchObject([{ statementId: statement!.id, use: 'taken-over' }])
    expect(await editor.page(answer.headers.get('location')!.split('#')[0]!)).toContain(`Sie verknüpfen mit Satz ${written.number}`)
  })

  test('a new sentence that is refused keeps what was typed, in the form of its statement', async () => {
    const [statement] = await unused()
    const typed = { csrf: editor.csrf, statement: named(statement!), chapter: randomUUID(), text: 'Getippt und behalten' }
    const refused = await editor.post(desk(`?suche=${encodeURIComponent(statement!.text)}`), typed)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('Wählen Sie ein Kapitel. Das gewählte gibt es nicht mehr.')
    expect(page).toContain('Getippt und behalten</textarea>')
    const chapter = (await text()).chapters[0]!.id
    const long = await editor.post(desk(), { csrf: editor.csrf, chapter, text: 'x'.repeat(5000) })
    expect(await long.text()).toContain('Ein Satz darf höchstens')
  })

  test('how a sentence reads is changed where one stands, but not over what a colleague has written meanwhile', async () => {
    const sentence = sentencesOf(await text())[2]!
    const reword = (wording: string, seenText: string) =>
      editor.post(desk(`?satz=${sentence.number}`), {
        csrf: editor.csrf,
        sentence: String(sentence.number),
        seenText,
        explanation: sentence.explanation,
        text: wording,
      })
    const answer = await reword('Niemand bleibt allein.', sentence.text)
    expect(answer.headers.get('location')).toBe(`${desk(`?satz=${sentence.number}`)}#leitsatz`)
    expect(sentencesOf(await text())[2]).toMatchObject({ text: 'Niemand bleibt allein.', explanation: sentence.explanation })
    const late = await reword('Alle feiern mit.', sentence.text)
    expect(late.status).toBe(409)
    const page = await late.text()
    expect(page).toContain('Alle feiern mit.</textarea>')
    expect(page).toContain('Niemand bleibt allein.')
    expect((await reword('', 'Niemand bleibt allein.')).status).toBe(422)
  })

  test('each view shows what it is about; together with what is in the text nothing is lost', async () => {
    const all = await statements()
    const shown = async (query: string) => {
      const found: string[] = []
      for (let page = 1; ; page++) {
        const html = await editor.page(desk(`?${query}&seite=${page}`))
        found.push(...[...html.matchAll(/data-statement="([^"]+)"/g)].map(([, name]) => name!))
        if (!html.includes(`seite=${page + 1}`)) return found
      }
    }
    expect((await shown('zeige=alle')).sort()).toEqual(all.map(named).sort())
    const free = (await unused()).map(named)
    expect((await shown('offen=ja')).sort()).toEqual(free.sort())
    for (const view of ['verbindet', 'umstritten', 'typisch']) expect((await shown(`zeige=${view}`)).length, view).toBeGreaterThan(0)
  })

  test('what was adopted cannot be changed here, and offers no deed', async () => {
    const [statement] = await unused()
    const [voice] = await voicesOf(1)
    await enter('adopted')
    const page = await editor.page(desk('?satz=1'))
    expect(page).toContain('Das Leitbild ist beschlossen.')
    expect(page).not.toContain('name="use"')
    const deeds = [
      await link(1, named(statement!)),
      await editor.post(`${home()}/saetze/1/stimmen/${voice!.id}`, { csrf: editor.csrf }),
      await editor.post(desk(), { csrf: editor.csrf, text: 'Neu', chapter: (await text()).chapters[0]!.id }),
    ]
    for (const deed of deeds) {
      expect(deed.status).toBe(422)
      expect(await deed.text()).toContain('Das Leitbild ist beschlossen.')
    }
    expect((await voicesOf(1)).map(({ id }) => id)).toContain(voice!.id)
    await enter('consultation')
  })

  test('others than those who write have no business here', async () => {
    for (const role of ['moderator', 'reader'] as const) expect((await (await instance.staff(town, role)).get(desk())).status).toBe(403)
    expect((await instance.visitor().get(desk())).status).not.toBe(200)
  })
})
