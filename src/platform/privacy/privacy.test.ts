import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, type TestInstance } from '#testing'
import type { StaffBrowser } from '../../../test/testing/staff.ts'
import { putDialogue } from '../../dialogue/dialogue.store.ts'
import type { Phase } from '../../dialogue/dialogue.ts'
import { putLevelAsked } from '../../dialogue/level.store.ts'
import type { Level } from '../../dialogue/level.ts'
import { judgePrivacy } from './privacy.ts'
import { platformRetention } from './retention.instance.ts'
import { daysFor } from './retention.ts'

const notice = '/musterstadt/datenschutz'
const desk = '/musterstadt/verwaltung/datenschutz'
const mail = { LEITBILD_SMTP: 'smtp://post.musterstadt.example:25', LEITBILD_MAIL_FROM: 'dialog@musterstadt.example' }
const stated = { controller: 'Stadt Musterstadt\nMarkt 1', officer: 'Datenschutz im Rathaus', processors: 'Rechenzentrum Süd' }

let instance: TestInstance
let town: Municipality
const open = async (environment: Record<string, string> = {}) => {
  instance = await openTestInstance(environment)
  town = await instance.addTown()
}
afterEach(() => instance.close())

type Wanted = { level?: Level; residentsMayAdd?: boolean; phase?: Phase }
const addDialogue = ({ level = 'anonymous', residentsMayAdd = false, phase = 'open' }: Wanted = {}) => {
  const id = randomUUID()
  return inTown(instance, town, async db => {
    await putDialogue(db, { ...dialogue, id, slug: `dialog-${id.slice(0, 8)}`, residentsMayAdd, phase })
    await putLevelAsked(db, id, level)
    return id
  })
}
const dialogue = {
  question: 'Wie wollen wir zusammenleben?',
  description: '',
  opensAt: null,
  closesAt: null,
  moderation: 'before' as const,
  statementLength: 140,
  languages: ['de'],
  licence: 'CC-BY-4.0',
  sourceNote: '',
  importDigest: null,
}
const addParticipant = (channel: 'kiosk' | 'paper') =>
  inTown(instance, town, db =>
    db.insertInto('participant').values({ municipality_id: town.id, id: randomUUID(), first_seen: '2026-10-01', channel }).execute(),
  )
const addVision = (phase: 'draft' | 'consultation') =>
  inTown(instance, town, db =>
    db
      .insertInto('vision')
      .values({ municipality_id: town.id, id: randomUUID(), slug: phase, title: 'Unser Leitbild', language: 'de', phase })
      .execute(),
  )
const addProvider = (use: { for_staff: boolean; for_participants: boolean }) =>
  inTown(instance, town, db =>
    db
      .insertInto('oidc_provider')
      .values({
        municipality_id: town.id,
        label: 'Konto',
        issuer: 'https://konto.musterstadt.example/realm',
        client_id: 'leitbild',
        sealed_secret: 'x',
        scopes: 'openid',
        subject_claim: 'sub',
        email_claim: 'email',
        verified_claim: 'email_verified',
        ...use,
      })
      .execute(),
  )

/** Keys of what the notice says is done, in its order; the record must say the same. */
async function told(): Promise<string[]> {
  const keysIn = (page: string) => [...page.matchAll(/<section class="card" id="([a-z-]+)"><h3>/g)].map(match => match[1] as string)
  const told = keysIn(await instance.visitor().page(notice))
  const reader = await instance.staff(town, 'reader')
  expect(keysIn(await reader.page(desk))).toEqual(told)
  return told
}

