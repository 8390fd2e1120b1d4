import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestInstance, type TestInstance } from '#testing'
import { setUpLink } from './set-up.actions.ts'

let instance: TestInstance
beforeEach(async () => {
  instance = await openTestInstance()
})
afterEach(() => instance.close())

const freshLink = async () => new URL((await setUpLink(instance.services)) ?? '').pathname
const filled = {
  name: 'Ida Integration',
  email: 'Ida@Weissenfels.DE',
  town: 'Weißenfels (Saale)',
  kind: 'town',
  state: '15',
  ags: '15 084 550',
}
const people = () => instance.services.database.readingInstance(db => db.selectFrom('person').select(['email', 'is_operator']).execute())

test('the first officer names herself and her town and stands at its desk', async () => {
  const browser = instance.visitor()
  const link = await freshLink()
  expect(await browser.page(link)).toContain('Leitbild einrichten')
  const response = await browser.post(link, filled)
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/weissenfels-saale/verwaltung')
  expect(await people()).toEqual([{ email: 'ida@weissenfels.de', is_operator: true }])
  const town = instance.services.municipalities.bySlug('weissenfels-saale')
  expect(town).toMatchObject({ name: 'Weißenfels (Saale)', ags: '15084550', state: '15' })
  expect(await browser.page('/weissenfels-saale/verwaltung/personen')).toContain('ida@weissenfels.de')
  expect(await browser.page('/weissenfels-saale/verwaltung/protokoll')).toContain('Kommune Weißenfels (Saale) angelegt')
  expect((await browser.get('/betrieb')).status).toBe(200)
})

test('what is wrong stands beside its field, nothing typed is lost, and the link stays good', async () => {
  const browser = instance.visitor()
  const link = await freshLink()
  const response = await browser.post(link, { ...filled, email: 'ida', ags: '09123', slug: 'verwaltung', demo: 'on' })
  expect(response.status).toBe(422)
  const page = await response.text()
  for (const text of [
    'keine vollständige E-Mail-Adresse',
    'Der Gemeindeschlüssel hat 8 Ziffern',
    'Diese Adresse braucht das Programm selbst',
    'value="Ida Integration"',
    'value="09123"',
  ])
    expect(page).toContain(text)
  expect(page).toMatch(/name="demo"[^>]*checked/)
  expect(await people()).toEqual([])
  expect((await browser.post(link, filled)).status).toBe(303)
})

test('an empty form is refused field by field', async () => {
  const response = await instance.visitor().post(await freshLink(), {})
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('Geben Sie einen Namen ein.')
})

test('the link is good for one use, and there is no other once somebody is here', async () => {
  const link = await freshLink()
  await instance.visitor().post(link, filled)
  const second = await instance.visitor().post(link, { ...filled, email: 'eve@example.org', slug: 'zweite' })
  expect(second.status).toBe(410)
  expect((await instance.visitor().get(link)).status).toBe(410)
  expect(await people()).toHaveLength(1)
  expect(await setUpLink(instance.services)).toBeUndefined()
})

test('a new link makes the earlier one invalid, and none is good after 24 hours', async () => {
  const [first, second] = [await freshLink(), await freshLink()]
  expect((await instance.visitor().get(first)).status).toBe(410)
  expect((await instance.visitor().get(second)).status).toBe(200)
  instance.clock.now = new Date(instance.clock.now.getTime() + 24 * 60 * 60_000)
  expect((await instance.visitor().post(second, filled)).status).toBe(410)
  expect(await people()).toEqual([])
})

test('a sign-in link does not set up, and a set-up link does not sign in', async () => {
  const token = (await freshLink()).split('/').at(-1)
  expect((await instance.visitor().post(`/anmelden/${token}`, {})).status).toBe(410)
  expect((await instance.visitor().post(`/einrichten/${token}`, filled)).status).toBe(303)
})
