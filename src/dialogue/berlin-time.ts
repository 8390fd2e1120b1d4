import { Temporal } from 'temporal-polyfill'

const zone = 'Europe/Berlin'

/**
 * The moment at which clocks in Germany show this time (YYYY-MM-DDTHH:MM); undefined if it is none. Of an hour that is repeated in
 * October the first is meant; one that is skipped in March becomes the one after.
 */
export function momentOf(clockTime: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(clockTime)) return undefined
  try {
    return new Date(Temporal.PlainDateTime.from(clockTime, { overflow: 'reject' }).toZonedDateTime(zone).epochMilliseconds)
  } catch {
    return undefined
  }
}

/** What clocks in Germany show at this moment, to the minute. */
export const clockTimeOf = (moment: Date) =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
