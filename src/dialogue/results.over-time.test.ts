import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, peopleOnMap, type TestInstance } from '#testing'
import { analyse } from './analyse.ts'
import { putDialogue } from './dialogue.store.ts'
import type { Dialogue } from './dialogue.ts'
import { MapRefresher } from './map-refresher.ts'
import { detachVotes } from './participant.store.ts'
import { cookieName, pseudonyms } from './participant.ts'
import { putParticipants, putVoteRows } from './polis-import.store.ts'
import { insertStatements } from './statement.store.ts'
import type { AnswerCode } from './vote.ts'

const statementCount = 12
const page = '/musterstadt/dialog/zusammenleben/ergebnis'
const ownPage = '/musterstadt/dialog/zusammenleben/meine-stimmen'
const api = '/api/v1/municipalities/musterstadt/dialogues/zusammenleben/results'

let instance: TestInstance
let town: Municipality
let dialogue: Dialogue
let statements: string[]

beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  dialogue = { ...newDialogue, id: randomUUID() }
  await inTown(instance, town, async db => {
    await putDialogue(db, dialogue)
    const texts = Array.from({ length: statementCount }, (_, place) => ({ text: `Satz ${place + 1}`, language: 'de' }))
    const added = await insertStatements(
      db,
      dialogue.id,
      texts.map(each => ({ ...each, origin: 'seed', state: 'approved', submittedOn: '2026-09-01' })),
    )
    statements = added.map(({ id }) => id)
  })
})
afterEach(() => instance.close())

describe('groups from day to day', () => {
  test('keep their letter when the other one becomes the larger, and the page says what has changed', async () => {
    await addVoters(40, 'first')
    await addVoters(30, 'second')
    await refreshedOn('2026-10-01')
    expect(await instance.visitor().page(page)).not.toContain('Seit ')
    await addVoters(40, 'second')
    await addVoters(2, 'first')
    await refreshedOn('2026-10-02')
    const told = await instance.visitor().page(page)
    expect(told).toContain('<b>Seit 1. Oktober 2026:</b>')
    expect(told).toContain('Gruppe A ist fast gleich groß. Gruppe B ist um 40 gewachsen.')
    const { results } = JSON.parse(await (await instance.visitor().get(api)).text())
    expect(results.groups).toMatchObject([
      { letter: 'A', size: 42, id: 1 },
      { letter: 'B', size: 70, id: 0 },
    ])
    expect(results.changes).toEqual({
      since: '2026-10-01',
      groups: [
        { letter: 'A', kind: 'steady', people: null },
        { letter: 'B', kind: 'grown', people: 40 },
      ],
    })
  })

  test('the letters are remembered for nobody who asked to be forgotten', async () => {
    const [someone] = await addVoters(40, 'first')
    await addVoters(30, 'second')
    await refreshedOn('2026-10-01')
    const known = () => inTown(instance, town, async db => [...(await peopleOnMap(db, dialogue.id)).keys()])
    expect(await known()).toContain(someone)
    await inTown(instance, town, db => detachVotes(db, someone!))
    expect(await known()).not.toContain(someone)
    await refreshedOn('2026-10-01')
    expect(await known()).not.toContain(someone)
    expect(await known()).toHaveLength(70)
  })
})

describe('where somebody stands', () => {
  test('is said to them, with their group, how surely, and on how many answers', async () => {
    const [own] = await addVoters(40, 'first')
    const [other] = await addVoters(30, 'second')
    await refreshedOn('2026-10-01')
    const told = await seenBy(own!)
    expect(told).toContain('Wo Sie stehen')
    expect(told).toContain('Sie antworten wie Gruppe A.')
    expect(told).toContain('Aus Ihren 12 Antworten')
    expect(told).toContain('<ellipse')
    expect(await seenBy(other!)).toContain('Sie antworten wie Gruppe B.')
    expect(markIn(await seenBy(other!))).not.toBe(markIn(told))
  })

  test('is said to nobody else: not on the results, not in the API, not in a file, and no copy of the page is kept', async () => {
    const [own] = await addVoters(40, 'first')
    await addVoters(30, 'second')
    await refreshedOn('2026-10-01')
    const mark = markIn(await seenBy(own!))
    expect((await visitorWith(own!).get(ownPage)).headers.get('cache-control')).toBe('no-store')
    const elsewhere = [
      await instance.visitor().page(page),
      await (await instance.visitor().get(api)).text(),
      await instance.visitor().page(ownPage),
    ]
    for (const text of elsewhere) {
      expect(text).not.toContain(mark)
      expect(text).not.toContain('Sie antworten wie')
      expect(text).not.toContain(own)
      expect(text).not.toContain('certainties')
    }
  })

  test('needs as many answers as a place on the map, and says how many are missing', async () => {
    await addVoters(40, 'first')
    await addVoters(30, 'second')
    const [own] = await addVoters(1, 'first', 3)
    await refreshedOn('2026-10-01')
    const told = await seenBy(own!)
    expect(told).toContain('Sie haben 3 Aussagen beantwortet')
    expect(told).toContain('Es fehlen noch 4 Antworten')
    expect(told).not.toContain('<ellipse')
  })

  test('is not told while so few have voted that there is no result', async () => {
    const [own] = await addVoters(4, 'first')
    await refreshedOn('2026-10-01')
    expect(await seenBy(own!)).toContain('Sobald es eine Karte der Meinungen gibt')
  })
})

