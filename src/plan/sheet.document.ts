import type { Block, TableColumn, TextDocument, Words } from '#platform/documents'
import { languageOf } from '#platform/languages'
import { type Tongue, tongueOf } from '#vision'
import { sumBalances } from './balance.ts'
import type { Sheet, SheetGoal } from './sheet.ts'
import { needsReason } from './status.ts'

/** What stands around sheets. `day`: as of when they are. */
export type SheetFrame = { town: TextDocument['town']; language: string; day: Date }

/** One measure on paper. `address`: where it is read. */
export function sheetDocument(sheet: Sheet, { town, language, day }: SheetFrame, address: string): TextDocument {
  const tongue = tongueOf(language)
  const { t } = tongue
  return {
    title: t('plan.public.sheet.title', { number: sheet.number }),
    language,
    town,
    foot: t('plan.public.sheet.foot', { number: sheet.number, day: tongue.day(day), address }),
    blocks: [{ kind: 'paragraph', tone: 'lead', words: german(sheet.title) }, ...sheetBlocks(sheet, 2, tongue)],
  }
}

/** Sheets of many measures, each on a page of its own, with a list of them before. */
export function sheetSet(sheets: readonly Sheet[], { town, language, day }: SheetFrame): TextDocument {
  const tongue = tongueOf(language)
  const { t } = tongue
  return {
    title: t('plan.sheet.title'),
    language,
    town,
    foot: t('plan.sheet.foot', { day: tongue.day(day) }),
    blocks: [
      { kind: 'paragraph', words: t('plan.sheet.lead', { count: sheets.length, day: tongue.day(day) }) },
      contents(sheets, tongue),
      ...sheets.flatMap((sheet): Block[] => [
        { kind: 'heading', level: 2, text: german(`${sheet.number} ${sheet.title}`), startsPage: true },
        ...sheetBlocks(sheet, 3, tongue),
      ]),
    ],
  }
}

const contents = (sheets: readonly Sheet[], { t }: Tongue): Block => ({
  kind: 'table',
  label: t('plan.sheet.contents'),
  dense: true,
  columns: [
    { label: t('plan.public.sheet.number'), share: 1.4 },
    { label: t('plan.public.measure-title'), share: 6 },
    { label: t('plan.public.lead'), share: 4 },
    { label: t('plan.public.status'), share: 2 },
  ],
  rows: sheets.map(({ number, title, lead, status }) => [
    number,
    german(title),
    lead === '' ? t('plan.public.lead-open') : german(lead),
    t(`plan.word.status.${status}`),
  ]),
})

/** Everything a sheet says below its title. */
function sheetBlocks(sheet: Sheet, level: 2 | 3, tongue: Tongue): Block[] {
  const { t } = tongue
  const under = (text: string, blocks: Block[]): Block[] => (blocks.length === 0 ? [] : [{ kind: 'heading', level, text }, ...blocks])
  return [
    ...(sheet.description === '' ? [] : [{ kind: 'paragraph' as const, words: german(sheet.description) }]),
    ...under(t('plan.public.who'), [{ kind: 'facts', items: whoFacts(sheet, tongue) }]),
    ...under(t('plan.public.state'), [{ kind: 'facts', items: stateFacts(sheet, tongue) }]),
    ...under(t('plan.public.milestones'), milestoneTable(sheet, tongue)),
    ...under(t('plan.public.budget.title'), [
      ...balanceTable(sheet, tongue),
      ...allotmentTable(sheet, tongue),
      ...moneyFacts(sheet, tongue),
    ]),
    ...under(t('plan.public.sheet.posts'), postTable(sheet, tongue)),
    ...under(t('plan.public.thread'), goalList(sheet, tongue)),
  ]
}

type Fact = { term: string; words: Words }
const fact = (term: string, words: string): Fact[] => (words === '' ? [] : [{ term, words }])
const written = (term: string, text: string): Fact[] => (text === '' ? [] : [{ term, words: german(text) }])

/** What the town has written is German, whatever the language of the sheet. */
const german = (text: string): Words => ({ text, language: 'de' })

// ── Who, and where it stands ────────────────────────────────────────────────────────────────────────────────────────────────

function whoFacts({ field, targetGroup, lead, contact, participating, partners, priority }: Sheet, { t }: Tongue): Fact[] {
  return [
    ...written(t('plan.public.field'), field),
    ...written(t('plan.public.target-group'), targetGroup),
    ...(lead === '' ? fact(t('plan.public.lead'), t('plan.public.lead-open')) : written(t('plan.public.lead'), lead)),
    ...written(t('plan.public.contact'), contact),
    ...written(t('plan.public.parts'), participating.join(', ')),
    ...written(t('plan.public.partners'), partners.join(', ')),
    ...(priority === 'normal' ? [] : fact(t('plan.public.sheet.priority'), t(`plan.word.priority.${priority}`))),
  ]
}

