import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedVision, openConsultedTown } from '../../test/testing/consulted-town.ts'
import { putContribution } from './contribution.store.ts'
import { authorKeys } from './contribution.ts'

const page = '/musterstadt/meine-daten'
let open: ConsultedTown
let visitor: Browser

beforeEach(async () => {
  open = await openConsultedTown()
  visitor = open.instance.visitor()
  await vote(await bringIn('Der Bus fährt jede Stunde.', 'approved'), visitor)
})
afterEach(() => open.instance.close())

const pseudonym = () => decodeURIComponent(visitor.cookie('teilnahme-musterstadt') ?? '').split('.')[0] ?? ''
const key = () => authorKeys(open.instance.services.secret, open.vision)(pseudonym())

/** An amendment of the second sentence, open to votes. */
const bringIn = (text: string, state: 'pending' | 'approved' | 'rejected', authorKey: string | null = null) =>
  inTown(open.instance, open.town, async db => {
    const { id, number } = await putContribution(db, open.vision, {
      kind: 'amendment',
      issueId: null,
      sentenceId: open.sentences[1]!,
      text,
      reason: 'Sonst kommt niemand zur Arbeit.',
      language: 'de',
      signedName: authorKey ? 'Ada Beispiel' : '',
      enteredFor: null,
      enteredForName: '',
      state,
      submittedOn: '2026-10-01',
      authorKey,
    })
    await db.rows(sql`
      insert into amendment (municipality_id, contribution_id, base_text) values (${db.municipality}, ${id}, 'Der Bus fährt auch am Wochenende.')`)
    return number
  })

async function vote(contribution: number, browser: Browser) {
  const { status } = await browser.post(`${consultedVision}/beitrag/${contribution}/stimme`, { answer: 'agree' })
  expect(status).toBe(303)
}

const rows = (table: 'contribution' | 'contribution_vote' | 'participant') =>
  inTown(open.instance, open.town, db =>
    db.rows<Record<string, unknown>>(sql`select * from ${sql.table(table)} where municipality_id = ${open.town.id} order by 2`),
  )
const erase = (votes: 'stay' | 'go') => visitor.submit(page, `${page}/loeschen`, { votes, understood: 'yes' })

test('whoever took part in a vision reads it with their data, and takes a copy along', async () => {
  await bringIn('Der Bus fährt nachts.', 'pending', key())
  const own = await visitor.page(page)
  for (const text of [
    'Miteinander',
    'Der Bus fährt jede Stunde.',
    'Zustimmung',
    'Der Bus fährt nachts.',
    'wartet auf Prüfung',
    'Ada Beispiel',
  ])
    expect(own).toContain(text)
  expect(await (await visitor.get(`${page}/kopie.json`)).json()).toMatchObject({
    dialogues: [],
    visions: [
      {
        slug: 'miteinander',
        contributions: [{ kind: 'amendment', text: 'Der Bus fährt nachts.', signedName: 'Ada Beispiel', state: 'pending' }],
        votes: [{ text: 'Der Bus fährt jede Stunde.', answer: 'agree' }],
      },
    ],
  })
})

test('nobody sees the contributions and votes of others there', async () => {
  await bringIn('Der Bus fährt nachts.', 'approved', key())
  const other = open.instance.visitor()
  await vote(1, other)
  const copy = await (await other.get(`${page}/kopie.json`)).text()
  expect(copy).not.toContain('Ada Beispiel')
  expect(copy).not.toContain(pseudonym())
})

test.each(['stay', 'go'] as const)('erasing takes votes, waiting contributions and the chosen name along (%s)', async wish => {
  await bringIn('Der Bus fährt nachts.', 'pending', key())
  await bringIn('Der Bus fährt sonntags.', 'approved', key())
  const author = key()
  expect((await erase(wish)).status).toBe(303)
  expect([...(await rows('contribution_vote')), ...(await rows('participant'))]).toEqual([])
  const left = await rows('contribution')
  expect(left.map(({ text }) => text).sort()).toEqual(['Der Bus fährt jede Stunde.', 'Der Bus fährt sonntags.'])
  expect(JSON.stringify(left)).not.toContain('Ada Beispiel')
  expect(JSON.stringify(left)).not.toContain(author)
})

test('the contributions of others keep author and name', async () => {
  await bringIn('Der Bus fährt nachts.', 'approved', 'somebody else')
  await erase('go')
  expect(await rows('contribution')).toContainEqual(expect.objectContaining({ author_key: 'somebody else', signed_name: 'Ada Beispiel' }))
})

test.each(['stay', 'go'] as const)('whoever has only written something finds it too, and can have it erased (%s)', async wish => {
  const author = open.instance.visitor()
  const form = `${consultedVision}/satz/1/kommentare`
  expect((await author.submit(form, form, { text: 'Bitte auch abends.', language: 'de' })).status).toBe(303)
  expect(await author.page(page)).toContain('Bitte auch abends.')
  expect(await (await author.get(`${page}/kopie.json`)).json()).toMatchObject({ firstSeen: null, dialogues: [], visions: [{ votes: [] }] })
  expect((await author.submit(page, `${page}/loeschen`, { votes: wish, understood: 'yes' })).status).toBe(303)
  expect(JSON.stringify(await rows('contribution'))).not.toContain('Bitte auch abends.')
  expect(await author.page(page)).toContain('Zu diesem Browser ist nichts gespeichert')
})
