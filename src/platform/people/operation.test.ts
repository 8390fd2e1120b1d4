import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailHandlers } from '#platform/mail'
import type { Municipality } from '#platform/municipalities'
import { openTestInstance, type TestInstance } from '#testing'
import { linkMailedTo, queuedMails } from '../../../test/testing/staff.ts'

let instance: TestInstance
let town: Municipality
beforeEach(async () => {
  instance = await openTestInstance()
  town = await instance.addTown()
})
afterEach(() => instance.close())

const operator = () => instance.staff(town, 'reader', { email: 'op@example.org', isOperator: true })
const filled = { town: 'Bad Königshofen', kind: 'town', state: '09', ags: '09673141', email: 'kai@example.org' }

test('the operator adds a municipality, invites its coordinator and does not become a member', async () => {
  const browser = await operator()
  expect((await browser.submit('/betrieb', '/betrieb/gemeinden', filled)).status).toBe(303)
  expect(await browser.page('/betrieb')).toContain('Bad Königshofen')
  expect((await browser.get('/bad-koenigshofen/verwaltung')).status).toBe(403)
  const kai = instance.visitor()
  const accepted = await kai.post(await linkMailedTo('kai@example.org', instance.services), { name: 'Kai' })
  expect(accepted.headers.get('location')).toBe('/bad-koenigshofen/verwaltung')
  expect((await kai.get('/bad-koenigshofen/verwaltung/personen')).status).toBe(200)
})

test('a municipality that is not complete is refused and nothing is stored', async () => {
  const browser = await operator()
  const response = await browser.submit('/betrieb', '/betrieb/gemeinden', { ...filled, slug: 'musterstadt', email: 'kai' })
  expect(response.status).toBe(422)
  const page = await response.text()
  for (const text of ['Diese Adresse hat schon eine andere Kommune', 'keine vollständige E-Mail-Adresse', 'value="Bad Königshofen"'])
    expect(page).toContain(text)
  expect(instance.services.municipalities.all()).toHaveLength(1)
  expect(await queuedMails(instance.services)).toEqual([])
})

test('of two municipalities that want the same address at once one gets it, and the other is told', async () => {
  const browser = await operator()
  const fields = { csrf: browser.csrf, ...filled }
  const answers = await Promise.all([1, 2].map(() => browser.post('/betrieb/gemeinden', fields)))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  expect(instance.services.municipalities.all()).toHaveLength(2)
  expect(await queuedMails(instance.services)).toHaveLength(1)
})

test('who is no operator gets in nowhere here', async () => {
  const kora = await instance.staff(town, 'coordinator')
  expect((await kora.get('/betrieb')).status).toBe(403)
  expect((await kora.post('/betrieb/gemeinden', { csrf: kora.csrf, ...filled })).status).toBe(403)
  expect((await instance.visitor().get('/betrieb')).headers.get('location')).toBe('/anmelden?zu=%2Fbetrieb')
  const op = await operator()
  expect((await op.post('/betrieb/gemeinden', filled)).status).toBe(400)
  expect(instance.services.municipalities.all()).toHaveLength(1)
})

test('links that no mail server could carry wait for the operator until they are used', async () => {
  const [op, kora] = [await operator(), await instance.staff(town, 'coordinator')]
  await kora.post('/musterstadt/verwaltung/personen/einladungen', { csrf: kora.csrf, email: 'neu@example.org', role: 'reader' })
  const printed: string[] = []
  const handlers = mailHandlers(instance.services, text => void printed.push(text))
  for (const mail of await queuedMails(instance.services)) await handlers.mail?.(mail)
  const link = await linkMailedTo('neu@example.org', instance.services)
  expect(printed.join()).toContain(`Link for invitation (no mail server is set): http://localhost:3000${link}`)
  expect(printed.join()).not.toContain('neu@example.org')
  const page = await op.page('/betrieb')
  expect(page).toContain(link)
  expect(page).toContain('neu@example.org')
  await instance.visitor().post(link, { name: 'Neu' })
  expect(await op.page('/betrieb')).not.toContain(link)
})
