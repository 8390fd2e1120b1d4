import type { Bounds } from '#platform/privacy'

/** Days after the end of a dialogue until its votes are parted from the browsers they came from. */
export const votesKept: Bounds = { usual: 90, least: 0, most: 365 }
