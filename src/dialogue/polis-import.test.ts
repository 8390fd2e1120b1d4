import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Municipality } from '#platform/municipalities'
import { inTown, openTestInstance, peopleOnMap, sharedData, type TestInstance } from '#testing'
import { findDialogue } from './dialogue.store.ts'
import { ballotPages, findSnapshot } from './map-snapshot.store.ts'
import { importPolis } from './polis-import.actions.ts'
import type { ImportOptions } from './polis-import.ts'

let instance: TestInstance
let town: Municipality
let folder: string

beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
  folder = mkdtempSync(join(tmpdir(), 'leitbild-import-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await instance.close()
})

const anImport = (options: Partial<ImportOptions> = {}) => importPolis(instance.services, town, { directory: folder, ...options })

function write(files: Record<string, string | Uint8Array>, directory = folder) {
  mkdirSync(directory, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

const statements = [
  'timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body',
  '1700000000000,0,0,1,1,1,false,true,"Mehr Bänke, bitte."',
  '1700000000000,1,0,1,1,1,false,false,=Summe der Teile',
  '1700000000000,2,1,1,0,-1,false,false,Beleidigung',
  '1700000000000,4,1,2,0,1,false,false,Busse am Abend.',
].join('\n')
const votes = [
  'timestamp,datetime,comment-id,voter-id,vote',
  '1700000000000,x,0,0,1',
  '1700000000000,x,1,0,-1',
  '1700000000000,x,2,0,1',
  '1700100000000,x,0,1,1',
  '1700200000000,x,0,1,-1',
  '1700100000000,x,1,1,1',
  '1700100000000,x,4,1,1',
  '1700100000000,x,4,7,1',
  '1700100000000,x,9,7,1',
  '1700100000000,x,2,8,1',
].join('\n')
const summary = 'topic,Wie wollen wir wohnen?\nconversation-description,"Eine\nFrage."\n'
const example = { 'comments.csv': statements, 'votes.csv': votes, 'summary.csv': summary }

const stored = () =>
  inTown(instance, town, async db => ({
    dialogues: await db.selectFrom('dialogue').selectAll().where('municipality_id', '=', town.id).execute(),
    statements: await db.selectFrom('statement').selectAll().where('municipality_id', '=', town.id).orderBy('number').execute(),
    participants: await db.selectFrom('participant').selectAll().where('municipality_id', '=', town.id).execute(),
    votes: await db.selectFrom('vote').selectAll().where('municipality_id', '=', town.id).execute(),
  }))

test('an export becomes an archived dialogue, and the report says what was taken, what was left out and why', async () => {
  write(example)
  const result = await anImport({ source: 'Stadt Beispiel, CC BY 4.0', language: 'de' })
  expect(result).toMatchObject({
    report: {
      slug: 'wie-wollen-wir-wohnen',
      taken: { participants: 3, statements: 3, votes: 6 },
      participantsWithoutVote: 1,
      replaced: false,
      read: { leftOut: { statements: { rejected: 1 }, votes: { rejected: 2 }, unknownStatement: 1, replaced: 1 } },
    },
  })
  const { dialogues, statements, votes } = await stored()
  expect(dialogues).toMatchObject([
    { question: 'Wie wollen wir wohnen?', description: 'Eine\nFrage.', phase: 'archived', source_note: 'Stadt Beispiel, CC BY 4.0' },
  ])
  expect(statements.map(({ number, text, origin, author_id }) => [number, text, origin, author_id])).toEqual([
    [1, 'Mehr Bänke, bitte.', 'seed', null],
    [2, '=Summe der Teile', 'import', null],
    [5, 'Busse am Abend.', 'import', null],
  ])
  expect(votes.map(vote => [vote.answer, vote.cast_on]).sort()).toContainEqual([-1, '2023-11-17'])
  expect(await instance.visitor().get('/musterstadt/dialog/wie-wollen-wir-wohnen/ergebnis')).toHaveProperty('status', 200)
})

test('the map of an import stands at once', async () => {
  write(example)
  await anImport()
  const dialogue = await inTown(instance, town, db => findDialogue(db, 'wie-wollen-wir-wohnen'))
  expect(await inTown(instance, town, db => findSnapshot(db, dialogue!.id))).toMatchObject({ votes: 6 })
})

test('one malformed line, and nothing of the export is taken; the line is named', async () => {
  write({ ...example, 'votes.csv': `${votes}\n1700100000000,x,0,9,zwei` })
  expect(await anImport()).toMatchObject({
    refusal: { reason: 'unreadable', refusal: { file: 'votes.csv', line: 12, reason: 'not-a-vote', found: 'zwei' } },
  })
  expect(await stored()).toEqual({ dialogues: [], statements: [], participants: [], votes: [] })
})

test('the same files are not taken twice, unless the import is replaced', async () => {
  write(example)
  await anImport()
  const before = await stored()
  expect(await anImport({ slug: 'anderswo' })).toEqual({ refusal: { reason: 'imported-before', slug: 'wie-wollen-wir-wohnen' } })
  expect(await stored()).toEqual(before)
  expect(await anImport({ replace: true })).toMatchObject({ report: { replaced: true } })
  const after = await stored()
  expect([after.dialogues.length, after.statements.length, after.participants.length, after.votes.length]).toEqual([1, 3, 3, 6])
})

test('newer files replace an import under its name', async () => {
  write(example)
  await anImport({ slug: 'wohnen' })
  write({ ...example, 'votes.csv': `${votes}\n1700300000000,x,4,20,-1` })
  expect(await anImport({ slug: 'wohnen' })).toEqual({ refusal: { reason: 'slug-taken', slug: 'wohnen', isImport: true } })
  expect(await anImport({ slug: 'wohnen', replace: true })).toMatchObject({
    report: { replaced: true, taken: { participants: 4, votes: 7 } },
  })
  expect((await stored()).participants).toHaveLength(4)
})

test('what people of the town have said is never replaced by an import', async () => {
  write(example)
  await anImport({ slug: 'wohnen' })
  await inTown(instance, town, db =>
    db.updateTable('dialogue').set({ import_digest: null }).where('municipality_id', '=', town.id).execute(),
  )
  expect(await anImport({ slug: 'wohnen', replace: true })).toEqual({ refusal: { reason: 'slug-taken', slug: 'wohnen', isImport: false } })
})

test('an import without times, languages or a question still says so', async () => {
  const wide = 'participant,group-id,0,1,4\n3,,1,-1,\n5,,,1,1\n'
  write({ 'comments.csv': statements.replaceAll('1700000000000', ''), 'participants-votes.csv': wide })
  const result = await anImport({ slug: 'ohne-zeiten' })
  expect(result).toMatchObject({ report: { dayOfUndated: '2026-10-01', language: 'de', taken: { participants: 2, votes: 4 } } })
})

test.each([
  [{ slug: 'Groß' }, { reason: 'slug-wrong', slug: 'Groß' }],
  [{ language: '??' }, { reason: 'language-wrong', language: '??' }],
])('a wrong option is refused: %o', async (options, refusal) => {
  write(example)
  expect(await anImport(options)).toEqual({ refusal })
})

const conversations = sharedData('conversations')
const names = conversations ? readdirSync(conversations) : []

describe.skipIf(!conversations)('on real conversations', () => {
  test.each(names)('%s comes in, is shown, goes out and comes back to the same map', async name => {
    const first = await anImport({ directory: join(conversations!, name), slug: 'erst', language: 'en' })
    expect(first).toHaveProperty('report')
    const visitor = instance.visitor()
    expect((await visitor.get('/musterstadt/dialog/erst/ergebnis')).status).toBe(200)
    expect(await visitor.page('/musterstadt/dialog/erst/offene-daten')).toContain('erst.zip')
    const zip = await visitor.get('/musterstadt/dialog/erst/offene-daten/erst.zip')
    const directory = write(unzipSync(new Uint8Array(await zip.arrayBuffer())), join(folder, 'wieder'))
    const again = await anImport({ directory, slug: 'wieder', language: 'en' })
    expect(again).toMatchObject({ report: { taken: 'report' in first ? first.report.taken : {}, participantsWithoutVote: 0 } })
    expect(await mapOf('wieder')).toEqual(await mapOf('erst'))
  })
})

/** The stored map with people told by their answers alone. */
async function mapOf(slug: string) {
  const { database } = instance.services
  const dialogue = (await database.reading(town.id, db => findDialogue(db, slug)))!
  const { map, numbers, picture } = (await database.reading(town.id, db => findSnapshot(db, dialogue.id)))!
  const groups = await database.reading(town.id, db => peopleOnMap(db, dialogue.id))
  const people: string[] = []
  for await (const page of ballotPages(database, town.id, dialogue.id, numbers)) {
    for (const { participant, statements, answers } of page) {
      const given = Array.from(statements, (place, i) => `${numbers[place]}:${answers[i]}`).sort()
      people.push(`${given.join(' ')} → ${JSON.stringify(groups.get(participant))}`)
    }
  }
  return { map, picture, people: people.sort() }
}
