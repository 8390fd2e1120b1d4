import type { App } from '../../src/app.ts'

type Fields = Record<string, string | string[] | File>

/** A visitor without JavaScript: keeps cookies, posts forms, follows no redirect by itself. */
export class Browser {
  private readonly app: Pick<App, 'request'>
  private readonly cookies = new Map<string, string>()
  readonly headers: Record<string, string>

  constructor(app: Pick<App, 'request'>, headers: Record<string, string> = {}) {
    this.app = app
    this.headers = { 'accept-language': 'de', 'sec-fetch-site': 'same-origin', ...headers }
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.send(path, { headers })
  }

  /** The page as text; fails unless it is answered with 200. */
  async page(path: string): Promise<string> {
    const response = await this.get(path)
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}: ${text.slice(0, 500)}`)
    return text
  }

  post(path: string, fields: Fields, headers: Record<string, string> = {}) {
    const isUpload = Object.values(fields).some(value => value instanceof File)
    const body = isUpload ? new FormData() : new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one as string)
    return this.send(path, { method: 'POST', body, headers })
  }

  /** Reads the page, takes the hidden fields of the form that posts to `action` along, and posts it. */
  async submit(page: string, action: string, fields: Fields) {
    return this.post(action, { ...hiddenFields(await this.page(page), action), ...fields })
  }

  cookie(name: string) {
    return this.cookies.get(name)
  }

  /** As if the site had set it. */
  setCookie(name: string, value: string) {
    this.cookies.set(name, value)
  }

  async send(path: string, init: RequestInit & { headers?: Record<string, string> }) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.app.request(path, { ...init, headers: { ...this.headers, ...(cookie && { cookie }), ...init.headers } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const cut = pair.indexOf('=')
      const isGone = attributes.some(attribute => /^\s*max-age=0/i.test(attribute))
      if (isGone) this.cookies.delete(pair.slice(0, cut))
      else this.cookies.set(pair.slice(0, cut), pair.slice(cut + 1))
    }
    return response
  }
}

/** Hidden fields of the first form on the page that posts to `action`. */
export function hiddenFields(page: string, action: string): Record<string, string> {
  const forms = page.match(/<form[^>]*>[\s\S]*?<\/form>/g) ?? []
  const form = forms.find(text => text.includes(`action="${action}"`))
  if (!form) throw new Error(`The page has no form that posts to ${action}`)
  const fields: Record<string, string> = {}
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    if (name) fields[name] = (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  }
  return fields
}
