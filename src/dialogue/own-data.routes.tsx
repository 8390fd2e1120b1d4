import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { BadRequest, type Reading, readForm, reading, type Town, type Writing, writing } from '#platform/web'
import { OwnDataPage } from './own-data.page.tsx'
import { findOwnData } from './own-data.store.ts'
import { forget } from './participant.actions.ts'
import { cookieName } from './participant.ts'
import { paths } from './paths.ts'
import type { Room } from './room.ts'
import { participantOf } from './visitor.ts'

/** What a town knows of this browser's pseudonym, in all its dialogues. */
export function ownDataRoutes(room: Room) {
  const ownData = async (c: Parameters<typeof participantOf>[0] & { readonly var: Town['Variables'] & Reading['Variables'] }) => {
    const participant = participantOf(c, room)
    if (!participant) return undefined
    const own = await findOwnData(c.var.db, participant, c.var.services.secret)
    const elsewhere = await room.elsewhere.of(c.var.db, participant)
    if (!own && !elsewhere) return undefined
    return { ...(own ?? { pseudonym: participant, firstSeen: null, channel: null, dialogues: [] }), elsewhere }
  }

  const reads = new Hono<Town & Reading>()
    .get(paths.ownData.pattern, reading, async c => {
      c.header('cache-control', 'no-store')
      return c.html(<OwnDataPage c={c} own={await ownData(c)} isErased={c.req.query('geloescht') !== undefined} />)
    })
    .get(paths.ownDataFile.pattern, reading, async c => {
      const own = await ownData(c)
      if (!own) return c.redirect(paths.ownData.to({ town: c.var.municipality.slug }), 303)
      const { elsewhere, ...copy } = own
      return c.body(JSON.stringify({ ...copy, ...elsewhere?.copy }, null, 2), 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="meine-daten-${c.var.municipality.slug}.json"`,
        'cache-control': 'no-store',
      })
    })

  const deeds = new Hono<Town & Writing>().post(paths.erasure.pattern, writing, async c => {
    const { db, municipality, services } = c.var
    const form = await readForm(c)
    const wish = form.text('votes')
    if (wish !== 'stay' && wish !== 'go') throw new BadRequest('value-unknown')
    if (form.text('understood') !== 'yes')
      return c.html(<OwnDataPage c={c} own={await ownData(c)} isErased={false} isNotUnderstood wish={wish} />, 422)
    const participant = participantOf(c, room)
    if (participant) {
      await forget(db, participant, wish, services.secret, room)
      deleteCookie(c, cookieName(municipality.slug), { path: '/' })
    }
    return c.redirect(paths.ownData.to({ town: municipality.slug }, { geloescht: 1 }), 303)
  })

  return new Hono<Town>().route('/', reads as unknown as Hono<Town>).route('/', deeds as unknown as Hono<Town>)
}
