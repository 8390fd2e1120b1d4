import type { Block, TextDocument } from '#platform/documents'
import { type Tongue, tongueOf } from '#vision'
import type { Balance } from './balance.ts'
import { measureTables } from './report.measures.document.ts'
import { moneyOf, newlyRegular, postsOf, type ReportChange, type ReportContent, type ReportMeasure, type Shown } from './report.ts'
import { euros, shares } from './report.words.ts'
import { statuses } from './status.ts'

/** What stands around the content of a report. */
export type ReportFrame = { number: number; town: TextDocument['town']; digest: string; madeAt: Date; shows: Shown }

/** How many of a list stand in the summary, which is one page; all of them stand in the tables. */
const mostInSummary = 8

/** A progress report as councils read it: one page of summary, then what changed, what stays, what ends, what others must do, money, and every measure. */
export function reportDocument(content: ReportContent, frame: ReportFrame): TextDocument {
  const tongue = tongueOf('de')
  const { t, day } = tongue
  return {
    title: content.title,
    language: 'de',
    town: frame.town,
    foot: t('plan.report.foot', { title: content.title, day: day(content.asOf) }),
    blocks: [
      { kind: 'paragraph', tone: 'lead', words: t('plan.report.as-of', { day: day(content.asOf) }) },
      ...summary(content, frame.shows, tongue),
      ...changes(content, tongue),
      ...madeRegular(content, frame.shows, tongue),
      ...cliffs(content, tongue),
      ...demands(content, tongue),
      ...(frame.shows.money ? [moneyHeading(tongue), ...moneyTables(content, tongue)] : []),
      ...(frame.shows.posts ? posts(content, tongue) : []),
      ...colophon(frame, tongue),
      ...measureTables(content, frame.shows, tongue),
    ],
  }
}

// ── Summary ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function summary(content: ReportContent, shows: Shown, tongue: Tongue): Block[] {
  const { t } = tongue
  const { measures } = content
  const stated = statuses
    .map(status => ({ status, count: measures.filter(measure => measure.status === status).length }))
    .filter(({ count }) => count > 0)
  return [
    {
      kind: 'facts',
      items: [
        { term: t('plan.report.measures'), words: tongue.number(measures.length) },
        {
          term: t('plan.report.status'),
          words: stated.map(({ status, count }) => `${t(`plan.word.status.${status}`)} ${tongue.number(count)}`).join(', '),
        },
        ...(shows.lights ? [{ term: t('plan.report.lights'), words: lightsSaid(measures, tongue) }] : []),
        ...(shows.money ? [{ term: t('plan.report.money'), words: moneySaid(moneyOf(measures), tongue) }] : []),
        ...(shows.posts ? [{ term: t('plan.report.posts'), words: postsSaid(content, tongue) }] : []),
        {
          term: t(content.since ? 'plan.report.regular-count' : 'plan.report.regular'),
          words: tongue.number(newlyRegular(content).length),
        },
        ...(content.cliffs.length > 0 ? [{ term: t('plan.cliff.title'), words: tongue.number(content.cliffs.length) }] : []),
        { term: t('plan.report.demands'), words: tongue.number(content.demands.length) },
      ],
    },
    ...(shows.lights ? endangered(measures, tongue) : []),
  ]
}

function lightsSaid(measures: readonly ReportMeasure[], { t, number }: Tongue) {
  const said = (['green', 'yellow', 'red'] as const).map(
    light => `${t(`plan.word.light.${light}`)} ${number(measures.filter(measure => measure.light === light).length)}`,
  )
  return said.join(', ')
}

const moneySaid = ({ planned, financed, spent, gap }: Balance, tongue: Tongue) =>
  tongue.t('plan.report.money-said', {
    planned: euros(planned),
    financed: euros(financed),
    spent: euros(spent),
    gap: euros(gap),
  })

function postsSaid({ measures, asOf }: ReportContent, { t }: Tongue) {
  const year = Number(asOf.slice(0, 4))
  const { planned, filled } = postsOf(measures, year)
  return t('plan.report.posts-said', { year: String(year), planned: shares(planned), filled: shares(filled) })
}

function endangered(measures: readonly ReportMeasure[], { t }: Tongue): Block[] {
  const red = measures.filter(({ light }) => light === 'red')
  if (red.length === 0) return []
  const shown = red.slice(0, mostInSummary)
  const more = red.length - shown.length
  return [
    { kind: 'heading', level: 2, text: t('plan.report.endangered') },
    {
      kind: 'list',
      items: shown.map(({ number, title, lightReason }) => ({ words: `${number} ${title}`, strong: true, below: [lightReason] })),
    },
    ...(more > 0 ? [{ kind: 'paragraph' as const, words: t('plan.report.more', { count: more }) }] : []),
  ]
}

