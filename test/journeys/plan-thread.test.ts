import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '#dialogue'
import type { Read } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { inTown } from '#testing'
import { publishedSentences } from '#vision'
import { fillDemo } from '../../src/commands/demo.ts'
import { planFindings } from '../../src/plan/finding.store.ts'
import { goals } from '../../src/plan/goal.store.ts'
import { goalsOfMeasures, measures } from '../../src/plan/measure.store.ts'
import { spendings } from '../../src/plan/money.store.ts'
import { chromiumPath, findings, openChromium } from './chromium.ts'
import { type ServedInstance, serveInstance } from './served-instance.ts'

/** As the issue counts: from a sentence to everything that follows from it, and back to who said it. */
const mostClicks = 4

describe.skipIf(!chromiumPath)('the thread of the example town, walked by links alone', () => {
  let instance: ServedInstance
  let browser: Browser
  let page: Page
  let town: Municipality
  let vision: string

  beforeAll(async () => {
    instance = await serveInstance()
    town = await fillDemo(instance.services)
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

  test('no sentence is more than four clicks from its goals with their indicators, its measures with resolution and spending, or its voices', async () => {
    const far: string[] = []
    for (const sentence of await inTown(instance, town, db => threadsOf(db))) {
      const walked = await walk(`${vision}/satz/${sentence.number}`)
      const reads = (path: string, text: string) => walked.get(`/${town.slug}${path}`)?.includes(text)
      for (const { number, title, indicator } of sentence.goals)
        if (!reads(`/ziele/${number}`, title) || !reads(`/ziele/${number}`, indicator)) far.push(`${sentence.number} → Ziel ${number}`)
      for (const { number, title, resolution, spent } of sentence.measures)
        if (![title, resolution, spent].every(text => reads(`/massnahmen/${number}`, text)))
          far.push(`${sentence.number} → Maßnahme ${number}`)
      if (sentence.goals.length + sentence.measures.length === 0) far.push(`${sentence.number} → nichts`)
      if (![...walked.keys()].some(isVoice)) far.push(`${sentence.number} → Stimmen`)
    }
    expect(far).toEqual([])
  })

  test('no measure is more than four clicks from a voice, or it is among the findings that it serves nothing', async () => {
    const far: string[] = []
    const { all, aimless } = await inTown(instance, town, async db => ({
      all: await measures(db),
      aimless: (await planFindings(db, dayOf(instance.clock.now)))['measure-without-goal'],
    }))
    expect(all.length).toBeGreaterThan(0)
    for (const { number } of all) {
      const walked = await walk(`/${town.slug}/massnahmen/${number}`)
      const isBroken = aimless.some(measure => measure.number === number)
      if ([...walked.keys()].some(isVoice) === isBroken) far.push(number)
    }
    expect(far).toEqual([])
  })

  const isVoice = (path: string) => /\/dialog\/[^/]+\/aussage\/\d+$/.test(path)
  /** Pages of the thread; lists and overviews, from which everything is near, are none. */
  const isOfThread = (path: string) => /\/(satz|ziele|massnahmen)\/[\d.]+$/.test(path) || isVoice(path)

  /** What is read on each page of the thread at most four clicks from this one, by its path. */
  async function walk(start: string): Promise<Map<string, string>> {
    const walked = new Map<string, string>()
    let edge = new Set([start])
    for (let clicks = 0; clicks <= mostClicks; clicks++) {
      const next = new Set<string>()
      for (const path of edge) {
        const { text, links } = await read(path)
        walked.set(path, text)
        for (const link of links) if (!walked.has(link) && !edge.has(link)) next.add(link)
      }
      edge = next
    }
    return walked
  }

  const pages = new Map<string, { text: string; links: string[] }>()

  /** What a page says to whoever sees it, and where its links in the thread lead. Each page is opened once. */
  async function read(path: string) {
    const known = pages.get(path)
    if (known) return known
    await page.goto(instance.address + path)
    const main = page.locator('main')
    const hrefs = await main
      .locator('a:visible')
      .evaluateAll(links => links.map(link => new URL((link as HTMLAnchorElement).href).pathname))
    const found = { text: await main.innerText(), links: [...new Set(hrefs)].filter(isOfThread) }
    pages.set(path, found)
    return found
  }
})

/** What hangs on each sentence everybody reads, as it is stored: goals and measures with the words their pages have to say. */
async function threadsOf(db: Read) {
  const [allGoals, allMeasures, serves] = [await goals(db), await measures(db), await goalsOfMeasures(db)]
  const links = await db.selectFrom('goal_sentence').selectAll().where('municipality_id', '=', db.municipality).execute()
  const spent = new Set((await spendings(db)).map(({ measureId }) => measureId))
  const sentences = [
    ...(
      await publishedSentences(
        db,
        links.map(({ sentence_id }) => sentence_id),
      )
    ).values(),
  ]
  return sentences.map(({ id, number }) => {
    const served = allGoals.filter(goal => links.some(link => link.goal_id === goal.id && link.sentence_id === id))
    const serving = allMeasures.filter(measure =>
      serves.some(({ measureId, goalId }) => measureId === measure.id && served.some(goal => goal.id === goalId)),
    )
    return {
      number,
      goals: served.map(({ number, title, indicator }) => ({ number, title, indicator: indicator?.name ?? '' })),
      measures: serving.map(({ id, number, title, resolutionNumber }) => ({
        number,
        title,
        resolution: resolutionNumber,
        spent: spent.has(id) ? 'Zuletzt ausgegeben' : '',
      })),
    }
  })
}
