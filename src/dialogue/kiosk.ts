import { createHmac, timingSafeEqual } from 'node:crypto'
import { signerFor } from '#platform/web'
import { type Dialogue, isOpen } from './dialogue.ts'
import type { Level } from './level.ts'

/** Nobody has touched the tablet for so long: the next person begins anew. */
export const idleSeconds = 60

/**
 * A script on the tablet counts touches, which the server does not see: somebody may read for minutes. If the tablet fell asleep before it
 * could end the visit, the server ends it after this.
 */
const longestSilenceMinutes = 10

export const kioskCookieName = (town: string) => `tablet-${town}`
/** Longer than a dialogue runs; staff end it before. */
export const kioskCookieSeconds = 90 * 24 * 60 * 60

/** Short enough to type on a screen, long enough that ten tries do not find it. */
export const isKioskCode = (text: string) => /^\d{4,8}$/.test(text)
export type KioskRefusal = 'code-unusable' | 'code-wrong' | 'too-many-tries'

/** Why nobody can vote at a tablet. A code, an address or an account is nobody's to show on a device that everybody uses. */
export type KioskObstacle = 'not-open' | 'level-asked'

export function obstacleTo(dialogue: Dialogue, level: Level, now: Date): KioskObstacle | undefined {
  if (!isOpen(dialogue, now)) return 'not-open'
  return level === 'anonymous' ? undefined : 'level-asked'
}

/** Somebody at the tablet. `last`: number of the statement answered last; `at`: milliseconds of their latest deed. */
export type KioskVisit = { participant: string; language: string; last?: number; at: number }

/** A tablet that staff have set up for one dialogue, and who is at it now. All of it stands in the tablet's one cookie, nothing on the server. */
export type Kiosk = { id: string; dialogue: string; codeMark: string; visit?: KioskVisit }

export type Kiosks = {
  open(cookie: string | undefined, municipality: string, now: Date): Kiosk | undefined
  seal(kiosk: Kiosk, municipality: string): string
  /** What the cookie keeps of the code: without our key the code cannot be found from it. */
  markOf(code: string, kiosk: string): string
  isCode(code: string, kiosk: Kiosk): boolean
}

export function kiosks(secret: Buffer): Kiosks {
  const cookies = signerFor(secret, 'kiosk')
  const key = createHmac('sha256', secret).update('kiosk code').digest()
  const markOf = (code: string, kiosk: string) => createHmac('sha256', key).update(`${kiosk} ${code}`).digest('base64url')
  return {
    open: (cookie, municipality, now) => {
      const text = cookies.open(cookie)
      if (!text) return undefined
      const { town, ...kiosk } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Kiosk & { town: string }
      if (town !== municipality) return undefined
      const isOver = kiosk.visit && now.getTime() - kiosk.visit.at > longestSilenceMinutes * 60_000
      return isOver ? withoutVisit(kiosk) : kiosk
    },
    seal: (kiosk, municipality) => cookies.sign(Buffer.from(JSON.stringify({ ...kiosk, town: municipality })).toString('base64url')),
    markOf,
    isCode: (code, { id, codeMark }) => {
      const [given, wanted] = [Buffer.from(markOf(code, id)), Buffer.from(codeMark)]
      return given.length === wanted.length && timingSafeEqual(given, wanted)
    },
  }
}

export const withoutVisit = ({ id, dialogue, codeMark }: Kiosk): Kiosk => ({ id, dialogue, codeMark })
