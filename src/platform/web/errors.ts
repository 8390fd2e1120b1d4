/** What is thrown because nobody at the screen can correct it; mapped to a page in one place (failures.tsx). */
export class NotFound extends Error {
  override name = 'NotFound'
}
export class Forbidden extends Error {
  override name = 'Forbidden'
}
export class NotSignedIn extends Error {
  override name = 'NotSignedIn'
}
export class TooManyRequests extends Error {
  override name = 'TooManyRequests'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super()
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export type BadRequestReason = 'form-expected' | 'form-too-large' | 'text-unreadable' | 'foreign-form' | 'form-expired' | 'value-unknown'
export class BadRequest extends Error {
  override name = 'BadRequest'
  readonly reason: BadRequestReason
  constructor(reason: BadRequestReason) {
    super(reason)
    this.reason = reason
  }
}

export function notFound(): never {
  throw new NotFound()
}
