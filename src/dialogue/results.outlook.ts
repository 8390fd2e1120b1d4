import type { StatementResult } from './opinion-map.ts'
import { type Outlook, outlookOf } from './opinion-map.unclear.ts'

/**
 * What more votes would say, as everybody may know it. `isTold`: the votes of every group are shown. Where they are not, nothing is said
 * that would tell of them: not which group has few, nor how many are missing.
 */
export function publicOutlook(result: StatementResult, isTold: boolean): Outlook | null {
  const outlook = outlookOf(result)
  if (!outlook) return null
  if (outlook.kind === 'too-few-votes') return isTold ? outlook : { ...outlook, missing: [] }
  if (!isTold) return null
  return outlook.kind === 'more-votes' ? { ...outlook, votes: roughly(outlook.votes) } : outlook
}

/** Rounded up: nobody knows how the next votes fall, and an exact number would tell more of the votes than is shown. */
function roughly(votes: number): number {
  const step = votes <= 50 ? 5 : 10 ** Math.floor(Math.log10(votes)) / 2
  return Math.ceil(votes / step) * step
}
