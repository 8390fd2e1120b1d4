import type { LogMonth, Small } from './moderation.log.ts'
import { reasonCodes } from './moderation.policy.ts'
import type { SetAside } from './quarantine.ts'
import { fewestToShow } from './suppression.ts'

/** The log as a table: one number a line. Small numbers read "<5", as on the page. */
export function logCsv(months: readonly LogMonth[], setAside: SetAside | undefined): string {
  const lines = months.flatMap(({ month, reasons, appeals, reports, ...decisions }) => [
    ...Object.entries(decisions).map(([verdict, count]) => line(month, 'decision', verdict, count)),
    ...reasons.map(({ reason, count }) => line(month, 'rejection', `${reasonCodes[reason]} ${reason}`, count)),
    ...Object.entries(appeals).map(([what, count]) => line(month, 'appeal', what, count)),
    ...Object.entries(reports).map(([what, count]) => line(month, 'report', what, count)),
  ])
  const aside = setAside && line('', 'set-aside', 'participants', setAside.pseudonyms < fewestToShow ? 'few' : setAside.pseudonyms)
  return ['month,kind,detail,count', ...lines, ...(aside ? [aside] : []), ''].join('\r\n')
}

const line = (month: string, kind: string, detail: string, count: Small) =>
  [month, kind, detail, count === 'few' ? `<${fewestToShow}` : count].join(',')
