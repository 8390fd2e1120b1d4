import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { mostPerNetwork, mostWaiting, probableLanguage } from './proposal.ts'
import { insertStatements, type NewStatement } from './statement.store.ts'

const booth = '/musterstadt/dialog/zusammenleben'
const page = `${booth}/aussage`

describe('a resident’s own statement', () => {
  let instance: TestInstance
  let town: Municipality

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await open({})
  })
  afterEach(() => instance.close())

  const open = (rules: Partial<Dialogue>) => inTown(instance, town, db => putDialogue(db, { ...dialogue, ...rules }))
  const add = (...added: Partial<NewStatement>[]) =>
    inTown(instance, town, db =>
      insertStatements(
        db,
        dialogue.id,
        added.map(statement => ({ ...approved, ...statement }) as NewStatement),
      ),
    )
  const stored = () =>
    inTown(instance, town, db => db.selectFrom('statement').selectAll().where('municipality_id', '=', town.id).orderBy('number').execute())
  const send = (browser: Browser, text: string, more: Record<string, string> = {}) =>
    browser.submit(page, page, { text, language: 'de', ...more })

  test('waits for moderation, and its author sees that', async () => {
    const author = instance.visitor()
    const answered = await send(author, 'Der Markt soll samstags sein.')
    expect(answered.status).toBe(303)
    expect(answered.headers.getSetCookie()[0]).toMatch(/^teilnahme-musterstadt=.*HttpOnly/)
    expect(await stored()).toMatchObject([
      { number: 1, state: 'pending', origin: 'resident', submitted_on: '2026-10-01', decided_at: null },
    ])
    const shown = await author.page(answered.headers.get('location') ?? '')
    expect(shown).toContain('Danke, Ihre Aussage ist eingereicht')
    expect(shown).toContain('Wartet auf Prüfung')
    expect(shown).toContain('Der Markt soll samstags sein.')
  })

  test('is seen by nobody else before it is approved', async () => {
    await send(instance.visitor(), 'Der Markt soll samstags sein.')
    instance.clock.now = new Date(instance.clock.now.getTime() + 5000)
    for (const address of ['/musterstadt', booth, `${booth}?aussage=1`, page])
      expect(await instance.visitor().page(address), address).not.toContain('samstags')
  })

  test('stands for votes at once where moderation comes after', async () => {
    await open({ moderation: 'after' })
    expect(await instance.visitor().page(booth)).not.toContain('samstags')
    const author = instance.visitor()
    const answered = await send(author, 'Der Markt soll samstags sein.')
    expect(await author.page(answered.headers.get('location') ?? '')).toContain('Danke, Ihre Aussage steht zur Abstimmung')
    expect(await instance.visitor().page(booth)).toContain('Der Markt soll samstags sein.')
  })

  test('looking at the page, and being asked about similar ones, sets no cookie', async () => {
    await add({ text: 'Der letzte Bus soll auch nach 21 Uhr noch fahren.' })
    const visitor = instance.visitor()
    expect((await visitor.get(page)).headers.getSetCookie()).toEqual([])
    expect((await send(visitor, 'Der letzte Bus soll nach 22 Uhr fahren.')).headers.getSetCookie()).toEqual([])
  })

  test('similar statements are shown first, with the way to vote on them; then it can be sent all the same', async () => {
    await add({ text: 'Der letzte Bus soll auch nach 21 Uhr noch fahren.' }, { text: 'Die Bücherei soll samstags öffnen.' })
    const visitor = instance.visitor()
    const asked = await send(visitor, 'Der letzte Bus soll nach 22 Uhr fahren.')
    const shown = await asked.text()
    expect(asked.status).toBe(200)
    expect(shown).toContain('Meinen Sie eine davon?')
    expect(shown).toContain(`href="${booth}?aussage=1"`)
    expect(shown).not.toContain('Bücherei')
    expect(shown).toContain('Der letzte Bus soll nach 22 Uhr fahren.')
    expect(await stored()).toHaveLength(2)
    expect(shown).toContain('name="gesehen" value="1"')
    expect((await send(visitor, 'Der letzte Bus soll nach 22 Uhr fahren.', { gesehen: '1' })).status).toBe(303)
    expect(await stored()).toHaveLength(3)
  })

  test('a short statement finds the long one that holds it', async () => {
    await add({ text: 'Wir brauchen wieder eine Kinderärztin in der Stadt. 40 Minuten Fahrt mit Fieberkind sind zu viel.' })
    expect(await (await send(instance.visitor(), 'Wir brauchen eine Kinderärztin')).text()).toContain('Fieberkind')
  })

  test('what waits or was rejected is never shown as similar', async () => {
    await add({ text: 'Der letzte Bus soll auch nach 21 Uhr noch fahren.', state: 'pending' })
    await add({ text: 'Der letzte Bus soll auch nach 23 Uhr noch fahren.', state: 'rejected' })
    expect((await send(instance.visitor(), 'Der letzte Bus soll nach 22 Uhr fahren.')).status).toBe(303)
  })

  test('similar statements of another town are not shown', async () => {
    const other = await instance.addTown({ slug: 'anderswo', ags: '09999002', name: 'Anderswo' })
    await inTown(instance, other, async db => {
      await putDialogue(db, { ...dialogue, id: randomUUID() })
    })
    await add({ text: 'Der letzte Bus soll auch nach 21 Uhr noch fahren.' })
    const elsewhere = page.replace('musterstadt', 'anderswo')
    const answered = await instance
      .visitor()
      .submit(elsewhere, elsewhere, { text: 'Der letzte Bus soll auch nach 21 Uhr noch fahren!', language: 'de' })
    expect(answered.status).toBe(303)
  })

  test.each([
    ['Der Markt soll samstags sein.', 'approved', 'Diese Aussage gibt es schon.', `href="${booth}?aussage=1"`],
    ['Der Markt soll samstags sein.', 'pending', 'Diese Aussage hat schon jemand eingereicht.', ''],
    ['Der Markt soll samstags sein.', 'rejected', 'Diese Aussage wurde schon geprüft', ''],
  ] as const)('the same text twice is refused (%s, %s)', async (text, state, refusal, link) => {
    await add({ text, state })
    const refused = await send(instance.visitor(), ' der  MARKT soll samstags sein! ')
    expect(refused.status).toBe(422)
    const shown = await refused.text()
    expect(shown).toContain(refusal)
    expect(shown).toContain(link)
    expect(shown).toContain('der  MARKT soll samstags sein!')
    expect(await stored()).toHaveLength(1)
  })

  test('the same text as a merged one leads to the statement that says the same', async () => {
    await add(
      { text: 'Märkte sollen am Wochenende stattfinden.' },
      { text: 'Der Markt soll samstags sein.', state: 'merged', mergedInto: 1 },
    )
    const shown = await (await send(instance.visitor(), 'Der Markt soll samstags sein')).text()
    expect(shown).toContain('Märkte sollen am Wochenende stattfinden.')
    expect(shown).toContain(`href="${booth}?aussage=1"`)
  })

  test('a form sent twice is one statement', async () => {
    const visitor = instance.visitor()
    await visitor.page(page)
    const { hiddenFields } = await import('../../test/testing/browser.ts')
    const fields = { ...hiddenFields(await visitor.page(page), page), text: 'Der Markt soll samstags sein.', language: 'de' }
    const answers = await Promise.all([1, 2, 3].map(() => visitor.post(page, fields)))
    expect(answers.map(answer => answer.status)).toEqual([303, 303, 303])
    expect(await stored()).toHaveLength(1)
  })

  test('two at once get different numbers', async () => {
    const texts = ['Mehr Bänke im Park.', 'Ein Schwimmbad für alle.', 'Kürzere Wege zum Amt.', 'Spielstraßen in der Altstadt.']
    const answers = await Promise.all(texts.map(text => send(instance.visitor(), text)))
    expect(answers.map(answer => answer.status)).toEqual([303, 303, 303, 303])
    expect((await stored()).map(({ number }) => number)).toEqual([1, 2, 3, 4])
  })

  test('the same text twice at once is one statement', async () => {
    await Promise.all([1, 2, 3].map(() => send(instance.visitor(), 'Der Markt soll samstags sein.')))
    expect(await stored()).toHaveLength(1)
  })

  test.each([
    ['', 'Bitte schreiben Sie Ihre Aussage.'],
    ['… !', 'Bitte schreiben Sie Ihre Aussage.'],
    [`${'👨‍👩‍👧‍👦'.repeat(140)}a`, 'Die Aussage ist zu lang'],
  ])('is refused beside the field, with the text kept: %#', async (text, refusal) => {
    const refused = await send(instance.visitor(), text)
    const shown = await refused.text()
    expect(refused.status).toBe(422)
    expect(shown).toContain(refusal)
    expect(shown).toContain(`>${text}</textarea>`)
    expect(await stored()).toEqual([])
  })

  test('its length counts characters as people see them', async () => {
    expect((await send(instance.visitor(), `${'👨‍👩‍👧‍👦'.repeat(139)}a`)).status).toBe(303)
  })

  test('a language the dialogue does not have is refused', async () => {
    expect((await send(instance.visitor(), 'Plus de bancs.', { language: 'fr' })).status).toBe(422)
    expect(await stored()).toEqual([])
  })

  test.each([
    [{ phase: 'closed' }, 'Der Dialog ist nicht offen'],
    [{ closesAt: new Date('2026-09-30T10:00:00Z') }, 'Der Dialog ist nicht offen'],
    [{ residentsMayAdd: false }, 'stehen die Aussagen fest'],
  ] as const)('is refused where it has no place, and the text is not lost: %j', async (rules, refusal) => {
    await open(rules)
    const visitor = instance.visitor()
    expect(await visitor.page(page)).not.toContain('<textarea')
    const refused = await visitor.post(page, { text: 'Der Markt soll samstags sein.', language: 'de' })
    const shown = await refused.text()
    expect(refused.status).toBe(422)
    expect(shown).toContain(refusal)
    expect(shown).toContain('Der Markt soll samstags sein.')
    expect(await stored()).toEqual([])
  })

  test('a draft’s page is found by nobody', async () => {
    await open({ phase: 'draft' })
    expect((await instance.visitor().get(page)).status).toBe(404)
    expect((await instance.visitor().post(page, { text: 'Der Markt soll samstags sein.', language: 'de' })).status).toBe(404)
  })

  test('of one person only so many may wait', async () => {
    const author = instance.visitor()
    for (let i = 0; i < mostWaiting; i++) expect((await send(author, words(i))).status).toBe(303)
    const refused = await send(author, 'Noch eine Aussage.')
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('warten schon zehn Aussagen')
    expect((await send(instance.visitor(), 'Noch eine Aussage.')).status).toBe(303)
  })

  test('a flood from one network is refused for an hour, with the text kept', async () => {
    const flooder = instance.visitor()
    for (let i = 0; i < mostPerNetwork.most; i++) await flooder.post(page, { text: '', language: 'de' })
    const refused = await send(flooder, 'Der Markt soll samstags sein.')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.text()).toContain('Der Markt soll samstags sein.')
    instance.clock.now = new Date(instance.clock.now.getTime() + 3600_000)
    expect((await send(flooder, 'Der Markt soll samstags sein.')).status).toBe(303)
  })

  test('a browser without cookies is told that its statement is in, and why it will not see more', async () => {
    const answered = await send(instance.visitor(), 'Der Markt soll samstags sein.')
    const shown = await instance.visitor().page(answered.headers.get('location') ?? '')
    expect(shown).toContain('nimmt aber keine Cookies an')
    expect(shown).not.toContain('samstags')
  })

  test('markup is shown as written, and nothing of it is carried out', async () => {
    const author = instance.visitor()
    await send(author, '<script>alert(1)</script> & mehr')
    const shown = await author.page(page)
    expect(shown).not.toContain('<script>alert')
    expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; mehr')
  })

  test('the log holds no text', async () => {
    await send(instance.visitor(), 'Der Markt soll samstags sein.')
    expect(instance.log.join()).not.toContain('samstags')
  })
})

test('a statement is probably in the language of the page, if the dialogue has it', () => {
  expect(probableLanguage(['de', 'uk'], 'uk')).toBe('uk')
  expect(probableLanguage(['de', 'uk'], 'de-simple')).toBe('de')
  expect(probableLanguage(['de', 'uk'], 'ar')).toBe('de')
})

const words = (i: number) =>
  ['Bänke', 'Schwimmbad', 'Rathaus', 'Bus', 'Kita', 'Lichter', 'Museum', 'Zebrastreifen', 'Volksfest', 'Gymnasium'][i] ?? ''

const approved = { language: 'de', origin: 'seed', state: 'approved', submittedOn: '2026-09-01' } as const

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
  languages: ['de', 'uk', 'ar'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