describe('the privacy notice', () => {
  test('of a town without dialogues speaks of reading, of staff and of backups alone', async () => {
    await open()
    expect(await told()).toEqual(['visit', 'staff', 'backup'])
    await addDialogue({ phase: 'draft', level: 'email' })
    await addVision('draft')
    expect(await told()).toEqual(['visit', 'staff', 'backup'])
  })

  const switches: [string, string[], () => Promise<unknown>][] = [
    ['an open dialogue', ['voting', 'protection', 'report'], () => addDialogue()],
    ['statements of residents', ['statements'], () => addDialogue({ residentsMayAdd: true })],
    ['codes from letters', ['letter'], () => addDialogue({ level: 'letter' })],
    ['confirmed addresses', ['email-level'], () => addDialogue({ level: 'email' })],
    ['voting on paper', ['paper'], () => addParticipant('paper')],
    ['a vision in consultation', ['contributions'], () => addVision('consultation')],
    ['a tablet', ['kiosk'], () => addParticipant('kiosk')],
    ['an account of staff', ['staff-provider'], () => addProvider({ for_staff: true, for_participants: false })],
    [
      'an account of participants',
      ['account-level'],
      async () => [await addDialogue({ level: 'oidc' }), await addProvider({ for_staff: false, for_participants: true })],
    ],
    [
      'voluntary questions',
      ['voluntary'],
      async () => {
        const setup = { municipality_id: town.id, dialogue_id: await addDialogue(), questions: ['age' as const], parts: [] }
        await inTown(instance, town, db => db.insertInto('voluntary_setup').values(setup).execute())
      },
    ],
  ]
  test.each(switches)('speaks of %s once it is switched on, and not before', async (_name, keys, switchOn) => {
    await open()
    for (const key of keys) expect(await told()).not.toContain(key)
    await switchOn()
    expect(await told()).toEqual(expect.arrayContaining(keys))
  })

  test('speaks of mail and notifications where there is a mail server, and names it', async () => {
    await open(mail)
    await addDialogue()
    expect(await told()).toEqual(expect.arrayContaining(['mail', 'subscription']))
    expect(await instance.visitor().page(notice)).toContain('post.musterstadt.example')
    await instance.close()
    await open()
    await addDialogue()
    expect(await told()).not.toContain('mail')
    expect(await told()).not.toContain('subscription')
  })

  test('speaks of a machine that translates only where the server has one and the town has switched it on', async () => {
    const translating = () => inTown(instance, town, db => db.insertInto('translation_service').values(isOn).execute())
    await open()
    let isOn = { municipality_id: town.id, is_on: true }
    await translating()
    expect(await told()).not.toContain('translation')
    await instance.close()
    await open({
      LEITBILD_TRANSLATION: 'https://uebersetzer.example',
      LEITBILD_TRANSLATION_PROTOCOL: 'libretranslate',
      LEITBILD_TRANSLATION_CHARACTERS: '1000',
    })
    expect(await told()).not.toContain('translation')
    isOn = { municipality_id: town.id, is_on: true }
    await translating()
    expect(await told()).toContain('translation')
    expect(await instance.visitor().page(notice)).toContain('uebersetzer.example')
  })

  test('names the provider of accounts and the questions that are asked', async () => {
    await open()
    await addProvider({ for_staff: true, for_participants: true })
    const setup = { municipality_id: town.id, dialogue_id: await addDialogue({ level: 'oidc' }), questions: ['age' as const], parts: [] }
    await inTown(instance, town, db => db.insertInto('voluntary_setup').values(setup).execute())
    const page = await instance.visitor().page(notice)
    expect(page).toContain('konto.musterstadt.example')
    expect(page).toContain('Wie alt sind Sie?')
    expect(page).not.toContain('Welches Geschlecht haben Sie?')
  })

  test('names times only of data that arise', async () => {
    await open()
    expect(await instance.visitor().page(notice)).not.toContain('Freiwillige Angaben')
    await addDialogue({ level: 'letter' })
    const page = await instance.visitor().page(notice)
    expect(page).toContain('30 Tage nach dem Archivieren des Dialogs')
    expect(page).not.toContain('Freiwillige Angaben')
  })

  test('is told in the language of the visitor, names the authority of the state and leads to one’s own data', async () => {
    await open()
    const page = await instance.visitor({ 'accept-language': 'en' }).page(notice)
    expect(page).toContain('What Musterstadt stores on these pages')
    expect(page).toContain('Der Bayerische Landesbeauftragte für den Datenschutz')
    expect(page).toContain('href="/musterstadt/meine-daten"')
  })

  test('is told in German, and says so, where a language has no texts of law', async () => {
    await open()
    const { putMunicipality } = await import('#platform/municipalities')
    await instance.services.database.writingInstance(db => putMunicipality(db, { ...town, languages: ['de', 'ru'] }))
    await instance.services.municipalities.refresh()
    const page = await instance.visitor({ 'accept-language': 'ru' }).page(notice)
    expect(page).toContain('<html lang="ru"')
    expect(page).toContain('<div lang="de" dir="ltr"><div class="prose"><p>Hier steht, was Musterstadt')
  })

  test('has what the town added at its end', async () => {
    await open()
    await instance.services.database.writingInstance(async db => {
      const { putMunicipality } = await import('#platform/municipalities')
      await putMunicipality(db, { ...town, privacyNotice: 'Ein vorgeschalteter Server protokolliert **Netzadressen**.' })
    })
    await instance.services.municipalities.refresh()
    expect(await instance.visitor().page(notice)).toMatch(/Ergänzungen<\/h2>[\s\S]*<strong>Netzadressen<\/strong>/)
  })
})

