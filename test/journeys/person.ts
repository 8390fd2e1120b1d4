import type { Locator, Page, Request } from 'playwright-core'
import type { Browser } from '#testing'

/** What a form is filled with, by the names of its fields; the name of a button, with its value, presses that button. */
type Fields = Record<string, string>
type Answer = Pick<Response, 'status' | 'text'>

/** Somebody who reads pages and fills in forms: in Chromium, or, where there is none, without a browser. */
export type Visitor = Pick<Browser, 'page'> & { submit(page: string, action: string, fields: Fields): Promise<Answer> }

/** Somebody in front of Chromium. Forms are filled in as people do it, and nothing is sent past them. */
export class Person implements Visitor {
  readonly tab: Page
  private readonly address: string

  constructor(tab: Page, address: string) {
    this.tab = tab
    this.address = address
  }

  async visit(path: string): Promise<Page> {
    const answer = await this.tab.goto(this.address + path)
    if (answer?.status() !== 200) throw new Error(`${path} was answered with ${answer?.status()}`)
    return this.tab
  }

  async page(path: string): Promise<string> {
    return (await this.visit(path)).content()
  }

  async submit(page: string, action: string, fields: Fields): Promise<Answer> {
    await this.visit(page)
    const form = await this.formWith(action, fields)
    let button = form.locator('button[type=submit]').first()
    for (const [name, value] of Object.entries(fields)) {
      const named = form.locator(`button[name="${name}"][value="${value}"]`)
      if ((await named.count()) > 0) button = named.first()
      else await fill(form, name, value)
    }
    return this.press(() => button.click())
  }

  /** Does what sends a form, and waits for the page that answers. */
  async press(deed: () => Promise<void>): Promise<Answer> {
    const isSent = (request: Request) => request.method() === 'POST' && request.isNavigationRequest()
    const [answer] = await Promise.all([this.tab.waitForResponse(response => isSent(response.request())), deed()])
    await this.tab.waitForLoadState()
    return { status: answer.status(), text: () => this.tab.content() }
  }

  /** The form that posts there and has all these fields, unfolded where it is folded away. */
  private async formWith(action: string, fields: Fields): Promise<Locator> {
    for (const form of await this.tab.locator(`form[action="${action}"]`).all()) {
      const counts = await Promise.all(Object.entries(fields).map(([name, value]) => form.locator(fieldOf(name, value)).count()))
      if (!counts.every(count => count > 0)) continue
      for (const folded of await this.tab.locator('details:not([open])', { has: form }).all())
        await folded.locator('summary').first().click()
      return form
    }
    throw new Error(`No form on ${this.tab.url()} posts to ${action} with ${Object.keys(fields)}`)
  }
}

/** A hidden field says already what it says. */
const fieldOf = (name: string, value: string) => `[name="${name}"]:not([type=hidden]), [type=hidden][name="${name}"][value="${value}"]`

async function fill(form: Locator, name: string, value: string) {
  const field = form.locator(`[name="${name}"]`).first()
  const kind = await field.evaluate(element => (element instanceof HTMLInputElement ? element.type : element.localName))
  const chosen = form.locator(`[name="${name}"][value="${value}"]`)
  if (kind === 'select') await field.selectOption(value)
  else if (kind === 'radio') await chosen.check()
  else if (kind === 'checkbox') await ((await chosen.count()) > 0 ? chosen : field).check()
  else if (kind !== 'hidden') await field.fill(value)
}
