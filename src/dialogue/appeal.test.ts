import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, inTown } from '#testing'
import { type ModeratedTown, moderatedDesk, moderatedDialogue, openModeratedTown } from '../../test/testing/moderated-town.ts'
import type { StaffBrowser } from '../../test/testing/staff.ts'
import { mayJudge } from './appeal.ts'

const desk = `${moderatedDesk}/widersprueche`

test('nobody judges their own decision where somebody else can', () => {
  expect(mayJudge('mia', 'mia', ['mia', 'max'])).toBe(false)
  expect(mayJudge('max', 'mia', ['mia', 'max'])).toBe(true)
  expect(mayJudge('mia', 'mia', ['mia'])).toBe(true)
  expect(mayJudge('mia', undefined, ['mia', 'max'])).toBe(true)
})

describe('the author of a rejected statement', () => {
  let open: ModeratedTown
  let author: Browser
  let number: number
  beforeEach(async () => {
    open = await openModeratedTown()
    author = open.instance.visitor()
    number = await open.propose('Der Rat soll live übertragen werden.', author)
    await open.decide(number, 'rejected', { reason: 'off-topic', note: 'Es geht um das Zusammenleben.' })
  })
  afterEach(() => open.instance.close())

  const page = () => `${moderatedDialogue}/aussage/${number}/widerspruch`
  const appeal = (text = 'Das gehört doch dazu.', by = author) => by.post(page(), { text })
  const judge = (by: StaffBrowser, verdict: string, answer = '') => by.post(`${desk}/${number}`, { csrf: by.csrf, verdict, answer })
  const stored = () =>
    inTown(open.instance, open.town, db => db.selectFrom('appeal').selectAll().where('municipality_id', '=', open.town.id).execute())
  const state = async () =>
    (
      await inTown(open.instance, open.town, db =>
        db.selectFrom('statement').select('state').where('municipality_id', '=', open.town.id).executeTakeFirstOrThrow(),
      )
    ).state

  test('is told the reason with its code on both own pages, in their language, and can object', async () => {
    for (const address of [`${moderatedDialogue}/aussage`, `${moderatedDialogue}/meine-stimmen`]) {
      const shown = await author.page(address)
      expect(shown).toContain('Gehört nicht zur Frage dieses Dialogs (M3)')
      expect(shown).toContain('Es geht um das Zusammenleben.')
      expect(shown).toContain(`href="${page()}"`)
    }
    const english = await (await author.get(`${moderatedDialogue}/meine-stimmen`, { 'accept-language': 'en' })).text()
    expect(english).toContain('(M3)')
    expect(english).toContain('Appeal against the rejection of statement 1')
  })

  test('appeals once, even where two forms are sent at the same moment', async () => {
    const answers = await Promise.all([appeal('Erstens.'), appeal('Zweitens.')])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    const again = await appeal('Drittens.')
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('Sie haben schon widersprochen.')
    expect(await stored()).toHaveLength(1)
    const max = await open.second()
    await judge(max, 'refused', 'Es bleibt dabei.')
    expect((await appeal('Viertens.')).status).toBe(422)
  })

  test('is the only one who can appeal, and only against a rejection', async () => {
    const stranger = open.instance.visitor()
    await open.propose('Mehr Bänke.', stranger)
    expect((await appeal('Ich auch.', stranger)).status).toBe(422)
    expect((await appeal('Ich auch.', open.instance.visitor())).status).toBe(422)
    expect(await stranger.page(page())).not.toContain('Der Rat soll live')
    expect((await stranger.post(`${moderatedDialogue}/aussage/2/widerspruch`, { text: 'Wartet noch.' })).status).toBe(422)
    expect(await stored()).toEqual([])
  })

  test('has to write something, and keeps what was typed', async () => {
    const empty = await appeal('')
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('Bitte schreiben Sie, warum.')
    const long = await appeal('x'.repeat(1001))
    expect(await long.text()).toContain(`>${'x'.repeat(1001)}</textarea>`)
  })

  test('is judged by another moderator; success puts the statement to the vote', async () => {
    const max = await open.second()
    await appeal()
    expect(await open.mia.page(desk)).toContain(
      'Sie haben diese Aussage selbst abgelehnt. Über den Widerspruch entscheidet jemand anderes.',
    )
    expect((await judge(open.mia, 'granted')).status).toBe(422)
    expect(await state()).toBe('rejected')
    expect((await judge(max, 'granted', 'Sie haben recht.')).status).toBe(303)
    expect(await open.instance.visitor().page(moderatedDialogue)).toContain('Der Rat soll live übertragen werden.')
    const shown = await author.page(`${moderatedDialogue}/aussage`)
    expect(shown).toContain('Ihr Widerspruch hatte Erfolg.')
    expect(shown).toContain('Sie haben recht.')
  })

  test('is not judged twice', async () => {
    const max = await open.second()
    const eva = (await open.instance.staff(open.town, 'coordinator', { email: 'eva@musterstadt.example' })) as StaffBrowser
    await appeal()
    const answers = await Promise.all([judge(max, 'granted'), judge(eva, 'refused', 'Nein.')])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  })

  test('may be judged by the same moderator where there is no other, which is noted', async () => {
    await appeal()
    expect(await open.mia.page(desk)).toContain('Da sonst niemand moderiert')
    expect((await judge(open.mia, 'refused')).status).toBe(422)
    expect((await judge(open.mia, 'refused', 'Es bleibt dabei.')).status).toBe(303)
    expect(await stored()).toMatchObject([{ state: 'refused', is_same_person: true, decided_by: open.mia.personId }])
    const deeds = await inTown(open.instance, open.town, db =>
      db.selectFrom('audit_entry').select(['deed', 'details']).where('municipality_id', '=', open.town.id).orderBy('position').execute(),
    )
    expect(deeds.at(-1)).toMatchObject({ deed: 'appeal-refused', details: { statement: 1, samePerson: true } })
    expect(await author.page(`${moderatedDialogue}/aussage`)).toContain('Antwort auf den Widerspruch: Es bleibt dabei.')
  })

  test('is not passed over: while the appeal is open nobody decides at the ordinary desk', async () => {
    await appeal()
    expect((await open.decide(number, 'approved', { seen: 'rejected' })).status).toBe(422)
    expect(await state()).toBe('rejected')
    expect(await open.mia.page(`${moderatedDesk}/moderation`)).toContain('Widersprüche (1)')
  })

  test('is heard in no other town', async () => {
    await appeal()
    const other = await open.instance.addTown({ slug: 'anderswo', ags: '09999002', name: 'Anderswo' })
    const stranger = (await open.instance.staff(other, 'moderator', { email: 'fremd@example.org' })) as StaffBrowser
    expect((await stranger.get(desk)).status).toBe(403)
    expect((await judge(stranger, 'granted')).status).toBe(403)
    expect((await stranger.post(`${desk.replace('musterstadt', 'anderswo')}/1`, { csrf: stranger.csrf, verdict: 'granted' })).status).toBe(
      404,
    )
    expect(await state()).toBe('rejected')
  })
})