// ── What changed, what stays, what ends, what others must do ────────────────────────────────────────────────────────────────

function changes({ since }: ReportContent, tongue: Tongue): Block[] {
  const { t, day } = tongue
  const heading: Block = { kind: 'heading', level: 2, text: t('plan.report.changes'), startsPage: true }
  if (!since) return [heading, { kind: 'paragraph', words: t('plan.report.first') }]
  const lead: Block = { kind: 'paragraph', tone: 'quiet', words: t('plan.report.since', { title: since.title, day: day(since.asOf) }) }
  return [heading, lead, ...changeBlocks(since.changes, tongue)]
}

/** What differs between two reports, by measure. */
export function changeBlocks(all: readonly ReportChange[], tongue: Tongue): Block[] {
  if (all.length === 0) return [{ kind: 'paragraph', words: tongue.t('plan.report.nothing-changed') }]
  const byMeasure = Map.groupBy(all, ({ number, title }) => `${number} ${title}`)
  return [
    {
      kind: 'list',
      items: [...byMeasure].map(([measure, own]) => ({
        words: measure,
        strong: true,
        below: [own.map(change => changeSaid(change, tongue)).join('; ')],
      })),
    },
  ]
}

function changeSaid(change: ReportChange, { t }: Tongue): string {
  switch (change.kind) {
    case 'added':
      return t('plan.report.change.added')
    case 'gone':
      return t('plan.report.change.gone')
    case 'status':
      return t('plan.report.change.status', {
        before: t(`plan.word.status.${change.before}`),
        after: t(`plan.word.status.${change.after}`),
      })
    case 'light':
      return t('plan.report.change.light', {
        before: t(`plan.word.light.${change.before ?? 'none'}`),
        after: t(`plan.word.light.${change.after ?? 'none'}`),
      })
    case 'lead':
      return t('plan.report.change.lead', {
        before: change.before || t('plan.report.nobody'),
        after: change.after || t('plan.report.nobody'),
      })
    case 'money':
      return t(`plan.report.change.${change.part}`, { before: euros(change.before), after: euros(change.after) })
  }
}

function madeRegular(content: ReportContent, { money: showsMoney }: Shown, { t, shortDay }: Tongue): Block[] {
  const regular = newlyRegular(content)
  if (regular.length === 0) return []
  const items = regular.map(({ number, title, regularSince, lead, budgetLine, resolutionNumber }) => ({
    words: `${number} ${title}`,
    strong: true,
    below: [
      [
        regularSince && t('plan.report.regular-since', { day: shortDay(regularSince) }),
        lead,
        showsMoney && budgetLine,
        resolutionNumber && t('plan.report.resolution-number', { number: resolutionNumber }),
      ]
        .filter(Boolean)
        .join(', '),
    ],
  }))
  return under(t(content.since ? 'plan.report.regular-new' : 'plan.report.regular'), [{ kind: 'list', items }])
}

function cliffs({ cliffs: all }: ReportContent, { t, shortDay }: Tongue): Block[] {
  if (all.length === 0) return []
  const items = all.map(({ name, endsOn, measures }) => ({
    words: t('plan.report.cliff', { name, day: shortDay(endsOn) }),
    strong: true,
    below: [t('plan.report.cliff-measures', { count: measures.length, numbers: measures.join(', ') })],
  }))
  return under(t('plan.cliff.title'), [
    { kind: 'paragraph', tone: 'quiet', words: t('plan.cliff.lead') },
    { kind: 'list', items },
  ])
}

function demands({ demands: all }: ReportContent, { t }: Tongue): Block[] {
  if (all.length === 0) return []
  const items = all.map(({ number, title, addressee, demand }) => ({
    words: t('plan.report.goal', { number, title }),
    strong: true,
    below: [demand],
    notes: [t('plan.report.demand-to', { addressee })],
  }))
  return under(t('plan.report.demands'), [
    { kind: 'paragraph', tone: 'quiet', words: t('plan.report.demands-lead') },
    { kind: 'list', items },
  ])
}

// ── Money and posts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const moneyHeading = ({ t }: Tongue): Block => ({ kind: 'heading', level: 2, text: t('plan.report.money-title'), startsPage: true })

