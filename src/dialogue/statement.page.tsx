import type { TownContext } from '#platform/web'
import type { Statement } from './statement.ts'

/** "Von einem Verein: TSV Musterstadt"; undefined where a resident added the statement online. */
export function enteredForIn(c: TownContext, { enteredFor, enteredForName }: Pick<Statement, 'enteredFor' | 'enteredForName'>) {
  const { t } = c.var
  if (!enteredFor) return undefined
  const label = t(`dialogue.entered-for.${enteredFor}`)
  return enteredForName ? t('dialogue.entered-for.named', { label, name: enteredForName }) : label
}
