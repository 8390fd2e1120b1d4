import { languageOf, type Translate, translatorFor } from '#platform/languages'

/** In which language something is printed, and how it says what it says. */
export type Tongue = {
  language: string
  t: Translate
  day(date: Date | string): string
  shortDay(date: string): string
  number(count: number): string
}

export function tongueOf(language: string): Tongue {
  const { locale } = languageOf(language)
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Berlin' })
  const shortDays = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Europe/Berlin' })
  const numbers = new Intl.NumberFormat(locale)
  return {
    language,
    t: translatorFor(language),
    day: date => days.format(momentOf(date)),
    shortDay: date => shortDays.format(momentOf(date)),
    number: count => numbers.format(count),
  }
}

/** A day without time is meant as it is written, wherever the server stands. */
const momentOf = (date: Date | string) => (typeof date === 'string' ? new Date(`${date}T12:00:00Z`) : date)
