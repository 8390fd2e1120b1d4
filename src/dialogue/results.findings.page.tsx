import { Section, Stack, Statements } from '#platform/web'
import { paths } from './paths.ts'
import { outlookIn } from './results.outlook.page.tsx'
import { Row } from './results.statements.page.tsx'
import { constantsOf, type Results, type StatementOutcome } from './results.ts'
import type { Filter, Order } from './results.view.ts'
import { stillUnclear } from './results.view.ts'
import { at, type PartProps, sections, viewAddress, words } from './results.words.page.tsx'
import type { DialogueContext } from './visitor.ts'

/** What most people in every group agree with, or refuse. */
export function UnitesSection({ c, report }: PartProps) {
  const { t } = c.var
  const { unites, jointlyRejected, groups } = report.results
  const count = { groups: groups.length }
  return (
    <Section
      id={sections.unites}
      title={t('dialogue.results.unites')}
      lead={
        unites.length > 0 ? (
          <>
            {t('dialogue.results.unites-lead', count)}{' '}
            <a class="screen-only" href={`${paths.methods.to(at(c))}#${words}`}>
              {t('dialogue.results.words')}
            </a>
          </>
        ) : undefined
      }
    >
      <Stack>
        {unites.length > 0 ? (
          <Found c={c} report={report} numbers={unites} filter="verbindet" />
        ) : (
          <p>{t('dialogue.results.unites-none', count)}</p>
        )}
        {jointlyRejected.length > 0 && (
          <>
            <div class="subhead">
              <h3>{t('dialogue.results.rejected')}</h3>
              <p class="muted">{t('dialogue.results.rejected-lead', count)}</p>
            </div>
            <Found c={c} report={report} numbers={jointlyRejected} filter="abgelehnt" />
          </>
        )}
      </Stack>
    </Section>
  )
}

export function ContestedSection({ c, report }: PartProps) {
  const { t } = c.var
  const { contested, groups } = report.results
  const count = { groups: groups.length }
  return (
    <Section
      id={sections.contested}
      title={t('dialogue.results.contested')}
      lead={contested.length > 0 ? t('dialogue.results.contested-lead', count) : undefined}
    >
      {contested.length > 0 ? (
        <Found c={c} report={report} numbers={contested} filter="umstritten" />
      ) : (
        <p>{t('dialogue.results.contested-none', count)}</p>
      )}
    </Section>
  )
}

/** What nothing certain can be said of yet; what needs the fewest votes comes first. */
export function UnclearSection({ c, report }: PartProps) {
  const { t } = c.var
  const numbers = stillUnclear(report.results)
  return (
    <Section
      id={sections.unclear}
      title={t('dialogue.results.unclear')}
      lead={numbers.length > 0 ? t('dialogue.results.unclear-lead', { count: numbers.length }) : undefined}
    >
      {numbers.length > 0 ? (
        <Found c={c} report={report} numbers={numbers} filter="unklar" order="fehlend" most={3} />
      ) : (
        <p>{t('dialogue.results.unclear-none')}</p>
      )}
    </Section>
  )
}

const mostFound = 5

type FoundProps = PartProps & { numbers: readonly number[]; filter: Filter; order?: Order; most?: number }

/** The first of a ranking, and the way to all of them. */
function Found({ c, report, numbers, filter, order = 'nummer', most = mostFound }: FoundProps) {
  const byNumber = new Map(report.results.statements.map(statement => [statement.number, statement]))
  return (
    <Stack>
      <Statements>
        {numbers.slice(0, most).map(number => {
          const outcome = byNumber.get(number)!
          return <Row c={c} results={report.results} outcome={outcome} remark={remarkOn(c, report.results, outcome)} />
        })}
      </Statements>
      {numbers.length > most && (
        <p>
          <a class="screen-only" href={viewAddress(c, { filter, order })}>
            {c.var.t('dialogue.results.show-all', { count: numbers.length })}
          </a>
        </p>
      )}
    </Stack>
  )
}

/** How sure the agreement is and on how many votes that rests, or what is missing. */
function remarkOn(c: DialogueContext, results: Results, outcome: StatementOutcome): string | undefined {
  const { standing, lower, fewestVotes } = outcome
  if (standing !== 'unites' && standing !== 'jointly-rejected') return outlookIn(c, results, outcome)
  if (lower === null || fewestVotes === null)
    return c.var.t('dialogue.results.bound-unknown', { fewest: constantsOf(results.basis).fewestVotesInGroup })
  const key = standing === 'unites' ? 'dialogue.results.bound-agree' : 'dialogue.results.bound-disagree'
  return c.var.t(key, { groups: results.groups.length, lower: lower / 100, fewest: fewestVotes })
}
