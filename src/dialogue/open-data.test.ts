import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, peopleOnMap, type TestInstance } from '#testing'
import { findDialogue, putDialogue } from './dialogue.store.ts'
import type { Dialogue, Phase } from './dialogue.ts'
import { MapRefresher } from './map-refresher.ts'
import { findSnapshot } from './map-snapshot.store.ts'
import { inOrderOfChance, released, type StoredBallot } from './open-data.ts'
import { importPolis } from './polis-import.actions.ts'
import { putParticipants, putVoteRows } from './polis-import.store.ts'
import { approvedStatements, insertStatements } from './statement.store.ts'
import { putTranslation, putTranslationSetup } from './translation.store.ts'
import type { Translation } from './translation.ts'
import type { AnswerCode } from './vote.ts'

const ballot = (participantId: string, ...days: string[]): StoredBallot => ({
  participantId,
  numbers: days.map((_, i) => i + 1),
  answers: days.map(() => 1 as const),
  days,
})
const people = (count: number, day: string, prefix = day) => Array.from({ length: count }, (_, i) => ballot(`${prefix}/${i}`, day))

describe('what is released', () => {
  const over = { fewest: 5, isOver: true, today: '2026-10-10' }
  const open = { fewest: 5, isOver: false, today: '2026-10-10' }

  test('nothing while fewer than five have voted', () => {
    expect(released(people(4, '2026-10-01'), over)).toBeUndefined()
    expect(released(people(5, '2026-10-01'), over)?.ballots).toHaveLength(5)
  })

  test('all votes of a person stand on the day of their first', () => {
    const ballots = [...people(5, '2026-10-01'), ballot('late', '2026-10-05', '2026-10-01')]
    const late = released(ballots, over)?.ballots.find(({ participantId }) => participantId === 'late')
    expect(late).toMatchObject({ day: '2026-10-01', numbers: [1, 2] })
  })

  test('no day has fewer than five people, and nobody is missing when the dialogue is over', () => {
    const day = fc.integer({ min: 1, max: 28 }).map(number => `2026-09-${String(number).padStart(2, '0')}`)
    fc.assert(
      fc.property(fc.array(day, { minLength: 5, maxLength: 60 }), days => {
        const given = days.map((first, person) => ballot(String(person), first))
        const kept = released(given, over)!.ballots
        expect(kept.map(({ participantId }) => participantId).sort()).toEqual(given.map(({ participantId }) => participantId).sort())
        expect(Math.min(...countsOf(kept.map(each => each.day)))).toBeGreaterThanOrEqual(5)
      }),
    )
  })

  test('while the dialogue is open, each edition has at least five more people than the one before, and so has the last', () => {
    const dayOfSeptember = (number: number) => `2026-09-${String(number).padStart(2, '0')}`
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 5, maxLength: 80 }), days => {
        const given = days.map((first, person) => ballot(String(person), dayOfSeptember(first)))
        const sizes = Array.from({ length: 22 }, (_, today) => {
          const seen = given.filter(each => each.days[0]! <= dayOfSeptember(today + 1))
          return released(seen, { fewest: 5, isOver: false, today: dayOfSeptember(today + 1) })?.ballots.length ?? 0
        })
        sizes.push(released(given, over)!.ballots.length)
        const steps = sizes.slice(1).map((size, i) => size - sizes[i]!)
        expect(steps.every(step => step === 0 || step >= 5)).toBe(true)
      }),
    )
  })

  test('while the dialogue is open, votes of today wait', () => {
    const ballots = [...people(6, '2026-10-07'), ...people(6, '2026-10-08'), ...people(6, '2026-10-09'), ...people(6, '2026-10-10')]
    const release = released(ballots, open)!
    expect(release.until).toBe('2026-10-08')
    expect(release.ballots.every(({ day }) => day === '2026-10-07')).toBe(true)
  })
})

const countsOf = (days: string[]) => [...Map.groupBy(days, day => day).values()].map(each => each.length)

test('the order of voters is the same for the same votes, and another with another key or other votes', () => {
  const ballots = released(people(40, '2026-10-01'), { fewest: 5, isOver: true, today: '2026-10-10' })!.ballots
  const order = (secret: string, of = ballots) => inOrderOfChance(of, Buffer.from(secret)).map(({ participantId }) => participantId)
  expect(order('a', ballots.toReversed())).toEqual(order('a'))
  expect(order('b')).not.toEqual(order('a'))
  const others = ballots.map((each, i) => (i === 0 ? { ...each, answers: [-1 as const] } : each))
  expect(order('a', others)).not.toEqual(order('a'))
})

