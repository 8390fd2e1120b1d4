import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, consultedVision, openConsultedTown } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'

const comments = `${consultedVision}/satz/1/kommentare`
const own = `${consultedVision}/meine-beitraege`
const appeal = `${consultedVision}/beitrag/1/widerspruch`
const why = 'Darin steht gar kein Name.'

let open: ConsultedTown
let author: Browser
let mo: StaffBrowser

beforeEach(async () => {
  open = await openConsultedTown()
  author = open.instance.visitor()
  mo = await moderator()
  await author.submit(comments, comments, { text: 'Das ist mir wichtig.', language: 'de', signedName: '' })
})
afterEach(() => open.instance.close())

const moderator = async () => (await open.instance.staff(open.town, 'moderator')) as StaffBrowser
const coordinator = async () => (await open.instance.staff(open.town, 'coordinator')) as StaffBrowser
const verdict = (state: string, seen: string, by = mo) =>
  by.post(`${consultedDesk}/beitraege/1`, { csrf: by.csrf, state, seen, reason: 'personal-data' })
const reject = () => verdict('rejected', 'pending')
const say = (text = why, by = author) => by.post(appeal, { text })
const decide = (by: StaffBrowser, decision: string, answer = '') =>
  by.post(`${consultedDesk}/widersprueche/1`, { csrf: by.csrf, verdict: decision, answer })
const rows = (table: string) =>
  inTown(open.instance, open.town, db =>
    db.rows<Record<string, unknown>>(sql`select * from ${sql.table(table)} where municipality_id = ${open.town.id} order by 2`),
  )
const daysLater = async (days: number) => {
  open.instance.clock.now = new Date(open.instance.clock.now.getTime() + days * 86_400_000)
  await open.instance.app.maintain()
}

describe('the author of a rejected contribution', () => {
  test('appeals once, and reads on their own page what becomes of it', async () => {
    await reject()
    expect(await author.page(own)).toContain(appeal)
    expect(await author.page(appeal)).toContain('Das ist mir wichtig.')
    expect((await say()).status).toBe(303)
    expect(await author.page(own)).toContain('Ihr Widerspruch ist eingegangen')
    const again = await say('Noch einmal.')
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('Sie haben schon widersprochen.')
    expect(await rows('contribution_appeal')).toMatchObject([{ text: why, state: 'open' }])
  })

  test('is asked for a reason, and loses nothing of one that is too long', async () => {
    await reject()
    expect((await say('')).status).toBe(422)
    const refused = await say('x'.repeat(1001))
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('x'.repeat(1001))
    expect(await rows('contribution_appeal')).toEqual([])
  })

  test('has nothing to appeal against before a rejection', async () => {
    expect((await say()).status).toBe(422)
    await verdict('approved', 'pending')
    expect((await say()).status).toBe(422)
    expect(await rows('contribution_appeal')).toEqual([])
  })
})

test('nobody else appeals, or learns from the page what was rejected', async () => {
  await reject()
  const other = open.instance.visitor()
  expect((await say(why, other)).status).toBe(422)
  expect(await other.page(appeal)).not.toContain('Das ist mir wichtig.')
  expect(await rows('contribution_appeal')).toEqual([])
})

describe('an appeal', () => {
  beforeEach(async () => {
    await reject()
    await say()
  })

  test('is decided by another moderator than the one who rejected', async () => {
    const colleague = await coordinator()
    expect(await mo.page(`${consultedDesk}/widersprueche`)).toContain('Über den Widerspruch entscheidet jemand anderes.')
    expect((await decide(mo, 'granted')).status).toBe(422)
    expect(await rows('contribution')).toMatchObject([{ state: 'rejected' }])
    expect(await colleague.page(`${consultedDesk}/beitraege`)).toContain('Widersprüche (1)')
    expect(await colleague.page(`${consultedDesk}/widersprueche`)).toContain(why)
    expect((await decide(colleague, 'granted')).status).toBe(303)
    expect(await rows('contribution')).toMatchObject([{ state: 'approved', rejection_reason: null }])
    expect(await rows('contribution_appeal')).toMatchObject([{ state: 'granted', is_same_person: false }])
    expect(await open.instance.visitor().page(comments)).toContain('Das ist mir wichtig.')
    expect(await author.page(own)).toContain('Ihr Widerspruch hatte Erfolg.')
  })

  test('is decided by the same one where nobody else moderates, and that is on record', async () => {
    expect((await decide(mo, 'refused', 'Die Hausnummer reicht.')).status).toBe(303)
    expect(await rows('contribution_appeal')).toMatchObject([{ state: 'refused', is_same_person: true }])
  })

  test('is refused only with an answer, which the author reads', async () => {
    const colleague = await coordinator()
    expect((await decide(colleague, 'refused')).status).toBe(422)
    expect((await decide(colleague, 'refused', 'Die Hausnummer reicht.')).status).toBe(303)
    expect(await author.page(own)).toContain('Die Hausnummer reicht.')
    expect(await open.instance.visitor().page(comments)).not.toContain('Das ist mir wichtig.')
  })

  test('is decided once', async () => {
    const colleague = await coordinator()
    await decide(colleague, 'granted')
    expect((await decide(colleague, 'refused', 'Doch nicht.')).status).toBe(409)
    expect(await rows('contribution')).toMatchObject([{ state: 'approved' }])
  })

  test('keeps the contribution from being approved past it', async () => {
    const late = await verdict('approved', 'rejected')
    expect(late.status).toBe(422)
    expect(await late.text()).toContain('läuft ein Widerspruch')
    expect(await rows('contribution')).toMatchObject([{ state: 'rejected' }])
  })

  test('needs the role', async () => {
    for (const role of ['editor', 'reader'] as const) {
      const other = (await open.instance.staff(open.town, role)) as StaffBrowser
      expect((await decide(other, 'granted')).status).toBe(403)
    }
    expect((await open.instance.visitor().get(`${consultedDesk}/widersprueche`)).status).not.toBe(200)
  })

  test('is in the copy of their own data, and goes with them', async () => {
    expect(await author.page('/musterstadt/meine-daten')).toContain(why)
    const page = '/musterstadt/meine-daten'
    expect((await author.submit(page, `${page}/loeschen`, { votes: 'go', understood: 'yes' })).status).toBe(303)
    expect(await rows('contribution_appeal')).toEqual([])
    expect(await rows('contribution')).toMatchObject([{ author_key: null, state: 'rejected' }])
  })

  test('keeps the text as long as it is open; both go when their time after the decision is over', async () => {
    await daysLater(200)
    expect(await rows('contribution')).toMatchObject([{ text: 'Das ist mir wichtig.' }])
    const colleague = await coordinator()
    await decide(colleague, 'refused', 'Die Hausnummer reicht.')
    await daysLater(179)
    expect(await rows('contribution_appeal')).toMatchObject([{ text: why }])
    await daysLater(2)
    expect(await rows('contribution_appeal')).toMatchObject([{ text: '', answer: '', state: 'refused' }])
    expect(await rows('contribution')).toMatchObject([{ text: '', author_key: null, rejection_reason: 'personal-data' }])
  })
})
