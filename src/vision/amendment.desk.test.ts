import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import {
  type ConsultedTown,
  consultedDesk,
  consultedVision,
  contentOf,
  firstSentence,
  openConsultedTown,
  secondSentence,
} from '../../test/testing/consulted-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { carryOver } from './amendment.carry.actions.ts'

const page = `${consultedVision}/satz/1/aenderungen`
const twoWeeks = 'Niemand wartet länger als zwei Wochen auf einen Sprachkurs.'
const tenDays = 'Niemand wartet länger als zehn Tage auf einen Sprachkurs.'

describe('amendments', () => {
  let open: ConsultedTown
  let author: Browser
  let mo: StaffBrowser
  let edda: StaffBrowser
  let last: number
  beforeEach(async () => {
    last = 0
    open = await openConsultedTown()
    author = open.instance.visitor()
    mo = (await open.instance.staff(open.town, 'moderator')) as StaffBrowser
    edda = (await open.instance.staff(open.town, 'editor')) as StaffBrowser
  })
  afterEach(() => open.instance.close())

  /** Proposes and approves an amendment of the first sentence; answers with its number. */
  async function approved(text: string, more: Record<string, string> = {}, by = author): Promise<number> {
    const answered = await by.submit(page, page, { text, reason: 'Darum.', language: 'de', signedName: '', ...more })
    if (answered.status !== 303) throw new Error(`The amendment was answered with ${answered.status}`)
    const number = ++last
    await moderate(number, 'approved')
    return number
  }
  const moderate = (number: number, state: string, more: Record<string, string> = {}, by = mo) =>
    by.post(`${consultedDesk}/beitraege/${number}`, { csrf: by.csrf, state, seen: 'pending', ...more })
  const judge = (number: number, fields: Record<string, string>, by = edda) =>
    by.post(`${consultedDesk}/aenderungen/${number}`, { csrf: by.csrf, seen: firstSentence, reason: '', ...fields })
  const accept = (number: number, wording: string, more: Record<string, string> = {}) =>
    judge(number, { verdict: 'accepted', wording, ...more })
  const sentence = async () =>
    (
      await inTown(open.instance, open.town, db =>
        db
          .selectFrom('sentence')
          .select('text')
          .where('municipality_id', '=', open.town.id)
          .where('number', '=', 1)
          .executeTakeFirstOrThrow(),
      )
    ).text
  const changes = () =>
    inTown(open.instance, open.town, db =>
      db.selectFrom('sentence_change').select(['text', 'cause', 'contribution_id']).where('municipality_id', '=', open.town.id).execute(),
    )
  /** Publishes a version with these wordings, as publishing does. */
  async function publish(wordings: Record<number, string>) {
    const number = await open.publish(wordings)
    await inTown(open.instance, open.town, db =>
      carryOver(db, { id: open.vision }, { number, content: contentOf(wordings) }, open.instance.clock.now),
    )
  }
  const own = () => author.page(`${consultedVision}/meine-beitraege`)

  test('are read by nobody before a moderator has approved them', async () => {
    await author.submit(page, page, { text: twoWeeks, reason: 'Darum.', language: 'de' })
    const visitor = open.instance.visitor()
    expect(await visitor.page(page)).not.toContain(twoWeeks)
    expect((await visitor.get(`${consultedVision}/beitrag/1`)).status).toBe(404)
    expect(await own()).toContain('Wartet auf Prüfung')
    expect(await mo.page(`${consultedDesk}/beitraege`)).toContain(twoWeeks)
    await moderate(1, 'approved')
    expect(await visitor.page(page)).toContain(`id="beitrag-1"`)
    expect((await visitor.get(`${consultedVision}/beitrag/1`)).headers.get('location')).toBe(`${page}#beitrag-1`)
  })

  test('change the sentence when they are accepted, and stand in the next version', async () => {
    const number = await approved(twoWeeks, { signedName: 'Anna Amsel' })
    expect((await accept(number, twoWeeks)).status).toBe(303)
    expect(await sentence()).toBe(twoWeeks)
    expect(await changes()).toEqual([{ text: twoWeeks, cause: 'amendment', contribution_id: expect.any(String) }])
    expect(await author.page(page)).toContain('Steht in der nächsten Fassung.')
    await publish({ 1: twoWeeks, 2: secondSentence })
    const shown = await author.page(page)
    expect(shown).toContain('Steht in Fassung 2.')
    expect(shown).toContain('Von Anna Amsel')
    const deeds = await inTown(open.instance, open.town, db =>
      db.selectFrom('audit_entry').select(['deed', 'subject']).where('municipality_id', '=', open.town.id).orderBy('position').execute(),
    )
    expect(deeds.slice(-2)).toEqual([
      { deed: 'contribution-approved', subject: 'miteinander' },
      { deed: 'amendment-accepted', subject: 'miteinander' },
    ])
  })

  test('are declined only with a reason, which everybody can read', async () => {
    const number = await approved(twoWeeks)
    const silent = await judge(number, { verdict: 'declined' })
    expect(silent.status).toBe(422)
    expect(await silent.text()).toContain('Bitte schreiben Sie, warum Sie den Vorschlag nicht annehmen.')
    expect((await judge(number, { verdict: 'declined', reason: 'Das schafft niemand.' })).status).toBe(303)
    for (const shown of [await author.page(page), await own()]) {
      expect(shown).toContain('Nicht angenommen')
      expect(shown).toContain('Das schafft niemand.')
    }
    expect(await sentence()).toBe(firstSentence)
    expect((await accept(number, twoWeeks)).status).toBe(409)
  })

  test('that replace the same wording are both accepted only knowingly, and are flagged by name', async () => {
    const [first, second] = [await approved(twoWeeks), await approved(tenDays)]
    await accept(first, twoWeeks)
    const unseen = await accept(second, tenDays, { seen: twoWeeks })
    expect(unseen.status).toBe(422)
    expect(await unseen.text()).toContain(`Vorschlag ${first} ist schon angenommen und ersetzt denselben Wortlaut.`)
    expect(await sentence()).toBe(twoWeeks)
    expect((await accept(second, tenDays, { seen: twoWeeks, despite: 'on' })).status).toBe(303)
    expect(await edda.page(`${consultedDesk}/aenderungen`)).toContain(
      `Diese angenommenen Vorschläge widersprechen sich: ${first} und ${second}`,
    )
    expect(await author.page(page)).toContain(`Widerspricht dem ebenfalls angenommenen Vorschlag ${first}`)
  })

  test('that build on each other do not conflict', async () => {
    const first = await approved(twoWeeks)
    const form = `${page}?baut-auf=${first}`
    expect(await author.page(form)).toContain(`>${twoWeeks}</textarea>`)
    const answered = await author.submit(form, page, { text: tenDays, reason: 'Noch schneller.', language: 'de' })
    expect(answered.status).toBe(303)
    await moderate(2, 'approved')
    expect(await author.page(page)).toContain(`Baut auf Änderungsvorschlag ${first} auf`)
    await accept(first, twoWeeks)
    expect((await accept(2, tenDays, { seen: twoWeeks })).status).toBe(303)
    expect(await edda.page(`${consultedDesk}/aenderungen`)).not.toContain('widersprechen sich')
  })

  test('are not accepted unseen: neither over a colleague’s change of the sentence nor of adopted text', async () => {
    const number = await approved(twoWeeks)
    const stale = await accept(number, twoWeeks, { seen: 'Etwas anderes.' })
    expect(stale.status).toBe(409)
    expect(await stale.text()).toContain('Der Leitsatz wurde inzwischen am Schreibtisch geändert.')
    expect((await accept(number, '  ')).status).toBe(422)
    await open.enter('adopted')
    const adopted = await accept(number, twoWeeks)
    expect([adopted.status, await adopted.text()]).toEqual([422, expect.stringContaining('Das Leitbild ist beschlossen.')])
    expect(await sentence()).toBe(firstSentence)
    expect(await changes()).toEqual([])
  })

  test('of two that decide at once one decides', async () => {
    const number = await approved(twoWeeks)
    const answers = await Promise.all([accept(number, twoWeeks), judge(number, { verdict: 'declined', reason: 'Nein.' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  })

  test('go on where a new version leaves their sentence as it was', async () => {
    await approved(twoWeeks)
    await publish({ 1: firstSentence, 2: 'Der Bus fährt immer.' })
    expect(await own()).not.toContain('geändert, seit dieser Vorschlag')
  })

  test('are marked where their sentence reads otherwise, until their author stands by them', async () => {
    const number = await approved(twoWeeks)
    const changed = 'Niemand wartet länger als drei Wochen auf einen Sprachkurs.'
    await publish({ 1: changed, 2: secondSentence })
    for (const shown of [await author.page(page), await own(), await edda.page(`${consultedDesk}/aenderungen/${number}`)]) {
      expect(shown).toContain('Der Leitsatz hat sich geändert, seit dieser Vorschlag gemacht wurde')
      expect(shown).toContain(firstSentence)
    }
    const standBy = `${consultedVision}/beitrag/${number}/verankerung`
    expect((await open.instance.visitor().post(standBy, {})).status).toBe(404)
    const answered = await author.submit(`${consultedVision}/meine-beitraege`, standBy, {})
    expect(await author.page(answered.headers.get('location')!)).toContain('gilt jetzt für den neuen Wortlaut')
    expect(await author.page(page)).not.toContain('geändert, seit dieser Vorschlag')
    expect((await author.post(standBy, {})).status).toBe(422)
  })

  test('that were anchored anew do not conflict with one accepted before', async () => {
    const [first, second] = [await approved(twoWeeks), await approved(tenDays)]
    await accept(first, twoWeeks)
    await publish({ 1: twoWeeks, 2: secondSentence })
    await author.post(`${consultedVision}/beitrag/${second}/verankerung`, {})
    expect((await accept(second, tenDays, { seen: twoWeeks })).status).toBe(303)
    expect(await edda.page(`${consultedDesk}/aenderungen?stand=angenommen`)).not.toContain('widersprechen sich')
  })

  test('end with their reason where their sentence was dropped', async () => {
    await approved(twoWeeks)
    await publish({ 2: secondSentence })
    for (const shown of [await author.page(page), await own()])
      expect(shown).toContain('Der Leitsatz wurde gestrichen, bevor darüber entschieden war.')
    expect((await author.post(`${consultedVision}/beitrag/1/stimme`, { answer: 'agree' })).status).toBe(422)
  })

  test('are decided by editors and coordinators alone', async () => {
    const number = await approved(twoWeeks)
    for (const role of ['moderator', 'reader'] as const) {
      const other = (await open.instance.staff(open.town, role)) as StaffBrowser
      expect((await judge(number, { verdict: 'declined', reason: 'Nein.' }, other)).status).toBe(403)
      expect((await other.get(`${consultedDesk}/aenderungen`)).status).toBe(403)
    }
  })
})
