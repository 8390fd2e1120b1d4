import { existsSync } from 'node:fs'
import axe, { type AxeResults } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/** Where the distribution's Chromium is; undefined (and said) where it is missing. */
export const chromiumPath = places.find(existsSync)
if (!chromiumPath) console.warn('  SKIPPED: browser journeys, because no Chromium was found (.ci/run installs it).')

export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
  })

export type Finding = { rule: string; impact: string | null | undefined; where: string[] }

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong on this page by WCAG 2.2 AA. */
export async function findings(page: Page): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async rules => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    // no page has frames, and the places of everything that is right would take most of the time
    return (await axe.run({ runOnly: rules, iframes: false, resultTypes: ['violations'] })).violations
  }, rules)
  return violations.map(({ id, impact, nodes }) => ({ rule: id, impact, where: nodes.map(node => node.target.join(' ')) }))
}

/** Whether the page can be read without scrolling sideways. */
export const fitsWidth = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
