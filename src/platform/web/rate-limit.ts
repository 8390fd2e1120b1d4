import type { VisitContext } from './context.ts'
import { TooManyRequests } from './errors.ts'

/** Counts deeds per network in a sliding window, in memory only: nothing of it is ever stored or logged. */
export class RateLimit {
  private readonly counts = new Map<string, { since: number; deeds: number }>()
  readonly most: number
  readonly seconds: number

  constructor({ most, seconds }: { most: number; seconds: number }) {
    this.most = most
    this.seconds = seconds
  }

  /** Throws TooManyRequests when this key has done too much in the window. */
  count(key: string, now: Date) {
    const time = now.getTime() / 1000
    if (this.counts.size > 50_000) this.forgetOld(time)
    const entry = this.counts.get(key)
    if (!entry || time - entry.since >= this.seconds) this.counts.set(key, { since: time, deeds: 1 })
    else if (++entry.deeds > this.most) throw new TooManyRequests(Math.ceil(this.seconds - (time - entry.since)))
  }

  private forgetOld(time: number) {
    for (const [key, { since }] of this.counts) if (time - since >= this.seconds) this.counts.delete(key)
  }
}

/** Counts a deed; true where it is one too many. */
export function isTooMany(limit: RateLimit, key: string, now: Date): boolean {
  try {
    limit.count(key, now)
    return false
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error
    return true
  }
}

/** Counts a deed of the visitor's network; true where it is one too many. For pages that refuse beside the field, with what was typed kept. */
export function isTooMuch(c: VisitContext, limit: RateLimit): boolean {
  try {
    limit.count(networkOf(c), c.var.services.now())
    return false
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error
    c.header('retry-after', String(error.retryAfterSeconds))
    return true
  }
}

/** The visitor's network: /24 of an IPv4 address, /48 of an IPv6 one. Behind trusted proxies the address they saw. */
export function networkOf(c: VisitContext): string {
  const { trustedProxies } = c.var.services.config.http
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map(part => part.trim())
  const connection = (c.env as { incoming?: { socket: { remoteAddress?: string } } } | undefined)?.incoming?.socket.remoteAddress ?? ''
  const address = trustedProxies > 0 ? forwarded.at(-trustedProxies) || connection : connection
  const plain = address.replace(/^::ffff:/, '')
  return plain.includes('.') ? plain.split('.').slice(0, 3).join('.') : plain.split(':').slice(0, 3).join(':')
}
