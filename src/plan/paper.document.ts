import type { Block, TextDocument } from '#platform/documents'
import { type ConsultationStep, councilPaper, type DecisionPaper, type Tongue, tongueOf } from '#vision'
import { moneyTables } from './report.document.ts'
import { tablesByField } from './report.measures.document.ts'
import { everything, moneyOf, type ReportContent } from './report.ts'
import { euros } from './report.words.ts'

/** The plan as it is put before a council: its goals with their title, and everything a report says of its measures. */
export type PaperMatter = {
  title: string
  goals: { number: number; title: string; field: string; addressee: string }[]
  content: ReportContent
  /** which bodies deal with it */
  steps: readonly ConsultationStep[]
}

/** What an officer begins with: words that follow from the data. What the data does not know stays empty. */
export function suggestedPlanPaper({ title, goals, content }: PaperMatter): DecisionPaper {
  const { t } = tongueOf('de')
  const { planned, financed, gap } = moneyOf(content.measures)
  const points = [
    t('plan.paper.suggested.adopt', { title, goals: goals.length, measures: content.measures.length }),
    t('plan.paper.suggested.report'),
    ...(content.demands.length > 0 ? [t('plan.paper.suggested.demands', { count: content.demands.length })] : []),
  ]
  return {
    number: '',
    subject: t('plan.paper.suggested.subject', { title }),
    draftResolution: points.map((point, place) => `${place + 1}. ${point}`).join('\n'),
    reasons: t('plan.paper.suggested.reasons', { title, fields: content.fields.length, measures: content.measures.length }),
    financialEffects: t('plan.paper.suggested.finances', { planned: euros(planned), financed: euros(financed), gap: euros(gap) }),
    leadOffice: '',
    annexes: [],
  }
}

/** The decision paper of the plan, in the form all decision papers of the town have. */
export function planPaper(paper: DecisionPaper, matter: PaperMatter, head: { town: TextDocument['town']; date: Date }): TextDocument {
  const tongue = tongueOf('de')
  const { t } = tongue
  return councilPaper({
    paper,
    language: 'de',
    ...head,
    steps: matter.steps,
    annexes: [
      { title: t('plan.paper.annex-goals'), blocks: goalBlocks(matter, tongue) },
      { title: t('plan.report.money-title'), blocks: moneyTables(matter.content, tongue) },
      { title: t('plan.report.all-measures'), blocks: tablesByField(matter.content, everything, tongue), lies: true },
    ],
  })
}

const goalBlocks = ({ goals }: PaperMatter, { t }: Tongue): Block[] =>
  [...Map.groupBy(goals, ({ field }) => field)].flatMap(([field, own]): Block[] => [
    { kind: 'heading', level: 3, text: field },
    {
      kind: 'list',
      items: own.map(({ number, title, addressee }) => ({
        number,
        words: title,
        notes: addressee === '' ? [] : [t('plan.report.demand-to', { addressee })],
      })),
    },
  ])
