import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import type { Role } from '#platform/web'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { editsOf, insertStatements, type NewStatement, statementCounts, waitingCounts } from './statement.store.ts'

const booth = '/musterstadt/dialog/zusammenleben'
const queue = '/musterstadt/verwaltung/dialoge/zusammenleben/moderation'

describe('moderation', () => {
  let instance: TestInstance
  let town: Municipality
  let moderator: Awaited<ReturnType<TestInstance['staff']>>

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, db => putDialogue(db, dialogue))
    moderator = await instance.staff(town, 'moderator')
  })
  afterEach(() => instance.close())

  const add = (...added: Partial<NewStatement>[]) =>
    inTown(instance, town, db =>
      insertStatements(
        db,
        dialogue.id,
        added.map(statement => ({ ...waiting, ...statement }) as NewStatement),
      ),
    )
  const stored = async (number: number) =>
    inTown(instance, town, db =>
      db.selectFrom('statement').selectAll().where('municipality_id', '=', town.id).where('number', '=', number).executeTakeFirstOrThrow(),
    )
  const audit = () =>
    inTown(instance, town, db =>
      db.selectFrom('audit_entry').selectAll().where('municipality_id', '=', town.id).orderBy('position').execute(),
    )
  const decide = (number: number, state: string, more: Record<string, string> = {}, browser = moderator) =>
    browser.post(`${queue}/${number}`, { csrf: browser.csrf, state, seen: 'pending', ...more })
  const mend = (number: number, text: string, seen: string, browser = moderator) =>
    browser.post(`${queue}/${number}/tippfehler`, { csrf: browser.csrf, text, seen, language: 'de' })
  const propose = async (author: Browser, text: string) => {
    expect((await author.submit(`${booth}/aussage`, `${booth}/aussage`, { text, language: 'de' })).status).toBe(303)
  }
  const vote = async (number: number) => {
    const statement = await stored(number)
    expect((await instance.visitor().post(`${booth}/stimme`, { statement: statement.id, answer: 'agree' })).status).toBe(303)
  }
  const later = () => {
    instance.clock.now = new Date(instance.clock.now.getTime() + 5000)
  }

  test('the queue shows the oldest first, with what resembles it', async () => {
    await add(
      { text: 'Der letzte Bus soll auch nach 21 Uhr noch fahren.', state: 'approved', origin: 'seed' },
      { text: 'Der letzte Bus soll nach 22 Uhr fahren.' },
      { text: 'Mehr Bänke im Park.' },
    )
    const shown = await moderator.page(queue)
    expect(shown.indexOf('nach 22 Uhr')).toBeGreaterThan(0)
    expect(shown.indexOf('nach 22 Uhr')).toBeLessThan(shown.indexOf('Mehr Bänke'))
    expect(shown).toContain('Der letzte Bus soll auch nach 21 Uhr noch fahren.')
    expect(shown).toContain('Mit Aussage 1 zusammenführen')
  })

  test('an approved statement stands for votes at once, although the list was kept in memory', async () => {
    await add({})
    expect(await instance.visitor().page(booth)).not.toContain('Mehr Bänke im Park.')
    const decided = await decide(1, 'approved')
    expect(decided.status).toBe(303)
    expect(await instance.visitor().page(booth)).toContain('Mehr Bänke im Park.')
    expect(await moderator.page(decided.headers.get('location') ?? '')).toContain('Aussage 1 ist freigegeben.')
  })

  test('after a decision the page goes on with the next statement', async () => {
    await add({}, { text: 'Ein Schwimmbad.' }, { text: 'Kürzere Wege.' })
    const answered = await moderator.submit(queue, `${queue}/2`, {})
    expect(answered.headers.get('location')).toBe(`${queue}?weiter=3&erledigt=2#aussage-3`)
    const last = await moderator.submit(queue, `${queue}/3`, {})
    expect(last.headers.get('location')).toBe(`${queue}?weiter=1&erledigt=3#aussage-1`)
  })

  test('the author sees the reason and the note, and nobody else does', async () => {
    const author = instance.visitor()
    await propose(author, 'Herr M. ist eine Schlafmütze.')
    expect((await decide(1, 'rejected', { reason: 'personal-data', note: 'Bitte ohne <b>Namen</b> & Amt.' })).status).toBe(303)
    later()
    const shown = await author.page(`${booth}/aussage`)
    expect(shown).toContain('Abgelehnt')
    expect(shown).toContain('Lässt eine bestimmte Person erkennen')
    expect(shown).toContain('Bitte ohne &lt;b&gt;Namen&lt;/b&gt; &amp; Amt.')
    for (const address of ['/musterstadt', booth, `${booth}/aussage`]) {
      expect(await instance.visitor().page(address)).not.toContain('Schlafmütze')
      expect(await instance.visitor().page(address)).not.toContain('Namen&lt;')
    }
  })

  test('a rejection needs a reason; the note is kept until there is one', async () => {
    await add({})
    const refused = await decide(1, 'rejected', { note: 'Zu allgemein.' })
    const shown = await refused.text()
    expect(refused.status).toBe(422)
    expect(shown).toContain('Bitte wählen Sie einen Grund.')
    expect(shown).toContain('href="#feld-reason-1"')
    expect(shown).toContain('id="feld-reason-1"')
    expect(shown).toContain('>Zu allgemein.</textarea>')
    expect((await stored(1)).state).toBe('pending')
  })

  test('a note may not be longer than somebody reads', async () => {
    await add({})
    expect((await decide(1, 'rejected', { reason: 'unclear', note: 'x'.repeat(501) })).status).toBe(422)
  })

  test('a merged statement points to the other, for its author too', async () => {
    const author = instance.visitor()
    await add({ text: 'Märkte am Wochenende.', state: 'approved', origin: 'seed' })
    await propose(author, 'Der Samstag braucht einen Markt.')
    expect((await decide(2, 'merged', { into: '1' })).status).toBe(303)
    expect((await stored(2)).merged_into).toBe((await stored(1)).id)
    const shown = await author.page(`${booth}/aussage`)
    expect(shown).toContain('Zusammengeführt mit Aussage 1')
    expect(shown).toContain(`href="${booth}?aussage=1"`)
    expect(await moderator.page(`${queue}?stand=zusammengefuehrt`)).toContain('Zusammengeführt mit Aussage 1')
  })

  test('merging needs another statement that is approved', async () => {
    await add({}, { text: 'Ein Schwimmbad.' }, { text: 'Kürzere Wege.', state: 'rejected' })
    for (const into of ['', '1', '2', '3', '99', '999999999', 'eins']) expect((await decide(1, 'merged', { into })).status, into).toBe(422)
    expect((await stored(1)).state).toBe('pending')
  })

  test('a statement of another dialogue is nothing to merge into', async () => {
    await add({})
    const other = { ...dialogue, id: randomUUID(), slug: 'anderer' }
    await inTown(instance, town, async db => {
      await putDialogue(db, other)
      await insertStatements(db, other.id, [{ ...waiting, number: 7, text: 'Woanders.', state: 'approved' }])
    })
    expect((await decide(1, 'merged', { into: '7' })).status).toBe(422)
  })

  test('what was merged goes along when its statement is merged further', async () => {
    await add(
      { state: 'approved', decidedAt: instance.clock.now },
      { text: 'Viel mehr Bänke.' },
      { text: 'Überall Bänke.', state: 'approved' },
    )
    await decide(2, 'merged', { into: '1' })
    expect((await decide(1, 'merged', { seen: 'approved', into: '3' })).status).toBe(303)
    expect((await stored(2)).merged_into).toBe((await stored(3)).id)
  })

  test('a second decision on the same statement is told that it comes too late', async () => {
    await add({})
    const colleague = await instance.staff(town, 'moderator', { email: 'kollegin@example.org' })
    const answers = await Promise.all([decide(1, 'approved'), decide(1, 'rejected', { reason: 'unclear' }, colleague)])
    expect(answers.map(answer => answer.status).sort()).toEqual([303, 409])
    const late = answers.find(answer => answer.status === 409)
    expect(await late?.text()).toContain('wurde inzwischen schon entschieden')
    expect(await audit()).toHaveLength(1)
  })

  test('an approved statement can be rejected later: its votes stay stored and do not count', async () => {
    await add({ state: 'approved', origin: 'seed' })
    await vote(1)
    expect((await decide(1, 'rejected', { seen: 'approved', reason: 'unlawful' })).status).toBe(303)
    expect(await instance.visitor().page(booth)).not.toContain('Mehr Bänke im Park.')
    const votes = await inTown(instance, town, db =>
      db.selectFrom('vote').select('answer').where('municipality_id', '=', town.id).execute(),
    )
    expect(votes).toHaveLength(1)
  })

  test('a rejected statement can be brought back, and the reason goes', async () => {
    await add({ state: 'rejected', rejectionReason: 'unclear', rejectionNote: 'Wie bitte?' })
    expect((await decide(1, 'approved', { seen: 'rejected' })).status).toBe(303)
    expect(await stored(1)).toMatchObject({ state: 'approved', rejection_reason: null, rejection_note: '' })
  })

  test('a decision can be taken back with one touch', async () => {
    await add({})
    const decided = await decide(1, 'approved')
    const undone = await moderator.submit(decided.headers.get('location') ?? '', `${queue}/1`, {})
    expect(undone.status).toBe(303)
    expect(await stored(1)).toMatchObject({ state: 'pending', decided_at: null })
    expect(await moderator.page(undone.headers.get('location') ?? '')).toContain('Aussage 1 wartet wieder auf Prüfung.')
  })

  test('what no page offers is no decision', async () => {
    await add({ state: 'merged' })
    expect((await decide(1, 'rejected', { seen: 'merged', reason: 'unclear' })).status).toBe(400)
    expect((await decide(1, 'burned')).status).toBe(400)
    expect((await decide(99, 'approved')).status).toBe(404)
    expect((await decide(99999999999, 'approved')).status).toBe(404)
  })

  test('where statements are shown at once, they wait for a look all the same', async () => {
    await inTown(instance, town, db => putDialogue(db, { ...dialogue, moderation: 'after' }))
    await propose(instance.visitor(), 'Der Markt soll samstags sein.')
    const shown = await moderator.page(queue)
    expect(shown).toContain('Steht ungeprüft zur Abstimmung')
    expect(shown).toContain('Der Markt soll samstags sein.')
    expect(await inTown(instance, town, waitingCounts)).toEqual(new Map([[dialogue.id, 1]]))
    expect((await decide(1, 'approved', { seen: 'unchecked' })).status).toBe(303)
    expect(await moderator.page(queue)).toContain('Alles gelesen')
    expect(await stored(1)).toMatchObject({ state: 'approved', decided_at: instance.clock.now })
  })

  test('a typo can be mended before the first vote, and everybody can see what it was', async () => {
    await add({ text: 'Mehr Bäncke im Park.' })
    const answered = await mend(1, 'Mehr Bänke im Park.', 'Mehr Bäncke im Park.')
    expect(answered.headers.get('location')).toBe(`${queue}?weiter=1&erledigt=1&tat=verbessert#aussage-1`)
    expect(await moderator.page(answered.headers.get('location') ?? '')).toContain('vorher: Mehr Bäncke im Park.')
    expect(await inTown(instance, town, db => editsOf(db, dialogue.id))).toEqual([])
    await decide(1, 'approved')
    expect(await inTown(instance, town, db => editsOf(db, dialogue.id))).toMatchObject([
      { number: 1, before: 'Mehr Bäncke im Park.', after: 'Mehr Bänke im Park.', at: instance.clock.now },
    ])
  })

  test('the author sees that a typo was mended', async () => {
    const author = instance.visitor()
    await propose(author, 'Mehr Bäncke im Park.')
    await mend(1, 'Mehr Bänke im Park.', 'Mehr Bäncke im Park.')
    expect(await author.page(`${booth}/aussage`)).toContain('Sie hatten geschrieben: Mehr Bäncke im Park.')
  })

  test('the text cannot change once somebody has voted', async () => {
    await add({ state: 'approved', origin: 'seed' })
    await vote(1)
    expect(await moderator.page(`${queue}?stand=freigegeben`)).toContain('Es wurde schon abgestimmt')
    const refused = await mend(1, 'Weniger Bänke im Park.', 'Mehr Bänke im Park.')
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('hat inzwischen jemand abgestimmt')
    expect((await stored(1)).text).toBe('Mehr Bänke im Park.')
  })

  test('of a first vote and a change of text at the same moment, no vote is left on a text that changed after it', async () => {
    for (let round = 1; round <= 10; round++) {
      const before = `Aussage der Runde ${round}`
      await add({ text: before, state: 'approved', origin: 'seed' })
      later()
      const statement = await stored(round)
      const visitor = instance.visitor()
      await visitor.page(booth)
      const [mended, voted] = await Promise.all([
        mend(round, `${before} verbessert`, before),
        visitor.post(`${booth}/stimme`, { statement: statement.id, answer: 'agree' }),
      ])
      expect(voted.status).toBe(303)
      expect([303, 422]).toContain(mended.status)
      expect((await stored(round)).text).toBe(mended.status === 303 ? `${before} verbessert` : before)
      expect((await mend(round, 'Ganz anders', (await stored(round)).text)).status).toBe(422)
    }
  })

  test.each([
    ['', 'Bitte schreiben Sie den Text.'],
    ['x'.repeat(141), 'Der Text ist zu lang'],
    ['Ein Schwimmbad!', 'So lautet schon eine andere Aussage.'],
  ])('a mended text is judged like a new one: %#', async (text, refusal) => {
    await add({}, { text: 'Ein Schwimmbad.' })
    const refused = await mend(1, text, 'Mehr Bänke im Park.')
    const shown = await refused.text()
    expect(refused.status).toBe(422)
    expect(shown).toContain(refusal)
    expect(shown).toContain(`>${text}</textarea>`)
  })

  test('of two who mend the same text the second is told', async () => {
    await add({ text: 'Mehr Bäncke im Parck.' })
    await mend(1, 'Mehr Bänke im Parck.', 'Mehr Bäncke im Parck.')
    const late = await mend(1, 'Mehr Bäncke im Park.', 'Mehr Bäncke im Parck.')
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('inzwischen jemand anderes verbessert')
  })

  test('a language set by mistake is set right without a trace in the text', async () => {
    await add({ text: 'Більше лавок.' })
    await moderator.post(`${queue}/1/tippfehler`, { csrf: moderator.csrf, text: 'Більше лавок.', seen: 'Більше лавок.', language: 'uk' })
    expect((await stored(1)).language).toBe('uk')
    expect(await moderator.page(queue)).not.toContain('vorher:')
  })

  test('every deed is noted with the number of the statement, never its text', async () => {
    await add({ text: 'Mehr Bäncke im Park.' }, { text: 'Ein Schwimmbad.', state: 'approved' })
    await mend(1, 'Mehr Bänke im Park.', 'Mehr Bäncke im Park.')
    await decide(1, 'rejected', { reason: 'unclear', note: 'Geheimer Hinweis' })
    await decide(1, 'pending', { seen: 'rejected' })
    await decide(1, 'merged', { into: '2' })
    const noted = await audit()
    expect(noted.map(({ deed }) => deed).sort()).toEqual([
      'statement-mended',
      'statement-merged',
      'statement-rejected',
      'statement-reopened',
    ])
    for (const entry of noted) {
      expect(entry).toMatchObject({ person_id: moderator.personId, subject: 'zusammenleben', details: { statement: 1 } })
      expect(JSON.stringify(entry)).not.toMatch(/Bän|Geheim/)
    }
  })

  test.each(['reader', 'editor'] as Role[])('a %s cannot moderate', async role => {
    await add({})
    const browser = await instance.staff(town, role)
    expect((await browser.get(queue)).status).toBe(403)
    expect((await decide(1, 'approved', {}, browser)).status).toBe(403)
    expect((await mend(1, 'Anders', 'Mehr Bänke im Park.', browser)).status).toBe(403)
    expect(await stored(1)).toMatchObject({ state: 'pending', text: 'Mehr Bänke im Park.' })
  })

  test('a coordinator can', async () => {
    await add({})
    expect((await decide(1, 'approved', {}, await instance.staff(town, 'coordinator'))).status).toBe(303)
  })

  test('a moderator of another town cannot, nor a visitor', async () => {
    await add({})
    const other = await instance.addTown({ slug: 'anderswo', ags: '09999002', name: 'Anderswo' })
    const stranger = await instance.staff(other, 'moderator', { email: 'fremd@example.org' })
    expect((await stranger.get(queue)).status).toBe(403)
    expect((await decide(1, 'approved', {}, stranger)).status).toBe(403)
    const elsewhere = queue.replace('musterstadt', 'anderswo')
    expect((await stranger.post(`${elsewhere}/1`, { csrf: stranger.csrf, state: 'approved', seen: 'pending' })).status).toBe(404)
    expect((await instance.visitor().get(queue)).status).toBe(303)
    expect((await instance.visitor().post(`${queue}/1`, { state: 'approved', seen: 'pending' })).status).toBe(403)
    expect((await stored(1)).state).toBe('pending')
  })

  test('a decision without the token of the session is refused', async () => {
    await add({})
    expect((await decide(1, 'approved', { csrf: 'geraten' })).status).toBe(400)
    expect((await stored(1)).state).toBe('pending')
  })

  test('the lists say how many there are, can be searched and come in pages', async () => {
    await add(...Array.from({ length: 23 }, (_, i) => ({ text: `Vorschlag ${i + 1} zur Ortsmitte` })), {
      text: '100 % Ökostrom_',
      state: 'rejected',
      rejectionReason: 'off-topic',
    })
    const first = await moderator.page(queue)
    expect(first).toContain('Seite 1 von 3')
    expect(first).toContain('Vorschlag 10 zur')
    expect(first).not.toContain('id="aussage-11"')
    expect(await moderator.page(`${queue}?seite=3`)).toContain('Vorschlag 23 zur')
    expect(await moderator.page(`${queue}?seite=77`)).toContain('Seite 3 von 3')
    expect(await moderator.page(`${queue}?suche=17`)).toContain('Vorschlag 17 zur')
    expect(await moderator.page(`${queue}?suche=VORSCHLAG+9`)).toContain('Vorschlag 9 zur')
    expect(await moderator.page(`${queue}?stand=abgelehnt&suche=%25`)).toContain('100 % Ökostrom_')
    expect(await moderator.page(`${queue}?suche=%25`)).toContain('Dazu gibt es hier keine Aussage')
    expect(await moderator.page(`${queue}?suche=%00`)).toContain('Seite 1 von 3')
    expect(await inTown(instance, town, db => statementCounts(db, dialogue.id))).toEqual({
      pending: 23,
      unchecked: 0,
      approved: 0,
      rejected: 1,
      merged: 0,
      waiting: 23,
    })
  })

  test('the address of a decision leads to where the statement is now', async () => {
    await add({ state: 'rejected' })
    for (const address of [`${queue}/1`, `${queue}/1/tippfehler`])
      expect((await moderator.get(address)).headers.get('location')).toBe(`${queue}?stand=abgelehnt&suche=1`)
  })
})

const waiting = { text: 'Mehr Bänke im Park.', language: 'de', origin: 'resident', state: 'pending', submittedOn: '2026-09-30' } as const

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