function stateFacts(sheet: Sheet, tongue: Tongue): Fact[] {
  const { t, day } = tongue
  const { status, light, resolutionNumber, resolvedOn, regularSince, statedOn } = sheet
  return [
    ...fact(t('plan.public.status'), t(`plan.word.status.${status}`)),
    ...(needsReason(status) ? written(t('plan.public.status-reason'), sheet.statusReason) : []),
    ...(light ? fact(t('plan.public.light'), t(`plan.word.light.${light}`)) : []),
    ...written(t('plan.public.light-reason'), sheet.lightReason),
    ...fact(t('plan.public.period'), periodOf(sheet, tongue)),
    ...written(t('plan.public.state-of-affairs'), sheet.stateOfAffairs),
    ...written(t('plan.public.next-step'), sheet.nextStep),
    ...written(t('plan.public.obstacles'), sheet.obstacles),
    ...fact(t('plan.public.resolution'), resolutionNumber && [resolutionNumber, resolvedOn && day(resolvedOn)].filter(Boolean).join(', ')),
    ...(regularSince ? fact(t('plan.public.regular-since'), day(regularSince)) : []),
    ...fact(t('plan.public.stated-on'), statedOn ? day(statedOn) : t('plan.public.not-said')),
  ]
}

function periodOf({ startsOn, endsOn }: Sheet, { t, day }: Tongue): string {
  if (startsOn && endsOn) return t('plan.public.from-to', { from: day(startsOn), to: day(endsOn) })
  if (startsOn) return t('plan.public.from', { from: day(startsOn) })
  return endsOn ? t('plan.public.sheet.until', { day: day(endsOn) }) : t('plan.public.not-said')
}

function milestoneTable({ milestones }: Sheet, { t, shortDay }: Tongue): Block[] {
  const columns = [
    { label: t('plan.public.sheet.due'), share: 2 },
    { label: t('plan.public.sheet.milestone'), share: 8 },
    { label: t('plan.public.sheet.reached'), share: 2 },
  ]
  const rows = milestones.map(({ title, dueOn, reachedOn }) => [shortDay(dueOn), german(title), reachedOn ? shortDay(reachedOn) : '–'])
  return table(t('plan.public.milestones'), columns, rows)
}

// ── Money and posts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function balanceTable({ balances }: Sheet, { t, language }: Tongue): Block[] {
  const parts = ['planned', 'financed', 'secured', 'spent', 'gap'] as const
  const columns = [
    { label: t('plan.public.budget.year'), share: 1.6 },
    ...parts.map(part => ({ label: t(`plan.public.budget.part.${part}`), share: 2.4, numeric: true })),
  ]
  const years = balances.map(({ year, ...balance }) => ({ name: String(year), balance }))
  const sum = { name: t('plan.public.budget.sum'), balance: sumBalances(balances) }
  const rows = (years.length > 1 ? [...years, sum] : years).map(({ name, balance }) => [
    name,
    ...parts.map(part => euros(balance[part], language)),
  ])
  return table(t('plan.public.budget.by.year'), columns, rows)
}

function allotmentTable({ allotments }: Sheet, { t, language }: Tongue): Block[] {
  const columns = [
    { label: t('plan.public.budget.source'), share: 6 },
    { label: t('plan.public.budget.year'), share: 1.4 },
    { label: t('plan.public.sheet.state'), share: 2.2 },
    { label: t('plan.public.sheet.amount'), share: 2.4, numeric: true },
  ]
  const rows = allotments.map(({ source, year, state, amountCents }) => [
    german(source),
    String(year),
    t(`plan.word.allotment.${state}`),
    euros(amountCents, language),
  ])
  return table(t('plan.public.budget.by.source'), columns, rows)
}

function moneyFacts({ budgetLine, continuation }: Sheet, { t }: Tongue): Block[] {
  const items = [...written(t('plan.public.sheet.budget-line'), budgetLine), ...written(t('plan.public.sheet.continuation'), continuation)]
  return items.length === 0 ? [] : [{ kind: 'facts', items }]
}

function postTable({ posts }: Sheet, { t, language, shortDay }: Tongue): Block[] {
  const columns = [
    { label: t('plan.public.budget.year'), share: 1.2 },
    { label: t('plan.public.sheet.post'), share: 4.6 },
    { label: t('plan.public.sheet.share'), share: 1.6, numeric: true },
    { label: t('plan.public.sheet.filled'), share: 1.8 },
    { label: t('plan.public.sheet.funded-until'), share: 2.8 },
  ]
  const rows = posts.map(({ year, title, grade, hundredths, isFilled, fundedUntil }) => [
    String(year),
    german([grade, title].filter(Boolean).join(', ')),
    new Intl.NumberFormat(languageOf(language).locale, { maximumFractionDigits: 2 }).format(hundredths / 100),
    t(isFilled ? 'plan.public.sheet.yes' : 'plan.public.sheet.no'),
    fundedUntil ? shortDay(fundedUntil) : t('plan.public.sheet.for-good'),
  ])
  return table(t('plan.public.sheet.posts'), columns, rows)
}

const euros = (cents: number, language: string) =>
  new Intl.NumberFormat(languageOf(language).locale, { style: 'currency', currency: 'EUR' }).format(cents / 100)

const table = (label: string, columns: TableColumn[], rows: Words[][]): Block[] =>
  rows.length === 0 ? [] : [{ kind: 'table', label, dense: true, columns, rows }]

// ── Where it comes from ─────────────────────────────────────────────────────────────────────────────────────────────────────

const goalList = ({ goals }: Sheet, { t }: Tongue): Block[] =>
  goals.length === 0
    ? []
    : [
        { kind: 'paragraph', tone: 'quiet', words: t('plan.public.sheet.thread') },
        { kind: 'list', items: goals.map(goalItem) },
      ]

const goalItem = ({ number, title, sentences }: SheetGoal) => ({ number, words: german(title), strong: true, below: sentences })
