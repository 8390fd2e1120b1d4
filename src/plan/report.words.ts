const euroFormat = new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' })
/** An amount to the cent, in the language of the report: 1.234,50 €. */
export const euros = (cents: number) => euroFormat.format(cents / 100)

const numberFormat = new Intl.NumberFormat('de', { maximumFractionDigits: 2 })
export const decimal = (number: number) => numberFormat.format(number)
/** Hundredths of posts: 0,5. */
export const shares = (hundredths: number) => decimal(hundredths / 100)
