import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isSecure, notFound, type Town, type TownContext } from '#platform/web'
import type { Agenda } from './agenda.ts'
import { isPublic } from './dialogue.ts'
import { cookieName, cookieSeconds } from './participant.ts'
import type { Room } from './room.ts'

export type InDialogue = { Variables: Town['Variables'] & { agenda: Agenda } }

/** A request about a dialogue, as pages and functions take it. */
export type DialogueContext = TownContext & { readonly var: InDialogue['Variables'] }

/**
 * Finds the dialogue of the address with its statements, before any transaction begins. A draft is found by staff alone.
 */
export const aboutDialogue =
  (room: Room): MiddlewareHandler<InDialogue> =>
  async (c, next) => {
    const agenda = (await room.agendas.of(c.var.municipality, c.req.param('dialogue') ?? '')) ?? notFound()
    c.set('agenda', isPublic(agenda.dialogue) || c.var.role ? agenda : notFound())
    await next()
  }

/** The pseudonym of this browser in this town, if it has one. */
export const participantOf = (c: TownContext, room: Room) =>
  room.pseudonyms.fromCookie(getCookie(c as unknown as Context, cookieName(c.var.municipality.slug)), c.var.municipality.id)

/** Remembers the pseudonym in the visitor's browser: HTTP-only, this site only. */
export function remember(c: TownContext, room: Room, participant: string) {
  setCookie(
    c as unknown as Context<Town>,
    cookieName(c.var.municipality.slug),
    room.pseudonyms.cookieFor(participant, c.var.municipality.id),
    {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: isSecure(c),
      maxAge: cookieSeconds,
    },
  )
}
