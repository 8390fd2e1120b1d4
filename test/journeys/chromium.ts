import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
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

/** What axe finds wrong on this page by WCAG 2.2 AA. */
export async function findings(page: Page): Promise<Finding[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(({ id, impact, nodes }) => ({ rule: id, impact, where: nodes.map(node => node.target.join(' ')) }))
}

/** Whether the page can be read without scrolling sideways. */
export const fitsWidth = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
