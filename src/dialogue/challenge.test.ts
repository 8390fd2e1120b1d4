import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { type Browser, inTown, openTestInstance, type TestInstance } from '#testing'
import { hiddenFields } from '../../test/testing/browser.ts'
import { challenges } from './challenge.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { Newcomers, rememberedHours, unquestioned } from './newcomers.ts'
import { insertStatements } from './statement.store.ts'

const words = ['zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf']
/** Does the sum a page asks for, as a person would: by reading it. */
function sumAskedOn(page: string): number {
  const [, first = '', second = ''] = /Wie viel ist (\S+) plus (\S+)\?/.exec(page) ?? []
  if (!words.includes(first) || !words.includes(second)) throw new Error('The page asks no question')
  return words.indexOf(first) + words.indexOf(second) + 4
}

describe('a question', () => {
  const [town, person, now] = [randomUUID(), randomUUID(), new Date('2026-10-01T10:00:00Z')]
  const { ask, judge } = challenges(Buffer.from('secret'))

  test('lets in the pseudonym it was asked of, in Arabic digits too', () => {
    const { first, second, token } = ask(person, town, now)
    const arabic = [...String(first + second)].map(digit => String.fromCharCode(0x660 + Number(digit))).join('')
    expect(judge(token, town, String(first + second), now)).toEqual({ participant: person, isRight: true })
    expect(judge(token, town, arabic, now)).toEqual({ participant: person, isRight: true })
  })

  test('is worth nothing after a wrong answer, in another town, or an hour later', () => {
    const { first, second, token } = ask(person, town, now)
    const right = String(first + second)
    expect(judge(token, randomUUID(), right, now)).toBeUndefined()
    expect(judge(token, town, right, new Date(now.getTime() + 3600_000))).toBeUndefined()
    expect(judge(token, town, '1', now)).toEqual({ participant: person, isRight: false })
    expect(judge(token, town, right, now)).toEqual({ participant: person, isRight: false })
  })

  test('does not tell its numbers in the form', () => {
    const asked = Array.from({ length: 200 }, () => ask(person, town, now))
    expect(new Set(asked.map(({ first, second }) => first * 100 + second)).size).toBeGreaterThan(60)
    expect(asked.every(({ token }) => !/\.\d{1,2}\./.test(token))).toBe(true)
  })
})

test('newcomers are forgotten after some hours, and their networks with them', () => {
  let now = new Date('2026-10-01T10:00:00Z')
  const newcomers = new Newcomers(() => now)
  const town = randomUUID()
  for (let i = 0; i < unquestioned.newcomers; i++) newcomers.arrive(town, randomUUID(), '198.51.100')
  expect(newcomers.isRush(town, '198.51.100')).toBe(true)
  now = new Date(now.getTime() + unquestioned.minutes * 60_000)
  expect(newcomers.isRush(town, '198.51.100')).toBe(false)
  expect(newcomers.in(town)).toHaveLength(unquestioned.newcomers)
  now = new Date(now.getTime() + rememberedHours * 3600_000)
  expect(newcomers.in(town)).toEqual([])
})

describe('when very many newcomers come from one network', () => {
  let instance: TestInstance
  let town: Municipality
  const booth = '/musterstadt/dialog/zusammenleben'
  const from = (address: string) => instance.visitor({ 'x-forwarded-for': address })
  const votes = () =>
    inTown(instance, town, db => db.selectFrom('vote').select('participant_id').where('municipality_id', '=', town.id).execute())
  const vote = (visitor: Browser) => visitor.submit(booth, `${booth}/stimme`, { answer: 'agree' })

  beforeEach(async () => {
    instance = await openTestInstance({ LEITBILD_TRUSTED_PROXIES: '1' })
    town = await instance.addTown()
    await inTown(instance, town, async db => {
      await putDialogue(db, openDialogue)
      await insertStatements(db, openDialogue.id, ['Mehr Bänke.', 'Busse am Abend.'].map(seed))
    })
    for (let i = 0; i < unquestioned.newcomers; i++) await vote(from('198.51.100.7'))
  })
  afterEach(() => instance.close())

  test('the next one answers a sum in words, and then the vote counts', async () => {
    const visitor = from('198.51.100.99')
    const asked = await vote(visitor)
    expect(asked.status).toBe(422)
    expect(visitor.cookie('teilnahme-musterstadt')).toBeUndefined()
    expect(await votes()).toHaveLength(unquestioned.newcomers)
    const page = await asked.text()
    const answered = await visitor.post(`${booth}/stimme`, { ...hiddenFields(page, `${booth}/stimme`), sum: String(sumAskedOn(page)) })
    expect(answered.status).toBe(303)
    expect(await votes()).toHaveLength(unquestioned.newcomers + 1)
    expect((await vote(visitor)).status).toBe(303)
  })

  test('a wrong answer brings a new question, never a closed door', async () => {
    const visitor = from('198.51.100.99')
    let page = await (await vote(visitor)).text()
    for (let i = 0; i < 5; i++) {
      page = await (await visitor.post(`${booth}/stimme`, { ...hiddenFields(page, `${booth}/stimme`), sum: '99' })).text()
      expect(page).toContain('Das war nicht die richtige Zahl')
    }
    const right = { ...hiddenFields(page, `${booth}/stimme`), sum: String(sumAskedOn(page)) }
    expect((await visitor.post(`${booth}/stimme`, right)).status).toBe(303)
  })

  test('one right answer lets in one pseudonym, however often it is sent', async () => {
    const page = await (await vote(from('198.51.100.99'))).text()
    const right = { ...hiddenFields(page, `${booth}/stimme`), sum: String(sumAskedOn(page)) }
    for (let i = 0; i < 3; i++) expect((await from('198.51.100.99').post(`${booth}/stimme`, right)).status).toBe(303)
    expect(new Set((await votes()).map(({ participant_id }) => participant_id)).size).toBe(unquestioned.newcomers + 1)
  })

  test('with a script the question comes as a fragment', async () => {
    const visitor = from('198.51.100.99')
    const fields = hiddenFields(await visitor.page(booth), `${booth}/stimme`)
    const asked = await visitor.post(`${booth}/stimme`, { ...fields, answer: 'agree' }, { 'x-fragment': 'booth' })
    expect(asked.headers.get('x-fragment')).toBe('booth')
    const fragment = await asked.text()
    expect(fragment).not.toContain('<html')
    expect(hiddenFields(fragment, `${booth}/stimme`)).toMatchObject({ statement: fields.statement, answer: 'agree' })
    expect(sumAskedOn(fragment)).toBeGreaterThan(3)
  })

  test('other networks and those who have voted before notice nothing', async () => {
    const known = from('203.0.113.5')
    expect((await vote(known)).status).toBe(303)
    known.headers['x-forwarded-for'] = '198.51.100.20'
    expect((await vote(known)).status).toBe(303)
    expect((await vote(from('203.0.113.6'))).status).toBe(303)
  })

  test('nothing of the network is stored or logged', async () => {
    await vote(from('198.51.100.99'))
    expect(instance.log.join('')).not.toContain('198.51')
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
