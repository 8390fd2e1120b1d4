import type { Block, TableColumn } from '#platform/documents'
import type { Tongue } from '#vision'
import { moneyOf, type ReportContent, type ReportIndicator, type ReportMeasure, type Shown } from './report.ts'
import { decimal, euros, shares } from './report.words.ts'
import { needsReason } from './status.ts'

/** Every measure, a table for each action field, on pages that lie. */
export const measureTables = (content: ReportContent, shows: Shown, tongue: Tongue): Block[] => [
  {
    kind: 'landscape',
    blocks: [{ kind: 'heading', level: 2, text: tongue.t('plan.report.all-measures') }, ...tablesByField(content, shows, tongue)],
  },
]

/** The same without its heading and pages. */
export function tablesByField({ fields, measures, asOf }: ReportContent, shows: Shown, tongue: Tongue): Block[] {
  const columns = columnsOf(shows, tongue)
  const year = Number(asOf.slice(0, 4))
  return fields.flatMap((field): Block[] => [
    { kind: 'heading', level: 3, text: field },
    {
      kind: 'table',
      label: field,
      dense: true,
      columns: columns.map(({ column }) => column),
      rows: measures.filter(measure => measure.field === field).map(measure => columns.map(({ cell }) => cell(measure, year))),
    },
  ])
}

type ShownColumn = { column: TableColumn; cell(measure: ReportMeasure, year: number): string }

function columnsOf(shows: Shown, tongue: Tongue): ShownColumn[] {
  const { t } = tongue
  const column = (name: ColumnName, share: number, cell: ShownColumn['cell']): ShownColumn => ({
    column: { label: t(`plan.report.column.${name}`), share },
    cell,
  })
  return [
    column('number', 1, ({ number }) => number),
    column('measure', 4.1, ({ title, goals, targetGroup }) =>
      lines(title, ...goals.map(({ number, title: goal }) => t('plan.report.goal', { number, title: goal })), targetGroup),
    ),
    column('lead', 3, ({ lead, isLeadAccepted, participating }) =>
      lines(lead ? (isLeadAccepted ? lead : t('plan.report.lead-open', { lead })) : t('plan.report.nobody'), participating.join(', ')),
    ),
    column('period', 1.8, measure => periodOf(measure, tongue)),
    ...(shows.money || shows.posts
      ? [
          column('money', 3.3, (measure, year) =>
            lines(...(shows.money ? moneyLines(measure, tongue) : []), shows.posts && postLine(measure, year, tongue)),
          ),
        ]
      : []),
    column('indicator', 3.1, ({ goals }) =>
      lines(...goals.map(({ indicator, influence }) => (influence === 'demands' || !indicator ? '' : indicatorSaid(indicator, tongue)))),
    ),
    column('status', 1.9, ({ status, light }) =>
      lines(t(`plan.word.status.${status}`), shows.lights && light && t(`plan.word.light.${light}`)),
    ),
    column('state', 4.7, measure => stateOf(measure, shows, tongue)),
    column('resolution', 1.9, ({ resolutionNumber, statedOn }) =>
      lines(resolutionNumber, statedOn ? t('plan.report.stated', { day: tongue.shortDay(statedOn) }) : t('plan.measure.list.never')),
    ),
  ]
}

type ColumnName = 'number' | 'measure' | 'lead' | 'period' | 'money' | 'indicator' | 'status' | 'state' | 'resolution'

function periodOf({ startsOn, endsOn }: ReportMeasure, { t, shortDay }: Tongue): string {
  if (startsOn && endsOn) return `${shortDay(startsOn)} –\n${shortDay(endsOn)}`
  if (startsOn) return t('plan.measure.overview.from', { from: shortDay(startsOn) })
  return endsOn ? t('plan.measure.overview.to', { to: shortDay(endsOn) }) : t('plan.measure.not-said')
}

function moneyLines(measure: ReportMeasure, { t }: Tongue): string[] {
  const { planned, financed, spent, gap } = moneyOf([measure])
  if (planned + financed + spent === 0) return []
  const said = (part: 'planned' | 'financed' | 'spent' | 'gap', cents: number) => `${t(`plan.money.part.${part}`)} ${euros(cents)}`
  return [said('planned', planned), said('financed', financed), said('spent', spent), gap > 0 ? said('gap', gap) : '']
}

function postLine({ posts }: ReportMeasure, year: number, { t }: Tongue): string {
  const ofYear = posts.filter(post => post.year === year)
  if (ofYear.length === 0) return ''
  return t('plan.money.post.share', { share: shares(ofYear.reduce((sum, { hundredths }) => sum + hundredths, 0)) })
}

function indicatorSaid({ name, unit, baseline, target, targetYear }: ReportIndicator, { t }: Tongue): string {
  const value = (number: number | null) => (number === null ? t('plan.report.open') : `${decimal(number)} ${unit}`)
  return `${name}: ${t('plan.report.indicator', { actual: value(baseline), target: value(target), year: targetYear === null ? t('plan.report.open') : String(targetYear) })}`
}

function stateOf(measure: ReportMeasure, shows: Shown, { t }: Tongue): string {
  const { stateOfAffairs, status, statusReason, lightReason, obstacles, nextStep } = measure
  return lines(
    stateOfAffairs,
    needsReason(status) && statusReason && t('plan.report.because', { reason: statusReason }),
    shows.lights && lightReason && t('plan.report.light-reason', { reason: lightReason }),
    shows.obstacles && obstacles && t('plan.report.obstacle', { obstacle: obstacles }),
    nextStep && t('plan.report.next-step', { step: nextStep }),
  )
}

const lines = (...parts: (string | false | null)[]) => parts.filter(Boolean).join('\n')
