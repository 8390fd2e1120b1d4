import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { insertStatements } from './statement.store.ts'
import type { Answer } from './vote.ts'

const booth = '/musterstadt/dialog/zusammenleben'
const results = `${booth}/ergebnis`
const desk = '/musterstadt/verwaltung/dialoge/zusammenleben'
const list = `${desk}/auffaellige-stimmen`
const statements = Array.from({ length: 10 }, (_, index) => `Aussage Nummer ${index + 1}.`)
const crowdSize = 16

describe('votes that are conspicuously alike', () => {
  let instance: TestInstance
  let town: Municipality
  let moderator: StaffBrowser

  beforeEach(async () => {
    instance = await openTestInstance({ LEITBILD_TRUSTED_PROXIES: '1' })
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, openDialogue)
      await insertStatements(db, openDialogue.id, statements.map(seed))
    })
    for (let person = 0; person < 6; person++) await voteOnAll(`203.0.${person}.7`, number => answers[(number * 7 + person * 5) % 3]!)
    for (let account = 0; account < crowdSize; account++) await voteOnAll(`198.51.${account % 2}.7`, () => 'disagree')
    await instance.app.maintain()
    moderator = (await instance.staff(town, 'moderator')) as StaffBrowser
  })
  afterEach(() => instance.close())

  const answers: Answer[] = ['agree', 'disagree', 'pass']

  /** Somebody's browser after answering everything. */
  async function voteOnAll(address: string, answerTo: (number: number) => Answer) {
    const visitor = instance.visitor({ 'x-forwarded-for': address })
    for (let i = 0; i < statements.length; i++) {
      const page = await visitor.page(booth)
      const number = Number(/Aussage (\d+) ·/.exec(page)?.[1])
      const answered = await visitor.post(`${booth}/stimme`, { ...hiddenFields(page, `${booth}/stimme`), answer: answerTo(number) })
      expect(answered.status).toBe(303)
    }
    return visitor
  }

  const votesIn = (table: 'vote' | 'quarantined_vote') =>
    inTown(instance, town, db => db.selectFrom(table).selectAll().where('municipality_id', '=', town.id).execute())
  const decide = (verdict: string, browser = moderator) => browser.submit(list, `${list}/1`, { verdict, csrf: browser.csrf })

  test('raise an alert that moderators find on the desk, in plain words and without a network', async () => {
    expect(await moderator.page(desk)).toContain('Auffällige Stimmen: 1 Hinweis')
    const page = await moderator.page(list)
    expect(page).toContain(`${crowdSize} neue Teilnehmende aus 2 Netzen haben fast gleich abgestimmt`)
    expect(page).not.toContain('198.51')
    expect(await votesIn('quarantined_vote')).toEqual([])
  })

  test('are told once, however often one looks', async () => {
    await voteOnAll('203.0.9.7', () => 'agree')
    await instance.app.maintain()
    const alerts = await inTown(instance, town, db =>
      db.selectFrom('quarantine').select(['state', 'pseudonyms']).where('municipality_id', '=', town.id).execute(),
    )
    expect(alerts).toEqual([{ state: 'alert', pseudonyms: crowdSize }])
  })

  test('make the open alert grow when more of them come', async () => {
    for (let account = 0; account < 4; account++) await voteOnAll('198.51.0.7', () => 'disagree')
    await instance.app.maintain()
    expect(await moderator.page(list)).toContain(`${crowdSize + 4} neue Teilnehmende aus 2 Netzen`)
  })

  test('are set aside and given back, and everybody is told while they are', async () => {
    const before = await votesIn('vote')
    expect((await decide('quarantined')).status).toBe(303)
    expect(await votesIn('vote')).toHaveLength(6 * statements.length)
    expect(await votesIn('quarantined_vote')).toHaveLength(crowdSize * statements.length)
    expect(await instance.visitor().page(results)).toContain(
      `Die Stimmen von ${crowdSize} Teilnehmenden sind seit dem 1. Oktober 2026 beiseitegelegt`,
    )

    expect((await decide('released')).status).toBe(303)
    const byKey = (votes: typeof before) => votes.map(vote => JSON.stringify(vote)).sort()
    expect(byKey(await votesIn('vote'))).toEqual(byKey(before))
    expect(await votesIn('quarantined_vote')).toEqual([])
    expect(await instance.visitor().page(results)).not.toContain('beiseitegelegt')
    const coordinator = await instance.staff(town, 'coordinator')
    const record = await coordinator.page('/musterstadt/verwaltung/protokoll')
    expect(record).toContain(`Stimmen von ${crowdSize} Teilnehmenden beiseitegelegt (Hinweis 1)`)
    expect(record).toContain(`Stimmen von ${crowdSize} Teilnehmenden wieder gezählt (Hinweis 1)`)
  })

  test('are left alone where a moderator finds nothing wrong', async () => {
    await decide('dismissed')
    await instance.app.maintain()
    expect(await moderator.page(desk)).not.toContain('Auffällige Stimmen')
    expect(await votesIn('vote')).toHaveLength((6 + crowdSize) * statements.length)
  })

  test('of somebody set aside stay so when changed or added to, and the page is as for anybody', async () => {
    const account = await voteOnAll('198.51.0.7', () => 'disagree')
    await instance.app.maintain()
    await decide('quarantined')
    const [counted, aside] = [await votesIn('vote'), await votesIn('quarantined_vote')]
    await inTown(instance, town, db => insertStatements(db, openDialogue.id, [seed('Ganz neu.')]))
    instance.clock.now = new Date(instance.clock.now.getTime() + 2000)

    expect((await account.submit(booth, `${booth}/stimme`, { answer: 'agree' })).status).toBe(303)
    expect(await account.page(booth)).toContain('Das waren alle Aussagen')
    const again = `${booth}?aussage=1`
    await account.submit(again, `${booth}/stimme`, { answer: 'agree' })
    expect(await account.page(again)).toMatch(/value="agree"[^>]*aria-pressed="true"/)
    expect(await account.page(`${booth}/meine-stimmen`)).toContain('Ganz neu.')
    expect(await votesIn('vote')).toEqual(counted)
    expect(await votesIn('quarantined_vote')).toHaveLength(aside.length + 1)

    await decide('released')
    const released = await votesIn('vote')
    expect(released).toHaveLength(counted.length + aside.length + 1)
    expect(released.filter(vote => vote.answer === 1).length).toBe(counted.filter(vote => vote.answer === 1).length + 2)
  })

  test('go when their pseudonym is forgotten, or stay without a link and can still be given back', async () => {
    const [going, staying] = [await voteOnAll('198.51.0.7', () => 'disagree'), await voteOnAll('198.51.0.7', () => 'disagree')]
    await instance.app.maintain()
    await decide('quarantined')
    const known = new Set((await votesIn('quarantined_vote')).map(vote => vote.participant_id))
    await going.submit(`${booth}/meine-stimmen`, `${booth}/meine-stimmen/vergessen`, { votes: 'go' })
    await staying.submit(`${booth}/meine-stimmen`, `${booth}/meine-stimmen/vergessen`, { votes: 'stay' })
    const left = new Set((await votesIn('quarantined_vote')).map(vote => vote.participant_id))
    expect(left.size).toBe(crowdSize + 1)
    expect([...left].filter(participant => !known.has(participant))).toHaveLength(1)
    await decide('released')
    expect(await votesIn('quarantined_vote')).toEqual([])
    expect(await votesIn('vote')).toHaveLength((6 + crowdSize + 1) * statements.length)
  })

  test('are a matter for coordination and moderation alone, and one decision at a time', async () => {
    for (const role of ['editor', 'reader'] as const) {
      const other = (await instance.staff(town, role)) as StaffBrowser
      expect((await other.get(list)).status).toBe(403)
      expect((await other.post(`${list}/1`, { verdict: 'quarantined', seen: 'alert', csrf: other.csrf })).status).toBe(403)
    }
    const seen = hiddenFields(await moderator.page(list), `${list}/1`)
    await decide('dismissed')
    const late = await moderator.post(`${list}/1`, { ...seen, verdict: 'quarantined' })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('Das hat inzwischen jemand anderes entschieden')
  })
})

const openDialogue: Dialogue = {
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
const seed = (text: string) => ({ text, language: 'de', origin: 'seed' as const, state: 'approved' as const, submittedOn: '2026-09-30' })
