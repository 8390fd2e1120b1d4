import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AskedTown, departmentMails, linkIn } from '../../test/testing/asked-town.ts'

const { jugendamt, bauamt, sozialamt } = departmentMails
const vera = 'vera@stadt.example'
let asked: AskedTown
let number: string
let playground: string
let jugend: string
let bau: string

beforeAll(async () => {
  asked = await AskedTown.open()
})
afterAll(() => asked.close())

beforeEach(async () => {
  playground = await asked.measure('Spielplatz', { department: 'jugendamt' })
  await asked.measure('Fest', { department: 'bauamt' })
  const round = await asked.openRound()
  number = round.number
  jugend = round.linkOf(jugendamt)
  bau = round.linkOf(bauamt)
})

async function refused(answer: Response, status: number, ...words: string[]) {
  expect(answer.status).toBe(status)
  const shown = await answer.text()
  for (const word of words) expect(shown).toContain(word)
}

const handOver = (link: string, department: string, reason = 'Nicht bei uns.') =>
  asked.visitor().post(`${link}/massnahmen/${playground}/abgabe`, { department, reason })
const delegate = (link: string, mail: string, name = 'Vera') => asked.visitor().post(`${link}/vertretung`, { name, mail })
const mailTo = async (address: string) => (await asked.mails()).find(({ to }) => to === address)
const opens = async (link: string, what = 'Spielplatz') => {
  const answer = await asked.visitor().get(link)
  return answer.status === 200 && (await answer.text()).includes(`${playground} <`) && what === 'Spielplatz'
}

/** Presses this on the card of somebody’s link. */
async function onLink(name: string, deed: string, fields: Record<string, string> = {}) {
  const page = await asked.coordinator.page(asked.desk(`runden/${number}`))
  const card = page.split('<article').find(part => part.includes(`: ${name}"`) || part.includes(`, ${name}"`))
  const id = /links\/([0-9a-f-]{36})/.exec(card ?? '')![1]
  return asked.post(`runden/${number}/links/${id}`, { deed, ...fields })
}

test('what is not mine goes to another department by the link it has, with the reason', async () => {
  await refused(await handOver(jugend, 'bauamt', ''), 422, 'Schreiben Sie kurz, warum.')
  await refused(await handOver(jugend, 'forstamt'), 422, 'Dieses Amt gibt es nicht.')
  expect((await handOver(jugend, 'bauamt', 'Das baut das Bauamt.')).status).toBe(303)
  const told = await mailTo(bauamt)
  expect(told!.text).toContain('„Das baut das Bauamt.“')
  expect(linkIn(told)).toBe(bau)
  expect([await opens(bau), await opens(jugend)]).toEqual([true, false])
  expect((await asked.visitor().get(`${jugend}/massnahmen/${playground}`)).status).toBe(303)
})

test('a department without a link gets one; pressed twice is handed over once', async () => {
  await handOver(jugend, 'sozialamt')
  expect((await handOver(jugend, 'sozialamt')).status).toBe(303)
  const sent = await asked.mails()
  expect(sent.map(({ to }) => to).sort()).toEqual([jugendamt, sozialamt])
  expect(await opens(linkIn(sent.find(({ to }) => to === sozialamt)))).toBe(true)
})

test('a measure never wanders in a circle, however long', async () => {
  await handOver(jugend, 'bauamt')
  await handOver(bau, 'sozialamt')
  const social = linkIn(await mailTo(sozialamt))
  for (const department of ['jugendamt', 'bauamt', 'sozialamt'])
    await refused(await handOver(social, department), 422, 'Sie würde im Kreis wandern.')
  expect((await handOver(social, '', 'Weiß nicht.')).status).toBe(303)
  const shown = await asked.coordinator.page(asked.desk(`runden/${number}`))
  expect(shown).toContain('Weiß nicht.')
  expect(shown).toContain('niemand ist gefragt')
})

