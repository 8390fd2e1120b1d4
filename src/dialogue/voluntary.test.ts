import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { insertStatements } from './statement.store.ts'

const home = '/musterstadt/dialog/zusammenleben'
const page = `${home}/ueber-mich`
const desk = '/musterstadt/verwaltung/dialoge/zusammenleben/beteiligung'
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

describe('voluntary questions after voting', () => {
  let instance: TestInstance
  let town: Municipality
  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      await insertStatements(db, dialogue.id, [
        { text: 'Der Markt soll samstags sein.', language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-10-01' },
      ])
    })
  })
  afterEach(() => instance.close())

  const ask = async (questions: string[], parts = '') => {
    const editor = await instance.staff(town, 'editor')
    return editor.submit(desk, desk, { questions, parts })
  }
  const vote = async (browser: Browser) => {
    expect((await browser.submit(home, `${home}/stimme`, { answer: 'agree' })).status).toBe(303)
    return browser
  }
  const answers = () =>
    inTown(instance, town, db => db.selectFrom('voluntary_answer').selectAll().where('municipality_id', '=', town.id).execute())

  test('are not there until the town asks them', async () => {
    const voter = await vote(instance.visitor())
    expect(await voter.page(home)).not.toContain(page)
    expect((await voter.get(page)).status).toBe(404)
    expect((await ask(['age'])).status).toBe(303)
    expect(await voter.page(home)).toContain(page)
    const form = await voter.page(page)
    expect(form).toContain('name="age"')
    expect(form).not.toContain('name="gender"')
  })

  test('come after the vote: whoever has not voted cannot answer', async () => {
    await ask(['age'])
    const visitor = instance.visitor()
    expect(await visitor.page(page)).toContain('Diese Fragen kommen nach dem Abstimmen')
    expect((await visitor.post(page, { age: '18-29' })).status).toBe(422)
    expect(await answers()).toEqual([])
  })

  test('can each be skipped, changed and taken back', async () => {
    await ask(['age', 'gender'])
    const voter = await vote(instance.visitor())
    expect((await voter.submit(page, page, { age: '18-29', gender: '' })).status).toBe(303)
    expect(await answers()).toMatchObject([{ question: 'age', category: '18-29' }])
    expect(await voter.page(page)).toMatch(/value="18-29"[^>]* checked/)
    await voter.submit(page, page, { age: '', gender: 'female' })
    expect(await answers()).toMatchObject([{ question: 'gender', category: 'female' }])
    await voter.submit(page, page, {})
    expect(await answers()).toEqual([])
  })

  test('take no answer that is not offered, and none to a question that is not asked', async () => {
    await ask(['part'], 'Nordstadt\nSüdstadt')
    const voter = await vote(instance.visitor())
    await voter.submit(page, page, { part: 'Weststadt', age: '18-29', religion: 'keine' })
    expect(await answers()).toEqual([])
    await voter.submit(page, page, { part: 'Südstadt' })
    expect(await answers()).toMatchObject([{ question: 'part', category: 'Südstadt' }])
  })

  test('are stored under a name that stands nowhere else and cannot be made without the key', async () => {
    await ask(['age'])
    const voter = await vote(instance.visitor())

    await voter.submit(page, page, { age: '18-29' })
    const [answer] = await answers()
    expect(answer?.pseudonym).toMatch(/^[\w-]{43}$/)
    const participants = await inTown(instance, town, db =>
      db.selectFrom('participant').select('id').where('municipality_id', '=', town.id).execute(),
    )
    expect(participants).toHaveLength(1)
    for (const { id } of participants)
      for (const text of [id, id.replaceAll('-', ''), `${dialogue.id}${id}`, `${id}${dialogue.id}`, `voluntary ${dialogue.id} ${id}`])
        for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512'])
          for (const encoding of ['hex', 'base64', 'base64url'] as const)
            expect(answer?.pseudonym).not.toBe(createHash(algorithm).update(text).digest(encoding))
    expect(await tablesThatHold(answer?.pseudonym ?? '')).toEqual(['voluntary_answer'])
    expect(Object.values(answer ?? {})).not.toContain(participants[0]?.id)
    expect(Object.keys(answer ?? {}).sort()).toEqual(['category', 'dialogue_id', 'municipality_id', 'pseudonym', 'question'])
  })

  test('bear another name in every dialogue', async () => {
    const other = { ...dialogue, id: randomUUID(), slug: 'verkehr' }
    const [, otherHome, otherDesk] = [page, home, desk].map(path => path.replace('zusammenleben', 'verkehr'))
    await inTown(instance, town, async db => {
      await putDialogue(db, other)
      await insertStatements(db, other.id, [
        { text: 'Mehr Radwege.', language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-10-01' },
      ])
    })
    await ask(['age'])
    const editor = await instance.staff(town, 'editor')
    await editor.submit(otherDesk as string, otherDesk as string, { questions: ['age'] })
    const voter = await vote(instance.visitor())
    await voter.submit(otherHome as string, `${otherHome}/stimme`, { answer: 'agree' })
    await voter.submit(page, page, { age: '18-29' })
    await voter.submit(`${otherHome}/ueber-mich`, `${otherHome}/ueber-mich`, { age: '18-29' })
    const stored = await answers()
    expect(stored).toHaveLength(2)
    expect(new Set(stored.map(({ pseudonym }) => pseudonym)).size).toBe(2)
  })

  test.each(['stay', 'go'])('are forgotten with the person, when votes %s', async votes => {
    await ask(['age'])
    const [voter, other] = [await vote(instance.visitor()), await vote(instance.visitor())]
    await voter.submit(page, page, { age: '18-29' })
    await other.submit(page, page, { age: '60-74' })
    const oblivion = `${home}/meine-stimmen/vergessen`
    await voter.submit(`${home}/meine-stimmen`, oblivion, { votes })
    expect(await answers()).toMatchObject([{ category: '60-74' }])
  })

  test('that are no longer asked are no longer kept', async () => {
    await ask(['age', 'gender'])
    const voter = await vote(instance.visitor())
    await voter.submit(page, page, { age: '18-29', gender: 'female' })
    await ask(['gender'])
    expect(await answers()).toMatchObject([{ question: 'gender' }])
  })

  test('are set up by staff who may edit, with at least two parts of town', async () => {
    expect((await ask(['part'], 'Nordstadt')).status).toBe(422)
    expect((await ask(['part'], 'Nordstadt\nNordstadt')).status).toBe(422)
    expect((await (await instance.staff(town, 'reader')).get(desk)).status).toBe(403)
    expect((await instance.visitor().get(desk)).status).not.toBe(200)
  })

  /** Every table of the database in which some column, as text, holds this. */
  async function tablesThatHold(text: string): Promise<string[]> {
    return inTown(instance, town, async db => {
      const tables = await db.rows<{ name: string }>(sql`
        select table_name as name from information_schema.columns
        where column_name = 'municipality_id' and table_schema = current_schema() order by table_name`)
      const found: string[] = []
      for (const { name } of tables) {
        const rows = await db.rows(sql`
          select 1 from ${sql.table(name)} as held where municipality_id = ${town.id} and held::text like ${`%${text}%`} limit 1`)
        if (rows.length > 0) found.push(name)
      }
      return found
    })
  }
})
