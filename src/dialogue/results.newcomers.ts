import type { Participation, Period, PeriodUnit } from './results.ts'
import { visibleCounts } from './suppression.ts'

/** Columns beyond this cannot be told apart on a phone. */
const mostPeriods = 42

/** People by the period of their first vote, in days if they are few, else in weeks or months; small numbers hidden. */
export function newcomersOf(byDay: Participation['newcomersByDay'], fewest: number): Period[] {
  const first = byDay[0]?.day
  const last = byDay.at(-1)?.day
  if (!first || !last) return []
  const unit = (['day', 'week', 'month'] as const).find(unit => startsBetween(first, last, unit).length <= mostPeriods) ?? 'month'
  const people = new Map<string, number>()
  for (const { day, people: count } of byDay) {
    const start = startOf(day, unit)
    people.set(start, (people.get(start) ?? 0) + count)
  }
  const starts = startsBetween(first, last, unit)
  const counts = starts.map(start => people.get(start) ?? 0)
  const isVisible = visibleCounts(counts, fewest)
  return starts.map((start, index) => ({ unit, start, people: isVisible[index] ? counts[index]! : null }))
}

function startsBetween(first: string, last: string, unit: PeriodUnit): string[] {
  const starts: string[] = []
  for (let start = startOf(first, unit); start <= last; start = next(start, unit)) starts.push(start)
  return starts
}

/** Weeks begin on Monday. */
function startOf(day: string, unit: PeriodUnit): string {
  if (unit === 'month') return `${day.slice(0, 7)}-01`
  const date = new Date(`${day}T00:00:00Z`)
  return unit === 'day' ? day : shifted(day, -((date.getUTCDay() + 6) % 7))
}

const next = (start: string, unit: PeriodUnit) =>
  unit === 'month' ? startOf(shifted(start, 31), unit) : shifted(start, unit === 'day' ? 1 : 7)

const shifted = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
