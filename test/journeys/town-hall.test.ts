import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { translatorFor } from '#platform/languages'
import type { Municipality } from '#platform/municipalities'
import { putLevelAsked } from '../../src/dialogue/level.store.ts'
import { unquestioned } from '../../src/dialogue/newcomers.ts'
import { sessionCookie } from '../../src/platform/people/session.ts'
import { chromiumPath, findings, fitsWidth, openChromium } from './chromium.ts'
import { lendCookies, type ServedInstance, serveInstance } from './served-instance.ts'
import { openSmallTown, smallTown, votesIn } from './small-town.ts'

const { booth, desk, statements } = smallTown

describe.skipIf(!chromiumPath)('where many people share a device, a network or a letterbox', () => {
  let instance: ServedInstance
  let town: Municipality
  let browser: Browser

  beforeAll(async () => {
    instance = await serveInstance({ LEITBILD_TRUSTED_PROXIES: '1' })
    browser = await openChromium()
    town = await openSmallTown(instance)
  })
  afterEach(() => Promise.all(browser.contexts().map(context => context.close())))
  afterAll(async () => {
    await browser.close()
    await instance.close()
  })

  const reads = (page: Page, text: string) => page.getByText(text).first().waitFor()

  test('one person after another votes at the tablet, and a minute without a touch ends a visit', async () => {
    const tablet = await (await browser.newContext({ locale: 'de', reducedMotion: 'reduce' })).newPage()
    await lendCookies(tablet.context(), instance.address, await instance.staff(town, 'coordinator'), [sessionCookie])
    await tablet.goto(`${instance.address}${desk}/tablet`)
    await tablet.fill('[name=code]', '2468')
    await tablet.getByRole('button', { name: 'Abmelden und Tablet starten' }).click()
    await reads(tablet, 'Danach erinnert sich dieses Tablet nicht an Sie')
    await tablet.clock.install()

    const uk = translatorFor('uk')
    await tablet.locator('button[lang=uk]').click()
    await reads(tablet, uk('dialogue.vote.progress', { seen: 0, total: 3 }))
    await tablet.getByRole('button', { name: uk('dialogue.vote.agree'), exact: true }).click()
    await reads(tablet, uk('dialogue.vote.progress', { seen: 1, total: 3 }))
    await tablet.clock.runFor(45_000)
    const stay = tablet.getByRole('button', { name: uk('dialogue.kiosk.here') })
    expect(await findings(tablet)).toEqual([])
    await stay.click()
    expect(await stay.isVisible()).toBe(false)
    await tablet.clock.runFor(61_000)
    await reads(tablet, 'Das Tablet ist bereit für die nächste Person')

    await tablet.goBack()
    await tablet.waitForLoadState()
    await reads(tablet, 'Abstimmung beginnen')
    await tablet.locator('button[lang=de]').click()
    await reads(tablet, '0 von 3 Aussagen beantwortet')
    await tablet.getByRole('button', { name: 'Stimme nicht zu' }).click()
    await reads(tablet, '1 von 3 Aussagen beantwortet')
    await tablet.getByRole('button', { name: 'Fertig' }).click()
    await reads(tablet, 'Danke fürs Mitmachen!')
    expect(await votesIn(instance, town)).toBe(2)

    await tablet.getByRole('link', { name: 'Tablet beenden' }).click()
    await tablet.fill('[name=code]', '2468')
    await tablet.getByRole('button', { name: 'Tablet beenden' }).click()
    await tablet.waitForURL(`${instance.address}/musterstadt`)
    expect((await tablet.context().cookies()).map(({ name }) => name)).toEqual([])
  })

  test('who comes from a very busy network answers one easy question, and their vote counts', async () => {
    const library = { 'x-forwarded-for': '198.51.100.7' }
    for (let newcomer = 0; newcomer < unquestioned.newcomers; newcomer++)
      await instance.visitor(library).submit(booth, `${booth}/stimme`, { answer: 'agree' })
    const before = await votesIn(instance, town)
    const page = await (await browser.newContext({ locale: 'de', viewport: { width: 320, height: 640 } })).newPage()
    await page.setExtraHTTPHeaders(library)
    await page.goto(instance.address + booth)
    const statement = await page.textContent('[data-vote-statement]')
    await page.keyboard.press('2')
    await reads(page, 'Eine kurze Frage vorab')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
    expect(await findings(page)).toEqual([])
    expect(await fitsWidth(page)).toBe(true)
    await page.fill('[name=sum]', '99')
    await page.getByRole('button', { name: 'Weiter' }).click()
    await reads(page, 'Das war nicht die richtige Zahl')
    expect(await votesIn(instance, town)).toBe(before)
    await page.fill('[name=sum]', String(sumAskedOn(await page.innerText('main'))))
    await page.getByRole('button', { name: 'Weiter' }).click()
    await reads(page, '1 von 3 Aussagen beantwortet')
    expect(await votesIn(instance, town)).toBe(before + 1)
    await page.goto(`${instance.address}${booth}/meine-stimmen`)
    expect(await page.innerText('table')).toContain(statement)
    expect(await page.innerText('table')).toContain('Ablehnung')
  })

  test('a letter’s code stands in its field when the QR code leads there, and in no request before', async () => {
    await instance.services.database.writing(town.id, async db => {
      const { id } = await db.selectFrom('dialogue').select('id').where('municipality_id', '=', town.id).executeTakeFirstOrThrow()
      await putLevelAsked(db, id, 'letter')
    })
    instance.clock.now = new Date(instance.clock.now.getTime() + 2000)
    const office = await (await browser.newContext({ locale: 'de' })).newPage()
    await lendCookies(office.context(), instance.address, await instance.staff(town, 'coordinator'), [sessionCookie])
    await office.goto(`${instance.address}${desk}/zugang`)
    await office.fill('[name=count]', '2')
    await office.getByRole('button', { name: 'Briefe zum Drucken' }).click()
    await office.locator('.code-letter').first().waitFor()
    const codes = await office.locator('.code-letter__code').allInnerTexts()
    expect(codes).toHaveLength(2)
    expect(await office.getByRole('img', { name: 'QR-Code: führt zur Abstimmung' }).count()).toBe(2)

    const resident = await (await browser.newContext({ locale: 'de' })).newPage()
    const asked: string[] = []
    resident.on('request', request => asked.push(request.url()))
    await resident.goto(`${instance.address}${booth}/zugang#${codes[0]}`)
    expect(await resident.inputValue('[name=code]')).toBe(codes[0])
    expect(resident.url()).not.toContain('#')
    expect(asked.map(address => new URL(address)).filter(({ pathname, search }) => (pathname + search).includes(codes[0] ?? ''))).toEqual(
      [],
    )
    await resident.getByRole('button', { name: 'Code einlösen' }).click()
    await reads(resident, '0 von 3 Aussagen beantwortet')
    await resident.keyboard.press('1')
    await reads(resident, '1 von 3 Aussagen beantwortet')
    expect(statements).toContain(await resident.textContent('[data-vote-statement]'))
  })
})

const words = ['zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf']
/** Does the sum a page asks for, as a person would: by reading it. */
function sumAskedOn(text: string): number {
  const [, first = '', second = ''] = /Wie viel ist (\S+) plus (\S+)\?/.exec(text) ?? []
  if (!words.includes(first) || !words.includes(second)) throw new Error('The page asks no question')
  return words.indexOf(first) + words.indexOf(second) + 4
}
