import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { fillDemo } from '../commands/demo.ts'
import { fatesIn, fatesOf, openFates } from './fate.store.ts'
import { type FatedStatement, fateAtDesk } from './fate.ts'
import { allVisions } from './vision.store.ts'

describe('the fates of statements in the example town', () => {
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

  const desk = () => `/${town.slug}/verwaltung/leitbild/miteinander/verbleib`
  const fates = () =>
    inTown(instance, town, async db =>
      fatesOf(
        db,
        vision,
        (await fatesIn(db, vision)).map(({ id }) => id),
      ),
    )
  const open = async () => (await fates()).filter(statement => !fateAtDesk(statement))
  const at = ({ dialogue, number }: FatedStatement) => `${desk()}/${dialogue.slug}/${number}`
  const decide = (statement: FatedStatement, wish: Record<string, string>) =>
    editor.post(at(statement), { csrf: editor.csrf, seen: statement.decision?.fate ?? '', ...wish })
  const newsOf = (statement: FatedStatement) =>
    inTown(instance, town, async db =>
      (
        await db.rows<{ kind: string }>(sql`
          select kind from news where municipality_id = ${town.id} and statement_id = ${statement.id} order by at, kind`)
      ).map(({ kind }) => kind),
    )

  test('passing a statement on gives it a fate, which the list, its public page, the audit and the digest tell', async () => {
    const [statement] = await open()
    const before = await inTown(instance, town, db => openFates(db, vision))
    const answer = await decide(statement!, { fate: 'department', department: 'Bauamt <b>', reason: '' })
    expect(answer.status).toBe(303)
    expect(await inTown(instance, town, db => openFates(db, vision))).toBe(before - 1)
    expect(await editor.page(answer.headers.get('location')!)).toContain(`Aussage ${statement!.number} ist weitergegeben`)
    expect(await editor.page(`${desk()}?stand=weitergegeben`)).toContain('Bauamt &lt;b&gt;')
    const inPublic = await instance.visitor().page(`/${town.slug}/dialog/zusammenleben/aussage/${statement!.number}`)
    expect(inPublic).toContain('Weitergegeben an: Bauamt &lt;b&gt;')
    expect(await newsOf(statement!)).toContain('statement-handed-over')
    const coordinator = await instance.staff(town, 'coordinator')
    expect(await coordinator.page(`/${town.slug}/verwaltung/protokoll`)).toContain(
      `Aussage ${statement!.number} (zusammenleben) weitergegeben`,
    )
  })

  test('what was decided can be taken back, and is open again', async () => {
    const [statement] = await open()
    await decide(statement!, { fate: 'declined', reason: 'Das entscheidet der Kreis.' })
    const decided = (await fates()).find(({ id }) => id === statement!.id)!
    expect(decided.decision).toMatchObject({ fate: 'declined', reason: 'Das entscheidet der Kreis.' })
    expect((await decide(decided, { fate: 'declined', takeBack: '1' })).status).toBe(303)
    expect((await open()).map(({ id }) => id)).toContain(statement!.id)
  })

  test.each([
    [{ fate: '' }, 'Wählen Sie, was aus der Aussage wird.'],
    [{ fate: 'adopted' }, 'Wählen Sie, was aus der Aussage wird.'],
    [{ fate: 'department', department: ' ' }, 'Nennen Sie die Stelle'],
    [{ fate: 'department', department: 'x'.repeat(201) }, 'höchstens 200 Zeichen'],
    [{ fate: 'declined', reason: '' }, 'Begründen Sie'],
    [{ fate: 'declined', reason: 'x'.repeat(1001) }, 'höchstens 1.000 Zeichen'],
  ])('a decision that lacks something or has too much is refused by name, and what was typed is kept', async (wish, words) => {
    const [statement] = await open()
    const refused = await decide(statement!, { reason: 'Getippt und behalten', ...wish })
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain(words)
    if (!('reason' in wish)) expect(page).toContain('Getippt und behalten')
    expect((await open()).map(({ id }) => id)).toContain(statement!.id)
  })

  test('what a colleague has decided meanwhile is not overruled unseen', async () => {
    const [statement] = await open()
    await decide(statement!, { fate: 'declined', reason: 'Erst ich.' })
    const late = await decide(statement!, { fate: 'department', department: 'Schulamt' })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('Schulamt')
    expect((await fates()).find(({ id }) => id === statement!.id)?.decision).toMatchObject({ fate: 'declined' })
  })

  test('a statement that stands in the text cannot be declined beside it', async () => {
    const inText = (await fates()).find(({ sentences }) => sentences.length > 0)!
    expect(await editor.page(at(inText))).not.toContain('name="department"')
    const refused = await decide(inText, { fate: 'declined', reason: 'Doch nicht.' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('steht inzwischen hinter einem Satz')
  })

  test('a statement of a dialogue the vision does not draw on is refused by name, and has no page here', async () => {
    const dialogue = randomUUID()
    await inTown(instance, town, async db => {
      await db.rows(sql`
        insert into dialogue (municipality_id, id, slug, question, phase, moderation, statement_length, languages, created_at)
        select municipality_id, ${dialogue}, 'fremd', question, phase, moderation, statement_length, languages, created_at
        from dialogue where municipality_id = ${town.id} limit 1`)
      await db.rows(sql`
        insert into statement (municipality_id, id, dialogue_id, number, text, language, origin, state, submitted_on)
        select municipality_id, ${randomUUID()}, ${dialogue}, 1, text, language, origin, 'approved', submitted_on
        from statement where municipality_id = ${town.id} limit 1`)
    })
    const foreign = { ...(await fates())[0]!, dialogue: { id: dialogue, slug: 'fremd', question: '' }, number: 1, decision: null }
    expect((await editor.get(at(foreign))).status).toBe(404)
    const refused = await decide(foreign, { fate: 'declined', reason: 'Nein.' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('gehört zu keinem Dialog, auf den sich das Leitbild stützt')
  })

  test('the lists together are all statements, each in one; those with the most agreement come first', async () => {
    const numbers = async (view: string) => {
      const found: string[] = []
      for (let page = 1; ; page++) {
        const html = await editor.page(`${desk()}?stand=${view}&seite=${page}`)
        found.push(...[...html.matchAll(/href="[^"]*\/verbleib\/zusammenleben\/(\d+)[^"]*"/g)].map(([, number]) => number!))
        if (!html.includes(`seite=${page + 1}`)) return found
      }
    }
    const views = ['offen', 'im-text', 'in-verhandlung', 'weitergegeben', 'nicht-aufgenommen']
    const lists = await Promise.all(views.map(numbers))
    const all = await numbers('alle')
    expect(lists.flat().sort()).toEqual([...all].sort())
    expect(new Set(all).size).toBe((await fates()).length)
    const agreed = await numbers('offen-mit-zustimmung')
    expect((await numbers('offen')).slice(0, agreed.length)).toEqual(agreed)
  })

  test('those who moderate or only read, and visitors, do not decide', async () => {
    const [statement] = await open()
    for (const role of ['moderator', 'reader'] as const) {
      const staff = await instance.staff(town, role)
      expect((await staff.post(at(statement!), { csrf: staff.csrf, seen: '', fate: 'declined', reason: 'x' })).status, role).toBe(403)
    }
    expect((await instance.visitor().get(desk())).status).not.toBe(200)
  })
})
