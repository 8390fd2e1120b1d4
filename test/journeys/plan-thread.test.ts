import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTown } from '#testing'
import { fillDemo } from '../../src/commands/demo.ts'
import { chromiumPath, findings, openChromium } from './chromium.ts'
import { type ServedInstance, serveInstance } from './served-instance.ts'

/** As the issue counts: from a sentence to everything that follows from it, and back to who said it. */
const mostClicks = 4

describe.skipIf(!chromiumPath)('the thread of the example town, walked by links alone', () => {
  let instance: ServedInstance
  let browser: Browser
  let page: Page
  let vision: string

  beforeAll(async () => {
    instance = await serveInstance()
    const town = await fillDemo(instance.services)
    const [first] = await inTown(instance, town, db =>
      db.selectFrom('vision').select('slug').where('municipality_id', '=', town.id).execute(),
    )
    vision = `/${town.slug}/leitbild/${first!.slug}`
    browser = await openChromium()
    page = await (await browser.newContext({ locale: 'de' })).newPage()
  })
  afterAll(async () => {
    await browser.close()
    await instance.close()
  })

  let clicks = 0
  const open = (sentence: number) => {
    clicks = 0
    return page.goto(`${instance.address}${vision}/satz/${sentence}`)
  }
  const click = async (link: string) => {
    clicks++
    await Promise.all([page.waitForLoadState(), page.locator(`main ${link}`).first().click()])
  }

  test('from a sentence to goal, indicator, measure, resolution and latest spending', async () => {
    await open(1)
    const slot = page.locator('#plan')
    // what the card of a measure says needs no click at all
    await expect.poll(() => slot.getByText(/Beschluss: \d{4}\/\d+/).count()).toBeGreaterThan(0)
    expect(await slot.getByText('Kennzahl:').count()).toBeGreaterThan(0)
    expect(await findings(page)).toEqual([])
    await click('#plan a[href*="/ziele/"]')
    expect(await page.locator('main').innerText()).toContain('Kennzahl')
    await click('a[href*="/massnahmen/"]')
    const measure = await page.locator('main').innerText()
    expect(measure).toContain('2025/087')
    expect(measure).toMatch(/Zuletzt ausgegeben: .*€/)
    expect(clicks).toBeLessThanOrEqual(mostClicks)
  })

  test('and back from the measure to the voices', async () => {
    clicks = 0
    await click('a[href*="/satz/"]')
    expect(page.url()).toContain('/satz/')
    await click('a[href*="/aussage/"]')
    expect(await page.locator('main .statement__text, main h1').first().innerText()).not.toBe('')
    expect(page.url()).toContain('/dialog/')
    expect(clicks).toBeLessThanOrEqual(mostClicks)
  })

  test('from no sentence the town has worked on is anything of its plan farther than four clicks', async () => {
    const far: string[] = []
    for (let sentence = 1; sentence <= 10; sentence++) {
      await open(sentence)
      const start = page.url()
      const distances = await walk(start)
      for (const kind of ['/ziele/', '/massnahmen/', '/aussage/'])
        if (![...distances].some(([path, clicks]) => path.includes(kind) && clicks <= mostClicks)) far.push(`${sentence} ${kind}`)
    }
    expect(far).toEqual([])
  })

  /** How many clicks every page is away, walking the links in the main part of each, two clicks far. */
  async function walk(start: string): Promise<Map<string, number>> {
    const distances = new Map([[new URL(start).pathname, 0]])
    let edge = [new URL(start).pathname]
    for (let clicks = 1; clicks <= 2; clicks++) {
      const next: string[] = []
      for (const path of edge.slice(0, 12)) {
        const html = await (await fetch(instance.address + path)).text()
        const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
        for (const [, href] of main.matchAll(/<a [^>]*href="([^"#?]+)/g)) {
          if (!href!.startsWith('/erfundingen/') || distances.has(href!)) continue
          distances.set(href!, clicks)
          next.push(href!)
        }
      }
      edge = next.filter(path => /\/(ziele|massnahmen|satz)\//.test(path))
    }
    return distances
  }
})
