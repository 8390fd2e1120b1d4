import { createHash } from 'node:crypto'

/** What a form was made from, in the few characters that travel with it: if they differ on return, somebody has changed it meanwhile. */
export const seenOf = (values: object) => createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16)
