import type { Role } from '#platform/web'

export const roles = ['coordinator', 'moderator', 'editor', 'reader'] as const satisfies readonly Role[]
export const isRole = (text: string): text is Role => roles.some(role => role === text)

export const longestName = 100

export type PersonRefusal = 'email-missing' | 'email-invalid' | 'name-missing' | 'name-too-long'

export function judgeName(name: string): 'name-missing' | 'name-too-long' | undefined {
  if (name === '') return 'name-missing'
  return name.length > longestName ? 'name-too-long' : undefined
}

export function judgeEmail(text: string): 'email-missing' | 'email-invalid' | undefined {
  if (text === '') return 'email-missing'
  return readEmail(text) ? undefined : 'email-invalid'
}

/** The address in the one form we compare and store, lower case and with its domain in ASCII; undefined if it is none. */
export function readEmail(text: string): string | undefined {
  const [, local, domain] = /^([\x21-\x7e]+)@([^\s@/?#:\\[\]]+\.[^\s@/?#:\\[\].]+)$/.exec(text.trim().toLowerCase()) ?? []
  if (!local || !domain || /[,;:<>()"\\[\]@]/.test(local) || !URL.canParse(`http://${domain}`)) return undefined
  const { hostname } = new URL(`http://${domain}`)
  const email = `${local}@${hostname}`
  return email.length <= 254 && /\.[a-z][a-z0-9-]+$/.test(hostname) ? email : undefined
}