test('the coordination takes a hand-over back: who handed over is asked again, and nobody else', async () => {
  await handOver(jugend, 'bauamt')
  expect((await onLink('Jugendamt', 'take-back-hand-over', { measure: playground })).status).toBe(303)
  expect([await opens(jugend), await opens(bau)]).toEqual([true, false])
  expect((await onLink('Jugendamt', 'take-back-hand-over', { measure: playground })).status).toBe(404)
})

test('whoever passes a link on ends their own, hears of every change, and does not get it back', async () => {
  await refused(await delegate(jugend, 'keine Adresse'), 422, 'Das ist keine E-Mail-Adresse.')
  await refused(await delegate(jugend, ' JUGEND@stadt.example'), 422, 'Er würde im Kreis wandern.')
  expect((await delegate(jugend, vera)).status).toBe(303)
  const sent = await asked.mails()
  expect(sent.find(({ to }) => to === jugendamt)!.subject).toContain('Ihr Link ist weitergegeben')
  const delegated = linkIn(sent.find(({ to }) => to === vera))
  await refused(await asked.visitor().get(jugend), 410, 'Es antwortet jetzt jemand anders.')
  expect((await asked.visitor().post(`${jugend}/massnahmen/${playground}`, { deed: 'unchanged' })).status).toBe(410)
  await refused(await delegate(delegated, 'Jugend@Stadt.example', 'Amt'), 422, 'Er würde im Kreis wandern.')
  expect((await asked.confirm(delegated, playground)).status).toBe(303)
  expect((await asked.mails()).map(({ to }) => to).sort()).toEqual([jugendamt, vera])
})

test('the coordination takes a passing on back: the other link ends, and who was asked first gets a new one', async () => {
  await delegate(jugend, vera)
  const delegated = linkIn(await mailTo(vera))
  expect((await onLink('Vera', 'take-back-delegation')).status).toBe(303)
  const sent = await asked.mails()
  expect(sent.map(({ to }) => to)).toEqual([jugendamt])
  await refused(await asked.visitor().get(delegated), 410, 'Die Koordination hat den Link widerrufen')
  expect(await opens(linkIn(sent[0]))).toBe(true)
  expect((await asked.visitor().get(jugend)).status).toBe(410)
})

test('a link that was not passed on cannot be taken back from anybody', async () => {
  expect((await onLink('Jugendamt', 'take-back-delegation')).status).toBe(404)
})

test('a revoked link opens nothing and says so; a new one asks what the old one asked', async () => {
  expect((await onLink('Bauamt', 'revoke')).status).toBe(303)
  await refused(await asked.visitor().get(bau), 410, 'Die Koordination hat den Link widerrufen')
  expect((await asked.visitor().post(`${bau}/vertretung`, { name: 'Dieb', mail: 'dieb@example.org' })).status).toBe(410)
  await asked.mails()
  expect((await onLink('Bauamt', 'renew')).status).toBe(303)
  const renewed = linkIn(await mailTo(bauamt))
  expect(renewed).not.toBe(bau)
  expect(await asked.visitor().page(renewed)).toContain('Fest')
  expect((await asked.visitor().get(bau)).status).toBe(410)
})

test('nobody of another town, and no editor, touches a link', async () => {
  const page = await asked.coordinator.page(asked.desk(`runden/${number}`))
  const [, id] = /links\/([0-9a-f-]{36})/.exec(page)!
  const elsewhere = await asked.instance.addTown({ slug: `anderswo-${number}`, name: 'Anderswo' })
  const other = await asked.instance.staff(elsewhere, 'coordinator')
  const editor = await asked.instance.staff(asked.town, 'editor')
  const deeds = ['revoke', 'renew', 'take-back-delegation', 'take-back-hand-over']
  for (const deed of deeds) {
    const path = `verwaltung/plan/runden/${number}/links/${id}`
    expect((await other.post(`/${elsewhere.slug}/${path}`, { csrf: other.csrf, deed })).status).toBe(404)
    expect((await editor.post(`/${asked.town.slug}/${path}`, { csrf: editor.csrf, deed })).status).toBe(403)
  }
  expect(await opens(jugend)).toBe(true)
})
