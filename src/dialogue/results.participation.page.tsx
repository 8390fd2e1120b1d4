import { ColumnChart, Disclosure, Figure, Section, Stack, Stats, Table } from '#platform/web'
import { paths } from './paths.ts'
import type { Period } from './results.ts'
import { at, numberIn, type PartProps, sections, votesIn } from './results.words.page.tsx'
import type { DialogueContext } from './visitor.ts'

export function ParticipationSection({ c, report: { results } }: PartProps) {
  const { t } = c.var
  const { people, statements, medianVotes, newcomers } = results.participation
  return (
    <Section id={sections.participation} title={t('dialogue.results.participation')}>
      <Stack>
        <Stats
          items={[
            { label: t('dialogue.results.people'), value: numberIn(c, people) },
            { label: t('dialogue.results.votes'), value: votesIn(c, results) },
            { label: t('dialogue.results.statements'), value: numberIn(c, statements) },
            { label: t('dialogue.results.median'), note: t('dialogue.results.median-note'), value: numberIn(c, medianVotes) },
          ]}
        />
        <p>
          <a href={paths.representation.to(at(c))}>{t('dialogue.representation.link')}</a>
        </p>
        {newcomers.filter(period => period.people !== null).length > 1 && <OverTime c={c} periods={newcomers} />}
      </Stack>
    </Section>
  )
}

const labelsAcross = 6

function OverTime({ c, periods }: { c: DialogueContext; periods: Period[] }) {
  const { t } = c.var
  const unit = periods[0]!.unit
  const label = t('dialogue.results.over-time', { unit })
  const isHidden = periods.some(({ people }) => people === null)
  const inWords = ({ people }: Period) => (people === null ? t('dialogue.results.not-shown') : numberIn(c, people))
  return (
    <Stack>
      <Figure
        caption={
          <>
            {label}. {isHidden && t('dialogue.results.over-time-hidden', { fewest: c.var.municipality.fewestToShow })}
          </>
        }
      >
        <ColumnChart
          label={label}
          columns={periods.map(period => ({ label: periodIn(c, period, false), value: period.people ?? 0, valueText: inWords(period) }))}
          labelEvery={Math.ceil(periods.length / labelsAcross)}
          direction={c.var.language.direction}
        />
      </Figure>
      <div class="screen-only">
        <Disclosure label={t('dialogue.results.over-time-table')}>
          <Table
            caption={label}
            captionHidden
            stacked={false}
            columns={[{ label: t('dialogue.results.period', { unit }) }, { label: t('dialogue.results.newcomers'), numeric: true }]}
            rows={periods.map(period => [periodIn(c, period, true), inWords(period)])}
          />
        </Disclosure>
      </div>
    </Stack>
  )
}

/** Days have no time zone: they are read and said in the same one. */
function periodIn(c: DialogueContext, { unit, start }: Period, isLong: boolean): string {
  const format: Intl.DateTimeFormatOptions = isLong
    ? unit === 'month'
      ? { month: 'long', year: 'numeric' }
      : { dateStyle: 'long' }
    : unit === 'month'
      ? { month: 'short', year: '2-digit' }
      : { day: 'numeric', month: 'numeric' }
  return new Intl.DateTimeFormat(c.var.language.locale, { timeZone: 'UTC', ...format }).format(new Date(start))
}
