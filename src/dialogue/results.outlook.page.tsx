import type { Results, StatementOutcome } from './results.ts'
import { listIn } from './results.words.page.tsx'
import type { DialogueContext } from './visitor.ts'

/** What more votes would say of a statement, in words; nothing where something certain is known already. */
export function outlookIn(c: DialogueContext, { groups }: Results, { outlook, overall }: StatementOutcome): string | undefined {
  const { t } = c.var
  switch (outlook?.kind) {
    case undefined:
      return undefined
    case 'in-between':
      return t('dialogue.results.outlook.in-between')
    case 'more-votes':
      return t('dialogue.results.outlook.more-votes', { votes: outlook.votes, towards: outlook.towards })
    case 'too-few-votes': {
      if (!overall || outlook.missing.length === 0) return t('dialogue.results.outlook.too-few', { groups: groups.length })
      const missing = outlook.missing.map(({ group, votes }) =>
        group === null
          ? t('dialogue.results.outlook.missing', { votes })
          : t('dialogue.results.outlook.missing-from', { votes, letter: groups[group]!.letter }),
      )
      return t('dialogue.results.outlook.missing-all', { missing: listIn(c, missing) })
    }
  }
}