describe('on the pages', () => {
  let instance: TestInstance
  let town: Municipality
  let folder: string
  const page = '/musterstadt/dialog/zusammenleben/offene-daten'

  beforeEach(async () => {
    instance = await openTestInstance()
    town = await instance.addTown()
    folder = mkdtempSync(join(tmpdir(), 'leitbild-open-data-'))
  })
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true })
    await instance.close()
  })

  const texts = ['Mehr Bänke, "jetzt".', '=1+1', '+49 anrufen', '-minus', '@alle', 'Zwei\nZeilen', ' مرحبا'.trim(), 'Busse.']

  async function fill({ phase = 'closed' as Phase, voters = 40, day = '2026-09-20' } = {}) {
    const dialogue: Dialogue = { ...madeDialogue, id: randomUUID(), phase }
    const participants = await inTown(instance, town, async db => {
      await putDialogue(db, dialogue)
      const statements = await insertStatements(db, dialogue.id, texts.map(approved))
      await insertStatements(db, dialogue.id, [{ ...approved('Geheimnis der Warteschlange'), state: 'pending' }])
      const rows = Array.from({ length: voters }, () => ({ id: randomUUID(), firstSeen: day }))
      await putParticipants(db, rows)
      const votes = rows.flatMap(({ id }, person) =>
        statements.flatMap((statement, place) => {
          const isAnswered = (person * 7 + place * 3) % 5 > 0
          const answer = ((person % 2 === 0 ? 1 : -1) * (place % 3 === 0 ? 1 : -1) * (person % 11 === 0 ? 0 : 1) || 0) as AnswerCode
          return isAnswered ? [{ participant: id, statement: statement.id, answer, day }] : []
        }),
      )
      await putVoteRows(db, dialogue.id, votes)
      return rows.map(({ id }) => id)
    })
    const maps = new MapRefresher(instance.services.database, instance.services.log, instance.services.now)
    await maps.refresh(town.id, dialogue.id)
    await maps.close()
    return { dialogue, participants }
  }

  const bytesOf = async (path: string) => new Uint8Array(await (await instance.visitor().get(path)).arrayBuffer())
  const filesIn = (zip: Uint8Array) => Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]))

  test('the files say how to read them, and their checksums are on the page and in a file', async () => {
    await fill()
    const text = await instance.visitor().page(page)
    const zip = await bytesOf(`${page}/zusammenleben.zip`)
    const sums = strFromU8(await bytesOf(`${page}/sha256sums.txt`))
    const sum = Buffer.from(await crypto.subtle.digest('SHA-256', zip as BufferSource)).toString('hex')
    expect(sums).toContain(`${sum}  zusammenleben.zip\n`)
    expect(text.replaceAll('<wbr/>', '')).toContain(sum)
    const files = filesIn(zip)
    expect(Object.keys(files).sort()).toEqual([
      'README.txt',
      'comments.csv',
      'participants-votes.csv',
      'summary.csv',
      'translations.csv',
      'votes.csv',
    ])
    expect(files['README.txt']).toContain('+1 means agree')
    expect(files['README.txt']).toContain('CC BY 4.0')
    const json = JSON.parse(strFromU8(await bytesOf(`${page}/zusammenleben.json`)))
    expect(json).toMatchObject({
      licence: { code: 'CC-BY-4.0' },
      sign: { '1': 'agree', '-1': 'disagree', '0': 'pass' },
      counts: { people: 40, statements: 8 },
    })
    expect(json.voters).toHaveLength(40)
  })

  test('no file knows a pseudonym, a time of day, an author or what has not been approved', async () => {
    const { participants } = await fill()
    const files = filesIn(await bytesOf(`${page}/zusammenleben.zip`))
    const all = [...Object.values(files), strFromU8(await bytesOf(`${page}/zusammenleben.json`))].join('\n')
    for (const id of participants) expect(all).not.toContain(id)
    expect(all).not.toContain('Geheimnis')
    for (const line of files['votes.csv']!.trim().split('\n').slice(1)) {
      expect(Number(line.split(',')[0]) % 86_400_000).toBe(0)
      expect(line).toMatch(/^\d+,Sun Sep 20 00:00:00 UTC 2026,\d+,\d+,(-1|0|1)$/)
    }
    expect(files['comments.csv']!.split('\n')[1]).toMatch(/^\d+,Tue Sep 01 00:00:00 UTC 2026,0,,\d+,\d+,1,"Mehr Bänke, ""jetzt"".","town"$/)
  })

  test('translations come with their origin and state, and drafts do not come', async () => {
    const { dialogue } = await fill()
    await inTown(instance, town, async db => {
      await putTranslationSetup(db, dialogue, { language: 'de', showsUnreviewed: false })
      const [first, second] = await approvedStatements(db, dialogue.id)
      const of = (text: string) => ({ text, language: 'de' })
      const put = (translation: Omit<Translation, 'language'>) =>
        putTranslation(db, dialogue.id, { language: 'uk', ...translation }, instance.clock.now)
      await put({ item: 'question', text: 'Як?', origin: 'person', state: 'approved', of: of(dialogue.question) })
      await put({ item: '1', text: '=Лавки', origin: 'machine', state: 'approved', of: of(first!.text) })
      await put({ item: '2', text: 'ЧЕРНЕТКА', origin: 'person', state: 'draft', of: of(second!.text) })
      await put({ item: '3', text: 'Старе', origin: 'person', state: 'approved', of: of('Früher') })
    })
    const { 'translations.csv': lines, ...others } = filesIn(await bytesOf(`${page}/zusammenleben.zip`))
    expect(lines).toBe(
      [
        'item,comment-id,language,origin,state,text',
        'question,,uk,person,approved,"Як?"',
        'comment,0,uk,machine,approved,"\u00a0=Лавки"',
        'comment,2,uk,person,stale,"Старе"',
        '',
      ].join('\n'),
    )
    const json = strFromU8(await bytesOf(`${page}/zusammenleben.json`))
    expect(JSON.parse(json)).toMatchObject({
      dialogue: { language: 'de', translations: { question: [{ language: 'uk', text: 'Як?', origin: 'person', state: 'approved' }] } },
    })
    expect(
      JSON.parse(json)
        .statements.slice(0, 2)
        .map(({ translations }: { translations: unknown[] }) => translations),
    ).toEqual([[{ language: 'uk', text: '=Лавки', origin: 'machine', state: 'approved' }], []])
    expect(json + Object.values(others).join()).not.toContain('ЧЕРНЕТКА')
  })

  test('no cell begins like a formula', async () => {
    await fill()
    const { 'comments.csv': comments } = filesIn(await bytesOf(`${page}/zusammenleben.zip`))
    expect(comments).not.toMatch(/,"[=+\-@]/)
    expect(comments).toContain('"\u00a0=1+1"')
  })

  test('the same votes are the same bytes, in whatever zone and language', async () => {
    await fill()
    const first = await bytesOf(`${page}/zusammenleben.zip`)
    instance.clock.now = new Date('2026-12-24T23:30:00Z')
    const second = await instance.visitor({ 'accept-language': 'en' }).get(`${page}/zusammenleben.zip`)
    expect(new Uint8Array(await second.arrayBuffer())).toEqual(first)
    expect((await instance.visitor().get(`${page}/zusammenleben.zip`, { 'if-none-match': second.headers.get('etag')! })).status).toBe(304)
  })

  test('what went out comes back in: same texts, same numbers, same map', async () => {
    const { dialogue } = await fill()
    for (const [name, text] of Object.entries(filesIn(await bytesOf(`${page}/zusammenleben.zip`)))) writeFileSync(join(folder, name), text)
    expect(await importPolis(instance.services, town, { directory: folder, slug: 'wieder' })).toHaveProperty('report')
    const [before, after] = await inTown(instance, town, async db => {
      const again = (await findDialogue(db, 'wieder'))!
      return [await knownOf(db, dialogue.id), await knownOf(db, again.id)]
    })
    expect(after).toEqual(before)
  })

  async function knownOf(db: Parameters<typeof findSnapshot>[0], dialogue: string) {
    const { map, picture } = (await findSnapshot(db, dialogue))!
    const statements = await db
      .selectFrom('statement')
      .select(['number', 'text'])
      .where('municipality_id', '=', town.id)
      .where('dialogue_id', '=', dialogue)
      .where('state', '=', 'approved')
      .orderBy('number')
      .execute()
    return {
      ...map,
      picture,
      people: [...(await peopleOnMap(db, dialogue)).values()].map(found => JSON.stringify(found)).sort(),
      statements: [map.statements, statements],
    }
  }

  test('below five people the page says so, and there is no file', async () => {
    await fill({ voters: 4 })
    expect(await instance.visitor().page(page)).toContain('Zu wenige für offene Daten')
    expect((await instance.visitor().get(`${page}/zusammenleben.zip`)).status).toBe(404)
  })

  test('an open dialogue does not give out the votes of today', async () => {
    await fill({ phase: 'open', day: '2026-10-01' })
    expect(await instance.visitor().page(page)).toContain('nur solche von früheren Tagen')
  })

  test('a draft has no open data, not even for staff', async () => {
    await fill({ phase: 'draft' })
    expect((await (await instance.staff(town, 'coordinator')).get(page)).status).toBe(404)
    expect((await instance.visitor().get(`${page}/zusammenleben.json`)).status).toBe(404)
  })
})

const approved = (text: string) => ({
  text,
  language: 'de',
  origin: 'seed' as const,
  state: 'approved' as 'approved' | 'pending',
  submittedOn: '2026-09-01',
})

const madeDialogue: Dialogue = {
  id: '',
  slug: 'zusammenleben',
  question: 'Wie wollen wir zusammenleben?',
  description: 'Eine Frage, mit "Anführung".',
  phase: 'closed',
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