/** Money by action field, by year and by source. */
export function moneyTables({ fields, measures, sources }: ReportContent, tongue: Tongue): Block[] {
  const { t, shortDay } = tongue
  const ofFields = fields.map(field => ({ name: field, balance: moneyOf(measures.filter(measure => measure.field === field)) }))
  const years = [...new Set(measures.flatMap(({ balances }) => balances.map(({ year }) => year)))].sort()
  const ofYears = years.map(year => ({
    name: String(year),
    balance: moneyOf(measures.map(({ balances }) => ({ balances: balances.filter(balance => balance.year === year) }))),
  }))
  const sum = { name: t('plan.money.sum'), balance: moneyOf(measures) }
  const sourceRows = sources.map(({ name, kind, amountCents, allottedCents, spentCents, endsOn }) => [
    name,
    t(`plan.word.source.${kind}`),
    euros(amountCents),
    euros(allottedCents),
    euros(spentCents),
    endsOn ? shortDay(endsOn) : t('plan.source.for-good'),
  ])
  return [
    { kind: 'heading', level: 3, text: t('plan.report.by-field') },
    balanceTable(t('plan.report.by-field'), t('plan.measure.field.fieldId'), [...ofFields, sum], tongue),
    { kind: 'heading', level: 3, text: t('plan.report.by-year') },
    balanceTable(t('plan.report.by-year'), t('plan.money.year'), [...ofYears, sum], tongue),
    ...(sources.length > 0
      ? ([
          { kind: 'heading', level: 3, text: t('plan.source.title') },
          {
            kind: 'table',
            label: t('plan.source.title'),
            dense: true,
            columns: [
              { label: t('plan.source.field.name'), share: 5 },
              { label: t('plan.source.field.kind'), share: 2.4 },
              { label: t('plan.report.amount'), share: 2.6, numeric: true },
              { label: t('plan.source.allotted'), share: 2.6, numeric: true },
              { label: t('plan.source.spent'), share: 2.6, numeric: true },
              { label: t('plan.source.field.endsOn'), share: 2 },
            ],
            rows: sourceRows,
          },
        ] satisfies Block[])
      : []),
  ]
}

function balanceTable(label: string, head: string, rows: readonly { name: string; balance: Balance }[], { t }: Tongue): Block {
  const parts = ['planned', 'financed', 'secured', 'spent', 'gap'] as const
  return {
    kind: 'table',
    label,
    dense: true,
    columns: [{ label: head, share: 4.5 }, ...parts.map(part => ({ label: t(`plan.money.part.${part}`), share: 2.6, numeric: true }))],
    rows: rows.map(({ name, balance }) => [name, ...parts.map(part => euros(balance[part]))]),
  }
}

function posts({ measures }: ReportContent, { t, shortDay }: Tongue): Block[] {
  const rows = measures.flatMap(({ number, title, posts: own }) =>
    own.map(({ year, grade, hundredths, isFilled, fundedUntil }) => [
      `${number} ${title}`,
      String(year),
      grade,
      shares(hundredths),
      t(isFilled ? 'plan.money.post.filled' : 'plan.money.post.vacant'),
      fundedUntil ? shortDay(fundedUntil) : t('plan.money.post.for-good'),
    ]),
  )
  if (rows.length === 0) return []
  const columns = [
    { label: t('plan.source.measure'), share: 6 },
    { label: t('plan.money.year'), share: 1.3 },
    { label: t('plan.money.field.grade'), share: 2 },
    { label: t('plan.money.post.title'), share: 1.5, numeric: true },
    { label: t('plan.report.filled'), share: 1.7 },
    { label: t('plan.money.field.fundedUntil'), share: 2.6 },
  ]
  return [
    { kind: 'heading', level: 3, text: t('plan.money.post.title') },
    { kind: 'table', label: t('plan.money.post.title'), dense: true, columns, rows },
  ]
}

const colophon = ({ number, digest, madeAt }: ReportFrame, { t, day }: Tongue): Block[] => [
  { kind: 'heading', level: 2, text: t('plan.report.about') },
  { kind: 'paragraph', tone: 'quiet', words: t('plan.report.frozen', { number, day: day(madeAt) }) },
  { kind: 'paragraph', tone: 'quiet', words: t('plan.report.digest', { digest }) },
]

const under = (text: string, blocks: Block[]): Block[] => [{ kind: 'heading', level: 2, text }, ...blocks]
