export const longestPasskeyName = 60

export type PasskeyRefusal = 'passkey-refused' | 'passkey-unknown' | 'passkey-name-missing' | 'passkey-name-too-long'

export function judgePasskeyName(name: string): 'passkey-name-missing' | 'passkey-name-too-long' | undefined {
  if (name === '') return 'passkey-name-missing'
  return name.length > longestPasskeyName ? 'passkey-name-too-long' : undefined
}

/** A browser's answer as it came in a form field; only its identity is looked at here, the rest when it is verified. */
export type BrowserAnswer = { id: string; response: object }

export function readAnswer(text: string): BrowserAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    const { id, response } = answer as Partial<BrowserAnswer>
    return typeof id === 'string' && typeof response === 'object' && response !== null ? (answer as BrowserAnswer) : undefined
  } catch {
    return undefined
  }
}

/** The challenge an answer claims to answer; whether it was ours is for the store to say. */
export function challengeOf({ response }: BrowserAnswer): string | undefined {
  try {
    const { clientDataJSON } = response as { clientDataJSON?: string }
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON ?? '', 'base64url').toString()) as { challenge?: unknown }
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}

/** The site passkeys belong to: its name and the only address they may be used at. */
export type Site = { name: string; host: string; origin: string }

export function siteAt(address: string): Site {
  const { hostname, origin } = new URL(address)
  return { name: 'Leitbild', host: hostname, origin }
}
