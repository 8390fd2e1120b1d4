/** Why the service did not do it and would not do it if asked again. */
export type ServiceRefusal = 'key-refused' | 'quota-used-up' | 'request-refused' | 'answer-unusable'

/** Why it could not do it now: worth asking again later. */
export type ServiceTrouble = 'unreachable' | 'too-many-requests' | 'service-failed'

/**
 * What came of asking; texts are in the order of those sent. `isBilled`: the service may have done the work although no usable answer came,
 * so its characters count.
 */
export type Answered = { texts: string[] } | { refusal: ServiceRefusal; isBilled: boolean } | { trouble: ServiceTrouble; isBilled: boolean }

export type TranslationService = {
  /** Who gets to see the texts, to be named to whoever switches it on. */
  host: string
  translate(texts: readonly string[], from: string, to: string): Promise<Answered>
}

/** How a service is asked and what its answer means. */
export type Protocol = {
  path: string
  headers(key: string | undefined): Record<string, string>
  body(texts: readonly string[], from: string, to: string, key: string | undefined): object
  /** The texts of an answer, or whatever stands in their place. */
  textsIn(answer: unknown): unknown
}

/** What a status other than 200 means. Services bill what they have translated, and say 200 then. */
export function meaningOf(status: number): Exclude<Answered, { texts: string[] }> {
  if (status === 429) return { trouble: 'too-many-requests', isBilled: false }
  if (status >= 500) return { trouble: 'service-failed', isBilled: false }
  if (status === 401 || status === 403) return { refusal: 'key-refused', isBilled: false }
  if (status === 456) return { refusal: 'quota-used-up', isBilled: false } // DeepL alone uses it
  return { refusal: 'request-refused', isBilled: false }
}

/** Characters as services count them: Unicode code points. */
export const charactersIn = (texts: readonly string[]) => texts.reduce((sum, text) => sum + [...text].length, 0)
