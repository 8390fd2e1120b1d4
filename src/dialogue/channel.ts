/** How votes come in: on an own device, on the tablet in the town hall, on a paper sheet, or from a group around a table. */
export const channels = ['online', 'kiosk', 'paper', 'table'] as const
export type Channel = (typeof channels)[number]
