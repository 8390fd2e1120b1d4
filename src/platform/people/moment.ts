import type { VisitContext } from '#platform/web'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Day and time as clocks in Germany show it, in the language of the page. */
export function momentIn(c: VisitContext, moment: Date): string {
  const { code, locale } = c.var.language
  const format =
    formats.get(code) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' })
  formats.set(code, format)
  return format.format(moment)
}
