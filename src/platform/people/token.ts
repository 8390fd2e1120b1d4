import { createHash, randomBytes } from 'node:crypto'

/** A secret for a link or a cookie; only its hash is ever stored. */
export const newToken = () => randomBytes(32).toString('base64url')

export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const isId = (text: string) => uuid.test(text)

export const after = (now: Date, { minutes = 0, hours = 0, days = 0 }) =>
  new Date(now.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000)
