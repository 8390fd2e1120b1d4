export const firstYear = 2000
export const lastYear = 2100

export type YearRefusal = 'year-missing' | 'year-outside'

/** A typed year of a plan. */
export function readYear(typed: string): number | YearRefusal {
  if (typed === '') return 'year-missing'
  const year = /^\d{4}$/.test(typed) ? Number(typed) : 0
  return year < firstYear || year > lastYear ? 'year-outside' : year
}
