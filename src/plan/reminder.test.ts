import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AskedTown, departmentMails, linkIn } from '../../test/testing/asked-town.ts'
import { remindDepartments } from './reminder.actions.ts'
import { dueReminder } from './update.ts'

const { jugendamt, bauamt } = departmentMails
let asked: AskedTown
let round: Awaited<ReturnType<AskedTown['openRound']>>

beforeAll(async () => {
  asked = await AskedTown.open()
  await asked.measure('Lesepaten', { department: 'jugendamt' })
  await asked.measure('Fest', { department: 'bauamt' })
})
afterAll(() => asked.close())

beforeEach(async () => {
  asked.instance.clock.now = new Date('2026-10-01T10:00:00Z')
  round = await asked.openRound('2026-10-21')
})

const remind = (now: string) => {
  const { database, config, secret } = asked.instance.services
  return remindDepartments(database, { municipality: asked.town, address: config.http.address, secret }, new Date(now))
}

test('whoever has not answered is reminded seven days and one day before the end, never twice, and others are not', async () => {
  await asked.confirm(round.linkOf(jugendamt), '1')
  await asked.mails()
  expect(await remind('2026-10-13T10:00:00Z')).toBe(0)
  expect(await remind('2026-10-14T03:00:00Z')).toBe(0)
  expect(await remind('2026-10-14T10:00:00Z')).toBe(1)
  expect(await remind('2026-10-15T10:00:00Z')).toBe(0)
  const [reminder] = await asked.mails()
  expect(reminder).toMatchObject({ to: bauamt, subject: expect.stringContaining('21. Oktober 2026') })
  expect(linkIn(reminder)).toBe(round.linkOf(bauamt))
  await Promise.all([remind('2026-10-20T10:00:00Z'), remind('2026-10-20T10:00:00Z')])
  expect(await asked.mails()).toHaveLength(1)
  expect(await remind('2026-10-22T10:00:00Z')).toBe(0)
})

test('a round that is extended reminds before its new end, once', async () => {
  await remind('2026-10-14T10:00:00Z')
  await asked.post(`runden/${round.number}`, { deed: 'move-end', endsOn: '2026-11-04' })
  await asked.mails()
  expect(await remind('2026-10-20T10:00:00Z')).toBe(0)
  expect(await remind('2026-10-28T10:00:00Z')).toBe(2)
  expect(await remind('2026-10-29T10:00:00Z')).toBe(0)
  expect((await asked.mails())[0]!.subject).toContain('4. November 2026')
})

test('nobody is reminded of a link that was revoked, or of a round that has ended', async () => {
  await asked.visitor().post(`${round.linkOf(bauamt)}/massnahmen/2/abgabe`, { department: '', reason: 'Nicht wir.' })
  expect(await remind('2026-10-14T10:00:00Z')).toBe(1)
  await asked.post(`runden/${round.number}`, { deed: 'close' })
  expect(await remind('2026-10-20T10:00:00Z')).toBe(0)
})

const day = (offset: number) => new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10)

test('day by day, each reminder is due from its day on and never before, and none that was past when the link was made', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), fc.integer({ min: -5, max: 70 }), (made, length, today) => {
      const end = made + length
      const due = dueReminder(day(made), day(end), day(made + today))
      const left = end - (made + today)
      const expected = left < 0 ? undefined : left <= 1 && length > 1 ? 1 : left <= 7 && length > 7 ? 7 : undefined
      expect(due).toBe(expected)
    }),
  )
})
