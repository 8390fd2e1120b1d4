import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { idleSeconds } from './kiosk.ts'
import { putLevelAsked } from './level.store.ts'
import { insertStatements } from './statement.store.ts'

const booth = '/musterstadt/dialog/zusammenleben'
const tablet = `${booth}/tablet`
const setUp = '/musterstadt/verwaltung/dialoge/zusammenleben/tablet'

describe('a tablet for everybody', () => {
  let instance: TestInstance
  let town: Municipality
  let device: Browser

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, openDialogue)
      await insertStatements(db, openDialogue.id, ['Mehr Bänke.', 'Busse am Abend.', 'Ein Fest für alle.'].map(seed))
    })
    device = await instance.staff(town, 'coordinator')
    const { csrf } = device as StaffBrowser
    expect((await device.submit(setUp, setUp, { code: '4711', csrf })).headers.get('location')).toBe(tablet)
  })
  afterEach(() => instance.close())

  const begin = (language = 'de') => device.post(`${tablet}/beginn`, { language })
  const vote = (answer: string) => device.submit(tablet, `${tablet}/stimme`, { answer })
  const people = () =>
    inTown(instance, town, db =>
      db
        .selectFrom('participant')
        .innerJoin('vote', join =>
          join.onRef('vote.municipality_id', '=', 'participant.municipality_id').onRef('vote.participant_id', '=', 'participant.id'),
        )
        .select(({ fn }) => ['participant.id', 'participant.channel', fn.countAll<number>().as('votes')])
        .where('participant.municipality_id', '=', town.id)
        .where('vote.municipality_id', '=', town.id)
        .groupBy(['participant.id', 'participant.channel'])
        .orderBy('votes')
        .execute(),
    )

  test('is signed out of the administration when it starts', async () => {
    expect((await device.get('/musterstadt/verwaltung')).status).toBe(303)
    expect(await device.page(tablet)).toContain('Abstimmung beginnen')
  })

  test('counts each person as one of their own, with their channel', async () => {
    for (const votes of [1, 2]) {
      await begin()
      for (let i = 0; i < votes; i++) expect((await vote('agree')).status).toBe(303)
      await device.post(`${tablet}/fertig`, {})
    }
    expect(await people()).toMatchObject([
      { channel: 'kiosk', votes: 1 },
      { channel: 'kiosk', votes: 2 },
    ])
  })

  test('shows the second person nothing of the first: no page, no cookie, no answer, no language', async () => {
    await begin('ar')
    expect(await device.page(tablet)).toContain('<html lang="ar" dir="rtl"')
    await vote('disagree')
    await vote('disagree')
    const [first] = await people()
    await device.post(`${tablet}/fertig`, {})

    const start = await device.page(tablet)
    expect(start).toContain('<html lang="de"')
    expect(device.cookie('teilnahme-musterstadt')).toBeUndefined()
    expect(device.cookie('sprache')).toBeUndefined()
    const kept = Buffer.from((device.cookie('tablet-musterstadt') ?? '').split('.')[0]!, 'base64url').toString()
    expect(kept).not.toContain(first!.id)
    expect(Object.keys(JSON.parse(kept)).sort()).toEqual(['codeMark', 'dialogue', 'id', 'town'])

    await begin()
    const second = await device.page(tablet)
    expect(second).toContain('0 von 3 Aussagen beantwortet')
    expect(second).not.toContain('zuruecknehmen')
    expect(await device.page(`${booth}/meine-stimmen`)).toContain('Sie haben noch nicht abgestimmt')
    expect((await vote('agree')).status).toBe(303)
    expect((await people()).map(({ votes }) => votes)).toEqual([1, 2])
  })

  test('has one address for all, keeps no copy, and links to nothing else', async () => {
    await begin()
    const answered = await vote('agree')
    expect(answered.headers.get('location')).toBe(tablet)
    const response = await device.get(tablet)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const page = await response.text()
    const addresses = [...page.matchAll(/(?:href|action)="(\/musterstadt[^"]*)"/g)].map(match => match[1]!)
    expect(addresses.filter(address => !address.startsWith(tablet) && !/\.(css|svg)/.test(address))).toEqual([])
  })

  test('begins anew when nobody has touched it for a minute, without a script too', async () => {
    await begin()
    await vote('agree')
    const page = await device.page(tablet)
    const [, seconds, address] = /<noscript><meta http-equiv="refresh" content="(\d+); url=([^"]+)"/.exec(page) ?? []
    expect(Number(seconds)).toBe(idleSeconds)
    expect((await device.get(address ?? '')).headers.get('location')).toContain(tablet)
    expect(await device.page(tablet)).toContain('Abstimmung beginnen')
  })

  test('that fell asleep during a visit wakes up for the next person', async () => {
    await begin()
    await vote('agree')
    const fields = { statement: randomUUID(), answer: 'agree' }
    instance.clock.now = new Date(instance.clock.now.getTime() + 3600_000)
    expect((await device.post(`${tablet}/stimme`, fields)).status).toBe(303)
    expect(await device.page(tablet)).toContain('Abstimmung beginnen')
  })

  test('lets the last answer be taken back', async () => {
    await begin()
    await vote('agree')
    await device.submit(tablet, `${tablet}/stimme/zuruecknehmen`, {})
    expect(await people()).toEqual([])
    expect(await device.page(tablet)).toContain('0 von 3 Aussagen beantwortet')
  })

  test('is ended by its code or by staff, by nobody else', async () => {
    expect((await device.post(`${tablet}/beenden`, { code: '1234' })).status).toBe(422)
    expect(await device.page(tablet)).toContain('Abstimmung beginnen')
    expect((await device.post(`${tablet}/beenden`, { code: '4711' })).status).toBe(303)
    expect((await device.get(tablet)).headers.get('location')).toBe(booth)
  })

  test('is ended by staff who have signed in, without the code', async () => {
    const signedIn = (await instance.staff(town, 'reader')) as StaffBrowser
    signedIn.setCookie('tablet-musterstadt', device.cookie('tablet-musterstadt') ?? '')
    expect(await signedIn.page(tablet)).not.toContain('/verwaltung')
    expect((await signedIn.submit(`${tablet}/beenden`, `${tablet}/beenden`, {})).status).toBe(303)
    expect(signedIn.cookie('tablet-musterstadt')).toBeUndefined()
  })

  test('does not have its code tried out', async () => {
    for (let i = 0; i < 10; i++) await device.post(`${tablet}/beenden`, { code: String(1000 + i) })
    expect((await device.post(`${tablet}/beenden`, { code: '4711' })).status).toBe(429)
  })

  test('is set up by coordinators alone, for an open dialogue, with a code', async () => {
    for (const role of ['moderator', 'editor', 'reader'] as const) {
      const other = (await instance.staff(town, role)) as StaffBrowser
      expect((await other.post(setUp, { code: '4711', csrf: other.csrf })).status).toBe(403)
    }
    const coordinator = (await instance.staff(town, 'coordinator', { email: 'k@example.org' })) as StaffBrowser
    expect((await coordinator.submit(setUp, setUp, { code: '47', csrf: coordinator.csrf })).status).toBe(422)
    await inTown(instance, town, db => putDialogue(db, { ...openDialogue, phase: 'closed' }))
    expect((await coordinator.post(setUp, { code: '4711', csrf: coordinator.csrf })).status).toBe(422)
  })

  test('is not offered where people have to show who they are, and stops where that is asked later', async () => {
    await inTown(instance, town, db => putLevelAsked(db, openDialogue.id, 'letter'))
    instance.clock.now = new Date(instance.clock.now.getTime() + 2000)
    expect(await device.page(tablet)).toContain('braucht ein eigenes Gerät')
    const coordinator = (await instance.staff(town, 'coordinator', { email: 'k@example.org' })) as StaffBrowser
    expect(await coordinator.page(setUp)).toContain('Stimmen von dort würden nicht zählen')
    expect((await coordinator.post(setUp, { code: '4711', csrf: coordinator.csrf })).status).toBe(422)
    expect(coordinator.cookie('tablet-musterstadt')).toBeUndefined()
  })

  test('of one town is no tablet in another', async () => {
    const neighbour = await instance.addTown({ slug: 'nachbarort', ags: '09999002' })
    await inTown(instance, neighbour, db => putDialogue(db, openDialogue))
    device.setCookie('tablet-nachbarort', device.cookie('tablet-musterstadt') ?? '')
    expect((await device.get('/nachbarort/dialog/zusammenleben/tablet')).headers.get('location')).toBe('/nachbarort/dialog/zusammenleben')
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
