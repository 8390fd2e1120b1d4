import { after } from './token.ts'

export const sessionCookie = 'sitzung'

/** A session ends 30 days after it was last used, and 180 days after it began in any case. */
export function sessionEnd(begun: Date, now: Date): Date {
  return new Date(Math.min(+after(now, { days: 30 }), +after(begun, { days: 180 })))
}

/** Being seen is noted at most every ten minutes, so that looking at a page is not a write each time. */
export const isSeenLongAgo = (lastSeen: Date, now: Date) => now.getTime() - lastSeen.getTime() >= 10 * 60_000

const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(Macintosh|Mac OS)\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

/** The kind of browser in a few words, so that people recognise their own sessions; nothing finer is kept. */
export function deviceOf(userAgent: string): string {
  const named = (kinds: [RegExp, string][]) => kinds.find(([pattern]) => pattern.test(userAgent))?.[1]
  return [named(browsers), named(systems)].filter(Boolean).join(', ')
}
