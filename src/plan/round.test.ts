import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTown } from '#testing'
import { AskedTown, departmentMails, linkIn } from '../../test/testing/asked-town.ts'
import type { Department } from './department.ts'
import { involvements } from './measure.store.ts'
import { emptyMeasure } from './measure-change.ts'
import { recipientsOf } from './round.ts'
import { isOpen, statuses } from './status.ts'

const { jugendamt, bauamt } = departmentMails
let asked: AskedTown

beforeAll(async () => {
  asked = await AskedTown.open()
  await asked.measure('Lesepaten', { department: 'jugendamt' })
  await asked.measure('Spielplatz', { department: 'jugendamt' })
  await asked.measure('Bänke', { department: 'bauamt', state: 'asked' })
  await asked.measure('Beleuchtung')
  await asked.measure('Fest', { department: 'bauamt', responsibleMail: 'frieda@stadt.example', responsibleName: 'Frieda Fest' })
})
afterAll(() => asked.close())

async function refused(answer: Response, ...words: string[]) {
  expect(answer.status).toBe(422)
  const shown = await answer.text()
  for (const word of words) expect(shown).toContain(word)
}

test('a round has a title and a last day that is still to come', async () => {
  await refused(
    await asked.post('runden/neu', { title: '', endsOn: '2026-09-30' }),
    'Geben Sie der Runde einen Titel.',
    'muss in der Zukunft liegen',
  )
  await refused(await asked.post('runden/neu', { title: 'Herbst', endsOn: '2026-02-30' }), 'Das ist kein Datum.', 'value="Herbst"')
})

test('opening a round sends one mail to each who answers for something, and says about what nobody can be asked', async () => {
  expect(await asked.coordinator.page(asked.desk('runden/neu'))).toContain('Zu einer Maßnahme kann niemand gefragt werden')
  expect((await asked.post('runden/neu', { title: 'Herbst 2026', endsOn: '2026-10-21' })).status).toBe(303)
  const sent = await asked.mails()
  expect(sent.map(({ to }) => to).sort()).toEqual([bauamt, 'frieda@stadt.example', jugendamt])
  const textTo = (mail: string) => sent.find(({ to }) => to === mail)!.text
  expect(textTo(jugendamt)).toContain('– 1 Lesepaten\n– 2 Spielplatz')
  expect(textTo(bauamt)).toContain('ob Ihr Amt diese Maßnahme führt:\n– 3 Bänke')
  expect(textTo('frieda@stadt.example')).toContain('– 5 Fest')
  await refused(await asked.post('runden/neu', { title: 'Noch eine', endsOn: '2026-12-01' }), 'Eine Runde läuft schon.')
})

test('only the coordination opens a round; who only reads sees who has answered', async () => {
  const editor = await asked.instance.staff(asked.town, 'editor')
  expect((await editor.get(asked.desk('runden/neu'))).status).toBe(403)
  expect((await editor.post(asked.desk('runden/1'), { csrf: editor.csrf, deed: 'close' })).status).toBe(403)
  const shown = await editor.page(asked.desk('runden/1'))
  expect(shown).toContain('0 von 4 Fragen beantwortet')
  expect(shown).not.toContain('Link widerrufen')
})

test('the coordination sees who has answered, who has not, and about what', async () => {
  const { number, linkOf } = await asked.openRound()
  await asked.confirm(linkOf(jugendamt), '1')
  const shown = await asked.coordinator.page(asked.desk(`runden/${number}`))
  expect(shown).toContain('1 von 4 Fragen beantwortet')
  expect(shown).toContain('zuletzt geöffnet am 01.10.2026')
  expect(shown).toContain('noch nicht geöffnet')
  expect(shown).toMatch(/Offen:\s*<a href="[^"]*\/massnahmen\/2">2<\/a>/)
})

test('links work until the last day, which the coordination can move, or until it ends the round', async () => {
  const { number, linkOf } = await asked.openRound()
  const link = linkOf(bauamt)
  const at = async (day: string) => {
    asked.instance.clock.now = new Date(`${day}T10:00:00Z`)
    return asked.visitor().get(link)
  }
  try {
    expect((await at('2026-10-21')).status).toBe(200)
    const ended = await at('2026-10-22')
    expect([ended.status, await ended.text()]).toEqual([410, expect.stringContaining('Die Aktualisierungsrunde ist zu Ende.')])
    await at('2026-10-20')
    await refused(
      await asked.post(`runden/${number}`, { deed: 'move-end', endsOn: '2026-09-01' }),
      'Der letzte Tag muss in der Zukunft liegen.',
    )
    expect((await asked.post(`runden/${number}`, { deed: 'move-end', endsOn: '2026-10-25' })).status).toBe(303)
    expect((await at('2026-10-24')).status).toBe(200)
    await asked.post(`runden/${number}`, { deed: 'close' })
    expect((await asked.visitor().get(link)).status).toBe(410)
  } finally {
    asked.instance.clock.now = new Date('2026-10-01T10:00:00Z')
  }
})

