import type { Protocol } from './translation.ts'

export const protocolNames = ['libretranslate', 'deepl'] as const
export type ProtocolName = (typeof protocolNames)[number]

/** POST /translate of LibreTranslate (https://docs.libretranslate.com): many texts in `q` give as many in `translatedText`. */
const libretranslate: Protocol = {
  path: '/translate',
  headers: () => ({}),
  body: (texts, source, target, key) => ({ q: texts, source, target, format: 'text', ...(key && { api_key: key }) }),
  textsIn: answer => (answer as { translatedText?: unknown } | null)?.translatedText,
}

/** POST /v2/translate of the DeepL API (https://developers.deepl.com/api-reference/translate): at most 50 texts and 128 KiB. */
const deepl: Protocol = {
  path: '/v2/translate',
  headers: key => ({ authorization: `DeepL-Auth-Key ${key}` }),
  body: (text, from, to) => ({ text, source_lang: from.toUpperCase(), target_lang: variants[to] ?? to.toUpperCase() }),
  textsIn: answer => {
    const { translations } = (answer ?? {}) as { translations?: unknown }
    return Array.isArray(translations) ? translations.map(each => (each as { text?: unknown } | null)?.text) : undefined
  },
}

/** DeepL wants to be told which English and Portuguese to write. */
const variants: Partial<Record<string, string>> = { en: 'EN-GB', pt: 'PT-PT' }

export const protocols: Record<ProtocolName, Protocol> = { libretranslate, deepl }