describe('the page on the method', () => {
  test('names a file and a command, and what it says comes out, comes out', async () => {
    dialogue = { ...dialogue, phase: 'closed' }
    await inTown(instance, town, db => putDialogue(db, dialogue))
    await addVoters(40, 'first')
    await addVoters(30, 'second')
    await refreshedOn('2026-10-01')
    const methods = await instance.visitor().page(`${page}/methode`)
    const [, file] = /npm run -s leitbild -- analyse (\S+\.zip) --json/.exec(methods)!
    const bytes = await (await instance.visitor().get(`/musterstadt/dialog/zusammenleben/offene-daten/${file}`)).arrayBuffer()
    expect(methods).toContain(Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex'))
    const folder = mkdtempSync(join(tmpdir(), 'leitbild-methods-'))
    try {
      writeFileSync(join(folder, file!), new Uint8Array(bytes))
      const result = await analyse(join(folder, file!), { json: true })
      const found = JSON.parse('output' in result ? result.output : '')
      const { results } = JSON.parse(await (await instance.visitor().get(api)).text())
      expect(found.k).toBe(2)
      expect(results.groups.map(({ id, size }: { id: number; size: number }) => ({ id, size }))).toEqual(
        found.groups.map(({ id, size }: { id: number; size: number }) => ({ id, size })),
      )
      const numbers = (all: { statement: string }[]) => all.map(({ statement }) => Number(statement) + 1)
      expect(numbers(found.consensus).sort()).toEqual(results.unites.sort())
      expect(numbers(found.contested).sort()).toEqual(results.contested.sort())
      for (const [field, value] of [
        ['k', '2'],
        ['groups', 'Gruppe 0: 40 Personen; Gruppe 1: 30 Personen'],
        ['consensus', found.consensus.map(({ statement }: { statement: string }) => statement).join(', ')],
        ['contested', found.contested.map(({ statement }: { statement: string }) => statement).join(', ')],
      ])
        expect(methods).toMatch(new RegExp(`<code>${field}</code>[\\s\\S]{0,80}>${value}<`))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('is there before anybody has voted, in English too, and not for a draft', async () => {
    const english = await instance.visitor({ 'accept-language': 'en' }).page(`${page}/methode`)
    expect(english).toContain('How we computed this')
    expect(english).toContain('Fewer than 5 people have voted so far')
    await inTown(instance, town, db => putDialogue(db, { ...dialogue, id: randomUUID(), slug: 'entwurf', phase: 'draft' }))
    expect((await instance.visitor().get('/musterstadt/dialog/entwurf/ergebnis/methode')).status).toBe(404)
  })
})

type Camp = 'first' | 'second'

/** Both agree to the first three statements and are of opposite minds on the others; one answer in eleven is contrary. */
async function addVoters(people: number, camp: Camp, answers = statementCount): Promise<string[]> {
  const ids = Array.from({ length: people }, () => randomUUID() as string)
  await inTown(instance, town, async db => {
    await putParticipants(
      db,
      ids.map(id => ({ id, firstSeen: '2026-09-10' })),
    )
    const rows = ids.flatMap((participant, person) =>
      statements.slice(0, answers).map((statement, place) => {
        const side = place < 3 || (camp === 'first') === (place % 2 === 0) ? 1 : -1
        const isContrary = (person * 7 + place * 3 + 5) % 11 === 0 && person > 0
        return { participant, statement, answer: (isContrary ? -side : side) as AnswerCode, day: '2026-09-10' }
      }),
    )
    await putVoteRows(db, dialogue.id, rows)
  })
  return ids
}

async function refreshedOn(day: string) {
  const { database, log } = instance.services
  const maps = new MapRefresher(database, log, () => new Date(`${day}T10:00:00Z`))
  await maps.refresh(town.id, dialogue.id)
  await maps.close()
}

const visitorWith = (participant: string) =>
  instance.visitor({ cookie: `${cookieName(town.slug)}=${pseudonyms(instance.services.secret).cookieFor(participant, town.id)}` })
const seenBy = (participant: string) => visitorWith(participant).page(ownPage)
const markIn = (text: string) => /<ellipse[^>]*>/.exec(text)![0]

const newDialogue: Dialogue = {
  id: '',
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
