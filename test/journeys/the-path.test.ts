import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type MessageKey, translatorFor } from '#platform/languages'
import type { Municipality } from '#platform/municipalities'
import { chromiumPath, fitsWidth, openChromium } from './chromium.ts'
import { type ServedInstance, serveInstance } from './served-instance.ts'
import { openSmallTown, smallTown, votesIn } from './small-town.ts'

/** How somebody works a page. */
type Hand = {
  press(page: Page, control: Locator): Promise<void>
  write(page: Page, field: Locator, text: string): Promise<void>
  choose(page: Page, option: Locator): Promise<void>
}

const finger: Hand = {
  press: (_, control) => control.click(),
  write: (_, field, text) => field.fill(text),
  choose: (_, option) => option.check(),
}

const keys: Hand = {
  press: async (page, control) => {
    await tabTo(page, control)
    await page.keyboard.press('Enter')
  },
  write: async (page, field, text) => {
    await tabTo(page, field)
    await page.keyboard.type(text)
  },
  choose: async (page, option) => {
    await tabTo(page, page.locator('input[type=radio]:checked')) // the keyboard enters a group where it is checked
    for (let steps = 0; steps < 5 && !(await isFocused(option)); steps++) await page.keyboard.press('ArrowDown')
    expect(await option.isChecked()).toBe(true)
  },
}

/** Moves on with the tab key alone; wherever it is on the way, one can see it. */
async function tabTo(page: Page, target: Locator) {
  await target.waitFor()
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(focusIsSeen), await page.evaluate(() => document.activeElement?.outerHTML ?? '')).toBe(true)
    if (await isFocused(target)) return
  }
  throw new Error(`The tab key does not lead to ${target}`)
}

const isFocused = (target: Locator) => target.evaluate(element => element === document.activeElement)

/** The focus has a mark, lies within the window and is not covered (WCAG 2.4.7 and 2.4.11); runs in the browser. */
function focusIsSeen(): boolean {
  const element = document.activeElement
  if (!element || element === document.body) return true // the browser's own controls
  const { outlineStyle, boxShadow } = getComputedStyle(element)
  const marked = outlineStyle !== 'none' || boxShadow !== 'none'
  const isSeen = [...element.getClientRects()].some(({ left, top, width, height }) => {
    const [x, y] = [Math.min(Math.max(left + width / 2, 1), innerWidth - 1), Math.min(Math.max(top + height / 2, 1), innerHeight - 1)]
    const there = document.elementFromPoint(x, y)
    return there !== null && (element.contains(there) || there.contains(element))
  })
  return marked && isSeen
}

type Way = { name: string; language: string; hand: Hand; browsing: BrowserContextOptions }

const ways: Way[] = [
  { name: 'with the keyboard alone', language: 'de', hand: keys, browsing: { viewport: { width: 1280, height: 800 } } },
  { name: 'without JavaScript', language: 'ar', hand: finger, browsing: { javaScriptEnabled: false } },
  {
    name: 'on a screen of 320 px',
    language: 'de-simple',
    hand: finger,
    browsing: { viewport: { width: 320, height: 640 }, hasTouch: true },
  },
  // what is left of a window of 1280 × 1024 px
  { name: 'at 400 % zoom', language: 'uk', hand: keys, browsing: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 } },
]

describe.skipIf(!chromiumPath)('looking, voting, a statement of one’s own, the results, one’s answers, being forgotten', () => {
  let instance: ServedInstance
  let town: Municipality
  let browser: Browser

  beforeAll(async () => {
    instance = await serveInstance()
    town = await openSmallTown(instance)
    browser = await openChromium()
  })
  afterEach(() => Promise.all(browser.contexts().map(context => context.close())))
  afterAll(async () => {
    await browser.close()
    await instance.close()
  })

  test.each(ways)('$name, in $language', async ({ language, hand, browsing }) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...browsing })
    await context.addCookies([{ name: 'sprache', value: language, url: instance.address }])
    const page = await context.newPage()
    const t = translatorFor(language)
    const button = (key: MessageKey) => page.getByRole('button', { name: t(key), exact: true }).first()
    const link = (key: MessageKey) => page.getByRole('link', { name: t(key), exact: true }).first()
    const reads = async (text: string) => {
      await page.getByText(text).first().waitFor()
      if (page.viewportSize()?.width === 320) expect(await fitsWidth(page)).toBe(true)
    }

    await page.goto(instance.address + smallTown.booth)
    await reads(t('dialogue.vote.progress', { seen: 0, total: 3 }))
    await hand.press(page, button('dialogue.vote.agree'))
    await reads(t('dialogue.vote.progress', { seen: 1, total: 3 }))
    await hand.press(page, button('dialogue.vote.disagree'))
    await reads(t('dialogue.vote.progress', { seen: 2, total: 3 }))

    await hand.press(page, link('dialogue.vote.add'))
    await hand.write(page, page.locator('textarea'), `Ein Sprachcafé im Rathaus, ${language}.`)
    await hand.press(page, button('dialogue.proposal.submit'))
    await reads(t('dialogue.proposal.stored'))
    await hand.press(page, link('dialogue.proposal.back'))

    await hand.press(page, link('dialogue.vote.results'))
    await reads(t('dialogue.results.join'))
    await hand.press(page, link('dialogue.results.join'))

    await hand.press(page, link('dialogue.vote.your-votes'))
    await reads(t('dialogue.own-votes.lead'))
    expect(await votesIn(instance, town)).toBe(2)
    await hand.choose(page, page.getByRole('radio', { name: t('dialogue.own-votes.votes-go') }))
    await hand.press(page, button('dialogue.own-votes.forget-button'))
    await reads(t('dialogue.own-votes.forgotten'))
    expect(await votesIn(instance, town)).toBe(0)
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['sprache'])
  })
})
