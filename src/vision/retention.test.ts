import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedVision, openConsultedTown, visitorsOf } from '../../test/testing/consulted-town.ts'
import { putContribution } from './contribution.store.ts'

let open: ConsultedTown
let voters: Browser[]

beforeEach(async () => {
  open = await openConsultedTown()
  voters = visitorsOf(open, 5)
  const { number } = await amendment('Der Bus fährt jede Stunde.', 'approved')
  for (const voter of voters)
    expect((await voter.post(`${consultedVision}/beitrag/${number}/stimme`, { answer: 'agree' })).status).toBe(303)
})
afterEach(() => open.instance.close())

const amendment = (text: string, state: 'approved' | 'rejected') =>
  inTown(open.instance, open.town, async db => {
    const stored = await putContribution(db, open.vision, {
      kind: 'amendment',
      issueId: null,
      sentenceId: open.sentences[1]!,
      text,
      reason: 'Weil es fehlt.',
      language: 'de',
      signedName: 'Ada Beispiel',
      enteredFor: null,
      enteredForName: '',
      state,
      submittedOn: '2026-10-01',
      authorKey: `author of ${text}`,
    })
    await db.rows(sql`
      insert into amendment (municipality_id, contribution_id, base_text) values (${db.municipality}, ${stored.id}, 'Alt.')`)
    return stored
  })
const deed = (statement: ReturnType<typeof sql>) => inTown(open.instance, open.town, db => db.rows(statement))
const rows = (table: string) =>
  inTown(open.instance, open.town, db =>
    db.rows<Record<string, unknown>>(sql`select * from ${sql.table(table)} where municipality_id = ${open.town.id}`),
  )
const daysLater = async (days: number) => {
  open.instance.clock.now = new Date(open.instance.clock.now.getTime() + days * 86_400_000)
  await open.instance.app.maintain()
}
const adopt = async () => {
  await open.enter('adopted')
  await deed(sql`update vision_version set kind = 'adopted' where municipality_id = ${open.town.id}`)
}

test('votes on contributions outlast the day on which idle pseudonyms go, as long as the matter is open', async () => {
  await daysLater(200)
  expect(await rows('contribution_vote')).toHaveLength(5)
  expect(await rows('participant')).toHaveLength(5)
})

test('votes go when the amendment is decided and its time is over; what was told of them stays', async () => {
  await deed(
    sql`update amendment set decision = 'accepted', decided_at = ${open.instance.clock.now} where municipality_id = ${open.town.id}`,
  )
  await daysLater(89)
  expect(await rows('contribution_vote')).toHaveLength(5)
  await daysLater(2)
  expect(await rows('contribution_vote')).toEqual([])
  expect(await rows('contribution')).toMatchObject([{ told_for: 5 }])
  await daysLater(1)
  expect(await rows('participant')).toEqual([])
})

test('after the adoption it is forgotten which contributions have the same author; their names and texts stay', async () => {
  await adopt()
  await daysLater(91)
  expect(await rows('contribution')).toMatchObject([{ author_key: null, signed_name: 'Ada Beispiel', text: 'Der Bus fährt jede Stunde.' }])
  expect(await rows('contribution_vote')).toEqual([])
})

test('a vision that is being revised is at work: nothing of it is forgotten', async () => {
  await adopt()
  await open.enter('revision')
  await daysLater(400)
  expect(await rows('contribution')).toMatchObject([{ author_key: 'author of Der Bus fährt jede Stunde.' }])
})

test('the text of a rejected contribution goes with everything somebody wrote to it; its number and ground stay', async () => {
  const { number } = await amendment('Der Bus ist doof.', 'rejected')
  await deed(sql`
    update contribution set rejection_reason = 'insult', decided_at = ${open.instance.clock.now}
    where municipality_id = ${open.town.id} and number = ${number}`)
  await daysLater(179)
  expect(JSON.stringify(await rows('contribution'))).toContain('Der Bus ist doof.')
  await daysLater(2)
  const rejected = (await rows('contribution')).find(row => row.number === number)
  expect(rejected).toMatchObject({ text: '', reason: '', signed_name: '', author_key: null, rejection_reason: 'insult' })
})

test('what a council information system answered is kept for thirty days', async () => {
  await deed(sql`
    insert into oparl_object (municipality_id, url, fetched_at) values (${open.town.id}, 'https://rat.example/1', ${open.instance.clock.now})`)
  await daysLater(29)
  expect(await rows('oparl_object')).toHaveLength(1)
  await daysLater(2)
  expect(await rows('oparl_object')).toEqual([])
})
