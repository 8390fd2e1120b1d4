export const costCategories = ['personnel', 'material', 'fees', 'rooms', 'investment', 'other'] as const
export type CostCategory = (typeof costCategories)[number]

export const sourceKinds = ['own', 'state', 'federation', 'eu', 'foundation', 'third-party'] as const
export type SourceKind = (typeof sourceKinds)[number]

export const allotmentStates = ['planned', 'applied', 'granted', 'drawn'] as const
/** How sure money is. A euro stands in one state alone: what is drawn is no longer granted. */
export type AllotmentState = (typeof allotmentStates)[number]

/** More than this is a slip of the keyboard: 10 billion euros. It also keeps every sum of a plan exact in a double. */
export const mostCents = 1_000_000_000_000

export type AmountRefusal = 'amount-missing' | 'amount-wrong' | 'amount-negative' | 'amount-too-large'

/** A typed amount of euros, German or plain (`1.234,5`, `1234.50`, `1 234 €`), to the cent; more than two decimals are refused, and with them `1,005`. */
export function readCents(typed: string): number | AmountRefusal {
  const text = typed.replace(/[\s\u00a0\u202f]|€|EUR$/g, '')
  if (text === '') return 'amount-missing'
  if (/^[-−]/.test(text)) return 'amount-negative'
  const match = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(text) ?? /^(\d{1,3}(?:,\d{3})+|\d+)\.(\d{1,2})$/.exec(text)
  if (!match) return 'amount-wrong'
  const euros = match[1]!.replace(/[.,]/g, '')
  if (euros.length > 11) return 'amount-too-large'
  const cents = Number(euros) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return cents > mostCents ? 'amount-too-large' : cents
}

/** The amount as it is typed into a field again: `1234,50`. */
export const typedCents = (cents: number) => `${Math.trunc(cents / 100)},${String(cents % 100).padStart(2, '0')}`

export type Cost = { measureId: string; year: number; category: CostCategory; amountCents: number }

/** Money measures are paid from. */
export type FinancingSource = {
  id: string
  slug: string
  kind: SourceKind
  name: string
  /** budget line or product account of own funds, file number of a grant */
  reference: string
  amountCents: number
  endsOn: string | null
  continuation: string
}

/** What of a source goes to a measure in a year. */
export type Allotment = { sourceId: string; measureId: string; year: number; state: AllotmentState; amountCents: number }

export type Spending = { id: string; measureId: string; sourceId: string | null; spentOn: string; amountCents: number; purpose: string }

/** Posts of a measure in a year; `hundredths` of a full-time equivalent. */
export type Post = {
  id: string
  measureId: string
  title: string
  grade: string
  year: number
  hundredths: number
  isFilled: boolean
  fundedUntil: string | null
}

export const sumCents = (amounts: readonly { amountCents: number }[]) => amounts.reduce((sum, { amountCents }) => sum + amountCents, 0)
