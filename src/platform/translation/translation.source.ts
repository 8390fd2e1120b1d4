import type { Config } from '../config/index.ts'
import { protocols } from './protocols.ts'
import { type Answered, meaningOf, type TranslationService } from './translation.ts'

/** A small machine without a graphics card takes its time over twenty sentences; a job may take two minutes at most. */
const patienceMilliseconds = 60_000

/** The translation service of the configuration. Never throws: whatever goes wrong has a name. */
export function openTranslationService(
  { protocol: name, address, key }: NonNullable<Config['translation']>,
  patience = patienceMilliseconds,
): TranslationService {
  const protocol = protocols[name]
  return {
    host: new URL(address).host,
    translate: async (texts, from, to) => {
      const answer = await ask(address + protocol.path, protocol.headers(key), protocol.body(texts, from, to, key), patience)
      if (!('json' in answer)) return answer
      const translated = protocol.textsIn(answer.json)
      return isTexts(translated, texts.length) ? { texts: translated } : { refusal: 'answer-unusable', isBilled: true }
    },
  }
}

async function ask(
  url: string,
  headers: Record<string, string>,
  body: object,
  patience: number,
): Promise<{ json: unknown } | Exclude<Answered, { texts: string[] }>> {
  let text: string
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual', // a key goes to no other address
      signal: AbortSignal.timeout(patience),
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      return meaningOf(response.status)
    }
    text = await response.text()
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    return { trouble: 'unreachable', isBilled: !neverReached.has(code ?? '') } // else it may have begun before it fell silent
  }
  try {
    return { json: JSON.parse(text) }
  } catch {
    return { refusal: 'answer-unusable', isBilled: true }
  }
}

const neverReached = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

const isTexts = (found: unknown, count: number): found is string[] =>
  Array.isArray(found) && found.length === count && found.every(text => typeof text === 'string' && text.trim() !== '')
