import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ConsultedTown, consultedDesk, consultedVision, openConsultedTown } from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'

const comments = `${consultedVision}/satz/1/kommentare`

describe('a moderator of a vision', () => {
  let open: ConsultedTown
  let author: Browser
  let mo: StaffBrowser
  beforeEach(async () => {
    open = await openConsultedTown()
    author = open.instance.visitor()
    mo = (await open.instance.staff(open.town, 'moderator')) as StaffBrowser
    await author.submit(comments, comments, { text: 'Das ist mir wichtig.', language: 'de', signedName: 'Anna Amsel' })
  })
  afterEach(() => open.instance.close())

  const decide = (state: string, more: Record<string, string> = {}, by = mo) =>
    by.post(`${consultedDesk}/beitraege/1`, { csrf: by.csrf, state, seen: 'pending', ...more })
  const state = async () =>
    (
      await inTown(open.instance, open.town, db =>
        db.selectFrom('contribution').select('state').where('municipality_id', '=', open.town.id).executeTakeFirstOrThrow(),
      )
    ).state

  test('reads what waits with the sentence it is about, and approves it', async () => {
    const shown = await mo.page(`${consultedDesk}/beitraege`)
    expect(shown).toContain('Das ist mir wichtig.')
    expect(shown).toContain('Niemand wartet länger als vier Wochen')
    expect((await decide('approved')).status).toBe(303)
    expect(await open.instance.visitor().page(comments)).toContain('Von Anna Amsel')
  })

  test('rejects only with a reason, which the author reads in their language', async () => {
    expect((await decide('rejected', { note: 'Bitte ohne Namen.' })).status).toBe(422)
    expect((await decide('rejected', { reason: 'personal-data', note: 'x'.repeat(501) })).status).toBe(422)
    expect(await state()).toBe('pending')
    expect((await decide('rejected', { reason: 'personal-data', note: 'Bitte ohne Namen.' })).status).toBe(303)
    expect(await open.instance.visitor().page(comments)).not.toContain('Das ist mir wichtig.')
    const own = `${consultedVision}/meine-beitraege`
    expect(await author.page(own)).toContain('Grund: Lässt eine bestimmte Person erkennen (M2)')
    const english = await (await author.get(own, { 'accept-language': 'en' })).text()
    expect(english).toContain('Makes a particular person recognisable')
    expect(english).toContain('Bitte ohne Namen.')
    expect(await open.instance.visitor().page(own)).not.toContain('Das ist mir wichtig.')
  })

  test('does not overrule unseen what a colleague has decided meanwhile', async () => {
    await decide('approved')
    const late = await decide('rejected', { reason: 'off-topic' })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('Über Beitrag 1 wurde inzwischen schon entschieden.')
    expect(await state()).toBe('approved')
  })

  test('takes an approval back, and approves what was rejected', async () => {
    await decide('approved')
    expect((await decide('rejected', { seen: 'approved', reason: 'off-topic' })).status).toBe(303)
    expect((await decide('approved', { seen: 'rejected' })).status).toBe(303)
    expect((await decide('pending', { seen: 'approved' })).status).toBe(400)
    expect(await state()).toBe('approved')
  })

  test('needs the role', async () => {
    for (const role of ['editor', 'reader'] as const) {
      const other = (await open.instance.staff(open.town, role)) as StaffBrowser
      expect((await decide('approved', {}, other)).status).toBe(403)
    }
    expect((await open.instance.visitor().get(`${consultedDesk}/beitraege`)).status).not.toBe(200)
    expect(await state()).toBe('pending')
  })
})