test('a department that is asked to lead outside a round gets a link for that alone', async () => {
  const number = await asked.measure('Brunnen')
  await asked.mails()
  expect((await asked.post(`massnahmen/${number}/aemter`, { deed: 'ask', department: 'jugendamt' })).status).toBe(303)
  const [mail] = await asked.mails()
  const link = linkIn(mail)
  expect(mail!.to).toBe(jugendamt)
  expect(await asked.visitor().page(link)).toContain('Brunnen')
  expect(
    (await asked.visitor().post(`${link}/massnahmen/${number}/federfuehrung`, { answer: 'refuse', reason: 'Das baut das Bauamt.' })).status,
  ).toBe(303)
  const { id } = await asked.stored(number)
  expect(await inTown(asked.instance, asked.town, db => involvements(db, id))).toMatchObject([
    { state: 'refused', reason: 'Das baut das Bauamt.' },
  ])
})

test('who is no longer asked to lead, or has answered at the desk, is not asked by link either', async () => {
  const number = await asked.measure('Teich', { department: 'bauamt', state: 'asked' })
  const { linkOf } = await asked.openRound()
  const link = linkOf(bauamt)
  expect(await asked.visitor().page(link)).toContain('Teich')
  await asked.post(`massnahmen/${number}/aemter`, { deed: 'withdraw', department: 'bauamt' })
  expect(await asked.visitor().page(link)).not.toContain('Teich')
  const answer = await asked.visitor().post(`${link}/massnahmen/${number}/federfuehrung`, { answer: 'accept' })
  expect(answer.status).toBe(404)

  await asked.mails()
  await asked.post(`massnahmen/${number}/aemter`, { deed: 'ask', department: 'bauamt' })
  const request = linkIn((await asked.mails())[0])
  await asked.post(`massnahmen/${number}/aemter`, { deed: 'withdraw', department: 'bauamt' })
  const gone = await asked.visitor().get(request)
  expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining('Was hier gefragt wurde, hat sich erledigt.')])
})

test('a department that is not to lead any more is not asked how the measure stands', async () => {
  const number = await asked.measure('Steg', { department: 'bauamt' })
  const { linkOf } = await asked.openRound()
  const page = `${linkOf(bauamt)}/massnahmen/${number}`
  expect((await asked.visitor().get(page)).status).toBe(200)
  await asked.post(`massnahmen/${number}/aemter`, { deed: 'withdraw', department: 'bauamt' })
  expect((await asked.visitor().get(page)).status).toBe(404)
})

test('a lead that is accepted at the desk during a round is asked about from then on', async () => {
  const number = await asked.measure('Hecke', { department: 'bauamt', state: 'asked' })
  const { linkOf } = await asked.openRound()
  await asked.post(`massnahmen/${number}/aemter`, { deed: 'accept', department: 'bauamt', reason: '' })
  expect((await asked.visitor().get(`${linkOf(bauamt)}/massnahmen/${number}`)).status).toBe(200)
})

test('whoever answers for two departments gets one mail, and says of each whether it will lead', async () => {
  const [mill, ditch] = [
    await asked.measure('Mühle', { department: 'sozialamt', state: 'asked' }),
    await asked.measure('Graben', { department: 'bauamt', state: 'asked' }),
  ]
  await asked.writeTo('sozialamt', bauamt)
  const { linkOf } = await asked.openRound()
  const link = linkOf(bauamt)
  const shown = await asked.visitor().page(link)
  for (const word of ['Mühle', 'Graben', 'Gefragt ist: Sozialamt', 'Gefragt ist: Bauamt']) expect(shown).toContain(word)
  for (const number of [mill, ditch])
    expect((await asked.visitor().post(`${link}/massnahmen/${number}/federfuehrung`, { answer: 'accept' })).status).toBe(303)
  const { id } = await asked.stored(mill)
  expect(await inTown(asked.instance, asked.town, db => involvements(db, id))).toMatchObject([{ state: 'accepted' }])
})

const department = (id: string, mail: string, isClosed: boolean) => ({ id, slug: id, name: id, mail, isClosed }) as Department
const departments = [department('one', 'a@x.example', false), department('two', 'A@x.example', false)].concat(
  department('closed', 'c@x.example', true),
  department('mute', '', false),
)
const anyMeasure = fc.record({
  status: fc.constantFrom(...statuses),
  responsibleMail: fc.constantFrom('', '', 'a@x.example', 'p@x.example'),
  leads: fc.uniqueArray(fc.tuple(fc.constantFrom(...departments.map(({ id }) => id)), fc.constantFrom('asked', 'accepted', 'refused')), {
    maxLength: 2,
    selector: ([id]) => id,
  }),
})

test('of each open measure exactly one person is asked exactly one thing, or it is said that nobody can be; nobody gets two mails', () => {
  fc.assert(
    fc.property(fc.array(anyMeasure, { maxLength: 12 }), drawn => {
      const measures = drawn.map((each, at) => ({ ...emptyMeasure, ...each, id: String(at), number: String(at) }))
      const involved = measures.flatMap(({ id, leads }) =>
        leads.map(([departmentId, state]) => ({ measureId: id, departmentId, role: 'lead', state, reason: '', answeredOn: null }) as const),
      )
      const { recipients, unasked } = recipientsOf({ measures, involved, departments })
      const about = recipients.flatMap(({ updates, leads }) => [...updates, ...leads.map(({ measure }) => measure)])
      expect([...about, ...unasked].map(({ id }) => id).sort()).toEqual(
        measures
          .filter(({ status }) => isOpen(status))
          .map(({ id }) => id)
          .sort(),
      )
      expect(new Set(recipients.map(({ mail }) => mail.toLowerCase())).size).toBe(recipients.length)
      expect(recipients.every(({ mail }) => mail !== '' && mail !== 'c@x.example')).toBe(true)
    }),
  )
})