describe('what only the town knows', () => {
  let coordinator: StaffBrowser
  beforeEach(async () => {
    await open()
    coordinator = (await instance.staff(town, 'coordinator')) as StaffBrowser
  })

  const periods = { 'days-invitation': '30', 'days-audit': '1095', 'days-proof': '30', 'days-voluntary': '90', 'days-quarantine': '180' }
  const rest = { 'days-rejected': '180', 'days-subscription': '180', 'days-vote': '90' }
  const vision = { 'days-contribution-vote': '90', 'days-contribution': '90', 'days-rejected-contribution': '180' }
  const plan = { 'days-responsible': '365', 'days-update-link': '365' }
  const save = (values: Record<string, string> = {}) =>
    coordinator.submit(desk, desk, { csrf: coordinator.csrf, ...stated, ...periods, ...rest, ...vision, ...plan, ...values })

  test('is named as a gap until it is stated', async () => {
    expect(await coordinator.page(desk)).toContain('Das fehlt noch')
    expect(await instance.visitor().page(notice)).toContain('noch nicht angegeben')
    expect((await save({ officer: '' })).status).toBe(303)
    const half = await coordinator.page(desk)
    expect(half).toContain('href="#feld-officer"')
    expect(half).not.toContain('href="#feld-controller"')
    await save()
    expect(await coordinator.page(desk)).not.toContain('Das fehlt noch')
    const page = await instance.visitor().page(notice)
    for (const text of ['Stadt Musterstadt<br/>Markt 1', 'Datenschutz im Rathaus', 'Rechenzentrum Süd']) expect(page).toContain(text)
    expect(page).not.toContain('noch nicht angegeben')
  })

  test('is not taken where it is too long or out of bounds; what was typed stays in the form', async () => {
    const answered = await save({ officer: 'x'.repeat(2001), 'days-audit': '10' })
    const page = await answered.text()
    expect(answered.status).toBe(422)
    expect(page).toContain('Der Text ist zu lang.')
    expect(page).toContain('Bitte eine ganze Zahl in diesen Grenzen.')
    expect(page).toContain('value="10"')
  })

  test('is for a coordinator to state, for all staff to read and for nobody else', async () => {
    const reader = (await instance.staff(town, 'reader')) as StaffBrowser
    expect(await reader.page(desk)).not.toContain('<textarea')
    expect((await reader.post(desk, { csrf: reader.csrf, ...stated, ...periods, ...rest, ...vision })).status).toBe(403)
    expect((await instance.visitor().get(desk)).status).toBe(303)
    expect((await instance.visitor().get(`${desk}/verzeichnis.md`)).status).toBe(303)
  })

  test('stands in the record, which can be taken away as a file', async () => {
    await save()
    const response = await coordinator.get(`${desk}/verzeichnis.md`)
    expect(response.headers.get('content-disposition')).toContain('verzeichnis-musterstadt.md')
    const text = await response.text()
    expect(text).toContain('# Verzeichnis von Verarbeitungstätigkeiten: Musterstadt')
    expect(text).toContain('Rechenzentrum Süd')
    expect(text).toMatch(/### 1\. Seiten lesen[\s\S]*\*\*Rechtsgrundlage:\*\*/)
    expect(text).not.toContain('Abstimmen')
    await addDialogue()
    expect(await (await coordinator.get(`${desk}/verzeichnis.md`)).text()).toContain('Abstimmen')
  })
})

describe('a time a town has chosen', () => {
  beforeEach(() => open())
  const audit = platformRetention.find(({ kind }) => kind === 'audit')!

  test('holds within the bounds of today’s version, and the usual one is not stored', () => {
    expect(daysFor(audit, {})).toBe(1095)
    expect(daysFor(audit, { audit: 400 })).toBe(400)
    expect(daysFor(audit, { audit: 1 })).toBe(365)
    const typed = (field: string) => (field === 'days-audit' ? '1095' : field.startsWith('days') ? '10' : '')
    expect(judgePrivacy(typed, platformRetention)).toEqual({
      setup: { controller: '', officer: '', processors: '', periods: { invitation: 10 } },
      refusals: {},
    })
  })
})
