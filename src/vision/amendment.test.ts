import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedVision, firstSentence, openConsultedTown } from '../../test/testing/consulted-town.ts'
import { carriedOver, conflictsAmong } from './amendment.ts'

const page = `${consultedVision}/satz/1/aenderungen`

describe('accepted amendments conflict', () => {
  const accepted = (number: number, baseText: string, buildsOn: number | null = null, sentenceNumber = 1) =>
    ({ number, sentenceNumber, baseText, buildsOn, decision: 'accepted' }) as const

  test('where both replace the same wording', () => {
    const conflicts = conflictsAmong([accepted(1, 'A'), accepted(2, 'A'), accepted(3, 'A', null, 2)])
    expect([...conflicts]).toEqual([
      [1, [2]],
      [2, [1]],
    ])
  })

  test('not where one builds on the other, directly or through others, and not where one was anchored anew', () => {
    expect(conflictsAmong([accepted(1, 'A'), accepted(2, 'A', 1), accepted(3, 'A', 2)]).size).toBe(0)
    expect(conflictsAmong([accepted(1, 'A'), accepted(2, 'B')]).size).toBe(0)
  })

  test('with each other: whatever one conflicts with conflicts with it', () => {
    const some = fc.array(
      fc.record({ baseText: fc.constantFrom('A', 'B'), sentenceNumber: fc.constantFrom(1, 2), buildsOn: fc.option(fc.nat(8)) }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(some, drawn => {
        const amendments = drawn.map((one, index) => ({
          ...one,
          number: index + 1,
          buildsOn: one.buildsOn !== null && one.buildsOn <= index && one.buildsOn > 0 ? one.buildsOn : null,
          decision: 'accepted' as const,
        }))
        const conflicts = conflictsAmong(amendments)
        for (const [number, others] of conflicts) for (const other of others) expect(conflicts.get(other)).toContain(number)
      }),
    )
  })
})

test('a new version lets amendments of unchanged sentences go on, marks those of changed ones and ends those of dropped ones', () => {
  expect(carriedOver({ baseText: 'Der Bus fährt.' }, 'Der Bus fährt. ')).toBe('stays')
  expect(carriedOver({ baseText: 'Der Bus fährt.' }, 'Der Zug fährt.')).toBe('needs-review')
  expect(carriedOver({ baseText: 'Der Bus fährt.' }, undefined)).toBe('ends')
})

describe('somebody who amends a sentence', () => {
  let open: ConsultedTown
  let author: Browser
  beforeEach(async () => {
    open = await openConsultedTown()
    author = open.instance.visitor()
  })
  afterEach(() => open.instance.close())

  const typed = { text: 'Niemand wartet länger als zwei Wochen.', reason: 'Vier sind zu viel.', language: 'de', signedName: '' }
  const amend = (values: Record<string, string> = {}, by = author) => by.submit(page, page, { ...typed, ...values })
  const stored = () =>
    inTown(open.instance, open.town, db =>
      db
        .selectFrom('amendment')
        .innerJoin('contribution', join =>
          join
            .onRef('contribution.municipality_id', '=', 'amendment.municipality_id')
            .onRef('contribution.id', '=', 'amendment.contribution_id'),
        )
        .select(['number', 'text', 'base_text', 'state', 'builds_on', 'signed_name'])
        .where('contribution.municipality_id', '=', open.town.id)
        .where('amendment.municipality_id', '=', open.town.id)
        .execute(),
    )

  test('finds the sentence in the form, and what they send waits for a moderator', async () => {
    expect(await author.page(page)).toContain(`>${firstSentence}</textarea>`)
    const answered = await amend({ signedName: 'Anna  Amsel' })
    expect(answered.status).toBe(303)
    expect(await stored()).toEqual([
      { number: 1, text: typed.text, base_text: firstSentence, state: 'pending', builds_on: null, signed_name: 'Anna Amsel' },
    ])
    const shown = await author.page(answered.headers.get('location')!)
    expect(shown).toContain('Danke, Ihr Beitrag ist eingereicht')
    expect(shown).not.toContain(typed.text)
  })

  test('reads the sentence in their language too, where a version was published with it', async () => {
    const words = { ar: 'لا أحد ينتظر أكثر من أربعة أسابيع.', uk: 'Ніхто не чекає довше чотирьох тижнів.' }
    await open.publish(
      { 1: firstSentence },
      {
        ar: { chapters: {}, sentences: { 1: { text: words.ar, origin: 'machine' } }, explanations: {} },
        uk: { chapters: {}, sentences: { 1: { text: words.uk, origin: 'person' } }, explanations: {} },
      },
    )
    const arabic = await (await author.get(page, { 'accept-language': 'ar' })).text()
    for (const text of [words.ar, firstSentence]) expect(arabic).toContain(text)
    expect(arabic).not.toContain(words.uk)
    expect(await author.page(page)).not.toContain(words.ar)
  })

  test('is stored under a key, not as a participant: a chosen name leads to no vote', async () => {
    await amend({ signedName: 'Anna Amsel' })
    const rows = await inTown(open.instance, open.town, db =>
      db.selectFrom('participant').select('id').where('municipality_id', '=', open.town.id).execute(),
    )
    expect(rows).toEqual([])
  })

  test('has to change something and to say why, and keeps what was typed', async () => {
    const same = await amend({ text: `  ${firstSentence} ` })
    expect(same.status).toBe(422)
    expect(await same.text()).toContain('So lautet der Leitsatz schon.')
    const silent = await (await amend({ reason: '' })).text()
    expect(silent).toContain('Bitte schreiben Sie, warum Sie das vorschlagen.')
    expect(silent).toContain(`>${typed.text}</textarea>`)
    for (const [field, text, words] of [
      ['text', 'x'.repeat(601), 'höchstens 600'],
      ['reason', 'x'.repeat(1501), 'höchstens 1.500'],
      ['signedName', 'x'.repeat(81), 'höchstens 80'],
      ['language', 'fr', 'Diese Sprache wird hier nicht angeboten.'],
    ] as const) {
      const answered = await amend({ [field]: text })
      expect([field, answered.status]).toEqual([field, 422])
      expect(await answered.text()).toContain(words)
    }
    expect(await stored()).toEqual([])
  })

  test('who sends the same twice has sent it once, and somebody else is told that it waits', async () => {
    await amend()
    expect((await amend()).status).toBe(303)
    const other = await amend({}, open.instance.visitor())
    expect(other.status).toBe(422)
    expect(await other.text()).toContain('Das hat schon jemand eingereicht. Es wartet auf Prüfung.')
    expect(await stored()).toHaveLength(1)
  })

  test('two at the same moment get numbers of their own', async () => {
    const answers = await Promise.all(['Erstens anders.', 'Zweitens anders.'].map(text => amend({ text }, open.instance.visitor())))
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect((await stored()).map(({ number }) => number).sort()).toEqual([1, 2])
  })

  test('waits after ten that nobody has read', async () => {
    for (let count = 1; count <= 10; count++) expect((await amend({ text: `Anders, Fassung ${count}.` })).status).toBe(303)
    const eleventh = await amend({ text: 'Noch anders.' })
    expect(await eleventh.text()).toContain('Von Ihnen warten schon zehn Beiträge auf Prüfung.')
    expect(await stored()).toHaveLength(10)
  })

  test('needs a consultation, and adopted text is refused by name', async () => {
    for (const [phase, words] of [
      ['draft', 'Zurzeit läuft keine Beteiligung.'],
      ['deliberation', 'Zurzeit läuft keine Beteiligung.'],
      ['revision', 'Zurzeit läuft keine Beteiligung.'],
      ['adopted', 'Das Leitbild ist beschlossen.'],
    ] as const) {
      await open.enter(phase)
      expect(await author.page(page)).not.toContain('<textarea')
      const answered = await author.post(page, typed)
      expect([phase, answered.status]).toEqual([phase, 422])
      expect(await answered.text()).toContain(words)
    }
    expect(await stored()).toEqual([])
  })

  test('cannot amend what was dropped, and what was never published is not found', async () => {
    await open.publish({ 2: 'Der Bus fährt auch am Wochenende.' })
    const answered = await author.post(page, typed)
    expect(await answered.text()).toContain('in der neuesten Fassung nicht mehr')
    for (const number of ['99', '0', 'eins', '99999999999'])
      expect((await author.get(`${consultedVision}/satz/${number}/aenderungen`)).status).toBe(404)
  })

  test('comments, and comments alone wait for their moderator', async () => {
    const comments = `${consultedVision}/satz/1/kommentare`
    const answered = await author.submit(comments, comments, { text: 'Das ist mir wichtig.', language: 'de', signedName: '' })
    expect(answered.status).toBe(303)
    expect((await author.submit(comments, comments, { text: ' ', language: 'de' })).status).toBe(422)
    await open.enter('adopted')
    expect((await author.post(comments, { text: 'Zu spät.', language: 'de' })).status).toBe(422)
  })
})
