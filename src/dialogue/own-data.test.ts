import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import type { OwnData } from './own-data.ts'
import { insertStatements } from './statement.store.ts'
import { putSetup } from './voluntary.store.ts'

const booth = '/musterstadt/dialog/zusammenleben'
const page = '/musterstadt/meine-daten'
const proposed = 'Im Sommer braucht die Stadt ein Freiluftkino.'

describe('whoever has taken part', () => {
  let instance: TestInstance
  let town: Municipality
  let visitor: Browser

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      await putSetup(db, dialogue.id, { questions: ['age'], parts: [] })
      await insertStatements(db, dialogue.id, [seed('Mehr Bänke am Markt.')])
    })
    visitor = instance.visitor()
    await visitor.post(`${booth}/stimme`, { ...hiddenFields(await visitor.page(booth), `${booth}/stimme`), answer: 'agree' })
    await visitor.submit(`${booth}/ueber-mich`, `${booth}/ueber-mich`, { age: '30-44' })
    await visitor.submit(`${booth}/aussage`, `${booth}/aussage`, { text: proposed, language: 'de' })
  })
  afterEach(() => instance.close())

  const rowsOf = (table: 'vote' | 'participant' | 'voluntary_answer' | 'statement') =>
    inTown(instance, town, db => db.selectFrom(table).selectAll().where('municipality_id', '=', town.id).execute()) as Promise<
      Record<string, unknown>[]
    >
  const copy = async (browser = visitor) => (await (await browser.get(`${page}/kopie.json`)).json()) as OwnData
  const erase = (fields: Record<string, string>) => visitor.submit(page, `${page}/loeschen`, fields)

  test('reads on one page all that is stored under their number', async () => {
    const own = await visitor.page(page)
    for (const text of ['Mehr Bänke am Markt.', 'Zustimmung', proposed, 'wartet auf Prüfung', '30 bis 44 Jahre', '01.10.2026'])
      expect(own).toContain(text)
    expect((await visitor.get(page)).headers.get('cache-control')).toContain('no-store')
  })

  test('takes a copy along that a machine can read', async () => {
    const own = await copy()
    expect(own).toMatchObject({ firstSeen: '2026-10-01', channel: 'online' })
    expect(own.dialogues).toMatchObject([
      {
        slug: 'zusammenleben',
        votes: [{ number: 1, text: 'Mehr Bänke am Markt.', answer: 'agree', day: '2026-10-01', isSetAside: false }],
        statements: [{ text: proposed, state: 'pending' }],
        voluntary: { age: '30-44' },
        level: null,
      },
    ])
  })

  test('sees nothing of anybody else', async () => {
    const other = instance.visitor()
    expect(await other.page(page)).toContain('Zu diesem Browser ist nichts gespeichert')
    expect((await other.get(`${page}/kopie.json`)).status).toBe(303)
    await other.post(`${booth}/stimme`, { ...hiddenFields(await other.page(booth), `${booth}/stimme`), answer: 'disagree' })
    const own = await copy(other)
    expect(own.dialogues[0]?.votes.map(({ answer }) => answer)).toEqual(['disagree'])
    expect(JSON.stringify(own)).not.toContain(proposed)
  })

  test('must say that they mean it before anything is erased', async () => {
    const answered = await erase({ votes: 'go' })
    expect(answered.status).toBe(422)
    expect(await answered.text()).toContain('Bitte kreuzen Sie an')
    expect(await rowsOf('vote')).toHaveLength(1)
  })

  test('erases everything in one step, and nothing of it is left', async () => {
    const { pseudonym } = await copy()
    expect((await erase({ votes: 'go', understood: 'yes' })).headers.get('location')).toBe(`${page}?geloescht=1`)
    for (const table of ['vote', 'participant', 'voluntary_answer'] as const) expect(await rowsOf(table), table).toEqual([])
    expect((await rowsOf('statement')).map(({ text }) => text)).toEqual(['Mehr Bänke am Markt.'])
    expect(visitor.cookie('teilnahme-musterstadt')).toBeUndefined()
    expect(JSON.stringify(await everything())).not.toContain(pseudonym)
    expect(await visitor.page(`${page}?geloescht=1`)).toContain('Dieser Browser hat keine Nummer mehr')
  })

  test('can leave the votes: then they count and are nobody’s', async () => {
    const { pseudonym } = await copy()
    await erase({ votes: 'stay', understood: 'yes' })
    expect(await rowsOf('vote')).toMatchObject([{ answer: 1 }])
    expect(await rowsOf('voluntary_answer')).toEqual([])
    expect(JSON.stringify(await everything())).not.toContain(pseudonym)
  })

  test('keeps no hold on a statement others have voted on: it stays without an author', async () => {
    await inTown(instance, town, db =>
      db.updateTable('statement').set({ state: 'approved' }).where('municipality_id', '=', town.id).where('number', '=', 2).execute(),
    )
    await erase({ votes: 'go', understood: 'yes' })
    expect((await rowsOf('statement')).find(({ number }) => number === 2)).toMatchObject({ text: proposed, author_id: null })
  })

  /** All rows of the tables of a town that dialogues fill. */
  const everything = () =>
    inTown(instance, town, async db => {
      const tables = ['participant', 'vote', 'statement', 'voluntary_answer', 'voice', 'voice_proof', 'map_snapshot', 'map_people'] as const
      const found: unknown[] = []
      for (const table of tables) found.push(await db.selectFrom(table).selectAll().where('municipality_id', '=', town.id).execute())
      return found
    })
})

const seed = (text: string) => ({ text, language: 'de', origin: 'seed' as const, state: 'approved' as const, submittedOn: '2026-09-30' })
const dialogue: Dialogue = {
  id: randomUUID(),
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  phase: 'open',
  opensAt: null,
  closesAt: null,
  residentsMayAdd: true,
  moderation: 'before',
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
