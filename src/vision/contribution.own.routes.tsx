import { Hono } from 'hono'
import type { Read } from '#platform/db'
import { notFound, reading, writing } from '#platform/web'
import { anchorAnew } from './amendment.actions.ts'
import { ownAmendments } from './amendment.store.ts'
import { ownContributions } from './contribution.author.store.ts'
import { OwnContributionsPage, type OwnDesk } from './contribution.own.page.tsx'
import { authorIn } from './contribution.visitor.ts'
import { paths } from './paths.ts'
import { aboutVision, type InVision, type Room, type VisionContext } from './visitor.ts'

export const ownContributionRoutes = (room: Room) =>
  new Hono<InVision>()
    .get(paths.ownContributions.pattern, aboutVision, reading, async c => {
      const anchored = Number(c.req.query('bleibt')) || undefined
      return c.html(<OwnContributionsPage c={c} desk={{ ...(await ownDesk(c, c.var.db, room)), anchored }} />)
    })

    .get(paths.anchor.pattern, aboutVision, c => c.redirect(paths.ownContributions.to(at(c)), 303))
    .post(paths.anchor.pattern, aboutVision, writing, async c => {
      const { db, vision } = c.var
      const number = Number(/^\d{1,9}$/.exec(c.req.param('contribution'))?.[0] ?? notFound())
      const refusal = await anchorAnew(db, vision.slug, number, authorIn(c, room))
      if (refusal) return c.html(<OwnContributionsPage c={c} desk={{ ...(await ownDesk(c, db, room)), refusal }} />, 422)
      return c.redirect(`${paths.ownContributions.to(at(c), { bleibt: number })}#beitrag-${number}`, 303)
    })

async function ownDesk(c: VisionContext, db: Read, room: Room): Promise<OwnDesk> {
  const author = authorIn(c, room)
  if (!author) return { contributions: [], amendments: new Map(), isKnown: false }
  return {
    contributions: await ownContributions(db, c.var.vision.id, author),
    amendments: await ownAmendments(db, c.var.vision.id, author),
    isKnown: true,
  }
}

const at = (c: VisionContext) => ({ town: c.var.municipality.slug, vision: c.var.vision.slug })
